import { test } from '@jest/globals';
import type { OAuthClient } from '../../src/model/oauth.ts';
import {
  absent,
  api,
  expectRows,
  guarded,
  machine,
  place,
  pool,
  scopesOf,
  server,
  set,
  unknown,
  users,
  website,
} from './models.ts';

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
  expectRows({ resourceServers: [partly], tokenAuthorizers, clients: [machine('Job')], endpoints: [scoped] }).toEqual({
    '/orders': possibly('whether orders/read is declared is not known'),
  });
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
