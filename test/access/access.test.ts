import { describe, expect, test } from '@jest/globals';
import { type AccessModel, computeAccess } from '../../src/access/access.ts';
import type { EffectiveAuthorizer } from '../../src/model/endpoint.ts';
import type { OAuthClient } from '../../src/model/oauth.ts';
import {
  absent,
  api,
  authorizer,
  client,
  elsewhere,
  endpoint,
  guarded,
  machine,
  place,
  pool,
  poolRef,
  rows,
  scopesOf,
  server,
  set,
  system,
  unknown,
  website,
} from './models.ts';

function expectRows(model: Partial<AccessModel>) {
  return expect(rows(computeAccess(system(model))));
}

const users = authorizer('COGNITO');

/** A user signs in to it by Cognito's API alone. */
const app = client('App', { authFlows: absent });

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
      '/orders': ['nobody: Users accepts ID tokens only, and Users has no clients.'],
    });
  });
});

describe('a JWT authorizer of an HTTP API', () => {
  const job = machine('Job');
  const site = website('Site');
  const member = (of: OAuthClient) => ({ place: place(), client: of.key, text: of.name });

  test('without scopes accepts ID and access tokens of the clients in its audience', () => {
    const tokens = authorizer('JWT', { audience: set([member(job), member(site), member(app)]) });
    expectRows({
      tokenAuthorizers: [tokens],
      clients: [job, site, app, machine('Other')],
      endpoints: [guarded('/orders', tokens)],
    }).toEqual({
      '/orders': [
        'reachable: Tokens accepts ID and access tokens of its audience.',
        'Job client_credentials access',
        'Site code access',
        'Site code id openid',
        'App sign-in access',
        'App sign-in id',
      ],
    });
  });

  test('with scopes accepts access tokens that have any of them', () => {
    const tokens = authorizer('JWT', { audience: set([member(site), member(app)]) });
    expectRows({
      tokenAuthorizers: [tokens],
      clients: [job, site, app],
      endpoints: [guarded('/orders', tokens, ['orders/read', 'openid']), guarded('/drafts', tokens, ['orders/write'])],
    }).toEqual({
      '/orders': [
        'reachable: Tokens accepts access tokens of its audience with orders/read or openid.',
        'Site code access orders/read openid',
      ],
      '/drafts': [
        'nobody: Tokens accepts access tokens of its audience with orders/write, which no client of Users can get.',
      ],
    });
  });

  test.each([
    ['absent', absent],
    ['empty', set([])],
  ])('refuses every token where its audience is %s', (_, audience) => {
    const tokens = authorizer('JWT', { audience });
    const foreign = authorizer('JWT', { key: 'foreign', audience, pools: [{ kind: 'other-issuer' }] });
    expectRows({
      tokenAuthorizers: [tokens, foreign],
      clients: [site],
      endpoints: [guarded('/orders', tokens), guarded('/foreign', foreign)],
    }).toEqual({
      '/orders': ['nobody: Tokens has no audience, so that it refuses every token.'],
      '/foreign': ['nobody: Tokens has no audience, so that it refuses every token.'],
    });
  });

  test("accepts tokens of its issuer's clients alone", () => {
    const tokens = authorizer('JWT', { pools: [poolRef('Staff')], audience: set([member(site)]) });
    expectRows({
      userPools: [pool(), pool('Staff')],
      tokenAuthorizers: [tokens],
      clients: [site, website('Desk', { pool: poolRef('Staff') })],
      endpoints: [guarded('/orders', tokens)],
    }).toEqual({
      '/orders': ['nobody: Tokens accepts ID and access tokens of its audience, which has no client of Staff.'],
    });
  });

  test('whose audience is not known may accept them', () => {
    const stranger = authorizer('JWT', { key: 's', audience: set([{ place: place(), text: '4fpq8example' }]) });
    const open = authorizer('JWT', { key: 'o', audience: set([{ place: place(), text: '${ClientId}' }]) });
    const tokens = authorizer('JWT', { audience: unknown });
    expectRows({
      tokenAuthorizers: [stranger, open, tokens],
      clients: [job],
      endpoints: [
        guarded('/stranger', stranger),
        guarded('/open', open),
        guarded('/unknown', tokens),
        guarded('/undeclared', tokens, ['orders/delete']),
      ],
    }).toEqual({
      '/stranger': [
        'unknown: Tokens accepts ID and access tokens of its audience: in its audience, 4fpq8example is no client of the audited templates.',
      ],
      '/open': [
        'unknown: Tokens accepts ID and access tokens of its audience: in its audience, ${ClientId} is no client of the audited templates.',
        'Job client_credentials access if: whether ${ClientId} in the audience of Tokens is Job is not known',
      ],
      '/unknown': [
        'unknown: Tokens accepts ID and access tokens of its audience: its audience is decided when it is deployed.',
        'Job client_credentials access if: the audience of Tokens is decided when it is deployed',
      ],
      '/undeclared': [
        'nobody: Tokens accepts access tokens of its audience with orders/delete, which no client of Users can get: no resource server declares that.',
      ],
    });
  });

  test('of another issuer is outside', () => {
    const foreign = authorizer('JWT', {
      pools: [{ kind: 'other-issuer' }],
      audience: set([{ place: place(), text: 'https://orders.example.com' }]),
    });
    expectRows({ tokenAuthorizers: [foreign], clients: [job], endpoints: [guarded('/orders', foreign)] }).toEqual({
      '/orders': [
        'other: Tokens accepts ID and access tokens of its audience, from an issuer other than Amazon Cognito.',
      ],
    });
  });
});

