import { expect, test } from '@jest/globals';
import { reporters } from '../../src/report/index.ts';
import { reportOf } from './sample.ts';

test('loads a reporter for each format', async () => {
  const options = { color: false, quiet: true };
  const outputs = await Promise.all(
    Object.entries(reporters).map(async ([format, load]) => [format, (await load())(reportOf(), options).slice(0, 2)]),
  );
  expect(outputs).toEqual([
    ['text', ''],
    ['json', '{\n'],
    ['github', ''],
    ['sarif', '{\n'],
    ['markdown', '##'],
  ]);
});
