import { dependOn } from '../cloudformation/depend-on.ts';
import { isOrderedAfter } from '../cloudformation/dependencies.ts';
import type { ConditionTerm } from '../model/endpoint.ts';
import type { CreationOrder } from '../model/model.ts';
import type { Conditions } from '../template/conditions.ts';
import type { Links } from '../template/links.ts';
import { asString, at, isNoValue, itemsOf, type Node } from '../template/node.ts';
import { placeOf, placeOfKey } from '../template/place.ts';
import { type Resource, resourcesOf, type Template } from '../template/template.ts';
import {
  branchesOf,
  compareTexts,
  literalOf,
  readText,
  readTextList,
  type Scope,
  splitAtLast,
  type Text,
  textKey,
} from '../template/text.ts';
import { clientType } from './oauth-clients.ts';
import { comparePools, poolOf } from './pools.ts';
import type { ServerReading } from './resource-servers.ts';
import type { ScopeMention } from './scope-mention.ts';

/** A user pool client and each scope and identity provider that it names, with what must hold for that. */
export interface Client {
  readonly template: Template;
  readonly resource: Resource;
  readonly scopes: readonly Named[];
  readonly providers: readonly Named[];
  readonly mentions: readonly ScopeMention[];
}

interface Named {
  readonly node: Node;
  /** What the node gives: one of several strings where a parameter gives the list. */
  readonly text: Text;
  readonly terms: readonly ConditionTerm[];
}

/** The user pool clients of a template. */
export function readClients(template: Template, links: Links): Client[] {
  const scope = links.scopeOf(template);
  return resourcesOf(template, clientType).map(resource => {
    const pool = at(resource.properties, 'UserPoolId');
    const scopes = namedIn(at(resource.properties, 'AllowedOAuthScopes'), scope);
    const mentions = scopes.map(
      ({ node, text }): ScopeMention => ({
        node,
        text,
        by: `the client ${resource.name}`,
        kind: 'client',
        isCognito: true,
        pools: pool ? [pool] : [],
      }),
    );
    const providers = namedIn(at(resource.properties, 'SupportedIdentityProviders'), scope);
    return { template, resource, scopes, providers, mentions };
  });
}

/** The items of a list in all branches of its conditions. A list of unknown length is one item, not known. */
function namedIn(list: Node | undefined, scope: Scope): Named[] {
  if (!list) return [];
  return branchesOf(list).flatMap((branch): Named[] => {
    if (isNoValue(branch.node)) return [];
    if (branch.node.kind !== 'list') {
      const texts = readTextList(branch.node, scope) ?? [readText(branch.node, scope)];
      return texts.map(text => ({ ...branch, text }));
    }
    return itemsOf(branch.node)
      .flatMap(item => branchesOf(item, branch.terms))
      .filter(each => !isNoValue(each.node))
      .map(each => ({ ...each, text: readText(each.node, scope) }));
  });
}

/** Where the order of creation is looked at. */
export interface CreationContext {
  /** The resource servers of the client's template. */
  readonly servers: readonly ServerReading[];
  readonly links: Links;
  readonly conditions: Conditions;
  /** The template is a part of one, so that what orders its resources may stand elsewhere. */
  readonly isIncomplete: boolean;
}

/** What each client needs to exist before it, by names that CloudFormation takes for plain strings. */
export function creationOrders(client: Client, context: CreationContext): CreationOrder[] {
  const orders = new Map<string, CreationOrder>();
  const add = (named: Named, kind: CreationOrder['needsKind'], candidates: readonly Resource[]): void => {
    const needed = candidates.filter(each => coexists(client.resource, named, each, context.conditions));
    for (const resource of needed) {
      const order = orderOf(client, named, resource, kind, needed, context);
      const first = orders.get(order.needs);
      if (!first || (first.state.kind === 'ordered' && order.state.kind !== 'ordered')) orders.set(order.needs, order);
    }
  };
  for (const scope of client.scopes) add(scope, 'resource-server', serversFor(client, scope.text, context));
  for (const provider of client.providers) {
    add(provider, 'identity-provider', providersFor(client, provider.text, context.links));
  }
  return [...orders.values()];
}

function serversFor(client: Client, scope: Text, { servers, links }: CreationContext): Resource[] {
  const pool = at(client.resource.properties, 'UserPoolId');
  const split = splitAtLast(scope, '/');
  if (!split || !pool) return [];
  const reference = poolOf(pool, client.template, links);
  return servers
    .filter(
      server =>
        compareTexts(split[0], server.identifier) === 'equal' && comparePools(server.pool, reference) === 'equal',
    )
    .flatMap(({ id }) => client.template.resources.get(id) ?? []);
}

function providersFor(client: Client, provider: Text, links: Links): Resource[] {
  const name = literalOf(provider);
  const pool = at(client.resource.properties, 'UserPoolId');
  if (name === undefined || !pool) return [];
  const reference = poolOf(pool, client.template, links);
  return resourcesOf(client.template, 'AWS::Cognito::UserPoolIdentityProvider').filter(({ properties }) => {
    const own = at(properties, 'UserPoolId');
    if (!own || asString(at(properties, 'ProviderName')) !== name) return false;
    return comparePools(poolOf(own, client.template, links), reference) === 'equal';
  });
}

function present(resource: Resource, is = true): ConditionTerm[] {
  return resource.condition === undefined ? [] : [{ condition: resource.condition, is }];
}

/** Whether some deployment has both the client, naming what it names, and the resource. */
function coexists(client: Resource, named: Named, needs: Resource, conditions: Conditions): boolean {
  return conditions.isPossible([...present(client), ...named.terms, ...present(needs)]);
}

function orderOf(
  client: Client,
  named: Named,
  needs: Resource,
  needsKind: CreationOrder['needsKind'],
  alternatives: readonly Resource[],
  { conditions, isIncomplete }: CreationContext,
): CreationOrder {
  const { template, resource } = client;
  const base = {
    client: resource.name,
    needs: needs.name,
    needsKind,
    value: literalOf(named.text) ?? textKey(named.text),
    place: placeOf(named.node),
    related: [{ place: placeOfKey(needs.node), message: `${needs.name} is declared here` }],
  };
  if (!isOrderedAfter(template, resource.id, needs.id)) {
    // Where it is not created, nothing could depend on it.
    const isAlways = !conditions.isPossible([...present(resource), ...present(needs, false)]) || !needs.condition;
    const fix = isAlways ? dependOn(template, resource, needs.id) : undefined;
    return { ...base, state: { kind: isIncomplete ? 'unknown' : 'unordered' }, ...(fix && { fix }) };
  }
  const missing = termsWithout(resource, named, alternatives, conditions);
  return { ...base, state: missing ? { kind: 'conditional', when: missing } : { kind: 'ordered' } };
}

/** What must hold for the client to name something that is then not created; undefined where that cannot be. */
function termsWithout(
  client: Resource,
  named: Named,
  alternatives: readonly Resource[],
  conditions: Conditions,
): ConditionTerm[] | undefined {
  const absent = alternatives.flatMap(resource => present(resource, false));
  if (absent.length < alternatives.length) return undefined;
  return conditions.isPossible([...present(client), ...named.terms, ...absent]) ? absent : undefined;
}
