import type { AuthorizerType, Endpoint } from '../model/endpoint.ts';
import type { ScopeMention } from '../oauth/scope-mention.ts';
import { append } from '../template/append.ts';
import type { Links } from '../template/links.ts';
import { asMap, asRef, asString, at, itemsOf } from '../template/node.ts';
import type { Resource, Template } from '../template/template.ts';
import { literalOf, readText, type Scope } from '../template/text.ts';
import { apiTerms, rawApi, simpleApi } from './apis.ts';
import { lambdaUrlEndpoints } from './function-urls.ts';
import { graphqlEndpoint } from './graphql.ts';
import { authorizerOf, byApiKey, endpointsFrom, guards } from './guards.ts';
import { resourcePath } from './resource-path.ts';

/** What the resources of plain CloudFormation add to the endpoints of a template. */
export interface RawEndpoints {
  readonly endpoints: readonly Endpoint[];
  readonly scopeMentions: readonly ScopeMention[];
}

/** Reads methods, routes, quick-create targets, function URLs and AppSync APIs; SAM's own types are not looked at. */
export function readRawEndpoints(template: Template, links: Links): RawEndpoints {
  const scope = links.scopeOf(template);
  const endpoints: Endpoint[] = [];
  const scopeMentions: ScopeMention[] = [];
  for (const resource of template.resources.values()) {
    switch (resource.type) {
      case 'AWS::ApiGateway::Method':
        append(endpoints, methodEndpoints(template, resource, links));
        append(scopeMentions, mentionsOf(resource, scope));
        break;
      case 'AWS::ApiGatewayV2::Route':
        append(endpoints, routeEndpoints(template, resource, scope));
        append(scopeMentions, mentionsOf(resource, scope));
        break;
      case 'AWS::ApiGatewayV2::Api':
        append(endpoints, quickCreateEndpoints(template, resource, scope));
        break;
      case 'AWS::Lambda::Url':
        append(endpoints, lambdaUrlEndpoints(resource, scope));
        break;
      case 'AWS::AppSync::GraphQLApi':
      case 'AWS::AppSync::Api':
        endpoints.push(graphqlEndpoint(resource, resource.properties));
        break;
    }
  }
  return { endpoints, scopeMentions };
}

const methodTypes: Readonly<Record<string, AuthorizerType>> = {
  AWS_IAM: 'AWS_IAM',
  CUSTOM: 'LAMBDA',
  COGNITO_USER_POOLS: 'COGNITO',
};

function methodEndpoints(template: Template, resource: Resource, links: Links): Endpoint[] {
  const { properties } = resource;
  const scope = links.scopeOf(template);
  const api = rawApi(template, at(properties, 'RestApiId'), resource, 'REST');
  const guarded = guards(resource, properties, 'AuthorizationType', methodTypes, scope);
  return endpointsFrom(guarded, apiTerms(template, api), resource, {
    api,
    method: asString(at(properties, 'HttpMethod'))?.toUpperCase() ?? '?',
    path: resourcePath(template, at(properties, 'ResourceId'), links),
  }).flatMap(endpoint => byApiKey(endpoint, at(properties, 'ApiKeyRequired'), resource.name, scope));
}

const routeTypes: Readonly<Record<string, AuthorizerType>> = { AWS_IAM: 'AWS_IAM', CUSTOM: 'LAMBDA', JWT: 'JWT' };

function routeEndpoints(template: Template, resource: Resource, scope: Scope): Endpoint[] {
  const { properties } = resource;
  const api = rawApi(template, at(properties, 'ApiId'), resource, 'HTTP');
  const key = asString(at(properties, 'RouteKey')) ?? '?';
  const [method, path] = key.includes(' ') ? key.split(/ (.*)/s) : [api.type === 'WEBSOCKET' ? '' : 'ANY', key];
  // An HTTP API takes no notice of it.
  const apiKey = api.type === 'WEBSOCKET' ? at(properties, 'ApiKeyRequired') : undefined;
  const guarded = guards(resource, properties, 'AuthorizationType', routeTypes, scope);
  return endpointsFrom(guarded, apiTerms(template, api), resource, {
    api,
    method: method ?? '',
    path: path ?? '',
  }).flatMap(endpoint => byApiKey(endpoint, apiKey, resource.name, scope));
}

/** An HTTP API with a Target gets a route for everything, which nothing guards unless its overrides say so. */
function quickCreateEndpoints(template: Template, resource: Resource, scope: Scope): Endpoint[] {
  const target = at(resource.properties, 'Target');
  if (!target) return [];
  const key = asString(at(resource.properties, 'RouteKey')) ?? '$default';
  const [method, path] = key.includes(' ') ? key.split(/ (.*)/s) : ['ANY', key];
  const overrides = [...template.resources.values()].find(
    other =>
      other.type === 'AWS::ApiGatewayV2::ApiGatewayManagedOverrides' &&
      asRef(at(other.properties, 'ApiId')) === resource.id &&
      at(other.properties, 'Route', 'AuthorizationType'),
  );
  const because = `Target of ${resource.name} makes a route without an authorizer`;
  const guarded = overrides
    ? guards(overrides, asMap(at(overrides.properties, 'Route')), 'AuthorizationType', routeTypes, scope)
    : [{ auth: [], terms: [], node: target, because }];
  return endpointsFrom(guarded, [], resource, {
    api: simpleApi(resource.id, 'HTTP', resource),
    method: method ?? '',
    path: path ?? '',
  });
}

function mentionsOf(resource: Resource, scope: Scope): ScopeMention[] {
  const id = at(resource.properties, 'AuthorizerId');
  const found = id && authorizerOf(id, scope);
  const authorizer = found?.resource;
  const issuer = at(authorizer?.properties, 'JwtConfiguration', 'Issuer');
  const pools = issuer ? [issuer] : itemsOf(at(authorizer?.properties, 'ProviderARNs'));
  const kind = resource.type.endsWith('::Route') ? 'route' : 'method';
  const type = at(resource.properties, 'AuthorizationType');
  const isCognito = type && literalOf(readText(type, scope))?.toUpperCase() === 'COGNITO_USER_POOLS';
  const list = at(resource.properties, 'AuthorizationScopes');
  return (list && list.kind !== 'list' ? [list] : itemsOf(list)).map(node => ({
    node,
    by: `the ${kind} ${resource.name}`,
    kind: 'endpoint',
    isCognito: isCognito === true,
    pools,
    ...(found && { poolsIn: found.template }),
  }));
}
