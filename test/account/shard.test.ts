import { describe, expect, test } from '@jest/globals';
import { inShard, parseShard } from '../../src/account/shard.ts';

const pairs = ['222222222222', '111111111111', '333333333333'].flatMap(account =>
  ['us-east-1', 'eu-west-1'].map(region => ({ account, region })),
);

describe('shards', () => {
  test('deal out the pairs in their order, whatever order they come in', () => {
    const shard = { index: 1, count: 4 };
    const expected = [
      { account: '111111111111', region: 'eu-west-1' },
      { account: '333333333333', region: 'eu-west-1' },
    ];
    expect(inShard(pairs, shard)).toEqual(expected);
    expect(inShard(pairs.toReversed(), shard)).toEqual(expected);
  });

  test.each([1, 2, 3, 4, 6, 7, 100])('of %d have every pair once, and differ by one at most', count => {
    const shards = Array.from({ length: count }, (_, index) => inShard(pairs, { index: index + 1, count }));
    const names = shards.flat().map(({ account, region }) => `${account} ${region}`);
    expect(names.toSorted()).toEqual(pairs.map(({ account, region }) => `${account} ${region}`).toSorted());
    const sizes = shards.map(shard => shard.length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  });

  test('without any, all pairs are in it, sorted', () => {
    expect(inShard(pairs, undefined).map(({ account, region }) => `${account} ${region}`)).toEqual([
      '111111111111 eu-west-1',
      '111111111111 us-east-1',
      '222222222222 eu-west-1',
      '222222222222 us-east-1',
      '333333333333 eu-west-1',
      '333333333333 us-east-1',
    ]);
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