describe('a client', () => {
  const scoped = guarded('/orders', users, ['orders/read']);
  const tokenAuthorizers = [users];
  const reaching = ['reachable: Users accepts access tokens with orders/read.'];
  const nobody = ['nobody: Users accepts access tokens with orders/read, which no client of Users can get.'];
  const possibly = (doubt: string) => [
    `unknown: Users accepts access tokens with orders/read: ${doubt}.`,
    `Job client_credentials access orders/read if: ${doubt}`,
  ];

  test.each<[string, Partial<OAuthClient>, readonly string[]]>([
    ['as it should be', {}, [...reaching, 'Job client_credentials access orders/read']],
    ['without a secret', { hasSecret: absent }, nobody],
    ['with GenerateSecret false', { hasSecret: set(false) }, nobody],
    ['with a secret perhaps', { hasSecret: unknown }, possibly('GenerateSecret is decided when it is deployed')],
    ['without OAuth', { isOAuthEnabled: absent }, nobody],
    ['with OAuth off', { isOAuthEnabled: set(false) }, nobody],
    [
      'with OAuth perhaps',
      { isOAuthEnabled: unknown },
      possibly('AllowedOAuthFlowsUserPoolClient is decided when it is deployed'),
    ],
    ['without scopes', { scopes: absent }, nobody],
    [
      'with scopes that are not known',
      { scopes: unknown },
      possibly('AllowedOAuthScopes is decided when it is deployed'),
    ],
    [
      'with a scope that may be the one',
      { scopes: set(scopesOf('${Server}/read')) },
      [
        'unknown: Users accepts access tokens with orders/read: whether ${Server}/read is declared is not known; whether ${Server}/read is the scope orders/read is not known.',
        'Job client_credentials access ${Server}/read if: whether ${Server}/read is declared is not known; whether ${Server}/read is the scope orders/read is not known',
      ],
    ],
    ['with a scope that cannot be the one', { scopes: set(scopesOf('${Server}/write')) }, nobody],
    ['without flows', { flows: absent }, nobody],
    [
      'with a flow that a parameter names',
      { flows: set(['${Flow}']), hasSecret: absent },
      [
        'unknown: Users accepts access tokens with orders/read: AllowedOAuthFlows is decided when it is deployed.',
        'Job code access orders/read if: AllowedOAuthFlows is decided when it is deployed',
        'Job implicit access orders/read if: AllowedOAuthFlows is decided when it is deployed',
      ],
    ],
  ])('%s', (_, more, expected) => {
    expectRows({ tokenAuthorizers, clients: [machine('Job', more)], endpoints: [scoped] }).toEqual({
      '/orders': expected,
    });
  });

  test('of a pool without a domain signs users in by the API alone', () => {
    const userPools = [pool('Users', { domain: absent })];
    const clients = [machine('Job'), website('Site', { authFlows: set(['ALLOW_USER_PASSWORD_AUTH']) })];
    const endpoints = [scoped, guarded('/me', users)];
    expectRows({ userPools, tokenAuthorizers, clients, endpoints }).toEqual({
      '/orders': nobody,
      '/me': ['reachable: Users accepts ID tokens only.', 'Site sign-in id'],
    });
  });

  test('of a pool whose domain is not known may get tokens', () => {
    const userPools = [pool('Users', { domain: unknown })];
    expectRows({ userPools, tokenAuthorizers, clients: [machine('Job')], endpoints: [scoped] }).toEqual({
      '/orders': possibly('whether Users has a domain is not known'),
    });
  });

  test('gets no scope that no resource server declares', () => {
    const clients = [machine('Job'), website('Site')];
    const undeclared = server({ scopes: scopesOf('orders/list') });
    expectRows({ resourceServers: [undeclared], tokenAuthorizers, clients, endpoints: [scoped] }).toEqual({
      '/orders': [
        'nobody: Users accepts access tokens with orders/read, which no client of Users can get: no resource server declares that.',
      ],
    });
    const partly = server({ scopes: [], hasUnknownScopes: true });
    expectRows({ resourceServers: [partly], tokenAuthorizers, clients: [machine('Job')], endpoints: [scoped] }).toEqual(
      {
        '/orders': possibly('whether orders/read is declared is not known'),
      },
    );
  });

  test('of client_credentials gets no built-in scope', () => {
    const clients = [machine('Job', { scopes: set(scopesOf('openid', 'email')) })];
    expectRows({ tokenAuthorizers, clients, endpoints: [guarded('/me', users, ['openid'])] }).toEqual({
      '/me': ['nobody: Users accepts access tokens with openid, which no client of Users can get.'],
    });
  });

  test.each<[string, OAuthClient['authFlows'], readonly string[]]>([
    ['SRP by default', absent, ['reachable: Users accepts ID tokens only.', 'Job sign-in id']],
    ['SRP', set(['ALLOW_USER_SRP_AUTH']), ['reachable: Users accepts ID tokens only.', 'Job sign-in id']],
    ['an old name', set(['ADMIN_NO_SRP_AUTH']), ['reachable: Users accepts ID tokens only.', 'Job sign-in id']],
    [
      'refreshing only',
      set(['ALLOW_REFRESH_TOKEN_AUTH']),
      ['nobody: Users accepts ID tokens only, which no client of Users can get.'],
    ],
    [
      'an empty list',
      set([]),
      [
        'unknown: Users accepts ID tokens only: its ExplicitAuthFlows is empty.',
        'Job sign-in id if: its ExplicitAuthFlows is empty',
      ],
    ],
    [
      'what is not known',
      unknown,
      [
        'unknown: Users accepts ID tokens only: ExplicitAuthFlows is decided when it is deployed.',
        'Job sign-in id if: ExplicitAuthFlows is decided when it is deployed',
      ],
    ],
  ])('signs users in by Cognito with %s', (_, authFlows, expected) => {
    const clients = [machine('Job', { authFlows })];
    expectRows({ tokenAuthorizers, clients, endpoints: [guarded('/me', users)] }).toEqual({ '/me': expected });
  });

  test('that exists only sometimes reaches only sometimes', () => {
    const isProd = [{ condition: 'IsProd', is: true }];
    const clients = [machine('Job', { conditions: isProd })];
    const inFile = { api: { ...api, place: place('stock.yaml') } };
    expectRows({
      tokenAuthorizers,
      clients,
      endpoints: [
        scoped,
        guarded('/prod', users, ['orders/read'], { conditions: isProd }),
        guarded('/test', users, ['orders/read'], { conditions: [{ condition: 'IsProd', is: false }] }),
        guarded('/stock', users, ['orders/read'], { ...inFile, conditions: isProd }),
      ],
    }).toEqual({
      '/orders': possibly('it exists only if IsProd is true'),
      '/prod': [...reaching, 'Job client_credentials access orders/read'],
      '/test': nobody,
      '/stock': possibly('it exists only if IsProd is true'),
    });
  });
});

