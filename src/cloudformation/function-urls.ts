import type { AuthorizerType, Endpoint } from '../model/endpoint.ts';
import { asString, at, type Node } from '../template/node.ts';
import { placeOf, placeOfKey } from '../template/place.ts';
import type { Resource } from '../template/template.ts';
import type { Scope } from '../template/text.ts';
import { simpleApi } from './apis.ts';
import { endpointsFrom, guards, resourceTerms } from './guards.ts';

const urlTypes: Readonly<Record<string, AuthorizerType>> = { AWS_IAM: 'AWS_IAM' };

/** A function's URL, from AWS::Lambda::Url. */
export function lambdaUrlEndpoints(resource: Resource, scope: Scope): Endpoint[] {
  const api = simpleApi(resource.id, 'FUNCTION_URL', resource);
  const guarded = guards(resource, resource.properties, 'AuthType', urlTypes, scope);
  return endpointsFrom(guarded, [], resource, { api, method: '', path: '' });
}

/**
 * A function's URL, from SAM's FunctionUrlConfig. For an AuthType that is no plain NONE, SAM adds no permission for the
 * public, so that a NONE by way of an intrinsic function opens nothing by itself.
 */
export function samUrlEndpoint(resource: Resource, config: Node | undefined): Endpoint {
  const node = at(config, 'AuthType');
  const value = asString(node);
  const type: AuthorizerType = value === 'AWS_IAM' ? 'AWS_IAM' : 'UNKNOWN';
  const place = node ? placeOf(node) : placeOfKey(config ?? resource.node);
  const because = node ? `AuthType of ${resource.id} is ${value ?? 'not known'}` : `${resource.id} has no AuthType`;
  return {
    api: simpleApi(`${resource.id}Url`, 'FUNCTION_URL', resource),
    method: '',
    path: '',
    auth: value === 'NONE' ? [] : [{ type, name: null, scopes: [], place }],
    apiKeyRequired: false,
    conditions: resourceTerms(resource),
    isServed: true,
    place,
    declaredAt: placeOfKey(config ?? resource.node),
    because,
    reasons: [{ message: because, place }],
  };
}
