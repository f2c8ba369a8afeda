/*
 * What is read of an account, against the stand-in for AWS: the whole reading written by hand, and what becomes of it
 * where pages are many, calls are refused, and AWS answers late or not at all.
 */
import { isNativeError } from 'node:util/types';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { AccountReading, DeclaredResource, UnreadPart } from '../../src/account/declared.ts';
import { type ReadOptions, readAccountRegion } from '../../src/account/read.ts';
import { createThrottle } from '../../src/account/throttle.ts';
import { account, checkoutArn, poolArn, region, shop } from './shop.ts';
import type { RegionContents } from './stand-in/account.ts';
import { httpApi, restApi, times, userPool } from './stand-in/large.ts';
import { type AwsStandIn, type StandInOptions, startAwsStandIn } from './stand-in/server.ts';
import { virtualTime } from './virtual-time.ts';

const gateway = `arn:aws:apigateway:${region}::`;
const orders = `${gateway}/restapis/orders1`;
const payments = `${gateway}/apis/payments1`;
const caller = `arn:aws:sts::${account}:assumed-role/audit/scan`;
const pool = `${region}_Users`;

let standIn: AwsStandIn;
let endpoint: string | undefined;

async function start(options: Partial<StandInOptions> = {}): Promise<void> {
  standIn = await startAwsStandIn({ accounts: [shop], ...options });
  process.env.AWS_ENDPOINT_URL = standIn.url;
}

beforeEach(() => {
  endpoint = process.env.AWS_ENDPOINT_URL;
});

afterEach(async () => {
  if (endpoint === undefined) delete process.env.AWS_ENDPOINT_URL;
  else process.env.AWS_ENDPOINT_URL = endpoint;
  expect(standIn.unknown).toEqual([]);
  await standIn.close();
});

/** Reads with a throttle whose time runs so many times as fast. Where a call fails, it is not made again. */
async function read(options: ReadOptions = {}, speed = 1000): Promise<AccountReading> {
  const throttle = createThrottle({
    now: () => performance.now() * speed,
    sleep: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds / speed)),
  });
  const credentials = async () => standIn.client(account, region).credentials;
  const reading = await readAccountRegion(
    { account, region, partition: 'aws', credentials, throttle },
    { withStacks: true, patience: impatient(1), ...options },
  );
  expect(JSON.stringify(reading)).not.toContain('s3cr3t');
  // What it says that it has asked is what it has asked.
  expect(standIn.counts()).toEqual(reading.calls);
  return reading;
}

function impatient(maxAttempts: number, requestTimeout = 5_000) {
  return { connectionTimeout: 1_000, requestTimeout, maxAttempts };
}

const ordersApi: DeclaredResource = {
  key: 'orders (orders1)',
  arn: orders,
  name: 'orders',
  type: 'AWS::ApiGateway::RestApi',
  physicalId: 'orders1',
  properties: {
    Name: 'orders',
    EndpointConfiguration: { Types: ['REGIONAL'] },
    Policy: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke' }],
    },
    DisableExecuteApiEndpoint: false,
  },
  tags: { 'aws:cloudformation:stack-name': 'shop' },
};

const usersAuthorizer: DeclaredResource = {
  key: 'Users (orders1/auth1)',
  arn: `${orders}/authorizers/auth1`,
  name: 'Users',
  type: 'AWS::ApiGateway::Authorizer',
  physicalId: 'auth1',
  properties: {
    RestApiId: { Ref: 'orders (orders1)' },
    Name: 'Users',
    Type: 'COGNITO_USER_POOLS',
    ProviderARNs: [{ 'Fn::GetAtt': [`Users (${pool})`, 'Arn'] }],
    IdentitySource: 'method.request.header.Authorization',
  },
};

const rootMethod: DeclaredResource = {
  key: `${orders}/resources/r0/methods/GET`,
  arn: `${orders}/resources/r0/methods/GET`,
  name: 'GET / of orders',
  type: 'AWS::ApiGateway::Method',
  properties: {
    RestApiId: { Ref: 'orders (orders1)' },
    ResourceId: { 'Fn::GetAtt': ['orders (orders1)', 'RootResourceId'] },
    HttpMethod: 'GET',
    AuthorizationType: 'NONE',
    ApiKeyRequired: false,
  },
};

const orderResource: DeclaredResource = {
  key: `${orders}/resources/r2`,
  arn: `${orders}/resources/r2`,
  name: '/orders/{id} of orders',
  type: 'AWS::ApiGateway::Resource',
  physicalId: 'r2',
  properties: {
    RestApiId: { Ref: 'orders (orders1)' },
    ParentId: { 'Fn::GetAtt': ['orders (orders1)', 'RootResourceId'] },
    PathPart: 'orders/{id}',
  },
};

const getOrder: DeclaredResource = {
  key: `${orders}/resources/r2/methods/GET`,
  arn: `${orders}/resources/r2/methods/GET`,
  name: 'GET /orders/{id} of orders',
  type: 'AWS::ApiGateway::Method',
  properties: {
    RestApiId: { Ref: 'orders (orders1)' },
    ResourceId: { Ref: `${orders}/resources/r2` },
    HttpMethod: 'GET',
    AuthorizationType: 'COGNITO_USER_POOLS',
    AuthorizerId: { Ref: 'Users (orders1/auth1)' },
    AuthorizationScopes: ['orders/read'],
    ApiKeyRequired: false,
  },
};

