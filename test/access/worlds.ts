/* What deployments can make of templates. */
import type { AccessModel } from '../../src/access/access.ts';

/** What a deployment makes of all that templates leave open. */
export interface World {
  /** The most generous answer to each question of a setting, or the meanest. */
  readonly isGenerous: boolean;
  /** The pool that each reference to one elsewhere turns out to be. */
  readonly pools: Readonly<Record<string, string>>;
  /** What stands for `${…}` and for a `Ref` in an endpoint's scopes. */
  readonly texts: Readonly<Record<string, string>>;
  /** By file and name. */
  readonly conditions: Readonly<Record<string, boolean>>;
}

/** Ids of clients that no template declares. */
export const strangers = ['somebody'];

/** Texts that a scope may become. */
export const wholeScopes = [
  'orders/read',
  'orders/write',
  'users/read',
  'nowhere/read',
  'openid',
  'email',
  'aws.cognito.signin.user.admin',
];

/** Every way in which a deployment can decide what the system leaves open, as far as it leaves anything open. */
export function worldsOf(model: AccessModel): readonly World[] {
  const written = JSON.stringify(model);
  const has = (text: string) => written.includes(text);
  const clients = model.clients.map(client => client.key);
  const references = [...model.clients, ...model.resourceServers].map(each => each.pool);
  const external = [...references, ...model.tokenAuthorizers.flatMap(each => each.pools)].flatMap(each =>
    each.kind === 'external' ? [each.key] : [],
  );
  const keys = [...new Set(external)];
  const pools = combinations(
    keys.map(key => [key, [...model.userPools.map(pool => pool.key), ...keys.map(k => `at ${k}`)]]),
  );
  const texts = combinations([
    ['Server', has('${Server}') ? ['orders', 'users', 'nowhere'] : ['']],
    ['Name', has('${Name}') ? wholeScopes : ['']],
    ['Ref', has('"Ref"') ? wholeScopes : ['']],
    ['ClientId', has('${ClientId}') ? [...strangers, ...clients] : ['']],
    ['clients', [clients.join('|')]],
  ]);
  const places = ['orders.yaml IsProd', 'auth.yaml IsProd'];
  const conditions = combinations(places.map(key => [key, has('IsProd') ? [true, false] : [true]]));
  return pools.flatMap(p =>
    texts.flatMap(t =>
      conditions.flatMap(c => [true, false].map(isGenerous => ({ isGenerous, pools: p, texts: t, conditions: c }))),
    ),
  );
}

function combinations<T>(choices: readonly (readonly [string, readonly T[]])[]): readonly Record<string, T>[] {
  return choices.reduce<readonly Record<string, T>[]>(
    (before, [key, values]) => before.flatMap(known => values.map(value => ({ ...known, [key]: value }))),
    [{}],
  );
}
