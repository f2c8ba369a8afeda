import { describe, expect, test } from '@jest/globals';
import { computeAccess } from '../../src/access/access.ts';
import type { EffectiveAuthorizer } from '../../src/model/endpoint.ts';
import {
  absent,
  api,
  app,
  authorizer,
  client,
  endpoint,
  expectRows,
  guarded,
  machine,
  place,
  pool,
  poolRef,
  scopesOf,
  set,
  system,
  unknown,
  users,
  website,
} from './models.ts';

describe('a Cognito authorizer of a REST API', () => {
  test('with scopes accepts access tokens that have any of them', () => {
    expectRows({
      tokenAuthorizers: [users],
      clients: [machine('Job'), website('Site'), app],
      endpoints: [
        guarded('/orders', users, ['orders/write', 'orders/read']),
        guarded('/drafts', users, ['orders/write']),
        guarded('/me', users, ['openid']),
        guarded('/profile', users, ['aws.cognito.signin.user.admin']),
      ],
    }).toEqual({
      '/orders': [
        'reachable: Users accepts access tokens with orders/write or orders/read.',
        'Job client_credentials access orders/read',
        'Site code access orders/read',
      ],
      '/drafts': ['nobody: Users accepts access tokens with orders/write, which no client of Users can get.'],
      '/me': ['reachable: Users accepts access tokens with openid.', 'Site code access openid'],
      '/profile': [
        'reachable: Users accepts access tokens with aws.cognito.signin.user.admin.',
        'App sign-in access aws.cognito.signin.user.admin',
      ],
    });
  });

  test('without scopes accepts ID tokens of users, and refuses what client_credentials gives', () => {
    const withoutOpenId = { scopes: set(scopesOf('orders/read')) };
    const model = {
      tokenAuthorizers: [users],
      endpoints: [guarded('/orders', users)],
    };
    expectRows({
      ...model,
      clients: [
        machine('Job'),
        website('Site'),
        website('Page', { flows: set(['implicit']) }),
        website('Plain', withoutOpenId),
        app,
      ],
    }).toEqual({
      '/orders': [
        'reachable: Users accepts ID tokens only.',
        'Site code id openid',
        'Page implicit id openid',
        'App sign-in id',
      ],
    });
    expectRows({ ...model, clients: [machine('Job'), website('Plain', withoutOpenId)] }).toEqual({
      '/orders': ['nobody: Users accepts ID tokens only, which no client of Users can get.'],
    });
  });

  test('accepts tokens of its own pools', () => {
    const both = authorizer('COGNITO', { pools: [poolRef('Users'), poolRef('Staff')] });
    expectRows({
      userPools: [pool(), pool('Staff'), pool('Guests')],
      tokenAuthorizers: [both],
      clients: [website('Site', { pool: poolRef('Staff') }), website('Kiosk', { pool: poolRef('Guests') })],
      endpoints: [guarded('/orders', both)],
    }).toEqual({ '/orders': ['reachable: Users accepts ID tokens only.', 'Site code id openid'] });
  });

  test('of a pool without clients lets nobody through', () => {
    expectRows({ tokenAuthorizers: [users], endpoints: [guarded('/orders', users)] }).toEqual({
      '/orders': ['nobody: Users accepts ID tokens only, and no client of Users is among the templates.'],
    });
  });
});

test('endpoints that no token authorizer guards', () => {
  const by = (type: EffectiveAuthorizer['type'], name: string | null = null): EffectiveAuthorizer => ({
    type,
    name,
    scopes: [],
    place: place(),
  });
  const graph = { api: { ...api, type: 'APPSYNC' } } as const;
  const chat = { api: { ...api, type: 'WEBSOCKET' }, method: '' } as const;
  expectRows({
    tokenAuthorizers: [users],
    clients: [app],
    endpoints: [
      endpoint('/open'),
      endpoint('/idle', { auth: [by('UNDEFINED', 'Old')] }),
      endpoint('/key', { apiKeyRequired: true }),
      endpoint('/preflight', { method: 'OPTIONS' }),
      endpoint('$connect', chat),
      endpoint('send', chat),
      endpoint('/iam', { auth: [by('AWS_IAM')] }),
      endpoint('/lambda', { auth: [by('LAMBDA', 'Check')] }),
      endpoint('graph', { ...graph, auth: [by('API_KEY'), by('AWS_IAM'), by('LAMBDA')] }),
      endpoint('tokens', { ...graph, auth: [by('API_KEY'), by('COGNITO')] }),
      endpoint('/two', { auth: [by('UNDEFINED', 'Old'), ...guarded('', users).auth] }),
      endpoint('/unknown', { auth: [by('UNKNOWN')] }),
      endpoint('/never', { isServed: false }),
    ],
  }).toEqual({
    '/open': ['open: OrdersApi has no DefaultAuthorizer.'],
    '/idle': ['open: OrdersApi has no DefaultAuthorizer.'],
    '/key': ['other: Whoever has an API key can call it.'],
    '/preflight': ['other: It answers preflights, which carry no credentials.'],
    $connect: ['open: OrdersApi has no DefaultAuthorizer.'],
    send: ['other: Whoever is connected can call it.'],
    '/iam': ['other: It is guarded by AWS IAM.'],
    '/lambda': ['other: It is guarded by the Lambda authorizer Check.'],
    graph: ['other: It is guarded by an API key, AWS IAM or a Lambda authorizer.'],
    tokens: ['unknown: Which tokens a GraphQL API accepts is not looked at.'],
    '/two': ['unknown: It has several authorizers, and which one decides is not clear.'],
    '/unknown': ['unknown: Who guards it is decided when it is deployed.'],
  });
});

test('a client with the flows it is set up for, and what it reaches', () => {
  const orders = guarded('/orders', users, ['orders/read']);
  const me = guarded('/me', users);
  const job = machine('Job', { scopes: set(scopesOf('orders/read', 'orders/list')) });
  const site = website('Site', { isOAuthEnabled: absent, authFlows: unknown });
  const { clients } = computeAccess(
    system({ tokenAuthorizers: [users], clients: [job, site, client('Idle')], endpoints: [orders, me] }),
  );
  const declared = { scope: 'orders/read', can: { is: 'yes' } };
  expect(clients).toEqual([
    {
      client: job,
      flows: [
        {
          flow: 'client_credentials',
          works: { is: 'yes' },
          scopes: [
            declared,
            { scope: 'orders/list', can: { is: 'no', because: ['no resource server declares orders/list'] } },
          ],
        },
      ],
      reaches: [
        {
          endpoint: orders,
          ways: [
            {
              client: job,
              flow: 'client_credentials',
              token: 'access',
              scopes: ['orders/read'],
              isCertain: true,
              doubts: [],
            },
          ],
        },
      ],
    },
    {
      client: site,
      flows: [
        {
          flow: 'code',
          works: { is: 'no', because: ['its AllowedOAuthFlowsUserPoolClient is not true'] },
          scopes: [{ scope: 'openid', can: { is: 'yes' } }, declared],
        },
        {
          flow: 'sign-in',
          works: { is: 'maybe', because: ['ExplicitAuthFlows is decided when it is deployed'] },
          scopes: [{ scope: 'aws.cognito.signin.user.admin', can: { is: 'yes' } }],
        },
      ],
      reaches: [
        {
          endpoint: me,
          ways: [
            {
              client: site,
              flow: 'sign-in',
              token: 'id',
              scopes: [],
              isCertain: false,
              doubts: ['ExplicitAuthFlows is decided when it is deployed'],
            },
          ],
        },
      ],
    },
    { client: client('Idle'), flows: [], reaches: [] },
  ]);
});
