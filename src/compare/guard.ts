import type { Endpoint } from '../model/endpoint.ts';
import type { AuthModel } from '../model/model.ts';

/** What an endpoint asks of its callers, in words that mean the same in a template and in an account. */
export interface Guard {
  /** Types of authorizers, sorted; none for an open endpoint. */
  readonly types: readonly string[];
  /** Undefined where one of them is not known. */
  readonly scopes: readonly string[] | undefined;
  readonly apiKeyRequired: boolean;
  /** The ids of the user pools whose tokens it accepts; undefined where one is not known. */
  readonly pools: readonly string[] | undefined;
  readonly isPrivate: boolean | undefined;
  /** Whether a resource policy keeps callers out. */
  readonly isRestricted: boolean | undefined;
}

/** Which side of a difference lets more callers through. */
export type MoreOpen = 'account' | 'template' | 'neither';

export interface Difference {
  /** A clause whose subject is the endpoint in the account. */
  readonly message: string;
  readonly moreOpen: MoreOpen;
}

/**
 * What guards an endpoint; undefined where that is not known.
 *
 * @param poolIdOf The id of a user pool by its key in the model.
 */
export function guardOf(
  endpoint: Endpoint,
  model: AuthModel,
  poolIdOf: (key: string) => string | undefined,
): Guard | undefined {
  const { api, auth, apiKeyRequired } = endpoint;
  if (auth.some(({ type }) => type === 'UNKNOWN')) return undefined;
  const guards = auth.filter(({ type }) => type !== 'UNDEFINED');
  const scopes = guards.flatMap(guard => guard.scopes);
  const pools = guards.flatMap(guard => {
    const authorizer = model.tokenAuthorizers.find(({ key }) => key === guard.tokenAuthorizer);
    return authorizer?.pools ?? [];
  });
  const poolIds = pools.map(pool => {
    if (pool.kind === 'pool') return poolIdOf(pool.key);
    return pool.kind === 'external' ? /^id (.*)$/.exec(pool.key)?.[1] : undefined;
  });
  return {
    types: [...new Set(guards.map(({ type }) => type))].sort(),
    scopes: scopes.every(isLiteral) ? [...new Set(scopes)].sort() : undefined,
    apiKeyRequired,
    pools: poolIds.every(id => id !== undefined) ? [...new Set(poolIds)].sort() : undefined,
    isPrivate: api.isPrivate === 'unknown' ? undefined : api.isPrivate,
    isRestricted: api.resourcePolicy.kind === 'unknown' ? undefined : api.resourcePolicy.kind === 'restrictive',
  };
}

function isLiteral(scope: unknown): scope is string {
  return typeof scope === 'string' && !scope.includes('${');
}

/** Each difference of what is deployed from what is declared. */
export function differencesOf(deployed: Guard, declared: Guard): readonly Difference[] {
  return [
    ...typeDifference(deployed, declared),
    ...scopeDifference(deployed, declared),
    ...keyDifference(deployed, declared),
    ...poolDifference(deployed, declared),
    ...reachDifference(deployed, declared),
  ];
}

function typeDifference(deployed: Guard, declared: Guard): Difference[] {
  if (isEqual(deployed.types, declared.types)) return [];
  const [is, should] = [typesText(deployed), typesText(declared)];
  const message = `it is guarded by ${is} instead of ${should}`;
  if (deployed.types.length === 0)
    return [{ message: `it has no authorizer instead of ${should}`, moreOpen: 'account' }];
  if (declared.types.length === 0) return [{ message, moreOpen: 'template' }];
  // Each mode of a GraphQL API lets callers through by itself.
  return [{ message, moreOpen: widerSet(deployed.types, declared.types) }];
}

function typesText({ types }: Guard): string {
  return types.length === 0 ? 'no authorizer' : types.join(' and ');
}

/** A token needs one of the scopes, so that each more lets more tokens through, and none at all lets through any. */
function scopeDifference(deployed: Guard, declared: Guard): Difference[] {
  const [is, should] = [deployed.scopes, declared.scopes];
  if (!is || !should || isEqual(is, should) || !isEqual(deployed.types, declared.types)) return [];
  const message = `it asks for ${scopesText(is)} instead of ${scopesText(should)}`;
  if (is.length === 0) return [{ message, moreOpen: 'account' }];
  return [{ message, moreOpen: should.length === 0 ? 'template' : widerSet(is, should) }];
}

function scopesText(scopes: readonly string[]): string {
  if (scopes.length === 0) return 'no scope';
  return scopes.length === 1 ? `the scope ${scopes[0]}` : `one of the scopes ${scopes.join(', ')}`;
}

function keyDifference(deployed: Guard, declared: Guard): Difference[] {
  if (deployed.apiKeyRequired === declared.apiKeyRequired) return [];
  return deployed.apiKeyRequired
    ? [{ message: 'it asks for an API key, which the template does not', moreOpen: 'template' }]
    : [{ message: 'it asks for no API key, which the template does', moreOpen: 'account' }];
}

function poolDifference({ pools: is, types }: Guard, { pools: should, types: declared }: Guard): Difference[] {
  if (!is || !should || isEqual(is, should) || !isEqual(types, declared)) return [];
  const text = (pools: readonly string[]) =>
    pools.length === 0 ? 'no user pool' : `the user pool${pools.length > 1 ? 's' : ''} ${pools.join(', ')}`;
  return [{ message: `it trusts ${text(is)} instead of ${text(should)}`, moreOpen: widerSet(is, should) }];
}

function reachDifference(deployed: Guard, declared: Guard): Difference[] {
  const differences: Difference[] = [];
  if (
    deployed.isPrivate !== undefined &&
    declared.isPrivate !== undefined &&
    deployed.isPrivate !== declared.isPrivate
  ) {
    const [is, should] = deployed.isPrivate ? ['private', 'public'] : ['public', 'private'];
    differences.push({
      message: `its API is ${is} instead of ${should}`,
      moreOpen: deployed.isPrivate ? 'template' : 'account',
    });
  }
  const [is, should] = [deployed.isRestricted, declared.isRestricted];
  if (is !== undefined && should !== undefined && is !== should) {
    differences.push(
      is
        ? { message: 'its API has a restrictive resource policy, which the template lacks', moreOpen: 'template' }
        : { message: 'its API lacks the restrictive resource policy of the template', moreOpen: 'account' },
    );
  }
  return differences;
}

/** The side whose set has all of the other's and more. */
function widerSet(account: readonly string[], template: readonly string[]): MoreOpen {
  if (template.every(each => account.includes(each))) return 'account';
  return account.every(each => template.includes(each)) ? 'template' : 'neither';
}

function isEqual(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each, index) => each === b[index]);
}
