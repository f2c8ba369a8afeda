import { expect, test } from '@jest/globals';
import { readTemplates } from '../src/read-templates.ts';

const template = 'Resources:\n  Orders:\n    Type: AWS::SNS::Topic\n#';

test.each([
  ['up to 8 Mi characters are all kept', 8 * 1024 * 1024, false],
  ['more are not', 8 * 1024 * 1024 + 1, true],
])('the trees of texts of %s', async (_, characters, isLimited) => {
  const { files } = await readTemplates({
    workingFolder: process.cwd(),
    paths: ['-'],
    readStandardInput: async () => template.padEnd(characters, ' '),
    parameters: {},
  });
  expect(files.room.isLimited).toBe(isLimited);
});
