/* What SAM's own emulation of Python 2.7 (samtranslator/utils/py27hash_fix.py) makes of the same keys. */
import { describe, expect, test } from '@jest/globals';
import { hashOrder } from '../../src/sam/processing-order.ts';

describe('the order of Python 2.7', () => {
  test.each([
    { of: 'nothing', keys: [], order: [] },
    {
      of: 'few keys',
      keys: ['OrdersFunction', 'ReportsFunction', 'AdminFunction'],
      order: ['AdminFunction', 'OrdersFunction', 'ReportsFunction'],
    },
    {
      of: 'keys that meet',
      keys: ['List', 'Place', 'Cancel', 'Show', 'Track'],
      order: ['Cancel', 'Place', 'Track', 'List', 'Show'],
    },
    {
      of: 'a table that has grown',
      keys: ['OrdersApi', 'OrdersFunction', 'ReportsFunction', 'AdminFunction', 'Pool', 'Table', 'ServerlessRestApi'],
      order: ['OrdersApi', 'AdminFunction', 'ReportsFunction', 'Table', 'OrdersFunction', 'ServerlessRestApi', 'Pool'],
    },
    { of: 'a key twice', keys: ['Place', 'Cancel', 'Place'], order: ['Cancel', 'Place'] },
    {
      of: 'other than ASCII, and nothing at all',
      keys: ['a', 'b', 'c', 'é', '😀', ''],
      order: ['a', '', 'c', 'b', '😀', 'é'],
    },
  ])('of $of', ({ keys, order }) => {
    expect(hashOrder(keys)).toEqual(order);
  });
});
