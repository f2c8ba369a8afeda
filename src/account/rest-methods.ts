import type { Method, Resource } from '@aws-sdk/client-api-gateway';
import { type ApiHead, type AuthorizerHead, authorizerOf } from './api-head.ts';
import type { Listing } from './calls.ts';
import { type DeclaredResource, unreadValue } from './declared.ts';
import { present } from './place.ts';

/** The resources of a REST API that have methods, and the methods. */
export function declareMethods(
  api: ApiHead,
  resources: readonly Resource[],
  authorizers: Listing<AuthorizerHead>,
): DeclaredResource[] {
  return resources.flatMap(resource => {
    const methods = Object.entries(resource.resourceMethods ?? {});
    if (methods.length === 0) return [];
    const path = resource.path ?? '/';
    const arn = `${api.arn}/resources/${resource.id}`;
    const declared = methods.map(([httpMethod, method]) =>
      declareMethod(api, { arn, path, httpMethod, method }, authorizers),
    );
    return path === '/' ? declared : [declareResource(api, arn, path, resource.id), ...declared];
  });
}

/** A resource with its whole path, so that those above it, which may have no methods, need not be declared. */
function declareResource(api: ApiHead, arn: string, path: string, id = ''): DeclaredResource {
  return {
    key: arn,
    arn,
    name: `${path} of ${api.name}`,
    type: 'AWS::ApiGateway::Resource',
    physicalId: id,
    properties: {
      RestApiId: { Ref: api.key },
      ParentId: rootOf(api),
      PathPart: path.replace(/^\//, ''),
    },
  };
}

function rootOf(api: ApiHead): Readonly<Record<string, unknown>> {
  return { 'Fn::GetAtt': [api.key, 'RootResourceId'] };
}

interface MethodOfResource {
  /** The resource's ARN. */
  readonly arn: string;
  readonly path: string;
  readonly httpMethod: string;
  readonly method: Method;
}

function declareMethod(
  api: ApiHead,
  { arn, path, httpMethod, method }: MethodOfResource,
  authorizers: Listing<AuthorizerHead>,
): DeclaredResource {
  const methodArn = `${arn}/methods/${httpMethod}`;
  return {
    key: methodArn,
    arn: methodArn,
    name: `${httpMethod} ${path} of ${api.name}`,
    type: 'AWS::ApiGateway::Method',
    properties: present({
      RestApiId: { Ref: api.key },
      ResourceId: path === '/' ? rootOf(api) : { Ref: arn },
      HttpMethod: httpMethod,
      // Without it the method was not embedded in the answer, which says nothing of who may call it.
      AuthorizationType: method.authorizationType ?? unreadValue('API Gateway does not say who may call it'),
      AuthorizerId: authorizerOf(api, method.authorizerId, authorizers),
      AuthorizationScopes: method.authorizationScopes,
      ApiKeyRequired: method.apiKeyRequired,
    }),
  };
}
