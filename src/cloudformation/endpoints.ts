import type { Api, AuthorizerType, ConditionTerm, EffectiveAuthorizer, Endpoint } from '../model/endpoint.ts';
import type { ScopeMention } from '../oauth/scope-mention.ts';
import {
  asIntrinsic,
  asMap,
  asRef,
  asReference,
  asString,
  at,
  isNoValue,
  itemsOf,
  type MapNode,
  type Node,
  toPlain,
} from '../template/node.ts';
import { placeOf, placeOfKey } from '../template/place.ts';
import type { Resource, Template } from '../template/template.ts';
import { branchesOf } from '../template/text.ts';
import { readIsPrivate, readResourcePolicy } from './exposure.ts';

/** What the resources of plain CloudFormation add to the endpoints of a template. */
export interface RawEndpoints {
  readonly endpoints: readonly Endpoint[];
  readonly scopeMentions: readonly ScopeMention[];
}

/** Reads methods, routes, quick-create targets, function URLs and AppSync APIs; SAM's own types are not looked at. */
export function readRawEndpoints(template: Template): RawEndpoints {
  const endpoints: Endpoint[] = [];
  const scopeMentions: ScopeMention[] = [];
  for (const resource of template.resources.values()) {
    switch (resource.type) {
      case 'AWS::ApiGateway::Method':
        endpoints.push(...methodEndpoints(template, resource));
        scopeMentions.push(...mentionsOf(template, resource));
        break;
      case 'AWS::ApiGatewayV2::Route':
        endpoints.push(...routeEndpoints(template, resource));
        scopeMentions.push(...mentionsOf(template, resource));
        break;
      case 'AWS::ApiGatewayV2::Api':
        endpoints.push(...quickCreateEndpoints(template, resource));
        break;
      case 'AWS::Lambda::Url':
        endpoints.push(...lambdaUrlEndpoints(resource));
        break;
      case 'AWS::AppSync::GraphQLApi':
      case 'AWS::AppSync::Api':
        endpoints.push(graphqlEndpoint(resource, resource.properties));
        break;
    }
  }
  return { endpoints, scopeMentions };
}

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

export function resourceTerms(resource: Resource): readonly ConditionTerm[] {
  return resource.condition === undefined ? [] : [{ condition: resource.condition, is: true }];
}

interface Guarded {
  readonly auth: readonly EffectiveAuthorizer[];
  readonly terms: readonly ConditionTerm[];
  readonly node: Node;
  readonly because: string;
}

/** What AuthorizationType (or AuthType) says in each branch of its conditions; absent is NONE. */
function guards(
  resource: Resource,
  properties: MapNode | undefined,
  setting: string,
  types: Readonly<Record<string, AuthorizerType>>,
): Guarded[] {
  const node = at(properties, setting);
  const scopes = itemsOf(at(properties, 'AuthorizationScopes')).map(scope => asString(scope) ?? toPlain(scope));
  const authorizer = asRef(at(properties, 'AuthorizerId')) ?? null;
  const unread = at(properties, 'Fn::Transform');
  if (!node && unread) {
    const auth = [{ type: 'UNKNOWN' as const, name: null, scopes: [], place: placeOf(unread) }];
    return [{ auth, terms: [], node: unread, because: `a macro or a file that could not be read gives ${setting}` }];
  }
  if (!node) {
    return [{ auth: [], terms: [], node: resource.node, because: `${resource.name} has no ${setting}` }];
  }
  return [...branchesOf(node)].map(branch => {
    const isAbsent = isNoValue(branch.node);
    const value = isAbsent ? 'NONE' : asString(branch.node);
    const because = isAbsent
      ? `${resource.name} has no ${setting}`
      : `${setting} of ${resource.name} is ${value ?? 'not known'}`;
    const type = value === undefined ? 'UNKNOWN' : (types[value.toUpperCase()] ?? 'UNKNOWN');
    const isNone = value?.toUpperCase() === 'NONE';
    const isToken = authorizer !== null && (type === 'COGNITO' || type === 'JWT');
    const token = isToken ? { tokenAuthorizer: `${resource.node.file.name} ${authorizer}` } : {};
    const auth = isNone ? [] : [{ type, name: authorizer, scopes, place: placeOf(branch.node), ...token }];
    return { auth, terms: branch.terms, node: branch.node, because };
  });
}