const deleteOrder: DeclaredResource = {
  key: `${orders}/resources/r2/methods/DELETE`,
  arn: `${orders}/resources/r2/methods/DELETE`,
  name: 'DELETE /orders/{id} of orders',
  type: 'AWS::ApiGateway::Method',
  properties: {
    RestApiId: { Ref: 'orders (orders1)' },
    ResourceId: { Ref: `${orders}/resources/r2` },
    HttpMethod: 'DELETE',
    AuthorizationType: 'AWS_IAM',
    ApiKeyRequired: true,
  },
};

const liveStage: DeclaredResource = {
  key: `${orders}/stages/live`,
  arn: `${orders}/stages/live`,
  name: 'stage live of orders',
  type: 'AWS::ApiGateway::Stage',
  physicalId: 'live',
  properties: { RestApiId: { Ref: 'orders (orders1)' }, StageName: 'live', DeploymentId: 'd1' },
};

const paymentsApi: DeclaredResource = {
  key: 'payments (payments1)',
  arn: payments,
  name: 'payments',
  type: 'AWS::ApiGatewayV2::Api',
  physicalId: 'payments1',
  properties: { Name: 'payments', ProtocolType: 'HTTP', DisableExecuteApiEndpoint: false },
};

const jwtAuthorizer: DeclaredResource = {
  key: 'Jwt (payments1/jwt1)',
  arn: `${payments}/authorizers/jwt1`,
  name: 'Jwt',
  type: 'AWS::ApiGatewayV2::Authorizer',
  physicalId: 'jwt1',
  properties: {
    ApiId: { Ref: 'payments (payments1)' },
    Name: 'Jwt',
    AuthorizerType: 'JWT',
    JwtConfiguration: {
      Issuer: { 'Fn::GetAtt': [`Users (${pool})`, 'ProviderURL'] },
      Audience: [{ Ref: 'Web (web)' }],
    },
    IdentitySource: ['$request.header.Authorization'],
  },
};

const paymentsRoute: DeclaredResource = {
  key: `${payments}/routes/route1`,
  arn: `${payments}/routes/route1`,
  name: 'GET /payments of payments',
  type: 'AWS::ApiGatewayV2::Route',
  physicalId: 'route1',
  properties: {
    ApiId: { Ref: 'payments (payments1)' },
    RouteKey: 'GET /payments',
    AuthorizationType: 'JWT',
    AuthorizerId: { Ref: 'Jwt (payments1/jwt1)' },
    AuthorizationScopes: ['payments/read'],
    ApiKeyRequired: false,
  },
};

const defaultRoute: DeclaredResource = {
  key: `${payments}/routes/route2`,
  arn: `${payments}/routes/route2`,
  name: '$default of payments',
  type: 'AWS::ApiGatewayV2::Route',
  physicalId: 'route2',
  properties: {
    ApiId: { Ref: 'payments (payments1)' },
    RouteKey: '$default',
    AuthorizationType: 'NONE',
    ApiKeyRequired: false,
  },
};

const defaultStage: DeclaredResource = {
  key: `${payments}/stages/$default`,
  arn: `${payments}/stages/$default`,
  name: 'stage $default of payments',
  type: 'AWS::ApiGatewayV2::Stage',
  physicalId: '$default',
  properties: { ApiId: { Ref: 'payments (payments1)' }, StageName: '$default', AutoDeploy: true },
};

const apiDomain: DeclaredResource = {
  key: `${gateway}/domainnames/api.acme.example`,
  arn: `${gateway}/domainnames/api.acme.example`,
  name: 'api.acme.example',
  type: 'AWS::ApiGatewayV2::DomainName',
  physicalId: 'api.acme.example',
  properties: {
    DomainName: 'api.acme.example',
    MutualTlsAuthentication: { TruststoreUri: 's3://acme/truststore.pem' },
  },
};

const apiMapping: DeclaredResource = {
  key: `${gateway}/domainnames/api.acme.example/apimappings/mapping1`,
  arn: `${gateway}/domainnames/api.acme.example/apimappings/mapping1`,
  name: 'api.acme.example/payments',
  type: 'AWS::ApiGatewayV2::ApiMapping',
  properties: {
    DomainName: 'api.acme.example',
    ApiId: { Ref: 'payments (payments1)' },
    Stage: '$default',
    ApiMappingKey: 'payments',
  },
};

const edgeDomain: DeclaredResource = {
  key: `${gateway}/domainnames/edge.acme.example`,
  arn: `${gateway}/domainnames/edge.acme.example`,
  name: 'edge.acme.example',
  type: 'AWS::ApiGateway::DomainName',
  physicalId: 'edge.acme.example',
  properties: {
    DomainName: 'edge.acme.example',
    MutualTlsAuthentication: { TruststoreUri: 's3://acme/truststore.pem' },
  },
};

const basePathMapping: DeclaredResource = {
  key: `${gateway}/domainnames/edge.acme.example/basepathmappings/(none)`,
  arn: `${gateway}/domainnames/edge.acme.example/basepathmappings/(none)`,
  name: 'edge.acme.example',
  type: 'AWS::ApiGateway::BasePathMapping',
  properties: {
    DomainName: 'edge.acme.example',
    RestApiId: { Ref: 'orders (orders1)' },
    Stage: 'live',
    BasePath: '(none)',
  },
};

const usersPool: DeclaredResource = {
  key: `Users (${pool})`,
  arn: poolArn,
  name: 'Users',
  type: 'AWS::Cognito::UserPool',
  physicalId: pool,
  properties: {
    UserPoolName: 'Users',
    LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V2_0', LambdaArn: checkoutArn } },
  },
};

