import type { AuthModel } from '../model/model.ts';
import { builtInScopes, type PoolReference, type ResourceServer } from '../model/oauth.ts';
import { comparePools } from '../oauth/pools.ts';
import { anyOf, type Certainty, maybe, no, yes } from './certainty.ts';
import { compareScopes } from './scopes.ts';

/** What user pools can put into tokens, and whether they have OAuth endpoints at all. */
export interface Issuer {
  /** Whether the pool has a scope: one that a resource server declares, or, of `all`, a built-in one. */
  canIssue(scope: string, pool: PoolReference, kinds: 'all' | 'custom'): Certainty;
  /** Whether it has any custom scope; 'yes' where it has, whichever it is. */
  hasCustomScopes(pool: PoolReference): Certainty;
  /** Pools of which a trigger can put scopes into access tokens that nobody asked for. */
  readonly poolsThatAddScopes: readonly PoolReference[];
  addsScopes(pool: PoolReference): boolean;
  /** The OAuth endpoints, the one for tokens among them, are below the user pool's domain. */
  hasDomain(pool: PoolReference): Certainty;
}

/** A resource server of a pool, or one of which that is not known. */
interface Candidate {
  readonly server: ResourceServer;
  readonly isOfPool: boolean;
}

/** Looks each pool's resource servers and each of its scopes up once. */
export function issuerOf({ userPools, resourceServers }: Pick<AuthModel, 'userPools' | 'resourceServers'>): Issuer {
  const pools = new Map(userPools.map(pool => [pool.key, pool]));
  const candidates = remembered(
    (pool: PoolReference) => keyOf(pool),
    pool => candidatesFor(pool, resourceServers),
  );
  const custom = remembered(
    ({ scope, pool }: { readonly scope: string; readonly pool: PoolReference }) => `${keyOf(pool)}\n${scope}`,
    ({ scope, pool }) => declares(scope, pool, candidates(pool)),
  );
  return {
    canIssue: (scope, pool, kinds) => {
      if (kinds === 'custom' && builtInScopes.has(scope)) return no(`${scope} is no custom scope`);
      const builtIn = kinds === 'custom' ? [] : [...builtInScopes].map(each => compareScopes(scope, each));
      if (builtIn.includes('equal')) return yes;
      const declared = custom({ scope, pool });
      return builtIn.includes('unknown') ? anyOf([declared, notKnown(scope)]) : declared;
    },
    hasCustomScopes: pool => {
      const isOpen = maybe('whether its user pool has custom scopes is not known');
      const found = candidates(pool).map(({ server, isOfPool }) => {
        if (server.scopes.length > 0) return isOfPool ? yes : isOpen;
        return server.hasUnknownScopes ? isOpen : no('its user pool has no custom scopes');
      });
      return anyOf([...found, pool.kind === 'external' ? isOpen : no('its user pool has no custom scopes')]);
    },
    poolsThatAddScopes: userPools.flatMap(({ key, name, addsScopes }) =>
      addsScopes ? [{ kind: 'pool', key, name }] : [],
    ),
    addsScopes: pool => pool.kind === 'pool' && pools.get(pool.key)?.addsScopes === true,
    hasDomain: pool => {
      if (pool.kind !== 'pool') return maybe('whether its user pool has a domain is not known');
      const domain = pools.get(pool.key)?.domain;
      if (domain?.state === 'absent') return no(`${pool.name} has no domain`);
      return domain?.state === 'set' ? yes : maybe(`whether ${pool.name} has a domain is not known`);
    },
  };
}

function candidatesFor(pool: PoolReference, servers: readonly ResourceServer[]): readonly Candidate[] {
  return servers.flatMap(server => {
    const compared = comparePools(server.pool, pool);
    return compared === 'different' ? [] : [{ server, isOfPool: compared === 'equal' }];
  });
}

function declares(scope: string, pool: PoolReference, candidates: readonly Candidate[]): Certainty {
  const found = candidates.map(({ server, isOfPool }) => {
    const compared = server.scopes.map(each => compareScopes(scope, each.scope));
    if (compared.includes('equal')) return isOfPool ? yes : notKnown(scope);
    return compared.includes('unknown') || server.hasUnknownScopes ? notKnown(scope) : undeclared(scope);
  });
  return anyOf([...found, pool.kind === 'external' ? notKnown(scope) : undeclared(scope)]);
}

function notKnown(scope: string): Certainty {
  return maybe(`whether ${scope} is declared is not known`);
}

function undeclared(scope: string): Certainty {
  return no(`no resource server declares ${scope}`);
}

/** By what results about a pool are remembered. */
export function keyOf(pool: PoolReference): string {
  return pool.kind === 'other-issuer' ? pool.kind : `${pool.kind} ${pool.key}`;
}

/** A function that works each result out once. */
export function remembered<A, R>(key: (argument: A) => string, work: (argument: A) => R): (argument: A) => R {
  const results = new Map<string, R>();
  return argument => {
    const name = key(argument);
    const known = results.get(name);
    if (known !== undefined) return known;
    const result = work(argument);
    results.set(name, result);
    return result;
  };
}
