import { type Endpoint, isOpen } from '../model/endpoint.ts';
import type { AuthorizerDefinition, ImplicitApiLoss, UselessScopes } from '../model/model.ts';
import { placeKey } from '../model/place.ts';
import { optOut } from '../openapi/endpoints.ts';
import { asString, at, entriesOf, isFalsy, itemsOf, type Node } from '../template/node.ts';
import { placeOf, placeOfKey } from '../template/place.ts';
import type { Template } from '../template/template.ts';
import { authorizerScopes, iamName, type SamApi } from './api.ts';
import { type ApiEvent, eventName, implicitIds } from './events.ts';
import type { SamExpansion } from './expand.ts';

/** The authorizers that an API's Auth defines, with what they guard among its endpoints. */
export function authorizerDefinitions(samApi: SamApi, endpoints: readonly Endpoint[]): AuthorizerDefinition[] {
  const own = endpoints.filter(endpoint => endpoint.api === samApi.api);
  const setting = at(samApi.auth, 'DefaultAuthorizer');
  const isDefaultKnown = isFalsy(setting) || asString(setting) !== undefined;
  // An API without endpoints has nothing to guard.
  const isKnown = own.length > 0 && isDefaultKnown && samApi.document?.unknownParts.length === 0;
  return [...entriesOf(at(samApi.auth, 'Authorizers'))].map(([name, node]) => ({
    name,
    api: samApi.api,
    place: placeOfKey(node),
    guards: isKnown
      ? own.filter(endpoint => endpoint.auth.some(authorizer => authorizer.name === name)).length
      : 'unknown',
    openEndpoints: own.filter(endpoint => isOpen(endpoint) && endpoint.isServed && endpoint.method !== 'OPTIONS')
      .length,
    hasTarget: samApi.type === 'HTTP' || hasTarget(node),
  }));
}

/** Of a REST authorizer with neither, or of an intrinsic in its place, SAM makes a TOKEN authorizer that calls nothing. */
function hasTarget(node: Node): boolean {
  return !isFalsy(at(node, 'UserPoolArn')) || !isFalsy(at(node, 'FunctionArn'));
}

/** Scopes that are asked for where no token is looked at, or that an empty list was meant to take away. */
export function uselessScopes(expansion: SamExpansion): UselessScopes[] {
  const apis = new Map(expansion.apis.map(samApi => [samApi.id, samApi]));
  return [
    ...expansion.apis.flatMap(lambdaScopes),
    ...expansion.events.flatMap(event => eventScopes(event, apis.get(event.apiId ?? implicitIds[event.type]))),
  ];
}

function lambdaScopes(samApi: SamApi): UselessScopes[] {
  // Those of an HTTP API SAM refuses.
  if (samApi.type === 'HTTP') return [];
  return [...samApi.authorizers].flatMap(([name, scheme]) => {
    const node = at(scheme.node, 'AuthorizationScopes');
    if (scheme.type !== 'LAMBDA' || !node || itemsOf(node).length === 0) return [];
    const reason = 'a Lambda authorizer decides by itself, and API Gateway looks at no scopes';
    return [{ by: `the authorizer ${name} of ${samApi.id}`, place: placeOfKey(node), reason }];
  });
}

function eventScopes(event: ApiEvent, samApi: SamApi | undefined): UselessScopes[] {
  const node = at(event.auth, 'AuthorizationScopes');
  if (!samApi || !node || node.kind !== 'list') return [];
  const named = asString(at(event.auth, 'Authorizer'));
  const name = named || asString(at(samApi.auth, 'DefaultAuthorizer'));
  const by = eventName(event);
  if (node.items.length === 0) {
    if (samApi.type === 'REST' || name === undefined || authorizerScopes(samApi, name).length === 0) return [];
    return [{ by, place: placeOf(node), reason: `an empty list does not take away those of ${name} on an HTTP API` }];
  }
  if (name === undefined) return [];
  const type = samApi.authorizers.get(name)?.type;
  const looksAtNone =
    type === 'LAMBDA' || type === 'AWS_IAM' || (type === undefined && (name === optOut || name === iamName));
  if (!looksAtNone) return [];
  return [{ by, place: placeOfKey(node), reason: `${name} looks at no scopes` }];
}

/** What SAM's implicit APIs take away from a template: a resource of their id, or an event that lands on them. */
export function implicitApiLosses(
  template: Template,
  expansion: SamExpansion,
  endpoints: readonly Endpoint[],
): ImplicitApiLoss[] {
  return expansion.apis
    .filter(samApi => samApi.api.isImplicit)
    .flatMap(samApi => [...replaced(template, samApi), ...strays(expansion, samApi, endpoints)]);
}

function replaced(template: Template, samApi: SamApi): ImplicitApiLoss[] {
  const resource = template.resources.get(samApi.id);
  if (!resource || isFalsy(at(resource.properties, 'Auth'))) return [];
  const related = [{ place: samApi.api.place, message: 'this event lands on the implicit API of that id' }];
  return [{ kind: 'replaced', id: samApi.id, place: placeOfKey(resource.node), related }];
}

function strays(expansion: SamExpansion, implicit: SamApi, endpoints: readonly Endpoint[]): ImplicitApiLoss[] {
  const guarded = expansion.apis.find(samApi => {
    const name = asString(at(samApi.auth, 'DefaultAuthorizer'));
    return (
      !samApi.api.isImplicit && samApi.type === implicit.type && name !== undefined && samApi.authorizers.has(name)
    );
  });
  if (!guarded) return [];
  const undirected = expansion.events.filter(
    event => event.apiId === undefined && implicitIds[event.type] === implicit.id,
  );
  return undirected.flatMap(event => {
    const place = placeOfKey(event.node);
    const isOpenEvent = endpoints.some(
      endpoint =>
        endpoint.api === implicit.api && placeKey(endpoint.declaredAt) === placeKey(place) && isOpen(endpoint),
    );
    if (!isOpenEvent) return [];
    const related = [{ place: guarded.api.place, message: `${guarded.id} is protected` }];
    return [
      {
        kind: 'stray-event',
        event: eventName(event),
        implicitId: implicit.id,
        protectedApi: guarded.id,
        place,
        related,
      },
    ];
  });
}
