/* Trees for which there is no room are made again; that must change nothing of what is said. */

import '../template/node-errors.ts';
import { describe, expect, test } from '@jest/globals';
import { audit } from '../../src/audit.ts';
import { limitedRoom, type Room } from '../../src/template/room.ts';
import { corpora, corpusFolder, hasCorpus } from './corpus.ts';

/** All that an audit of a folder says, in its order. */
async function said(workingFolder: string, room?: Room): Promise<readonly string[]> {
  const { findings, endpoints, unknowns, inferredLinks, access, summary } = await audit({
    workingFolder,
    paths: ['.'],
    readStandardInput: () => Promise.reject(new Error('There is none.')),
    ruleSeverities: {},
    // Given, so that all templates are asked for their parameters.
    parameters: { Stage: 'prod' },
    ...(room && { room }),
  });
  const lists = [findings, endpoints, unknowns, inferredLinks, ...Object.values(access.model).filter(Array.isArray)];
  return [summary, ...lists.flat()].map(each => JSON.stringify(each));
}

test.each(['examples', 'rules', 'test'])('%s/ gives the same where no tree is kept', async folder => {
  const workingFolder = `${process.cwd()}/${folder}`;
  expect(await said(workingFolder, limitedRoom(0))).toEqual(await said(workingFolder));
});

(hasCorpus ? describe : describe.skip)('the corpora (skipped without ../shared/corpus)', () => {
  test.each(corpora)('%s gives the same where no tree is kept', async corpus => {
    const folder = corpusFolder(corpus);
    expect(await said(folder, limitedRoom(0))).toEqual(await said(folder));
  });
});