const usersDomain: DeclaredResource = {
  key: `acme-users (domain of ${pool})`,
  arn: poolArn,
  name: 'acme-users of Users',
  type: 'AWS::Cognito::UserPoolDomain',
  properties: { UserPoolId: { Ref: `Users (${pool})` }, Domain: 'acme-users' },
};

const ordersServer: DeclaredResource = {
  key: `orders (resource server of ${pool})`,
  arn: poolArn,
  name: 'Orders of Users',
  type: 'AWS::Cognito::UserPoolResourceServer',
  properties: {
    UserPoolId: { Ref: `Users (${pool})` },
    Identifier: 'orders',
    Name: 'Orders',
    Scopes: [{ ScopeName: 'read', ScopeDescription: 'read' }],
  },
};

const backendClient: DeclaredResource = {
  key: 'Backend (backend)',
  arn: poolArn,
  name: 'Backend',
  type: 'AWS::Cognito::UserPoolClient',
  physicalId: 'backend',
  properties: {
    UserPoolId: { Ref: `Users (${pool})` },
    ClientName: 'Backend',
    GenerateSecret: true,
    AllowedOAuthFlows: ['client_credentials'],
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthScopes: ['orders/read'],
    PreventUserExistenceErrors: 'ENABLED',
  },
};

const webClient: DeclaredResource = {
  key: 'Web (web)',
  arn: poolArn,
  name: 'Web',
  type: 'AWS::Cognito::UserPoolClient',
  physicalId: 'web',
  properties: {
    UserPoolId: { Ref: `Users (${pool})` },
    ClientName: 'Web',
    GenerateSecret: false,
    AllowedOAuthFlows: ['code'],
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthScopes: ['openid'],
    CallbackURLs: ['https://acme.example/'],
  },
};

const checkoutUrl: DeclaredResource = {
  key: 'checkout (URL)',
  arn: checkoutArn,
  name: 'checkout',
  type: 'AWS::Lambda::Url',
  physicalId: checkoutArn,
  properties: { TargetFunctionArn: checkoutArn, AuthType: 'NONE' },
};

const checkoutPermission: DeclaredResource = {
  key: `${checkoutArn} policy 0 lambda:InvokeFunctionUrl * 0`,
  arn: checkoutArn,
  name: 'open of checkout',
  type: 'AWS::Lambda::Permission',
  properties: {
    FunctionName: 'checkout',
    Principal: '*',
    Action: 'lambda:InvokeFunctionUrl',
    FunctionUrlAuthType: 'NONE',
  },
};

const catalogue: DeclaredResource = {
  key: 'catalogue (graph1)',
  arn: `arn:aws:appsync:${region}:${account}:apis/graph1`,
  name: 'catalogue',
  type: 'AWS::AppSync::GraphQLApi',
  physicalId: `arn:aws:appsync:${region}:${account}:apis/graph1`,
  properties: {
    Name: 'catalogue',
    AuthenticationType: 'API_KEY',
    AdditionalAuthenticationProviders: [{ AuthenticationType: 'AWS_IAM' }],
  },
};

const whole: AccountReading = {
  account,
  region,
  partition: 'aws',
  resources: [
    ordersApi,
    usersAuthorizer,
    rootMethod,
    orderResource,
    getOrder,
    deleteOrder,
    liveStage,
    paymentsApi,
    jwtAuthorizer,
    paymentsRoute,
    defaultRoute,
    defaultStage,
    apiDomain,
    apiMapping,
    edgeDomain,
    basePathMapping,
    usersPool,
    usersDomain,
    ordersServer,
    backendClient,
    webClient,
    checkoutUrl,
    checkoutPermission,
    catalogue,
  ],
  unread: [],
  snapshots: [
    {
      api: 'orders (orders1)',
      apiArn: orders,
      stage: 'live',
      stageArn: `${orders}/stages/live`,
      methods: { '/orders/{id}': { GET: { authorizationType: 'NONE', apiKeyRequired: false } } },
    },
  ],
  stackResources: [
    { stackName: 'shop', logicalId: 'OrdersApi', type: 'AWS::ApiGateway::RestApi', physicalId: 'orders1' },
  ],
  calls: {
    'apigateway:GetAuthorizers': 1,
    'apigateway:GetBasePathMappings': 1,
    'apigateway:GetDeployment': 1,
    'apigateway:GetDomainNames': 1,
    'apigateway:GetResources': 1,
    'apigateway:GetRestApis': 1,
    'apigateway:GetStages': 1,
    'apigatewayv2:GetApiMappings': 1,
    'apigatewayv2:GetApis': 1,
    'apigatewayv2:GetAuthorizers': 1,
    'apigatewayv2:GetDomainNames': 1,
    'apigatewayv2:GetRoutes': 1,
    'apigatewayv2:GetStages': 1,
    'appsync:ListGraphqlApis': 1,
    'cloudformation:ListStackResources': 1,
    'cloudformation:ListStacks': 1,
    'cognito-idp:DescribeUserPool': 1,
    'cognito-idp:DescribeUserPoolClient': 2,
    'cognito-idp:ListResourceServers': 1,
    'cognito-idp:ListUserPoolClients': 1,
    'cognito-idp:ListUserPools': 1,
    'lambda:GetPolicy': 2,
    'lambda:ListFunctionUrlConfigs': 2,
    'lambda:ListFunctions': 1,
  },
};

