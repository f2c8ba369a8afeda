/* What a JWT authorizer of an HTTP API accepts. */
import { test } from '@jest/globals';
import type { OAuthClient } from '../../src/model/oauth.ts';
import {
  absent,
  app,
  authorizer,
  expectRows,
  guarded,
  machine,
  place,
  pool,
  poolRef,
  set,
  unknown,
  website,
} from './models.ts';

const job = machine('Job');
const site = website('Site');
const member = (of: OAuthClient) => ({ place: place(), client: of.key, text: of.name });

test('without scopes, a JWT authorizer of an HTTP API accepts ID and access tokens of the clients in its audience', () => {
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

test('a pool without a domain gives no scopes to clients elsewhere either', () => {
  const stranger = authorizer('JWT', { audience: set([{ place: place(), text: '4fpq8example' }]) });
  expectRows({
    userPools: [pool('Users', { domain: absent })],
    tokenAuthorizers: [stranger],
    endpoints: [
      guarded('/orders', stranger, ['orders/read']),
      guarded('/me', stranger, ['aws.cognito.signin.user.admin']),
    ],
  }).toEqual({
    '/orders': [
      'nobody: Tokens accepts access tokens of its audience with orders/read, and no client of Users is among the templates.',
    ],
    '/me': [
      'unknown: Tokens accepts access tokens of its audience with aws.cognito.signin.user.admin: in its audience, 4fpq8example is no client of the audited templates.',
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
