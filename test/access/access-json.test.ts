import { expect, test } from '@jest/globals';
import { accessJson, type JsonAccess } from '../../src/report/access-json.ts';
import { elsewhere, endpoint, guarded, machine, system, unknown, users } from './models.ts';

const isProd = [{ condition: 'IsProd', is: true }];
const job = machine('Job');
const sync = machine('Sync', { pool: elsewhere, scopes: unknown, conditions: isProd });

const model = system({
  tokenAuthorizers: [users],
  inferredLinks: [
    {
      kind: 'ssm',
      name: '/accounts/UsersArn',
      reader: 'stock.yaml',
      writer: { ...job.place, file: 'auth.yaml' },
      because: 'nearest',
      stackName: 'accounts',
    },
  ],
  clients: [job, sync],
  endpoints: [
    endpoint('/health', { conditions: isProd }),
    guarded('/orders', users, ['orders/read'], { apiKeyRequired: true, conditions: isProd }),
  ],
});

const place = { file: 'orders.yaml', line: 31, column: 3 };
const url = 'https://orders-auth.auth.eu-west-1.amazoncognito.com/oauth2/token';
const curl = 'curl --user "$CLIENT_ID:$CLIENT_SECRET" --data grant_type=client_credentials';
const poolDoubt = 'its user pool comes from the SSM parameter /auth/PoolId, which no audited template writes';

test('prints the contract, keys in their order', () => {
  const expected: JsonAccess = {
    version: 1,
    endpoints: [
      {
        ...place,
        apiId: 'OrdersApi',
        apiType: 'REST',
        method: 'GET',
        path: '/health',
        conditions: isProd,
        verdict: 'open',
        reason: 'OrdersApi has no DefaultAuthorizer.',
        apiKeyRequired: false,
        authorizer: null,
        scopes: [],
        ways: [],
      },
      {
        ...place,
        apiId: 'OrdersApi',
        apiType: 'REST',
        method: 'GET',
        path: '/orders',
        conditions: isProd,
        verdict: 'reachable',
        reason: 'Users accepts access tokens with orders/read.',
        apiKeyRequired: true,
        authorizer: { type: 'COGNITO', name: 'Users' },
        scopes: ['orders/read'],
        ways: [
          {
            client: 'orders.yaml Job',
            flow: 'client_credentials',
            token: 'access',
            scopes: ['orders/read'],
            certainty: 'certain',
            doubts: [],
          },
          {
            client: 'orders.yaml Sync',
            flow: 'client_credentials',
            token: 'access',
            scopes: ['orders/read'],
            certainty: 'possible',
            doubts: [poolDoubt, 'AllowedOAuthScopes is decided when it is deployed'],
          },
        ],
      },
    ],
    clients: [
      {
        id: 'orders.yaml Job',
        name: 'Job',
        file: 'orders.yaml',
        line: 20,
        column: 3,
        conditions: [],
        userPool: 'Users',
        flows: [{ flow: 'client_credentials', works: 'yes', reasons: [], scopes: ['orders/read'] }],
        reaches: [1],
        mayReach: [],
        tokenRequest: {
          url,
          grant: 'client_credentials',
          scopes: ['orders/read'],
          curl: `${curl} --data-urlencode 'scope=orders/read' '${url}'`,
        },
      },
      {
        id: 'orders.yaml Sync',
        name: 'Sync',
        file: 'orders.yaml',
        line: 20,
        column: 3,
        conditions: isProd,
        userPool: null,
        flows: [
          {
            flow: 'client_credentials',
            works: 'maybe',
            reasons: [
              'whether its user pool has a domain is not known',
              'whether its user pool has custom scopes is not known',
              'AllowedOAuthScopes is decided when it is deployed',
            ],
            scopes: null,
          },
        ],
        reaches: [],
        mayReach: [1],
        tokenRequest: {
          url: 'https://<domain>/oauth2/token',
          grant: 'client_credentials',
          scopes: [],
          curl: `${curl} 'https://<domain>/oauth2/token'`,
        },
      },
    ],
    inferredLinks: [
      {
        kind: 'ssm',
        name: '/accounts/UsersArn',
        reader: 'stock.yaml',
        because: 'nearest',
        stackName: 'accounts',
        file: 'auth.yaml',
        line: 20,
        column: 3,
        path: '',
      },
    ],
  };
  const printed = accessJson({ model, regionOf: () => 'eu-west-1' });
  expect(printed).toBe(`${JSON.stringify(expected, undefined, 2)}\n`);
});