/** Resources that a reading has in the place of others, or, where undefined, lacks. */
type Changes = readonly (readonly [DeclaredResource, DeclaredResource?])[];

/** Whole, but for these resources and those that are there in addition. */
function resourcesBut(changes: Changes, additional: readonly DeclaredResource[] = []): DeclaredResource[] {
  const changed = new Map<DeclaredResource, DeclaredResource | undefined>(
    changes.map(([resource, instead]) => [resource, instead]),
  );
  return [
    ...whole.resources.flatMap(resource => (changed.has(resource) ? (changed.get(resource) ?? []) : resource)),
    ...additional,
  ];
}

function byKey<Keyed extends { readonly key: string }>(resources: readonly Keyed[]): Record<string, Keyed> {
  return Object.fromEntries(resources.map(resource => [resource.key, resource]));
}

function withProperties(resource: DeclaredResource, properties: Readonly<Record<string, unknown>>): DeclaredResource {
  return { ...resource, properties: { ...resource.properties, ...properties } };
}

test('an account is read whole', async () => {
  await start();
  const { resources, ...rest } = await read();
  expect(byKey(resources)).toEqual(byKey(whole.resources));
  expect({ ...rest, resources: whole.resources }).toEqual(whole);
});

test('a Region that has nothing takes a call for each list', async () => {
  await start({ accounts: [{ id: account, regions: {} }] });
  expect(await read()).toEqual({
    ...whole,
    resources: [],
    snapshots: [],
    stackResources: [],
    calls: {
      'apigateway:GetDomainNames': 1,
      'apigateway:GetRestApis': 1,
      'apigatewayv2:GetApis': 1,
      'apigatewayv2:GetDomainNames': 1,
      'appsync:ListGraphqlApis': 1,
      'cloudformation:ListStacks': 1,
      'cognito-idp:ListUserPools': 1,
      'lambda:ListFunctions': 1,
    },
  });
});

