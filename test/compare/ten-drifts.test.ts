/* An account that was made of a template, and what ten changes by hand do to it: each is found, and nothing else. */
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from '@jest/globals';
import { scan } from '../../src/scan/scan.ts';
import type { HttpApi, HttpAuthorizer, RegionContents, RestApi, UserPool } from '../account/stand-in/account.ts';
import { type AwsStandIn, startAwsStandIn } from '../account/stand-in/server.ts';

const workingFolder = fileURLToPath(new URL('fixtures/shop', import.meta.url));
const account = '123456789012';
const region = 'eu-west-1';
const poolArn = (id: string) => `arn:aws:cognito-idp:${region}:${account}:userpool/${id}`;
const functionArn = `arn:aws:lambda:${region}:${account}:function:shop-prod-OrdersFunction`;

const users: UserPool = {
  id: 'eu-west-1_Users',
  name: 'Users',
  domain: 'shop',
  resourceServers: [{ identifier: 'orders', name: 'orders', scopes: ['read', 'write'] }],
  clients: [{ id: 'web', name: 'web', flows: ['code'], scopes: ['orders/read', 'orders/write'] }],
};

const cognito = { authorizationType: 'COGNITO_USER_POOLS', authorizer: 'auth1' } as const;

const orders: RestApi = {
  id: 'orders1',
  name: 'shop-prod',
  methods: {
    '/orders': {
      GET: { ...cognito, scopes: ['orders/read'] },
      POST: { ...cognito, scopes: ['orders/write'], apiKeyRequired: true },
    },
    '/orders/{id}': { DELETE: { authorizationType: 'AWS_IAM' } },
    '/health': { GET: {} },
  },
  authorizers: [{ id: 'auth1', name: 'Customers', type: 'COGNITO_USER_POOLS', providerArns: [poolArn(users.id)] }],
  stages: [{ name: 'live', deployment: 'd1' }],
};

const issuerOf = (pool: string) => `https://cognito-idp.${region}.amazonaws.com/${pool}`;

const tokens: HttpAuthorizer = {
  id: 'jwt1',
  name: 'Tokens',
  type: 'JWT',
  issuer: issuerOf(users.id),
  audience: ['web'],
};

const items: HttpApi = {
  id: 'items1',
  name: 'shop-prod',
  routes: { 'GET /items': { authorizationType: 'JWT', authorizer: 'jwt1', scopes: ['orders/read', 'orders/write'] } },
  authorizers: [tokens],
  stages: [{ name: '$default', autoDeploy: true }],
};

const chat: HttpApi = {
  id: 'chat1',
  name: 'chat',
  protocol: 'WEBSOCKET',
  routes: { $connect: { authorizationType: 'AWS_IAM' } },
  stages: [{ name: 'live' }],
};

const physicalIds: Readonly<Record<string, readonly [string, string]>> = {
  Users: ['AWS::Cognito::UserPool', users.id],
  OrdersServer: ['AWS::Cognito::UserPoolResourceServer', 'orders'],
  OrdersApi: ['AWS::ApiGateway::RestApi', orders.id],
  OrdersApiliveStage: ['AWS::ApiGateway::Stage', 'live'],
  ItemsApi: ['AWS::ApiGatewayV2::Api', items.id],
  OrdersFunction: ['AWS::Lambda::Function', 'shop-prod-OrdersFunction'],
  OrdersFunctionUrl: ['AWS::Lambda::Url', functionArn],
  Catalogue: ['AWS::AppSync::GraphQLApi', `arn:aws:appsync:${region}:${account}:apis/catalogue1`],
  Chat: ['AWS::ApiGatewayV2::Api', chat.id],
  Connect: ['AWS::ApiGatewayV2::Route', 'route1'],
};

const asDeclared: RegionContents = {
  restApis: [orders],
  httpApis: [items, chat],
  userPools: [users, { id: 'eu-west-1_Guests', name: 'Guests' }],
  functions: [{ name: 'shop-prod-OrdersFunction', urls: [{ authType: 'AWS_IAM' }] }],
  graphqlApis: [{ id: 'catalogue1', name: 'catalogue', authenticationType: 'AWS_IAM' }],
  stacks: [
    {
      name: 'shop-prod',
      resources: Object.entries(physicalIds).map(([logicalId, [type, physicalId]]) => ({
        logicalId,
        type,
        physicalId,
      })),
    },
  ],
};

let aws: AwsStandIn;

