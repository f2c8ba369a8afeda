import { expect, test } from '@jest/globals';
import { annotations, byteLength, cut } from '../../src/github/annotation.ts';
import { finding, reportOf } from './reports.ts';

test.each([
  ['', 3, ''],
  ['abc', 3, 'abc'],
  ['abcd', 3, '…'],
  ['abcdef', 5, 'ab…'],
  ['äbcdef', 6, 'äb…'],
  ['😀😀😀', 8, '😀…'],
  ['😀😀', 8, '😀😀'],
])('%j in %d bytes is %j', (text, limit, expected) => {
  expect(cut(text, limit, byteLength)).toBe(expected);
});

test('texts that the API would refuse are cut', () => {
  const long = finding(12, {
    ruleId: 'r'.repeat(300),
    message: 'm'.repeat(70_000),
    fix: { description: 'f'.repeat(70_000), edits: [] },
  });
  expect(annotations(reportOf([long]))).toEqual([
    {
      path: 'stacks/template.yaml',
      start_line: 12,
      end_line: 12,
      start_column: 9,
      end_column: 14,
      annotation_level: 'failure',
      title: `${'r'.repeat(254)}…`,
      message: `${'m'.repeat(65_533)}…`,
      raw_details: `Fix: ${'f'.repeat(65_528)}…`,
    },
  ]);
});

test('a finding of a rule without advice has no details', () => {
  expect(annotations(reportOf([finding(12, { ruleId: 'template-unreadable' })]))).toEqual([
    {
      path: 'stacks/template.yaml',
      start_line: 12,
      end_line: 12,
      start_column: 9,
      end_column: 14,
      annotation_level: 'failure',
      title: 'template-unreadable',
      message: 'GET /orders/12 accepts any caller.',
    },
  ]);
});
