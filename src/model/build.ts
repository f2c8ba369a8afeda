import { readAuthorizers, readUselessScopes } from '../cloudformation/authorizers.ts';
import { readCustomDomains } from '../cloudformation/custom-domains.ts';
import { readDefinitions } from '../cloudformation/definitions.ts';
import { readDependencies } from '../cloudformation/dependencies.ts';
import { readRawEndpoints } from '../cloudformation/endpoints.ts';
import { readInvokePermissions } from '../cloudformation/invoke-permissions.ts';
import { readSsmParameters } from '../cloudformation/ssm-parameters.ts';
import { readAudienceUses } from '../oauth/audiences.ts';
import { creationOrders, readClients } from '../oauth/clients.ts';
import { readOAuthClients } from '../oauth/oauth-clients.ts';
import type { OutsidePool } from '../oauth/outside-pools.ts';
import { readResourceServers, resourceServerOf } from '../oauth/resource-servers.ts';
import type { ScopeMention } from '../oauth/scope-mention.ts';
import { readScopeUses } from '../oauth/scopes.ts';
import { readExposedSecrets, readIdentityPools, readSharedValues, readValueReads } from '../oauth/shared-values.ts';
import { readTokenAuthorizers } from '../oauth/token-authorizers.ts';
import { readUserPools } from '../oauth/user-pools.ts';
import { definitionEndpoints, definitionMentions, definitionUnknowns } from '../openapi/definition.ts';
import { undefinedNames } from '../openapi/undefined-names.ts';
import { isGeneratedId } from '../sam/generated-ids.ts';
import { readSam } from '../sam/read.ts';
import { readConditions } from '../template/conditions.ts';
import type { Files } from '../template/files.ts';
import { isFragment, unresolvedNames } from '../template/fragment.ts';
import { type Inference, type Links, linkTemplates, type OutsideValues } from '../template/links.ts';
import { namedFile } from '../template/named-file.ts';
import { locationOf, type Nesting, nestedStacksIn, withPassed } from '../template/nesting.ts';
import type { Node } from '../template/node.ts';
import { placeOf, placeOfKey } from '../template/place.ts';
import type { DeploymentSettings, SettingsOf } from '../template/settings.ts';
import { isDeployed, type Template } from '../template/template.ts';
import { type Api, acceptsAnyone, type EffectiveAuthorizer, endpointNameInside } from './endpoint.ts';
import type { AuthModel, InferredLink, Unknown } from './model.ts';
import { openSettings } from './open-settings.ts';
import { isTextPlace, placeKey, undecided } from './place.ts';
import { textProblemsOf } from './text-problems.ts';

/** What the team declares of what lies outside of the audited templates. */
export interface Outside extends OutsideValues {
  readonly pools: readonly OutsidePool[];
  /** All stacks that use what is audited are audited. */
  readonly isComplete: boolean;
}

/** Makes one model of all templates of a workspace, linked to each other. */
export function buildModel(
  { templates, nesting }: { readonly templates: readonly Template[]; readonly nesting: Nesting },
  deploymentOf: SettingsOf,
  files: Files,
  outside: Outside,
): AuthModel {
  const known = new Map(templates.map(template => [template, withPassed(template, nesting, deploymentOf)]));
  const settingsOf = (template: Template) => known.get(template) ?? deploymentOf(template.file.name);
  const links = linkTemplates(templates, nesting, settingsOf, outside);
  const servers = readResourceServers(templates, links);
  const readings = templates.map(template => readTemplateModel(template, nesting, settingsOf(template), files, links));
  const clientsOf = new Map(templates.map(template => [template, readClients(template, links)]));
  const scopeMentions = [
    ...[...clientsOf].flatMap(([template, clients]) =>
      clients.flatMap(client => client.mentions.map(mention => ({ mention, template }))),
    ),
    ...readings.flatMap(reading =>
      distinctMentions(reading.mentions).map(mention => ({ mention, template: reading.template })),
    ),
  ];
  const userPools = readUserPools(templates, links);
  const poolsThatAddScopes = new Set(userPools.filter(pool => pool.addsScopes).map(pool => pool.key));
  const scopeUses = readScopeUses(scopeMentions, servers, links, outside.pools, poolsThatAddScopes);
  // What an account has is created already.
  const ordered = readings.filter(({ template }) => !isDeployed(template));
  const orders = ordered.flatMap(({ template, conditions, isFragment }) => {
    const context = { servers, links, conditions, isIncomplete: isFragment };
    return (clientsOf.get(template) ?? []).flatMap(client => creationOrders(client, context));
  });
  const oauthClients = readings.flatMap(({ template, conditions }) => readOAuthClients(template, links, conditions));
  const tokenAuthorizers = readings.flatMap(({ template, definitions, conditions }) =>
    readTokenAuthorizers(template, definitions, links, conditions),
  );
  const model = {
    apis: readings.flatMap(reading => reading.definitions.map(definition => definition.api)),
    endpoints: readings.flatMap(reading => reading.endpoints),
    defaultAuthorizers: readings.flatMap(reading => reading.defaultAuthorizers),
    authorizerReferences: readings.flatMap(reading => reading.references),
    samRefusals: readings.flatMap(reading => reading.samRefusals),
    authorizers: readings.flatMap(reading => reading.authorizers),
    ignoredSettings: readings.flatMap(reading => reading.ignoredSettings),
    implicitApiLosses: readings.flatMap(reading => reading.implicitApiLosses),
    customDomains: readCustomDomains(templates, links),
    invokePermissions: readings.flatMap(reading => reading.invokePermissions),
    userPools,
    identityPools: readings.flatMap(({ template, conditions }) => readIdentityPools(template, links, conditions)),
    sharedValues: readSharedValues(templates, links),
    valueReads: readValueReads(templates, links),
    exposedSecrets: templates.flatMap(template => readExposedSecrets(template, links)),
    hasUnreadParts: false,
    isComplete: outside.isComplete,
    resourceServers: servers.map(resourceServerOf),
    clients: oauthClients,
    tokenAuthorizers,
    audienceUses: readAudienceUses(tokenAuthorizers, oauthClients),
    scopeUses,
    uselessScopes: readings.flatMap(reading => reading.uselessScopes),
    creationOrders: orders,
    dependencies: readings.flatMap(reading => reading.dependencies),
    ssmParameters: readings.flatMap(reading => reading.ssmParameters),
    // Last: what a template names is read on the way.
    textProblems: textProblemsOf(files),
    staleMethods: [],
    drifts: [],
  };
  const found = readings.flatMap(reading => reading.unknowns);
  const told = new Set(found.map(({ place }) => placeKey(place)));
  const unknowns = [...found, ...derivedUnknowns(model, told)];
  return { ...model, unknowns: distinctUnknowns(unknowns), inferredLinks: links.inferred().map(inferredLinkOf) };
}

