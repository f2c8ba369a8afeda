import { expect, test } from '@jest/globals';
import { formats, reporters } from '../../src/report/index.ts';
import { printed, reportOf } from './sample.ts';

test.each([
  ['text', ''],
  ['json', '{\n'],
  ['github', ''],
  ['sarif', '{\n'],
  ['markdown', '##'],
] as const)('loads a reporter for %s', async (format, start) => {
  const reporter = await reporters[format]();
  expect(printed(reporter(reportOf(), { color: false, quiet: true })).slice(0, 2)).toBe(start);
});

test('has a reporter for each format', () => {
  expect(Object.keys(reporters)).toEqual(formats);
});
