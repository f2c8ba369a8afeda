import { expect, test } from '@jest/globals';
import { includesByName } from '../../src/account/include.ts';

test.each([
  [[], 'orders', true],
  [['orders'], 'orders', true],
  [['orders'], 'orders-v2', false],
  [['orders-*'], 'orders-v2', true],
  [['orders-*'], 'orders-v2/internal', true],
  [['*'], '.hidden', true],
  [['{orders,payments}-prod'], 'payments-prod', true],
  [['{orders,payments}-prod'], 'users-prod', false],
  [['payments', 'orders'], 'orders', true],
  [['orders (v1)'], 'orders (v1)', true],
  [['*-prod'], '', false],
] as const)('%j of %j is %s', (globs, name, expected) => {
  expect(includesByName(globs)(name)).toBe(expected);
});
