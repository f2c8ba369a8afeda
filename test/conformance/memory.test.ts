/* What is kept of templates while they are audited together, as the heap tells once all garbage is collected. */

import '../template/node-errors.ts';
import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, expect, test } from '@jest/globals';
import { audit } from '../../src/audit.ts';
import { limitedRoom, type Room, unlimitedRoom } from '../../src/template/room.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const copies = 30;

/** Templates that are linked to others, nested, looped over, included and mapped to domains. */
const sources = [
  'examples/cognito-m2m',
  'rules/scope-not-declared/exact-and-inferred',
  'rules/default-endpoint-bypasses-domain/several-mappings.yaml',
  'rules/depends-on-undefined/loop-over-parameter.yaml',
  'rules/endpoint-without-authorizer/definition-file',
  'rules/endpoint-without-authorizer/included-definition',
];

/** Much of a tree, and nothing to say of it. */
const metadata = `\nMetadata:\n  Tables:\n${'    - {Name: orders, Key: id}\n'.repeat(500)}`;

const opened: string[] = [];
afterEach(() => {
  for (const folder of opened.splice(0)) rmSync(folder, { recursive: true });
});

function copiesOf(source: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'memory-'));
  opened.push(folder);
  for (let copy = 0; copy < copies; copy += 1) {
    cpSync(source, join(folder, `copy-${copy}`, basename(source)), { recursive: true });
  }
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith('.yaml')) appendFileSync(join(folder, name), metadata);
  }
  return folder;
}

/** The most of the heap that is in use when all templates have been gone through, in bytes. */
async function heapUsed(folder: string, room: Room): Promise<number> {
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

test.each(sources)('what is held on to of %s while others are read is much less than its tree', async source => {
  const folder = copiesOf(source);
  const all = await heapUsed(folder, unlimitedRoom);
  const few = await heapUsed(folder, limitedRoom(0));
  expect(few).toBeLessThan(all / 4);
});

test('of a text, no copy is held on to', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'memory-'));
  opened.push(folder);
  const comment = `# ${'GET /orders, '.repeat(10_000)}\n`;
  const resources = 'Resources:\n  Orders:\n    Type: AWS::SNS::Topic\n';
  const value = 'All orders, and all users';
  const descriptions = [
    `>-\n  ${value}`,
    `|-\n  ${value}`,
    `&about ${value}`,
    `!Sub '${value}'`,
    `!Base64\n  !Sub ${value}`,
  ];
  for (const [at, description] of descriptions.entries()) {
    for (let copy = 0; copy < 6; copy += 1) {
      writeFileSync(join(folder, `${at}-${copy}.yaml`), `Description: ${description}\n${resources}${comment}`);
    }
  }
  const texts = 6 * descriptions.length * comment.length;
  expect(await heapUsed(folder, limitedRoom(0))).toBeLessThan(1.25 * texts);
});
