import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type AccessModel, computeAccess } from '../../src/access/access.ts';
import type { ConditionTerm, Endpoint } from '../../src/model/endpoint.ts';
import type { AudienceMember, OAuthClient, PoolReference, TokenAuthorizer } from '../../src/model/oauth.ts';
import type { Setting } from '../../src/model/setting.ts';
import { absent, api, client, endpoint, place, pool, scopesOf, server, set, unknown } from './models.ts';
import { type Judgement, oracle } from './oracle.ts';
import { strangers } from './worlds.ts';

const orders = place('orders.yaml');
const auth = place('auth.yaml');

/** Mostly what is known: a system of which nothing is known says little. */
function setting<T>(value: fc.Arbitrary<T>): fc.Arbitrary<Setting<T>> {
  return fc.oneof(
    { weight: 6, arbitrary: value.map(each => set(each)) },
    { weight: 1, arbitrary: fc.constantFrom<Setting<T>>(absent, unknown) },
  );
}

const knownPools = ['Users', 'Staff'].map(name => ({ kind: 'pool', key: `auth.yaml ${name}`, name }) as const);
const anyPool = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom<PoolReference>(...knownPools) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<PoolReference>(
      { kind: 'external', key: 'ssm /one', reason: 'its user pool comes from /one' },
      { kind: 'external', key: 'ssm /two', reason: 'its user pool comes from /two' },
    ),
  },
);

const literalScopes = ['orders/read', 'orders/write', 'users/read'];
const openScopes = ['${Server}/read', '${Server}/write'];
const custom = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...literalScopes) },
  { weight: 1, arbitrary: fc.constantFrom(...openScopes) },
);
const anyScope = fc.oneof(
  { weight: 12, arbitrary: custom },
  { weight: 4, arbitrary: fc.constantFrom('openid', 'email', 'aws.cognito.signin.user.admin') },
  { weight: 1, arbitrary: fc.constant('${Name}') },
);

const conditions = fc.oneof(
  { weight: 3, arbitrary: fc.constant<readonly ConditionTerm[]>([]) },
  { weight: 2, arbitrary: fc.boolean().map(is => [{ condition: 'IsProd', is }]) },
);

const servers = fc
  .record({
    pool: anyPool,
    scopes: fc.array(custom, { maxLength: 2 }).map(scopes => scopesOf(...scopes)),
    hasUnknownScopes: fc.oneof(
      { weight: 6, arbitrary: fc.constant(false) },
      { weight: 1, arbitrary: fc.constant(true) },
    ),
  })
  .map(more => server(more));

