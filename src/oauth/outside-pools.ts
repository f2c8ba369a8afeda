import type { PoolReference } from '../model/oauth.ts';
import { appendTo } from '../template/append.ts';
import { asString, type Node } from '../template/node.ts';
import { placeOf } from '../template/place.ts';
import { splitAtLast } from '../template/text.ts';
import type { DeclaredScope, DeclaringServer } from './resource-servers.ts';

/** A user pool that no audited template makes, and the scopes that it is declared to have. */
export interface OutsidePool {
  readonly id: string;
  /** As `IDENTIFIER/NAME`. */
  readonly scopes: readonly Node[];
  /** It has no others, but for those that audited templates add. */
  readonly isComplete: boolean;
}

/** The pool's id, of itself or of its ARN. */
export function poolIdOf(idOrArn: string): string {
  return idOrArn.slice(idOrArn.lastIndexOf('/') + 1);
}

/** The key of references to a pool by its id, where no audited template makes it. */
export function idKey(id: string): string {
  return `id ${id}`;
}

/** The resource servers that pools outside of the audited templates have. */
export function outsideServers(pools: readonly OutsidePool[]): DeclaringServer[] {
  return pools.flatMap(({ id, scopes, isComplete }) => {
    const pool: PoolReference = { kind: 'external', key: idKey(id), reason: `the user pool ${id} has other scopes` };
    const byIdentifier = new Map<string, DeclaredScope[]>();
    for (const node of scopes) {
      const [identifier, name] = splitAtLast([asString(node) ?? ''], '/') ?? [];
      if (!identifier || !name) continue;
      appendTo(byIdentifier, identifier.join(''), { name, place: placeOf(node) });
    }
    return [...byIdentifier].map(([identifier, declared]) => ({
      id: `${identifier} of ${id}`,
      pool,
      identifier: [identifier],
      scopes: declared,
      hasUnknownScopes: !isComplete,
    }));
  });
}
