import { UserError } from '../user-error.ts';

/** One of several runs that share the accounts and Regions: the I-th of N, from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** @throws UserError for what is not I/N with I from 1 to N. */
export function parseShard(text: string): Shard {
  const [, index, count] = /^(\d{1,6})\/(\d{1,6})$/.exec(text)?.map(Number) ?? [];
  if (index === undefined || count === undefined || index < 1 || index > count) {
    throw new UserError(`--shard ${text} is not of the form I/N.`, 'Number the shards from 1: --shard 1/4 to 4/4.');
  }
  return { index, count };
}

/** The pairs of account and Region that a shard reads, of all in their order: every N-th. */
export function inShard<Pair extends { readonly account: string; readonly region: string }>(
  pairs: readonly Pair[],
  shard: Shard | undefined,
): Pair[] {
  const order = ({ account, region }: Pair) => `${account} ${region}`;
  const sorted = pairs.toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
  return shard ? sorted.filter((_, position) => position % shard.count === shard.index - 1) : sorted;
}