/** What must hold for the API of a method or route to exist. */
function apiTerms(template: Template, api: Api): readonly ConditionTerm[] {
  const resource = api.id === null ? undefined : template.resources.get(api.id);
  return resource ? resourceTerms(resource) : [];
}

function endpointsFrom(
  guarded: readonly Guarded[],
  terms: readonly ConditionTerm[],
  resource: Resource,
  rest: Pick<Endpoint, 'api' | 'method' | 'path' | 'apiKeyRequired'>,
): Endpoint[] {
  return guarded.map(guard => {
    const place = guard.node === resource.node ? placeOfKey(resource.node) : placeOf(guard.node);
    return {
      ...rest,
      auth: guard.auth,
      conditions: [...terms, ...resourceTerms(resource), ...guard.terms],
      isServed: true,
      place,
      declaredAt: placeOfKey(resource.node),
      because: guard.because,
      reasons: [{ message: guard.because, place }],
    };
  });
}

const methodTypes: Readonly<Record<string, AuthorizerType>> = {
  AWS_IAM: 'AWS_IAM',
  CUSTOM: 'LAMBDA',
  COGNITO_USER_POOLS: 'COGNITO',
};

function methodEndpoints(template: Template, resource: Resource): Endpoint[] {
  const { properties } = resource;
  const api = rawApi(template, at(properties, 'RestApiId'), resource, 'REST');
  return endpointsFrom(
    guards(resource, properties, 'AuthorizationType', methodTypes),
    apiTerms(template, api),
    resource,
    {
      api,
      method: asString(at(properties, 'HttpMethod'))?.toUpperCase() ?? '?',
      path: resourcePath(template, at(properties, 'ResourceId'), []),
      apiKeyRequired: isTrueish(at(properties, 'ApiKeyRequired')),
    },
  );
}

const routeTypes: Readonly<Record<string, AuthorizerType>> = { AWS_IAM: 'AWS_IAM', CUSTOM: 'LAMBDA', JWT: 'JWT' };

function routeEndpoints(template: Template, resource: Resource): Endpoint[] {
  const { properties } = resource;
  const api = rawApi(template, at(properties, 'ApiId'), resource, 'HTTP');
  const key = asString(at(properties, 'RouteKey')) ?? '?';
  const [method, path] = key.includes(' ') ? key.split(/ (.*)/s) : [api.type === 'WEBSOCKET' ? '' : 'ANY', key];
  return endpointsFrom(
    guards(resource, properties, 'AuthorizationType', routeTypes),
    apiTerms(template, api),
    resource,
    {
      api,
      method: method ?? '',
      path: path ?? '',
      // An HTTP API takes no notice of it.
      apiKeyRequired: api.type === 'WEBSOCKET' && isTrueish(at(properties, 'ApiKeyRequired')),
    },
  );
}

/** An HTTP API with a Target gets a route for everything, which nothing guards unless its overrides say so. */
function quickCreateEndpoints(template: Template, resource: Resource): Endpoint[] {
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
    ? guards(overrides, asMap(at(overrides.properties, 'Route')), 'AuthorizationType', routeTypes)
    : [{ auth: [], terms: [], node: target, because }];
  return endpointsFrom(guarded, [], resource, {
    api: simpleApi(resource.id, 'HTTP', resource),
    method: method ?? '',
    path: path ?? '',
    apiKeyRequired: false,
  });
}

const urlTypes: Readonly<Record<string, AuthorizerType>> = { AWS_IAM: 'AWS_IAM' };

