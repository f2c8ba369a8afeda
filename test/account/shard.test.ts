import { describe, expect, test } from '@jest/globals';
import { inShard, parseShard } from '../../src/account/shard.ts';

const accounts = ['222222222222', '111111111111', '333333333333'].map(account => ({
  account,
  regions: ['us-east-1', 'eu-west-1'],
}));

function named(pairs: readonly { readonly account: string; readonly region: string }[]): readonly string[] {
  return pairs.map(({ account, region }) => `${account} ${region}`);
}

const all = [
  '111111111111 eu-west-1',
  '111111111111 us-east-1',
  '222222222222 eu-west-1',
  '222222222222 us-east-1',
  '333333333333 eu-west-1',
  '333333333333 us-east-1',
];

describe('shards', () => {
  test('deal out the pairs in their order, whatever order they come in', () => {
    const shard = { index: 1, count: 4 };
    const expected = ['111111111111 eu-west-1', '333333333333 eu-west-1'];
    expect(named(inShard(accounts, shard, 2))).toEqual(expected);
    const reversed = accounts.toReversed().map(({ account, regions }) => ({ account, regions: regions.toReversed() }));
    expect(named(inShard(reversed, shard, 2))).toEqual(expected);
  });

  test.each([1, 2, 3, 4, 6, 7, 100])('of %d have every pair once, and differ by one at most', count => {
    const shards = Array.from({ length: count }, (_, index) => inShard(accounts, { index: index + 1, count }, 2));
    expect(shards.flatMap(named).toSorted()).toEqual(all);
    const sizes = shards.map(shard => shard.length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  });

  test('have each pair once where one of them does not know the Regions of an account', () => {
    const known = accounts.map(each => (each.account === '111111111111' ? { ...each, regions: [] } : each));
    const shards = [inShard(accounts, { index: 1, count: 2 }, 17), inShard(known, { index: 2, count: 2 }, 17)];
    expect(shards.map(named)).toEqual([
      ['111111111111 eu-west-1', '222222222222 us-east-1', '333333333333 eu-west-1'],
      ['222222222222 eu-west-1', '333333333333 us-east-1'],
    ]);
  });

  test('without any, all pairs are in it, sorted', () => {
    expect(named(inShard(accounts, undefined, 2))).toEqual(all);
  });
});

describe('--shard', () => {
  test('is I/N', () => {
    expect(parseShard('2/8')).toEqual({ index: 2, count: 8 });
    expect(parseShard('1/1')).toEqual({ index: 1, count: 1 });
  });

  test.each(['0/4', '5/4', '1/0', '1', '1/', '/4', 'a/b', '-1/4', '1.5/4', '1/4/2', ''])('is not %j', text => {
    expect(() => parseShard(text)).toThrow(`--shard ${text} is not of the form I/N.`);
  });
});