function inferredLinkOf({ reader, writer: _, writtenAt, ...link }: Inference): InferredLink {
  return { ...link, reader: reader.file.name, writer: placeOf(writtenAt) };
}

/** What one template says by itself. */
function readTemplateModel(
  template: Template,
  nesting: Nesting,
  settings: DeploymentSettings,
  files: Files,
  links: Links,
) {
  const scope = links.scopeOf(template);
  const conditions = readConditions(template, settings);
  const isGenerated = (name: string) => isGeneratedId(template, name);
  const isPart = isFragment(template, isGenerated);
  // A part shows by the names that it takes from others; a template that lacks its Transform alone is no part.
  const takesNames = isPart && unresolvedNames(template, isGenerated).length > 0;
  const asPart = partialApis(takesNames);
  const sam = readSam(template, settings, files);
  const raw = readRawEndpoints(template, links);
  const rawDefinitions = readDefinitions(template, files);
  const definitions = [...sam.definitions, ...rawDefinitions];
  const endpoints = [...sam.endpoints, ...rawDefinitions.flatMap(definitionEndpoints), ...raw.endpoints];
  return {
    template,
    conditions,
    isFragment: isPart,
    definitions,
    endpoints: endpoints.map(endpoint => {
      const api = asPart(endpoint.api);
      const isServed = endpoint.isServed && conditions.isPossible(endpoint.conditions);
      // Most are as they should be, and a copy of each would take longer than all that is decided here.
      return api === endpoint.api && isServed === endpoint.isServed ? endpoint : { ...endpoint, api, isServed };
    }),
    defaultAuthorizers: takesNames ? [] : sam.defaultAuthorizers,
    authorizers: [...sam.authorizers, ...readAuthorizers(template)],
    ignoredSettings: sam.ignoredSettings,
    implicitApiLosses: takesNames ? [] : sam.implicitApiLosses,
    invokePermissions: readInvokePermissions(template, scope),
    uselessScopes: [...sam.uselessScopes, ...readUselessScopes(template, scope)],
    references: [
      ...sam.undefinedAuthorizers,
      ...definitions.flatMap(({ document, api }) => (document ? undefinedNames(document, api) : [])),
    ],
    samRefusals: takesNames ? sam.refusals.filter(refusal => refusal.missing === undefined) : sam.refusals,
    mentions: [...sam.scopeMentions, ...raw.scopeMentions, ...definitions.flatMap(definitionMentions)],
    dependencies: readDependencies(template, isPart),
    ssmParameters: readSsmParameters(template, isPart),
    unknowns: [
      ...template.openLoops.map(({ node, message }) => ({ message, place: placeOfKey(node) })),
      ...sam.unknowns,
      ...definitions.flatMap(definitionUnknowns),
      ...macroUnknowns(template),
      ...nestedUnknowns(template, nesting, files),
    ],
  };
}

