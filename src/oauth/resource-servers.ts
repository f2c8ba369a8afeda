import type { PoolReference, ResourceServer } from '../model/oauth.ts';
import type { Links } from '../template/links.ts';
import { at, isNoValue, itemsOf, type Node } from '../template/node.ts';
import { placeOf, placeOfKey } from '../template/place.ts';
import { type Resource, resourcesOf, type Template } from '../template/template.ts';
import { branchesOf, readText, type Text, textKey } from '../template/text.ts';
import { poolOf } from './pools.ts';

/** An AWS::Cognito::UserPoolResourceServer of a template. */
export interface ServerReading extends DeclaringServer {
  readonly template: Template;
  readonly resource: Resource;
}

/** An identifier and the scopes that it declares on its user pool. */
export interface DeclaringServer {
  readonly id: string;
  readonly pool: PoolReference;
  readonly identifier: Text;
  readonly scopes: readonly DeclaredScope[];
  /** Some of the scopes are not known, such as a list that a parameter gives. */
  readonly hasUnknownScopes: boolean;
}

export interface DeclaredScope {
  readonly name: Text;
  readonly node: Node;
}

/** The resource servers of a workspace. */
export function readResourceServers(templates: readonly Template[], links: Links): ServerReading[] {
  return templates.flatMap(template =>
    resourcesOf(template, 'AWS::Cognito::UserPoolResourceServer').flatMap(resource =>
      readResourceServer(template, resource, links),
    ),
  );
}

function readResourceServer(template: Template, resource: Resource, links: Links): ServerReading[] {
  const scope = links.scopeOf(template);
  const pool = at(resource.properties, 'UserPoolId');
  const identifier = at(resource.properties, 'Identifier');
  if (!pool || !identifier) return [];
  const declared: DeclaredScope[] = [];
  const list = at(resource.properties, 'Scopes');
  let hasUnknownScopes = false;
  for (const branch of list ? branchesOf(list) : []) {
    if (branch.node.kind !== 'list') hasUnknownScopes ||= !isNoValue(branch.node);
    for (const item of itemsOf(branch.node)) {
      for (const { node } of branchesOf(item)) {
        const name = at(node, 'ScopeName');
        if (name) declared.push({ name: readText(name, scope), node: name });
        else hasUnknownScopes ||= !isNoValue(node);
      }
    }
  }
  return [
    {
      id: resource.id,
      template,
      resource,
      pool: poolOf(pool, template, links),
      identifier: readText(identifier, scope),
      scopes: declared,
      hasUnknownScopes,
    },
  ];
}

/** A resource server as rules and reports see it. */
export function resourceServerOf(server: ServerReading): ResourceServer {
  const identifier = textKey(server.identifier);
  return {
    name: server.resource.name,
    pool: server.pool,
    place: placeOfKey(server.resource.node),
    scopes: server.scopes.map(({ name, node }) => ({ scope: `${identifier}/${textKey(name)}`, place: placeOf(node) })),
    hasUnknownScopes: server.hasUnknownScopes,
  };
}
