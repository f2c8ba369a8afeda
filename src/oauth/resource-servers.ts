import { at, isNoValue, itemsOf, type Node } from '../template/node.ts';
import type { Resource, Template } from '../template/template.ts';
import { branchesOf, readText, type Text } from '../template/text.ts';
import type { PoolReference, PoolResolver } from './pools.ts';

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
export function readResourceServers(templates: readonly Template[], resolver: PoolResolver): ResourceServer[] {
  return templates.flatMap(template =>
    [...template.resources.values()].flatMap(resource => readResourceServer(template, resource, resolver)),
  );
}

function readResourceServer(template: Template, resource: Resource, resolver: PoolResolver): ResourceServer[] {
  if (resource.type !== 'AWS::Cognito::UserPoolResourceServer') return [];
  const scope = resolver.scopeOf(template);
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
      pool: resolver.resolve(pool, template),
      identifier: readText(identifier, scope),
      scopes: declared,
      hasUnknownScopes,
    },
  ];
}

/** Whether two references mean one pool. */
export function comparePools(a: PoolReference, b: PoolReference): 'equal' | 'different' | 'unknown' {
  if (a.kind === 'other-issuer' || b.kind === 'other-issuer') return 'different';
  if (a.key === b.key) return 'equal';
  return a.kind === 'pool' && b.kind === 'pool' ? 'different' : 'unknown';
}