describe('what is not in the templates', () => {
  test('a pool elsewhere may have clients and scopes of its own', () => {
    const foreign = authorizer('COGNITO', { pools: [elsewhere] });
    const here = machine('Here', { pool: elsewhere });
    const there = machine('There', { scopes: set(scopesOf('orders/write')) });
    expectRows({
      tokenAuthorizers: [foreign],
      clients: [here, there],
      endpoints: [guarded('/orders', foreign, ['orders/read'])],
    }).toEqual({
      '/orders': [
        'unknown: Users accepts access tokens with orders/read: the user pool of Users comes from the SSM parameter /auth/PoolId, which no audited template writes.',
        'Here client_credentials access orders/read if: whether its user pool has a domain is not known; whether orders/read is declared is not known',
      ],
    });
  });

  test('a client of a pool elsewhere may be one of a known pool, with what that pool has', () => {
    const clients = [machine('Job', { pool: elsewhere }), machine('Bad', { pool: elsewhere, hasSecret: absent })];
    expectRows({
      tokenAuthorizers: [users],
      clients,
      endpoints: [guarded('/orders', users, ['orders/read']), guarded('/list', users, ['orders/list'])],
    }).toEqual({
      '/orders': [
        'unknown: Users accepts access tokens with orders/read: its user pool comes from the SSM parameter /auth/PoolId, which no audited template writes.',
        'Job client_credentials access orders/read if: its user pool comes from the SSM parameter /auth/PoolId, which no audited template writes',
      ],
      '/list': [
        'nobody: Users accepts access tokens with orders/list, which no client of Users can get: no resource server declares that.',
      ],
    });
  });

  test('a scope that only the deployment decides may be any', () => {
    expectRows({
      tokenAuthorizers: [users],
      clients: [machine('Job'), website('Site', { scopes: unknown })],
      endpoints: [guarded('/orders', users, [{ Ref: 'Scope' }])],
    }).toEqual({
      '/orders': [
        'unknown: Users accepts access tokens with {"Ref":"Scope"}: the scope that the endpoint asks for is decided when it is deployed; AllowedOAuthScopes is decided when it is deployed.',
        'Job client_credentials access orders/read if: the scope that the endpoint asks for is decided when it is deployed',
        'Site code access {"Ref":"Scope"} if: AllowedOAuthScopes is decided when it is deployed; the scope that the endpoint asks for is decided when it is deployed',
      ],
    });
  });

  test('one certain client is enough, and the others are listed beside it', () => {
    expectRows({
      tokenAuthorizers: [users],
      clients: [machine('Job'), machine('Perhaps', { hasSecret: unknown })],
      endpoints: [guarded('/orders', users, ['orders/read'])],
    }).toEqual({
      '/orders': [
        'reachable: Users accepts access tokens with orders/read.',
        'Job client_credentials access orders/read',
        'Perhaps client_credentials access orders/read if: GenerateSecret is decided when it is deployed',
      ],
    });
  });

  test('an authorizer of no pool, or none that is modelled', () => {
    const poolless = authorizer('COGNITO', { pools: [] });
    const lost = guarded('/lost', authorizer('JWT', { key: 'lost' }));
    expectRows({ tokenAuthorizers: [poolless], endpoints: [guarded('/orders', poolless), lost] }).toEqual({
      '/orders': ['unknown: Users accepts ID tokens only, but whose tokens it trusts is not known.'],
      '/lost': ['unknown: Which tokens Tokens accepts is not known.'],
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
