import type { Links } from '../template/links.ts';
import { at, isNoValue, itemsOf, type Node } from '../template/node.ts';
import type { Resource, Template } from '../template/template.ts';
import { branchesOf, readText, type Text } from '../template/text.ts';
import { type PoolReference, poolOf } from './pools.ts';

/** An AWS::Cognito::UserPoolResourceServer: an identifier and the scopes that it declares on its user pool. */
export interface ResourceServer {
  readonly id: string;
  readonly template: Template;
  readonly resource: Resource;
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
export function readResourceServers(templates: readonly Template[], links: Links): ResourceServer[] {
  return templates.flatMap(template =>
    [...template.resources.values()].flatMap(resource => readResourceServer(template, resource, links)),
  );
}

function readResourceServer(template: Template, resource: Resource, links: Links): ResourceServer[] {
  if (resource.type !== 'AWS::Cognito::UserPoolResourceServer') return [];
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
