import { isDefined, isOrderedAfter } from '../cloudformation/dependencies.ts';
import type { ConditionTerm } from '../model/endpoint.ts';
import type { CreationOrder } from '../model/model.ts';
import type { Fix } from '../model/place.ts';
import type { Conditions } from '../template/conditions.ts';
import { appendItem, insertEntryAfter, listWith, replaceScalar } from '../template/edit.ts';
import type { Links } from '../template/links.ts';
import { asString, at, isNoValue, itemsOf, type Node } from '../template/node.ts';
import { placeOf, placeOfKey } from '../template/place.ts';
import type { Resource, Template } from '../template/template.ts';
import { branchesOf, compareTexts, literalOf, readText, splitAtLast, textKey } from '../template/text.ts';
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
  readonly terms: readonly ConditionTerm[];
}

/** The user pool clients of a template. */
export function readClients(template: Template): Client[] {
  return [...template.resources.values()].flatMap(resource => {
    if (resource.type !== 'AWS::Cognito::UserPoolClient') return [];
    const pool = at(resource.properties, 'UserPoolId');
    const scopes = namedIn(at(resource.properties, 'AllowedOAuthScopes'));
    const mentions = scopes.map(
      ({ node }): ScopeMention => ({
        node,
        by: `the client ${resource.name}`,
        kind: 'client',
        pools: pool ? [pool] : [],
      }),
    );
    const providers = namedIn(at(resource.properties, 'SupportedIdentityProviders'));
    return [{ template, resource, scopes, providers, mentions }];
  });
}

/** The items of a list in all branches of its conditions. A list that a parameter gives is one item, not known. */
function namedIn(list: Node | undefined): Named[] {
  if (!list) return [];
  return [...branchesOf(list)].flatMap(branch => {
    if (isNoValue(branch.node)) return [];
    if (branch.node.kind !== 'list') return [branch];
    return itemsOf(branch.node).flatMap(item =>
      [...branchesOf(item, branch.terms)].filter(each => !isNoValue(each.node)),
    );
  });
}

/** What each client needs to exist before it, by names that CloudFormation takes for plain strings. */
export function creationOrders(
  client: Client,
  servers: readonly ServerReading[],
  links: Links,
  conditions: Conditions,
  isIncomplete: boolean,
): CreationOrder[] {
  const orders = new Map<string, CreationOrder>();
  const add = (order: CreationOrder): void => {
    const first = orders.get(order.needs);
    if (!first || (first.state.kind === 'ordered' && order.state.kind !== 'ordered')) orders.set(order.needs, order);
  };
  for (const scope of client.scopes) {
    const needed = serversFor(client, scope.node, servers, links);
    for (const server of needed) {
      add(orderOf(client, scope, server.resource, 'resource-server', needed, links, conditions, isIncomplete));
    }
  }
  for (const provider of client.providers) {
    const needed = providersFor(client, provider.node);
    for (const resource of needed) {
      const alternatives = needed.map(each => ({ resource: each }));
      add(orderOf(client, provider, resource, 'identity-provider', alternatives, links, conditions, isIncomplete));
    }
  }
  return [...orders.values()];
}

function serversFor(client: Client, scope: Node, servers: readonly ServerReading[], links: Links): ServerReading[] {
  const { template } = client;
  const pool = at(client.resource.properties, 'UserPoolId');
  const split = splitAtLast(readText(scope, links.scopeOf(template)), '/');
  if (!split || !pool) return [];
  const reference = poolOf(pool, template, links);
  return servers.filter(
    server =>
      server.template === template &&
      compareTexts(split[0], server.identifier) === 'equal' &&
      comparePools(server.pool, reference) === 'equal',
  );
}

function providersFor(client: Client, provider: Node): Resource[] {
  const name = asString(provider);
  if (name === undefined) return [];
  return [...client.template.resources.values()].filter(
    resource =>
      resource.type === 'AWS::Cognito::UserPoolIdentityProvider' &&
      asString(at(resource.properties, 'ProviderName')) === name,
  );
}

function orderOf(
  client: Client,
  named: Named,
  needs: Resource,
  needsKind: CreationOrder['needsKind'],
  alternatives: readonly { readonly resource: Resource }[],
  links: Links,
  conditions: Conditions,
  isIncomplete: boolean,
): CreationOrder {
  const { template, resource } = client;
  const text = readText(named.node, links.scopeOf(template));
  const base = {
    client: resource.name,
    needs: needs.name,
    needsKind,
    value: literalOf(text) ?? textKey(text),
    place: placeOf(named.node),
    related: [{ place: placeOfKey(needs.node), message: `${needs.name} is declared here` }],
  };
  if (!isOrderedAfter(template, resource.id, needs.id)) {
    const fix = dependOn(template, resource, needs.id);
    return { ...base, state: { kind: isIncomplete ? 'unknown' : 'unordered' }, ...(fix && { fix }) };
  }
  const missing = termsWithout(resource, named, alternatives, conditions);
  return { ...base, state: missing ? { kind: 'conditional', when: missing } : { kind: 'ordered' } };
}

/** What must hold for the client to name something that is then not created; undefined where that cannot be. */
function termsWithout(
  client: Resource,
  named: Named,
  alternatives: readonly { readonly resource: Resource }[],
  conditions: Conditions,
): ConditionTerm[] | undefined {
  const absent = alternatives.flatMap(({ resource }) =>
    resource.condition === undefined ? [] : [{ condition: resource.condition, is: false }],
  );
  if (absent.length < alternatives.length) return undefined;
  const present = client.condition === undefined ? [] : [{ condition: client.condition, is: true }];
  return conditions.isPossible([...present, ...named.terms, ...absent]) ? absent : undefined;
}

/** Adds to a resource's DependsOn, or mends a name in it that stands for nothing. */
function dependOn(template: Template, resource: Resource, target: string): Fix | undefined {
  const description = `Add ${target} to DependsOn of ${resource.id}.`;
  const dangling = resource.dependsOn.find(node => !isDefined(template, asString(node) ?? ''));
  if (dangling?.kind === 'scalar') {
    return {
      description: `Depend on ${target} instead of ${dangling.value}.`,
      edits: [replaceScalar(dangling, target)],
    };
  }
  const node = resource.node.entries.get('DependsOn');
  if (!node) {
    const edit = insertEntryAfter(resource.node, 'Type', 'DependsOn', target);
    return edit && { description, edits: [edit] };
  }
  if (node.kind === 'list') {
    const edit = appendItem(node, target);
    return edit && { description, edits: [edit] };
  }
  return { description, edits: [listWith(node, target)] };
}
