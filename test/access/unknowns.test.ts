import { test } from '@jest/globals';
import {
  absent,
  authorizer,
  elsewhere,
  expectRows,
  guarded,
  machine,
  pool,
  scopesOf,
  set,
  unknown,
  users,
  website,
} from './models.ts';

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
      'unknown: Users accepts access tokens with {"Ref":"Scope"}: the scope that the endpoint asks for is decided when it is deployed.',
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

test('a trigger may add scopes to access tokens that a client gets', () => {
  expectRows({
    userPools: [pool('Users', { addsScopes: true })],
    tokenAuthorizers: [users],
    clients: [machine('Job'), machine('Broken', { hasSecret: absent })],
    endpoints: [guarded('/orders', users, ['orders/read']), guarded('/list', users, ['orders/list'])],
  }).toEqual({
    '/orders': [
      'reachable: Users accepts access tokens with orders/read.',
      'Job client_credentials access orders/read',
    ],
    '/list': [
      'unknown: Users accepts access tokens with orders/list: a trigger of its user pool may add the scope.',
      'Job client_credentials access orders/list if: a trigger of its user pool may add the scope',
    ],
  });
});
