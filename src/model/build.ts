import { readMutualTlsDomains, withoutRepeats } from '../cloudformation/custom-domains.ts';
import { readAudienceUses } from '../oauth/audiences.ts';
import type { OutsidePool } from '../oauth/outside-pools.ts';
import { readResourceServers, resourceServerOf } from '../oauth/resource-servers.ts';
import { knownScopes } from '../oauth/scopes.ts';
import { readImports } from '../oauth/shared-values.ts';
import { poolDomain, readPoolDomains, readUserPools } from '../oauth/user-pools.ts';
import { append } from '../template/append.ts';
import type { Files } from '../template/files.ts';
import { type Inference, linkTemplates, type OutsideValues } from '../template/links.ts';
import type { NestedTemplates } from '../template/nesting.ts';
import type { Template } from '../template/template.ts';
import { derivedUnknowns } from './derived-unknowns.ts';
import type { AuthModel, InferredLink, Unknown } from './model.ts';
import { placeKey } from './place.ts';
import { readTemplateModel } from './template-model.ts';
import { textProblemsOf } from './text-problems.ts';

/** What the team declares of what lies outside of the audited templates. */
export interface Outside extends OutsideValues {
  readonly pools: readonly OutsidePool[];
  /** All stacks that use what is audited are audited. */
  readonly isComplete: boolean;
}

/**
 * Makes one model of all templates of a workspace, linked to each other. Each is read in turn, and no node of its tree is
 * held on to beyond that, so that it may go before the next one is read.
 */
export function buildModel(
  { templates, nesting, settingsOf }: NestedTemplates,
  files: Files,
  outside: Outside,
): AuthModel {
  const mapTemplates = <T>(read: (template: Template) => T): T[] => Array.from(files.room.inTurn(templates), read);
  const flatMapTemplates = <T>(read: (template: Template) => readonly T[]): T[] => {
    const all: T[] = [];
    for (const template of files.room.inTurn(templates)) append(all, read(template));
    return all;
  };
  const links = linkTemplates(files.room.inTurn(templates), nesting, settingsOf, outside);
  const serversOf = new Map(mapTemplates(template => [template, readResourceServers(template, links)]));
  const servers = [...serversOf.values()].flat();
  const poolDomains = flatMapTemplates(template => readPoolDomains(template, links));
  const userPools = flatMapTemplates(readUserPools).map(pool => ({ ...pool, domain: poolDomain(pool, poolDomains) }));
  const domains = flatMapTemplates(template => readMutualTlsDomains(template, links));
  const poolsThatAddScopes = new Set(userPools.filter(pool => pool.addsScopes).map(pool => pool.key));
  const scopes = knownScopes(servers, outside.pools, poolsThatAddScopes);
  const context = { nesting, links, files, serversOf, scopes, domains };
  const parts = mapTemplates(template => readTemplateModel(template, settingsOf(template), context));
  const clients = parts.flatMap(each => each.clients);
  const tokenAuthorizers = parts.flatMap(each => each.tokenAuthorizers);
  const model = {
    apis: parts.flatMap(each => each.apis),
    endpoints: parts.flatMap(each => each.endpoints),
    defaultAuthorizers: parts.flatMap(each => each.defaultAuthorizers),
    authorizerReferences: parts.flatMap(each => each.authorizerReferences),
    samRefusals: parts.flatMap(each => each.samRefusals),
    authorizers: parts.flatMap(each => each.authorizers),
    ignoredSettings: parts.flatMap(each => each.ignoredSettings),
    implicitApiLosses: parts.flatMap(each => each.implicitApiLosses),
    customDomains: [
      ...parts.flatMap(each => each.apiDomains),
      ...withoutRepeats(
        domains,
        parts.flatMap(each => each.mappedApis),
      ),
    ],
    invokePermissions: parts.flatMap(each => each.invokePermissions),
    userPools,
    identityPools: parts.flatMap(each => each.identityPools),
    sharedValues: parts.flatMap(each => each.sharedValues),
    valueReads: [...parts.flatMap(each => each.parameterReads), ...readImports(links)],
    exposedSecrets: parts.flatMap(each => each.exposedSecrets),
    hasUnreadParts: false,
    isComplete: outside.isComplete,
    resourceServers: servers.map(resourceServerOf),
    clients,
    tokenAuthorizers,
    audienceUses: readAudienceUses(tokenAuthorizers, clients),
    scopeUses: parts.flatMap(each => each.scopeUses),
    uselessScopes: parts.flatMap(each => each.uselessScopes),
    creationOrders: parts.flatMap(each => each.creationOrders),
    dependencies: parts.flatMap(each => each.dependencies),
    ssmParameters: parts.flatMap(each => each.ssmParameters),
    // Last: what a template names is read on the way.
    textProblems: textProblemsOf(files),
    staleMethods: [],
    drifts: [],
  };
  const found = parts.flatMap(each => each.unknowns);
  const told = new Set(found.map(({ place }) => placeKey(place)));
  const unknowns = [...found, ...derivedUnknowns(model, told)];
  return { ...model, unknowns: distinctUnknowns(unknowns), inferredLinks: links.inferred().map(inferredLinkOf) };
}

function inferredLinkOf({ reader, writer: _, writtenAt, ...link }: Inference): InferredLink {
  return { ...link, reader: reader.file.name, writer: writtenAt };
}

/** One part that is not known can leave many things open; it is said once for each message. */
function distinctUnknowns(unknowns: readonly Unknown[]): Unknown[] {
  const byText = new Map(unknowns.map(unknown => [JSON.stringify([unknown.message, unknown.place]), unknown]));
  return [...byText.values()];
}
