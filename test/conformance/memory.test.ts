/* What is kept of templates while they are audited together, as the heap tells once all garbage is collected. */

import '../template/node-errors.ts';
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { audit } from '../../src/audit.ts';
import { limitedRoom, type Room, unlimitedRoom } from '../../src/template/room.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const copies = 50;
/** Much of a tree, and nothing to say of it. */
const metadata = `\nMetadata:\n  Tables:\n${'    - {Name: orders, Key: id}\n'.repeat(500)}`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'memory-'));
  for (let copy = 0; copy < copies; copy += 1) {
    const below = join(folder, `copy-${copy}`);
    cpSync('examples/cognito-m2m', below, { recursive: true });
    for (const name of ['auth.yaml', 'api.yaml']) appendFileSync(join(below, name), metadata);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The most of the heap that is in use when all templates have been gone through, in bytes. */
async function heapUsed(room: Room): Promise<number> {
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  let most = 0;
  const watched: Room = {
    ...room,
    *inTurn(items) {
      yield* room.inTurn(items);
      collectGarbage();
      most = Math.max(most, process.memoryUsage().heapUsed - before);
    },
  };
  await audit({
    workingFolder: folder,
    paths: ['.'],
    readStandardInput: () => Promise.reject(new Error('There is none.')),
    ruleSeverities: {},
    parameters: {},
    room: watched,
  });
  return most;
}

test('what is held on to of a template while others are read is much less than its tree', async () => {
  const all = await heapUsed(unlimitedRoom);
  const few = await heapUsed(limitedRoom(0));
  expect(few).toBeLessThan(all / 4);
});