/** What AWS says to a caller that may not. */
function denial(code: string, action: string, resource: string): string {
  return `${code}: User: ${caller} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
}

function deniedPart(arn: string, what: string, action: string, resource: string, code = 'AccessDeniedException') {
  return { arn, what, action, reason: 'denied', detail: denial(code, action, resource) } satisfies UnreadPart;
}

function gatewayPart(arn: string, what: string, resource: string) {
  return deniedPart(arn, what, 'apigateway:GET', resource);
}

function because({ what, detail }: UnreadPart): Readonly<Record<string, unknown>> {
  return { 'Fn::Unread': `${what} could not be read: ${detail}` };
}

/** What one call that is denied leaves of the reading. */
interface Denial {
  readonly unread: readonly UnreadPart[];
  readonly changes?: Changes;
  readonly additional?: readonly DeclaredResource[];
  readonly snapshots?: AccountReading['snapshots'];
  readonly stackResources?: AccountReading['stackResources'];
}

const poolsDenied = deniedPart(
  `arn:aws:cognito-idp:${region}:${account}:userpool/*`,
  'the user pools',
  'cognito-idp:ListUserPools',
  '*',
);
const authorizersDenied = gatewayPart(orders, 'the authorizers of orders', `${orders}/authorizers`);
const jwtAuthorizersDenied = gatewayPart(payments, 'the authorizers of payments', `${payments}/authorizers`);
const poolDenied = deniedPart(poolArn, 'the settings and the domain of Users', 'cognito-idp:DescribeUserPool', poolArn);
const serversDenied = deniedPart(poolArn, 'the resource servers of Users', 'cognito-idp:ListResourceServers', poolArn);
const clientsDenied = deniedPart(poolArn, 'the clients of Users', 'cognito-idp:ListUserPoolClients', poolArn);

/** A client of which nothing is known but that it is there. */
function unknownClient(part: UnreadPart): Readonly<Record<string, unknown>> {
  const reason = because(part);
  return {
    UserPoolId: { Ref: `Users (${pool})` },
    GenerateSecret: reason,
    AllowedOAuthFlows: reason,
    AllowedOAuthFlowsUserPoolClient: reason,
    AllowedOAuthScopes: reason,
    CallbackURLs: reason,
    ExplicitAuthFlows: reason,
    PreventUserExistenceErrors: reason,
    SupportedIdentityProviders: reason,
  };
}

function clientDenied(name: string): UnreadPart {
  return deniedPart(poolArn, `the client ${name} of Users`, 'cognito-idp:DescribeUserPoolClient', poolArn);
}

function functionDenied(name: string, what: string, action: string): UnreadPart {
  const arn = `arn:aws:lambda:${region}:${account}:function:${name}`;
  return deniedPart(arn, what, action, arn);
}

const stack = `arn:aws:cloudformation:${region}:${account}:stack/shop/5f2c8a10-6b1e-11ee-b962-0242ac120002`;

const denials: Readonly<Record<string, Denial>> = {
  'apigateway:GetRestApis': {
    unread: [gatewayPart(`${gateway}/restapis`, 'the REST APIs', `${gateway}/restapis`)],
    changes: [
      [ordersApi],
      [usersAuthorizer],
      [rootMethod],
      [orderResource],
      [getOrder],
      [deleteOrder],
      [liveStage],
      [basePathMapping, withProperties(basePathMapping, { RestApiId: 'orders1' })],
    ],
    snapshots: [],
  },
  'apigateway:GetResources': {
    unread: [gatewayPart(orders, 'the methods of orders', `${orders}/resources`)],
    changes: [
      [ordersApi, withProperties(ordersApi, { 'Unread::MayUse': [{ Ref: 'Users (orders1/auth1)' }] })],
      [rootMethod],
      [orderResource],
      [getOrder],
      [deleteOrder],
    ],
    snapshots: whole.snapshots.map(snapshot => ({ ...snapshot, methodsIncomplete: true })),
  },
  'apigateway:GetAuthorizers': {
    unread: [authorizersDenied],
    changes: [[usersAuthorizer], [getOrder, withProperties(getOrder, { AuthorizerId: because(authorizersDenied) })]],
  },
  'apigateway:GetStages': {
    unread: [gatewayPart(orders, 'the stages of orders', `${orders}/stages`)],
    changes: [[liveStage]],
    snapshots: [],
  },
  'apigateway:GetDeployment': {
    unread: [gatewayPart(`${orders}/deployments/d1`, 'what orders has deployed', `${orders}/deployments/d1`)],
    snapshots: [],
  },
  'apigateway:GetDomainNames': {
    unread: [gatewayPart(`${gateway}/domainnames`, 'the custom domains', `${gateway}/domainnames`)],
    changes: [[edgeDomain], [basePathMapping]],
  },
  'apigateway:GetBasePathMappings': {
    unread: [
      gatewayPart(
        `${gateway}/domainnames/edge.acme.example`,
        'the APIs behind edge.acme.example',
        `${gateway}/domainnames/edge.acme.example/basepathmappings`,
      ),
    ],
    changes: [[basePathMapping]],
  },
  'apigatewayv2:GetApis': {
    unread: [gatewayPart(`${gateway}/apis`, 'the HTTP and WebSocket APIs', `${gateway}/apis`)],
    changes: [
      [paymentsApi],
      [jwtAuthorizer],
      [paymentsRoute],
      [defaultRoute],
      [defaultStage],
      [apiMapping, withProperties(apiMapping, { ApiId: 'payments1' })],
    ],
  },
  'apigatewayv2:GetRoutes': {
    unread: [gatewayPart(payments, 'the routes of payments', `${payments}/routes`)],
    changes: [
      [paymentsApi, withProperties(paymentsApi, { 'Unread::MayUse': [{ Ref: 'Jwt (payments1/jwt1)' }] })],
      [paymentsRoute],
      [defaultRoute],
    ],
  },
  'apigatewayv2:GetAuthorizers': {
    unread: [jwtAuthorizersDenied],
    changes: [
      [jwtAuthorizer],
      [paymentsRoute, withProperties(paymentsRoute, { AuthorizerId: because(jwtAuthorizersDenied) })],
    ],
  },
  'apigatewayv2:GetStages': {
    unread: [gatewayPart(payments, 'the stages of payments', `${payments}/stages`)],
    changes: [[defaultStage]],
  },
  'apigatewayv2:GetDomainNames': {
    // The first version lists the domain too, but knows no mappings to HTTP APIs.
    unread: [gatewayPart(`${gateway}/domainnames`, 'the custom domains', `${gateway}/domainnames`)],
    changes: [[apiDomain, { ...apiDomain, type: 'AWS::ApiGateway::DomainName' }], [apiMapping]],
  },
  'apigatewayv2:GetApiMappings': {
    unread: [
      gatewayPart(
        `${gateway}/domainnames/api.acme.example`,
        'the APIs behind api.acme.example',
        `${gateway}/domainnames/api.acme.example/apimappings`,
      ),
    ],
    changes: [[apiMapping]],
  },
  'cognito-idp:ListUserPools': {
    unread: [poolsDenied],
    changes: [
      [usersPool],
      [usersDomain],
      [ordersServer],
      [backendClient],
      [webClient],
      [usersAuthorizer, withProperties(usersAuthorizer, { ProviderARNs: [poolArn] })],
      [
        jwtAuthorizer,
        withProperties(jwtAuthorizer, {
          JwtConfiguration: { Issuer: `https://cognito-idp.${region}.amazonaws.com/${pool}`, Audience: ['web'] },
        }),
      ],
    ],
  },
  'cognito-idp:DescribeUserPool': {
    unread: [poolDenied],
    changes: [
      [
        usersPool,
        {
          key: usersPool.key,
          arn: usersPool.arn,
          name: usersPool.name,
          type: usersPool.type,
          physicalId: pool,
          properties: { UserPoolName: 'Users', LambdaConfig: { PreTokenGenerationConfig: because(poolDenied) } },
        },
      ],
      [
        usersDomain,
        {
          ...usersDomain,
          key: `the domain of Users (${pool})`,
          name: 'the domain of Users',
          properties: { UserPoolId: { Ref: `Users (${pool})` }, Domain: because(poolDenied) },
        },
      ],
    ],
  },
  'cognito-idp:ListResourceServers': {
    unread: [serversDenied],
    changes: [
      [
        ordersServer,
        {
          ...ordersServer,
          key: `the resource servers of Users (${pool})`,
          name: 'the resource servers of Users',
          properties: {
            UserPoolId: { Ref: `Users (${pool})` },
            Identifier: because(serversDenied),
            Scopes: because(serversDenied),
          },
        },
      ],
    ],
  },
  'cognito-idp:ListUserPoolClients': {
    unread: [clientsDenied],
    changes: [
      [backendClient],
      [webClient],
      [
        jwtAuthorizer,
        withProperties(jwtAuthorizer, {
          JwtConfiguration: { Issuer: { 'Fn::GetAtt': [`Users (${pool})`, 'ProviderURL'] }, Audience: ['web'] },
        }),
      ],
    ],
    additional: [
      {
        key: `the clients of Users (${pool})`,
        arn: poolArn,
        name: 'the clients of Users',
        type: 'AWS::Cognito::UserPoolClient',
        properties: unknownClient(clientsDenied),
      },
    ],
  },
  'cognito-idp:DescribeUserPoolClient': {
    unread: [clientDenied('Backend'), clientDenied('Web')],
    changes: [
      [
        backendClient,
        { ...backendClient, properties: { ClientName: 'Backend', ...unknownClient(clientDenied('Backend')) } },
      ],
      [webClient, { ...webClient, properties: { ClientName: 'Web', ...unknownClient(clientDenied('Web')) } }],
    ],
  },
  'lambda:ListFunctions': {
    unread: [
      deniedPart(`arn:aws:lambda:${region}:${account}:function:*`, 'the functions', 'lambda:ListFunctions', '*'),
    ],
    changes: [[checkoutUrl], [checkoutPermission]],
  },
  'lambda:ListFunctionUrlConfigs': {
    unread: [
      functionDenied('checkout', 'the URLs of checkout', 'lambda:ListFunctionUrlConfigs'),
      functionDenied('cleanup', 'the URLs of cleanup', 'lambda:ListFunctionUrlConfigs'),
    ],
    changes: [[checkoutUrl]],
  },
  'lambda:GetPolicy': {
    unread: [
      functionDenied('checkout', 'who may invoke checkout', 'lambda:GetPolicy'),
      functionDenied('cleanup', 'who may invoke cleanup', 'lambda:GetPolicy'),
    ],
    changes: [[checkoutPermission]],
  },
  'appsync:ListGraphqlApis': {
    unread: [
      deniedPart(`arn:aws:appsync:${region}:${account}:apis/*`, 'the GraphQL APIs', 'appsync:ListGraphqlApis', '*'),
    ],
    changes: [[catalogue]],
  },
  'cloudformation:ListStacks': {
    unread: [
      deniedPart(
        `arn:aws:cloudformation:${region}:${account}:stack/*`,
        'the CloudFormation stacks',
        'cloudformation:ListStacks',
        '*',
        'AccessDenied',
      ),
    ],
    stackResources: [],
  },
  'cloudformation:ListStackResources': {
    unread: [
      deniedPart(stack, 'the resources of the stack shop', 'cloudformation:ListStackResources', stack, 'AccessDenied'),
    ],
    stackResources: [],
  },
};

describe('where one call is denied, that part is unread and the rest is there', () => {
  test('of each call that a reading makes', async () => {
    await start();
    const { calls } = await read();
    expect(Object.keys(denials).sort()).toEqual(Object.keys(calls));
  });

  test.each(Object.entries(denials))('%s', async (call, { unread, changes, additional, snapshots, stackResources }) => {
    await start();
    standIn.fail({ fault: 'denied', when: ({ service, operation }) => `${service}:${operation}` === call });
    const reading = await read();
    expect(reading.unread).toEqual(unread);
    expect(byKey(reading.resources)).toEqual(byKey(resourcesBut(changes ?? [], additional)));
    expect(reading.snapshots).toEqual(snapshots ?? whole.snapshots);
    expect(reading.stackResources).toEqual(stackResources ?? whole.stackResources);
  });

  test('of a caller that may nothing, each list by the action that it takes', async () => {
    await start();
    standIn.fail({ fault: 'denied' });
    const { resources, unread } = await read();
    expect(resources).toEqual([]);
    expect(unread.map(({ what, action }) => [what, action])).toEqual([
      ['the HTTP and WebSocket APIs', 'apigateway:GET'],
      ['the custom domains', 'apigateway:GET'],
      ['the REST APIs', 'apigateway:GET'],
      ['the GraphQL APIs', 'appsync:ListGraphqlApis'],
      ['the CloudFormation stacks', 'cloudformation:ListStacks'],
      ['the user pools', 'cognito-idp:ListUserPools'],
      ['the functions', 'lambda:ListFunctions'],
    ]);
  });
});

/** Jest's realm has an Error of its own, which those of Node.js are no instances of, although they are in a program. */
async function withErrorsOfNode<Result>(run: () => Promise<Result>): Promise<Result> {
  Object.defineProperty(Error, Symbol.hasInstance, {
    configurable: true,
    value(this: unknown, value: unknown) {
      return this === Error ? isNativeError(value) : Function.prototype[Symbol.hasInstance].call(this, value);
    },
  });
  try {
    return await run();
  } finally {
    Reflect.deleteProperty(Error, Symbol.hasInstance);
  }
}

/** What AWS fails on, but for denials, and what is unread then of the stages of the REST API. */
describe('where a call fails', () => {
  const stages = { arn: orders, what: 'the stages of orders', action: 'apigateway:GET' };
  const getStages = { service: 'apigateway', operation: 'GetStages' } as const;

  async function withoutStages(options: ReadOptions = {}): Promise<UnreadPart[]> {
    const { resources, snapshots, unread } = await read(options);
    expect(byKey(resources)).toEqual(byKey(resourcesBut([[liveStage]])));
    expect(snapshots).toEqual([]);
    return [...unread];
  }

  test('as AWS has no capacity, it is made again, and the reading is whole', async () => {
    await start();
    standIn.fail({ fault: 'throttled', ...getStages, times: 1 });
    standIn.fail({ fault: 'throttled', service: 'cognito-idp', operation: 'DescribeUserPool', times: 1 });
    standIn.fail({ fault: 'throttled', service: 'cloudformation', operation: 'ListStacks', times: 1 });
    const { resources, unread, calls } = await read({ patience: impatient(3) });
    expect(unread).toEqual([]);
    expect(byKey(resources)).toEqual(byKey(whole.resources));
    expect(calls).toEqual({
      ...whole.calls,
      'apigateway:GetStages': 2,
      'cognito-idp:DescribeUserPool': 2,
      'cloudformation:ListStacks': 2,
    });
  });

  test('as AWS has no capacity to the end, it is unread', async () => {
    await start();
    standIn.fail({ fault: 'throttled', ...getStages });
    expect(await withoutStages({ patience: impatient(2) })).toEqual([
      { ...stages, reason: 'throttled', detail: 'TooManyRequestsException: Too Many Requests' },
    ]);
    expect(standIn.count({ outcome: 'throttled' })).toBe(2);
  });

  test('as AWS is out of order, it is made again, and unread in the end', async () => {
    await start();
    standIn.fail({ fault: 'broken', ...getStages });
    expect(await withoutStages({ patience: impatient(3) })).toEqual([
      { ...stages, reason: 'failed', detail: 'InternalFailure: Internal error' },
    ]);
    expect(standIn.count({ outcome: 'broken' })).toBe(3);
  });

  test('as AWS does not answer, it is unread', async () => {
    await start();
    standIn.fail({ fault: 'hang', ...getStages });
    const [part, ...others] = await withoutStages({ patience: impatient(1, 300) });
    expect(others).toEqual([]);
    expect(part).toEqual({ ...stages, reason: 'timed-out', detail: expect.stringContaining('300 ms') });
  });

  test('as the connection ends, it is made again, and the reading is whole', async () => {
    await start();
    standIn.fail({ fault: 'reset', ...getStages, times: 1 });
    const { resources, unread } = await read({ patience: impatient(2) });
    expect(unread).toEqual([]);
    expect(byKey(resources)).toEqual(byKey(whole.resources));
  });

  test('as the connection always ends, it is unread', async () => {
    await start();
    standIn.fail({ fault: 'reset', ...getStages });
    const unread = await withErrorsOfNode(() => withoutStages());
    expect(unread).toEqual([{ ...stages, reason: 'failed', detail: 'TimeoutError: read ECONNRESET' }]);
  });

  test('as an API is deleted half-way, what it had been asked for is there, and the rest is unread', async () => {
    await start();
    standIn.fail({
      fault: 'gone',
      service: 'apigateway',
      subject: 'orders1',
      when: ({ operation }) => operation !== 'GetResources',
    });
    const { resources, unread, snapshots } = await read();
    const gone = { reason: 'gone', detail: `NotFoundException: Invalid API identifier specified ${account}:orders1` };
    const authorizers: UnreadPart = {
      arn: orders,
      what: 'the authorizers of orders',
      action: 'apigateway:GET',
      reason: 'gone',
      detail: gone.detail,
    };
    expect(unread).toEqual([authorizers, { ...stages, ...gone }]);
    expect(byKey(resources)).toEqual(
      byKey(
        resourcesBut([
          [usersAuthorizer],
          [liveStage],
          [getOrder, withProperties(getOrder, { AuthorizerId: because(authorizers) })],
        ]),
      ),
    );
    expect(snapshots).toEqual([]);
  });

  test('as a user pool is deleted half-way, nothing of it passes for what it is not', async () => {
    await start();
    standIn.fail({ fault: 'gone', service: 'cognito-idp', subject: pool });
    const { unread } = await read();
    expect(unread.map(({ what, reason }) => [what, reason])).toEqual([
      ['the clients of Users', 'gone'],
      ['the resource servers of Users', 'gone'],
      ['the settings and the domain of Users', 'gone'],
    ]);
  });

  test('as a list has no end, it is unread', async () => {
    await start();
    standIn.fail({ fault: 'repeat-page', service: 'apigatewayv2', operation: 'GetRoutes' });
    const { unread } = await read();
    expect(unread).toEqual([
      {
        arn: payments,
        what: 'the routes of payments',
        action: 'apigateway:GET',
        reason: 'failed',
        detail: 'RepeatedPage: AWS names a page as the next one again.',
      },
    ]);
  });

  test('as the reader is interrupted, what is not read yet is unread', async () => {
    await start();
    const interrupt = new AbortController();
    standIn.fail({
      fault: 'hang',
      ...getStages,
      when: () => {
        setTimeout(() => interrupt.abort(), 200);
        return true;
      },
    });
    expect(await withoutStages({ signal: interrupt.signal })).toEqual([
      { ...stages, reason: 'interrupted', detail: 'the scan was interrupted' },
    ]);
  });
});

describe('pages', () => {
  /** One more than fit on so many pages. */
  const large: RegionContents = {
    restApis: [restApi('large', 30, 1000), ...times(500, index => restApi(`other${index}`, 1))],
    httpApis: [httpApi('routes', 1001), ...times(500, index => httpApi(`otherroutes${index}`, 1))],
    domainNames: times(501, index => ({ name: `d${index}.acme.example` })),
    userPools: [userPool(`${region}_Large`, 61, 51), ...times(60, index => userPool(`${region}_${index}`, 0, 0))],
    functions: times(51, index => ({ name: `f${index}` })),
    graphqlApis: times(26, index => ({ id: `g${index}`, name: `large ${index}`, authenticationType: 'API_KEY' })),
    stacks: [
      {
        name: 'large',
        resources: times(101, index => ({
          logicalId: `Queue${index}`,
          type: 'AWS::Lambda::Function',
          physicalId: `q${index}`,
        })),
      },
      ...times(100, index => ({ name: `s${index}` })),
    ],
  };

  test('of all lists are read to the last, in as few calls as AWS allows', async () => {
    await start({ accounts: [{ id: account, regions: { [region]: large } }] });
    const includes = (name: string) => name === 'large' || name === 'routes' || name.startsWith('large ');
    const { resources, unread, stackResources, calls } = await read({ includes }, 10_000);
    expect(unread).toEqual([]);
    expect(calls).toEqual({
      'apigateway:GetAuthorizers': 1,
      'apigateway:GetDeployment': 1,
      'apigateway:GetDomainNames': 2,
      // 1,007 resources: the root, six with methods, and a thousand without.
      'apigateway:GetResources': 3,
      'apigateway:GetRestApis': 2,
      'apigateway:GetStages': 1,
      'apigatewayv2:GetApis': 2,
      'apigatewayv2:GetAuthorizers': 1,
      'apigatewayv2:GetDomainNames': 2,
      'apigatewayv2:GetRoutes': 3,
      'apigatewayv2:GetStages': 1,
      'appsync:ListGraphqlApis': 2,
      'cloudformation:ListStackResources': 102,
      'cloudformation:ListStacks': 2,
      'cognito-idp:DescribeUserPool': 61,
      'cognito-idp:DescribeUserPoolClient': 61,
      'cognito-idp:ListResourceServers': 62,
      'cognito-idp:ListUserPoolClients': 62,
      'cognito-idp:ListUserPools': 2,
      'lambda:GetPolicy': 51,
      'lambda:ListFunctionUrlConfigs': 51,
      'lambda:ListFunctions': 2,
    });
    const types = new Map<string, number>();
    for (const { type } of resources) types.set(type, (types.get(type) ?? 0) + 1);
    expect(Object.fromEntries([...types].sort())).toEqual({
      'AWS::ApiGateway::Authorizer': 1,
      'AWS::ApiGateway::Method': 30,
      'AWS::ApiGateway::Resource': 6,
      'AWS::ApiGateway::RestApi': 1,
      'AWS::ApiGateway::Stage': 1,
      'AWS::ApiGatewayV2::Api': 1,
      'AWS::ApiGatewayV2::Authorizer': 1,
      'AWS::ApiGatewayV2::DomainName': 501,
      'AWS::ApiGatewayV2::Route': 1001,
      'AWS::ApiGatewayV2::Stage': 1,
      'AWS::AppSync::GraphQLApi': 26,
      'AWS::Cognito::UserPool': 61,
      'AWS::Cognito::UserPoolClient': 61,
      'AWS::Cognito::UserPoolResourceServer': 51,
    });
    expect(stackResources).toHaveLength(101);
  });

  test('of which one fails leave those before it', async () => {
    await start({ accounts: [{ id: account, regions: { [region]: { httpApis: [httpApi('routes', 1001)] } } }] });
    standIn.fail({ fault: 'denied', operation: 'GetRoutes', from: 3 });
    const { resources, unread } = await read();
    expect(resources.filter(({ type }) => type === 'AWS::ApiGatewayV2::Route')).toHaveLength(1000);
    expect(unread.map(({ what, reason }) => [what, reason])).toEqual([['the routes of routes', 'denied']]);
  });
});

describe('quotas', () => {
  test('are kept by a reading of 100 REST APIs of 30 methods, in little more than the least time and calls', async () => {
    const time = virtualTime();
    const contents = { restApis: times(100, index => restApi(`api${index}`, 30)) };
    await start({
      accounts: [{ id: account, regions: { [region]: contents } }],
      quotas: { speed: 1 },
      clock: time,
    });
    const throttle = createThrottle(time);
    let admitted = 0;
    const work = readAccountRegion({
      account,
      region,
      partition: 'aws',
      credentials: async () => standIn.client(account, region).credentials,
      throttle: {
        ...throttle,
        async acquire(quotas, signal) {
          await throttle.acquire(quotas, signal);
          admitted += 1;
        },
      },
    });
    const { resources, unread, calls } = await time.passUntil(
      work,
      () => admitted > standIn.calls.length || standIn.underWay() > 0,
    );
    expect(unread).toEqual([]);
    expect(resources.filter(({ type }) => type === 'AWS::ApiGateway::Method')).toHaveLength(3000);
    expect(standIn.count({ outcome: 'over-quota' })).toBe(0);
    expect(calls).toEqual({
      'apigateway:GetAuthorizers': 100,
      'apigateway:GetDeployment': 100,
      'apigateway:GetDomainNames': 1,
      'apigateway:GetResources': 100,
      'apigateway:GetRestApis': 1,
      'apigateway:GetStages': 100,
      'apigatewayv2:GetApis': 1,
      'apigatewayv2:GetDomainNames': 1,
      'appsync:ListGraphqlApis': 1,
      'cognito-idp:ListUserPools': 1,
      'lambda:ListFunctions': 1,
    });
    // 5 GetResources at once and then 5 every 2 seconds; all calls take (404 - 40) / 10 seconds, which is less.
    const least = ((100 - 5) / 2.5) * 1000;
    expect(time.now()).toBeGreaterThan(least);
    expect(time.now()).toBeLessThan(least * 1.1);
    expect(standIn.highWater(account, region)).toBeLessThanOrEqual(16);
  });
});
