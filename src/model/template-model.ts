import { readAuthorizers, readUselessScopes } from '../cloudformation/authorizers.ts';
import { type MutualTlsDomain, readApiDomains, readMappedApis } from '../cloudformation/custom-domains.ts';
import { readDefinitions } from '../cloudformation/definitions.ts';
import { readDependencies } from '../cloudformation/dependencies.ts';
import { readRawEndpoints } from '../cloudformation/endpoints.ts';
import { readInvokePermissions } from '../cloudformation/invoke-permissions.ts';
import { readSsmParameters } from '../cloudformation/ssm-parameters.ts';
import { creationOrders, readClients } from '../oauth/clients.ts';
import { readOAuthClients } from '../oauth/oauth-clients.ts';
import type { ServerReading } from '../oauth/resource-servers.ts';
import type { ScopeMention } from '../oauth/scope-mention.ts';
import { type KnownScopes, readScopeUses } from '../oauth/scopes.ts';
import { readExposedSecrets, readIdentityPools, readParameterReads, readSharedValues } from '../oauth/shared-values.ts';
import { readTokenAuthorizers } from '../oauth/token-authorizers.ts';
import { definitionEndpoints, definitionMentions, definitionUnknowns } from '../openapi/definition.ts';
import { undefinedNames } from '../openapi/undefined-names.ts';
import { isGeneratedId } from '../sam/generated-ids.ts';
import { readSam } from '../sam/read.ts';
import { readConditions } from '../template/conditions.ts';
import type { Files } from '../template/files.ts';
import { isFragment, unresolvedNames } from '../template/fragment.ts';
import type { Links } from '../template/links.ts';
import { namedFile } from '../template/named-file.ts';
import { locationOf, type Nesting, nestedStacksIn } from '../template/nesting.ts';
import type { Node } from '../template/node.ts';
import { placeOf, placeOfKey } from '../template/place.ts';
import type { DeploymentSettings } from '../template/settings.ts';
import { isDeployed, type Template } from '../template/template.ts';
import type { Api } from './endpoint.ts';
import type { Unknown } from './model.ts';

/** What a template is read with: what the others tell, and the files that it may name. */
export interface ReadingContext {
  readonly nesting: Nesting;
  readonly links: Links;
  readonly files: Files;
  readonly serversOf: ReadonlyMap<Template, readonly ServerReading[]>;
  readonly scopes: KnownScopes;
  readonly domains: readonly MutualTlsDomain[];
}

/** What one template adds to the model. Nothing in it is of the template's tree, which may go then. */
export function readTemplateModel(template: Template, settings: DeploymentSettings, context: ReadingContext) {
  const { nesting, links, files, serversOf, scopes, domains } = context;
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
  const clients = readClients(template, links);
  const mentions = [...sam.scopeMentions, ...raw.scopeMentions, ...definitions.flatMap(definitionMentions)];
  const usesOf = (each: readonly ScopeMention[]) => readScopeUses(each, template, scopes, links);
  const creation = { servers: serversOf.get(template) ?? [], links, conditions, isIncomplete: isPart };
  return {
    apis: definitions.map(({ api }) => api),
    endpoints: endpoints.map(endpoint => {
      const api = asPart(endpoint.api);
      const isServed = endpoint.isServed && conditions.isPossible(endpoint.conditions);
      // Most are as they should be, and a copy of each would take longer than all that is decided here.
      return api === endpoint.api && isServed === endpoint.isServed ? endpoint : { ...endpoint, api, isServed };
    }),
    defaultAuthorizers: takesNames ? [] : sam.defaultAuthorizers,
    authorizerReferences: [
      ...sam.undefinedAuthorizers,
      ...definitions.flatMap(({ document, api }) => (document ? undefinedNames(document, api) : [])),
    ],
    samRefusals: takesNames ? sam.refusals.filter(refusal => refusal.missing === undefined) : sam.refusals,
    authorizers: [...sam.authorizers, ...readAuthorizers(template)],
    ignoredSettings: sam.ignoredSettings,
    implicitApiLosses: takesNames ? [] : sam.implicitApiLosses,
    apiDomains: readApiDomains(template, links),
    mappedApis: readMappedApis(template, domains, links),
    invokePermissions: readInvokePermissions(template, scope),
    identityPools: readIdentityPools(template, links, conditions),
    sharedValues: readSharedValues(template, links),
    parameterReads: readParameterReads(template, links),
    exposedSecrets: readExposedSecrets(template, links),
    clients: readOAuthClients(template, links, conditions),
    tokenAuthorizers: readTokenAuthorizers(template, definitions, links, conditions),
    scopeUses: [...usesOf(clients.flatMap(client => client.mentions)), ...usesOf(distinctMentions(mentions))],
    uselessScopes: [...sam.uselessScopes, ...readUselessScopes(template, scope)],
    // What an account has is created already.
    creationOrders: isDeployed(template) ? [] : clients.flatMap(client => creationOrders(client, creation)),
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