/** Marks the SAM APIs of a part of a template, each API once. */
function partialApis(isPart: boolean): (api: Api) => Api {
  const marked = new Map<Api, Api>();
  return api => {
    if (!isPart || !api.isSam) return api;
    const known = marked.get(api) ?? { ...api, isPartial: true };
    marked.set(api, known);
    return known;
  };
}

/** Macros that can change the template as a whole. */
function macroUnknowns(template: Template): Unknown[] {
  return template.unreadMacros.map(({ name, node }) => ({
    message: `The macro ${name} can change every resource, in a way that only the deployment shows.`,
    place: placeOf(node),
  }));
}

/** Nested stacks whose templates are elsewhere: in a bucket, or in the Serverless Application Repository. */
function nestedUnknowns(template: Template, nesting: Nesting, files: Files): Unknown[] {
  const missing = nestedStacksIn(template).filter(resource => !nesting.childOf(template, resource.id));
  return missing.map(resource => {
    const location = locationOf(resource);
    const file = namedFile(location, files);
    const fault = file && (files.parse(file).root ? 'has no Resources with a Type' : 'cannot be read');
    const reason = file ? `, ${file.name}, ${fault}` : ' is not in the audited files';
    const message = `The template of the nested stack ${resource.name}${reason}, so its endpoints are not known.`;
    return { message, place: placeOf(location) };
  });
}

/** A default authorizer's scopes stand once in the template, however many endpoints ask for them. */
function distinctMentions(mentions: readonly ScopeMention[]): ScopeMention[] {
  const seen = new Set<Node>();
  return mentions.filter(({ node }) => !seen.has(node) && seen.add(node));
}

/** One part that is not known can leave many things open; it is said once for each message. */
function distinctUnknowns(unknowns: readonly Unknown[]): Unknown[] {
  const byText = new Map(unknowns.map(unknown => [JSON.stringify([unknown.message, unknown.place]), unknown]));
  return [...byText.values()];
}

/** @param told The places of which it is said already that they leave open who may call. */
function derivedUnknowns(model: Omit<AuthModel, 'unknowns' | 'inferredLinks'>, told: ReadonlySet<string>): Unknown[] {
  const partial = model.endpoints.filter(endpoint => endpoint.api.isPartial && acceptsAnyone(endpoint));
  const unknownParts = partial.map(endpoint => ({
    message: `Whether anyone can call ${endpointNameInside(endpoint)} is not known: the template is only a part of the stack.`,
    place: endpoint.place,
  }));
  const isUnknown = (authorizer: EffectiveAuthorizer) => authorizer.type === 'UNKNOWN';
  const openGuards = model.endpoints.filter(endpoint => endpoint.auth.some(isUnknown));
  const unknownGuards = openGuards.flatMap(endpoint =>
    endpoint.auth
      .filter(authorizer => isUnknown(authorizer) && !told.has(placeKey(authorizer.place)))
      .map(({ place }) => ({
        message: `Who may call ${endpointNameInside(endpoint)} ${undecided(place)}.`,
        place,
      })),
  );
  const settings = openSettings(model);
  // A list that the deployment decides is one scope that is not known, and a setting of which more can be said.
  const toldSettings = new Set(settings.map(({ place }) => JSON.stringify(place)));
  const unknownScopes = model.scopeUses.flatMap(use =>
    use.verdict.kind === 'unknown' && !toldSettings.has(JSON.stringify(use.place))
      ? [
          {
            message: `Whether the scope ${use.scope} is declared is not known: ${use.verdict.reason}.`,
            place: use.place,
          },
        ]
      : [],
  );
  const unknownAudiences = model.audienceUses.flatMap(({ authorizer, client, place, verdict }) =>
    verdict.kind === 'unknown'
      ? [
          {
            message: `Whether the authorizer ${authorizer} takes tokens of the client ${client} is not known: ${verdict.reason}.`,
            place,
          },
        ]
      : [],
  );
  const unknownNames = model.dependencies.flatMap(({ state, target, place }) =>
    state === 'unknown'
      ? [
          {
            message: `Whether the stack has a resource ${target} is not known: the template is a part of one, or a loop or a macro may make it.`,
            place,
          },
        ]
      : [],
  );
  const unknownOrders = model.creationOrders.flatMap(({ state, client, needs, place }) =>
    state.kind === 'unknown'
      ? [
          {
            message: `Whether ${needs} is created before ${client} is not known: the template is only a part of the stack.`,
            place,
          },
        ]
      : [],
  );
  const unknownUses = model.ssmParameters.flatMap(({ use, name, place }) =>
    use === 'unknown'
      ? [{ message: `Whether ${name} is used is not known: a part of the template could not be read.`, place }]
      : [],
  );
  return [
    ...unknownParts,
    ...unknownGuards,
    // What is not known of an account's settings could not be read, which is said once for all of them.
    ...settings.filter(({ place }) => isTextPlace(place)),
    ...unknownAudiences,
    ...unknownScopes,
    ...unknownNames,
    ...unknownOrders,
    ...unknownUses,
  ];
}