const clientSettings = fc.record({
  pool: anyPool,
  place: fc.constantFrom(orders, auth),
  conditions,
  flows: setting(fc.subarray(['client_credentials', 'code', 'implicit'], { minLength: 1 })),
  scopes: setting(fc.array(anyScope, { maxLength: 3 }).map(scopes => scopesOf(...scopes))),
  isOAuthEnabled: setting(fc.constantFrom(true, true, true, false)),
  hasSecret: setting(fc.constantFrom(true, true, false)),
  authFlows: setting(
    fc.constantFrom(['ALLOW_REFRESH_TOKEN_AUTH'], ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH']),
  ),
});

function authorizers(clients: readonly OAuthClient[]): fc.Arbitrary<Omit<TokenAuthorizer, 'key'>> {
  const members: readonly AudienceMember[] = [
    ...clients.map(({ key }) => ({ place: orders, client: key, text: key })),
    ...strangers.map(text => ({ place: orders, text })),
    { place: orders, text: '${ClientId}' },
  ];
  return fc.record({
    name: fc.constant('Guard'),
    type: fc.constantFrom<'COGNITO' | 'JWT'>('COGNITO', 'JWT'),
    owner: fc.constant(''),
    place: fc.constant(orders),
    pools: fc.oneof(
      { weight: 6, arbitrary: anyPool.map(each => [each]) },
      { weight: 1, arbitrary: fc.array(anyPool, { maxLength: 2 }) },
      { weight: 1, arbitrary: fc.constant<PoolReference[]>([{ kind: 'other-issuer' }]) },
    ),
    audience: setting(fc.subarray([...members])),
  });
}

function endpoints(guards: readonly TokenAuthorizer[]): fc.Arbitrary<Endpoint> {
  const scope = fc.oneof(
    { weight: 15, arbitrary: anyScope },
    { weight: 1, arbitrary: fc.constant<unknown>({ Ref: 'Scope' }) },
  );
  const effective = fc.oneof(
    {
      weight: 12,
      arbitrary: fc
        .tuple(fc.constantFrom(...guards), fc.array(scope, { maxLength: 2 }))
        .map(([{ type, key, name }, scopes]) => [{ type, name, scopes, place: orders, tokenAuthorizer: key }]),
    },
    { weight: 1, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.constant([{ type: 'AWS_IAM', name: null, scopes: [], place: orders } as const]) },
    { weight: 1, arbitrary: fc.constant([{ type: 'JWT', name: 'Lost', scopes: [], place: orders } as const]) },
    {
      weight: 1,
      arbitrary: fc.constant(
        guards.map(({ type, key, name }) => ({ type, name, scopes: [], place: orders, tokenAuthorizer: key })),
      ),
    },
  );
  return fc
    .tuple(effective, conditions, fc.constantFrom(orders, auth))
    .map(([guard, terms, file]) =>
      endpoint('/orders', { auth: guard, conditions: terms, api: { ...api, place: file } }),
    );
}

const systems: fc.Arbitrary<AccessModel> = fc
  .tuple(
    setting(fc.constant({ name: 'orders', isCustom: false })),
    setting(fc.constant({ name: 'staff', isCustom: false })),
    fc.oneof({ weight: 6, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    fc.array(servers, { maxLength: 3 }),
    fc.array(clientSettings, { maxLength: 3 }),
  )
  .chain(([domain, otherDomain, addsScopes, resourceServers, settings]) => {
    const clients = settings.map((more, index) => client(`Client${index}`, { ...more, key: `client-${index}` }));
    return fc.array(authorizers(clients), { minLength: 2, maxLength: 2 }).chain(guards => {
      const tokenAuthorizers = guards.map((guard, index) => ({ ...guard, key: `guard-${index}` }));
      return fc.array(endpoints(tokenAuthorizers), { minLength: 1, maxLength: 3 }).map(list => ({
        inferredLinks: [],
        userPools: [pool('Users', { domain, addsScopes }), pool('Staff', { domain: otherDomain })],
        resourceServers,
        clients,
        tokenAuthorizers,
        endpoints: list,
      }));
    });
  });

/** What the program says, in the oracle's form. */
function judgements(model: AccessModel): readonly Judgement[] {
  return computeAccess(model).endpoints.map(({ verdict, ways, scopes }) => ({
    verdict,
    ways: Object.fromEntries(
      ways.map(way => {
        const by = scopes.length > 0 ? [...way.scopes].sort() : [];
        return [`${way.client.key} ${way.flow} ${way.token}`, way.isCertain ? by : ['?', ...by]];
      }),
    ),
  }));
}

/** By which scopes is not compared where a client may get any: each deployment has others. */
function comparable(model: AccessModel, judged: readonly Judgement[]): readonly Judgement[] {
  const anything = model.clients.filter(({ scopes }) => scopes.state === 'unknown').map(({ key }) => key);
  return judged.map(({ verdict, ways }) => ({
    verdict,
    ways: Object.fromEntries(
      Object.entries(ways).map(([key, by]) => {
        const isAdded = by[0] === '?' && model.userPools.some(({ addsScopes }) => addsScopes);
        const isAnything = isAdded || (anything.includes(key.split(' ')[0] ?? '') && !key.includes('sign-in'));
        return [key, isAnything ? by.slice(0, 1) : by];
      }),
    ),
  }));
}

test('agrees with an oracle that tries every deployment, client, flow, token, scope and endpoint', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(systems, model => {
      const judged = comparable(model, judgements(model));
      expect(judged).toEqual(comparable(model, oracle(model)));
      for (const { verdict, ways } of judged) {
        const isPartly = Object.values(ways).some(([first]) => first === '?');
        const kind = `${verdict}${isPartly ? ' with doubts' : ''}`;
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
      }
    }),
    { numRuns: Number(process.env.ORACLE_RUNS ?? 400) },
  );
  // The systems are of use only where they have every outcome.
  const kinds = ['open', 'other', 'nobody', 'reachable', 'reachable with doubts', 'unknown', 'unknown with doubts'];
  expect([...seen.keys()]).toEqual(expect.arrayContaining(kinds));
});
