import type { Api, ConditionTerm } from '../model/endpoint.ts';
import { asReference, asString, at, type Node } from '../template/node.ts';
import { placeOfKey } from '../template/place.ts';
import type { Resource, Template } from '../template/template.ts';
import { readIsPrivate, readResourcePolicy } from './exposure.ts';
import { resourceTerms } from './guards.ts';

/** An API as its resource describes it; a reference to one that the template lacks stands for itself. */
export function rawApi(template: Template, reference: Node | undefined, user: Resource, type: 'REST' | 'HTTP'): Api {
  const id = asReference(reference) ?? null;
  const resource = id === null ? undefined : template.resources.get(id);
  const properties = resource?.properties;
  const isWebSocket = resource ? asString(at(properties, 'ProtocolType')) === 'WEBSOCKET' : isWebSocketKey(user);
  return {
    id,
    type: isWebSocket ? 'WEBSOCKET' : type,
    place: placeOfKey(resource?.node ?? reference ?? user.node),
    isSam: false,
    isImplicit: false,
    isPrivate: resource ? readIsPrivate(at(properties, 'EndpointConfiguration')) : 'unknown',
    resourcePolicy: resource ? readResourcePolicy(at(properties, 'Policy')) : { kind: 'unknown' },
  };
}

/** Whether a route's key can be only that of a WebSocket API: those of HTTP APIs have a method, but for $default. */
function isWebSocketKey(user: Resource): boolean {
  const key = user.type === 'AWS::ApiGatewayV2::Route' ? asString(at(user.properties, 'RouteKey')) : undefined;
  return key !== undefined && !key.includes(' ') && key !== '$default';
}

/** What must hold for the API of a method or route to exist. */
export function apiTerms(template: Template, api: Api): readonly ConditionTerm[] {
  const resource = api.id === null ? undefined : template.resources.get(api.id);
  return resource ? resourceTerms(resource) : [];
}

/** An API that is one endpoint and has no policies: a function URL, a GraphQL API, what quick create makes. */
export function simpleApi(id: string, type: Api['type'], resource: Resource): Api {
  return {
    id,
    type,
    place: placeOfKey(resource.node),
    isSam: resource.type.startsWith('AWS::Serverless::'),
    isImplicit: false,
    isPrivate: false,
    resourcePolicy: { kind: 'absent' },
  };
}
