import type { PoolReference, ResourceServer } from '../model/oauth.ts';
import type { Place } from '../model/place.ts';
import type { Links } from '../template/links.ts';
import { at, isNoValue, itemsOf } from '../template/node.ts';
import { placeOf, placeOfKey } from '../template/place.ts';
import { type Resource, resourcesOf, type Template } from '../template/template.ts';
import { branchesOf, readText, type Text, textKey } from '../template/text.ts';
import { poolOf } from './pools.ts';

/** An AWS::Cognito::UserPoolResourceServer of a template. */
export interface ServerReading extends DeclaringServer {
  readonly name: string;
  readonly place: Place;
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
  readonly place: Place;
}

/** The resource servers of a template. */
export function readResourceServers(template: Template, links: Links): ServerReading[] {
  return resourcesOf(template, 'AWS::Cognito::UserPoolResourceServer').flatMap(resource =>
    readResourceServer(template, resource, links),
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
        if (name) declared.push({ name: readText(name, scope), place: placeOf(name) });
        else hasUnknownScopes ||= !isNoValue(node);
      }
    }
  }
  return [
    {
      id: resource.id,
      name: resource.name,
      place: placeOfKey(resource.node),
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
    name: server.name,
    pool: server.pool,
    place: server.place,
    scopes: server.scopes.map(({ name, place }) => ({ scope: `${identifier}/${textKey(name)}`, place })),
    hasUnknownScopes: server.hasUnknownScopes,
  };
}