afterEach(async () => {
  for (const name of ['AWS_ENDPOINT_URL', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) delete process.env[name];
  await aws.close();
});

/** The drifts of an account, with their severities, and what is not known. */
async function drifts(contents: RegionContents): Promise<readonly string[]> {
  aws = await startAwsStandIn({ accounts: [{ id: account, regions: { [region]: contents } }] });
  process.env.AWS_ENDPOINT_URL = aws.url;
  process.env.AWS_ACCESS_KEY_ID = `AKIA${account}TEST`;
  process.env.AWS_SECRET_ACCESS_KEY = 'stand-in';
  const { findings, unread, unknowns } = await scan({
    workingFolder,
    ruleSeverities: {},
    include: [],
    regions: [region],
    allRegions: false,
    roleArns: [],
    compare: { workingFolder, paths: ['template.yaml'], parameters: {} },
    onNotice: () => undefined,
  });
  expect([unread, [...unknowns]]).toEqual([[], []]);
  return [...findings]
    .filter(({ ruleId }) => ruleId === 'drift')
    .map(({ severity, message }) => `${severity}: ${message}`);
}

const looser = ', so that the account lets more callers through than the template.';

function withMethods(methods: RestApi['methods']): RegionContents {
  return { ...asDeclared, restApis: [{ ...orders, methods: { ...orders.methods, ...methods } }] };
}

test('an account that was made of a template has no drift', async () => {
  expect(await drifts(asDeclared)).toEqual([]);
});

describe('a change by hand is found:', () => {
  test.each<[string, RegionContents, string]>([
    [
      'an authorizer is taken off a method',
      withMethods({ '/orders/{id}': { DELETE: {} } }),
      `error: DELETE /orders/{id} of shop-prod (orders1) differs from its template: it has no authorizer instead of AWS_IAM${looser}`,
    ],
    [
      'a method asks for no scope any more',
      withMethods({ '/orders': { ...orders.methods['/orders'], GET: cognito } }),
      `error: GET /orders of shop-prod (orders1) differs from its template: it asks for no scope instead of the scope orders/read${looser}`,
    ],
    [
      'a method takes another scope as well',
      withMethods({
        '/orders': {
          ...orders.methods['/orders'],
          POST: { ...cognito, scopes: ['orders/read', 'orders/write'], apiKeyRequired: true },
        },
      }),
      `error: POST /orders of shop-prod (orders1) differs from its template: it asks for one of the scopes orders/read, orders/write instead of the scope orders/write${looser}`,
    ],
    [
      'a method asks for no API key any more',
      withMethods({ '/orders': { ...orders.methods['/orders'], POST: { ...cognito, scopes: ['orders/write'] } } }),
      `error: POST /orders of shop-prod (orders1) differs from its template: it asks for no API key, which the template does${looser}`,
    ],
    [
      'a method is added',
      withMethods({ '/debug': { GET: {} } }),
      'error: GET /debug of shop-prod (orders1) is in the account, where anyone can call it, but not in the template.',
    ],
    [
      'a method is removed',
      withMethods({ '/health': {} }),
      'warning: GET /health of OrdersApi is in the template but not in the account.',
    ],
    [
      'an authorizer trusts another user pool',
      {
        ...asDeclared,
        httpApis: [
          {
            ...items,
            authorizers: [{ ...tokens, issuer: issuerOf('eu-west-1_Guests') }],
          },
          chat,
        ],
      },
      'warning: GET /items of shop-prod (items1) differs from its template: it trusts the user pool eu-west-1_Guests instead of the user pool eu-west-1_Users.',
    ],
    [
      'anyone may connect to a WebSocket API',
      { ...asDeclared, httpApis: [items, { ...chat, routes: { $connect: {} } }] },
      `error: $connect of chat differs from its template: it has no authorizer instead of AWS_IAM${looser}`,
    ],
    [
      'anyone may call a function by its URL',
      { ...asDeclared, functions: [{ name: 'shop-prod-OrdersFunction', urls: [{ authType: 'NONE' }] }] },
      `error: The function URL shop-prod-OrdersFunction differs from its template: it has no authorizer instead of AWS_IAM${looser}`,
    ],
    [
      'a GraphQL API takes API keys too',
      {
        ...asDeclared,
        graphqlApis: [{ id: 'catalogue1', name: 'catalogue', authenticationType: 'AWS_IAM', additional: ['API_KEY'] }],
      },
      `error: The AppSync API catalogue differs from its template: it is guarded by API_KEY and AWS_IAM instead of AWS_IAM${looser}`,
    ],
  ])('%s', async (_change, contents, finding) => {
    expect(await drifts(contents)).toEqual([finding]);
  });
});
