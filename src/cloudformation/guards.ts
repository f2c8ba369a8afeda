import {
  type AuthorizerType,
  acceptsAnyone,
  type ConditionTerm,
  distinctTerms,
  type EffectiveAuthorizer,
  type Endpoint,
  isConsistent,
} from '../model/endpoint.ts';
import { lookUp } from '../template/look-up.ts';
import { asRef, asString, at, isNoValue, isNull, itemsOf, type MapNode, type Node, toPlain } from '../template/node.ts';
import { placeOf, placeOfKey } from '../template/place.ts';
import type { Resource, Template } from '../template/template.ts';
import { branchesOf, literalOf, readText, type Scope, soleUnresolved } from '../template/text.ts';

/** What must hold for a resource to exist. */
export function resourceTerms(resource: Resource): readonly ConditionTerm[] {
  return resource.condition === undefined ? [] : [{ condition: resource.condition, is: true }];
}

/** What guards a resource in one branch of its conditions. */
export interface Guarded {
  readonly auth: readonly EffectiveAuthorizer[];
  readonly terms: readonly ConditionTerm[];
  readonly node: Node;
  readonly because: string;
}

/** What AuthorizationType (or AuthType) says in each branch of its conditions; absent is NONE. */
export function guards(
  resource: Resource,
  properties: MapNode | undefined,
  setting: string,
  types: Readonly<Record<string, AuthorizerType>>,
  scope: Scope,
): Guarded[] {
  const node = at(properties, setting);
  const list = at(properties, 'AuthorizationScopes');
  // A list that a parameter gives counts as one scope that is not known.
  const scopes = (list && list.kind !== 'list' ? [list] : itemsOf(list)).map(
    scope => asString(scope) ?? toPlain(scope),
  );
  const authorizerId = at(properties, 'AuthorizerId');
  const found = authorizerId && authorizerOf(authorizerId, scope);
  const authorizer = found?.resource.name ?? asRef(authorizerId) ?? null;
  const unread = at(properties, 'Fn::Transform');
  if (!node && unread) {
    const auth = [{ type: 'UNKNOWN' as const, name: null, scopes: [], place: placeOf(unread) }];
    return [{ auth, terms: [], node: unread, because: `a macro or a file that could not be read gives ${setting}` }];
  }
  if (!node) {
    return [{ auth: [], terms: [], node: resource.node, because: `${resource.name} has no ${setting}` }];
  }
  return branchesOf(node).map(branch => {
    const isAbsent = isNoValue(branch.node);
    const value = isAbsent ? 'NONE' : literalOf(readText(branch.node, scope)) || undefined;
    const because = isAbsent
      ? `${resource.name} has no ${setting}`
      : `${setting} of ${resource.name} is ${value ?? 'not known'}`;
    const type = value === undefined ? 'UNKNOWN' : (lookUp(types, value.toUpperCase()) ?? 'UNKNOWN');
    const isNone = value?.toUpperCase() === 'NONE';
    const isToken = authorizer !== null && (type === 'COGNITO' || type === 'JWT');
    const key = found ? `${found.template.file.name} ${found.resource.id}` : `${resource.node.file.name} ${authorizer}`;
    const token = isToken ? { tokenAuthorizer: key } : {};
    const auth = isNone ? [] : [{ type, name: authorizer, scopes, place: placeOf(branch.node), ...token }];
    return { auth, terms: branch.terms, node: branch.node, because };
  });
}

/** The authorizer that an AuthorizerId means, which another stack may have made. */
export function authorizerOf(
  id: Node,
  scope: Scope,
): { readonly resource: Resource; readonly template: Template } | undefined {
  const part = soleUnresolved(readText(id, scope));
  const resource = part?.name === undefined ? undefined : part.template.resources.get(part.name);
  const isId = part?.attribute === 'Ref' || part?.attribute === 'AuthorizerId';
  return part && resource && isId ? { resource, template: part.template } : undefined;
}

/** An endpoint for each branch of what guards a resource. */
export function endpointsFrom(
  guarded: readonly Guarded[],
  terms: readonly ConditionTerm[],
  resource: Resource,
  rest: Pick<Endpoint, 'api' | 'method' | 'path'>,
): Endpoint[] {
  return guarded.map(guard => {
    const place = guard.node === resource.node ? placeOfKey(resource.node) : placeOf(guard.node);
    return {
      ...rest,
      auth: guard.auth,
      apiKeyRequired: false,
      conditions: distinctTerms([...terms, ...resourceTerms(resource), ...guard.terms]),
      isServed: true,
      place,
      declaredAt: placeOfKey(resource.node),
      because: guard.because,
      reasons: [{ message: guard.because, place }],
    };
  });
}

/**
 * An endpoint in each branch of what ApiKeyRequired says of it, `owner` being what has the setting. Where only the
 * deployment decides whether an endpoint without other guards asks for a key, who may call it is not known.
 */
export function byApiKey(endpoint: Endpoint, setting: Node | undefined, owner: string, scope: Scope): Endpoint[] {
  if (!setting) return [endpoint];
  const branches = branchesOf(setting, endpoint.conditions).filter(({ terms }) => isConsistent(terms));
  return branches.map(({ node, terms }) => {
    const text = isNoValue(node) || isNull(node) ? '' : literalOf(readText(node, scope));
    const inBranch = { ...endpoint, conditions: distinctTerms(terms), apiKeyRequired: text?.toLowerCase() === 'true' };
    if (text !== undefined || !acceptsAnyone(inBranch)) return inBranch;
    const place = placeOf(node);
    const because = `ApiKeyRequired of ${owner} is not known`;
    const auth = [{ type: 'UNKNOWN' as const, name: null, scopes: [], place }];
    return { ...inBranch, auth, place, because, reasons: [{ message: because, place }] };
  });
}