/** A function's URL, from AWS::Lambda::Url. */
function lambdaUrlEndpoints(resource: Resource): Endpoint[] {
  const api = simpleApi(resource.id, 'FUNCTION_URL', resource);
  const guarded = guards(resource, resource.properties, 'AuthType', urlTypes);
  return endpointsFrom(guarded, [], resource, { api, method: '', path: '', apiKeyRequired: false });
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

function simpleApi(id: string, type: Api['type'], resource: Resource): Api {
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

const graphqlTypes: Readonly<Record<string, AuthorizerType>> = {
  API_KEY: 'API_KEY',
  AWS_IAM: 'AWS_IAM',
  AMAZON_COGNITO_USER_POOLS: 'COGNITO',
  OPENID_CONNECT: 'OIDC',
  AWS_LAMBDA: 'LAMBDA',
};

/** The modes of a list of providers; a list that is not plain is one that is not known. */
function modesIn(list: Node | undefined, key: string): (Node | undefined)[] {
  if (!list || isNoValue(list)) return [];
  return list.kind === 'list' ? list.items.map(item => at(item, key) ?? item) : [list];
}

/** A GraphQL API with all modes in which it takes requests; SAM and CloudFormation name them differently. */
export function graphqlEndpoint(resource: Resource, properties: MapNode | undefined): Endpoint {
  const auth = at(properties, 'Auth');
  const modes = auth
    ? [at(auth, 'Type'), ...modesIn(at(auth, 'Additional'), 'Type')]
    : [
        at(properties, 'AuthenticationType'),
        ...modesIn(at(properties, 'AdditionalAuthenticationProviders'), 'AuthenticationType'),
        ...modesIn(at(properties, 'EventConfig', 'AuthProviders'), 'AuthType'),
      ];
  const found = modes.flatMap((node): EffectiveAuthorizer[] => {
    if (!node) return [];
    return [{ type: graphqlTypes[asString(node) ?? ''] ?? 'UNKNOWN', name: null, scopes: [], place: placeOf(node) }];
  });
  const place = found[0]?.place ?? placeOfKey(resource.node);
  const because = `${auth ? 'Auth' : 'AuthenticationType'} of ${resource.name}`;
  return {
    api: simpleApi(resource.id, 'APPSYNC', resource),
    method: '',
    path: '',
    auth: found,
    apiKeyRequired: false,
    conditions: resourceTerms(resource),
    isServed: true,
    place,
    declaredAt: placeOfKey(resource.node),
    because,
    reasons: [{ message: because, place }],
  };
}

function mentionsOf(template: Template, resource: Resource): ScopeMention[] {
  const authorizer = template.resources.get(asRef(at(resource.properties, 'AuthorizerId')) ?? '');
  const issuer = at(authorizer?.properties, 'JwtConfiguration', 'Issuer');
  const pools = issuer ? [issuer] : itemsOf(at(authorizer?.properties, 'ProviderARNs'));
  const kind = resource.type.endsWith('::Route') ? 'route' : 'method';
  return itemsOf(at(resource.properties, 'AuthorizationScopes')).map(node => ({
    node,
    by: `the ${kind} ${resource.name}`,
    kind: 'endpoint',
    isCognito: !issuer,
    pools,
  }));
}

function isTrueish(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && (node.value === true || node.value === 'true');
}

/** The path of an AWS::ApiGateway::Resource, `?` for what is not known of it. */
function resourcePath(template: Template, reference: Node | undefined, seen: readonly string[]): string {
  if (isRootResource(reference)) return '/';
  const id = asReference(reference);
  const properties = id === undefined ? undefined : template.resources.get(id)?.properties;
  if (id === undefined || !properties || seen.includes(id)) return '?';
  const part = asString(at(properties, 'PathPart')) ?? '?';
  return `${resourcePath(template, at(properties, 'ParentId'), [...seen, id]).replace(/\/$/, '')}/${part}`;
}

/** `Fn::GetAtt` of an API's RootResourceId, in each of its forms. */
function isRootResource(reference: Node | undefined): boolean {
  const call = asIntrinsic(reference);
  if (call?.name === 'Fn::Sub') return /^\$\{\w+\.RootResourceId\}$/.test(asString(call.argument) ?? '');
  if (call?.name !== 'Fn::GetAtt') return false;
  const { argument } = call;
  return argument.kind === 'list'
    ? asString(argument.items[1]) === 'RootResourceId'
    : asString(argument)?.endsWith('.RootResourceId') === true;
}
