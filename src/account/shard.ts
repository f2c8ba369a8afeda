import { compare } from '../model/place.ts';
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

/** An account with the names of its Regions; without them, where they are not known. */
export interface AccountRegions {
  readonly account: string;
  readonly regions: readonly string[];
}

/** The Regions that are enabled in every account; see https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html */
export const defaultRegions = 17;

/**
 * The pairs of account and Region that a shard reads, of all in their order: every N-th, where each account counts for as
 * many as `regionsEach`. So the share of one account does not depend on the Regions of another, which one shard may know
 * and another may not: each pair is read once, whatever is not known.
 */
export function inShard(accounts: readonly AccountRegions[], shard: Shard | undefined, regionsEach: number) {
  return accounts
    .toSorted((a, b) => compare(a.account, b.account))
    .flatMap(({ account, regions }, index) =>
      [...new Set(regions)]
        .toSorted()
        .filter((_, place) => !shard || (index * regionsEach + place) % shard.count === shard.index - 1)
        .map(region => ({ account, region })),
    );
}
