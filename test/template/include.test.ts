import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import './node-errors.ts';
import { type Files, workspaceFiles } from '../../src/template/files.ts';
import { expandIncludes } from '../../src/template/include.ts';
import { asMap, at, type MapNode, toPlain } from '../../src/template/node.ts';
import { parse } from '../../src/template/parse.ts';
import { placeOf } from '../../src/template/place.ts';
import { unlimitedRoom } from '../../src/template/room.ts';
import { sourceFile } from '../../src/template/source.ts';
import { fixtures } from './read-fixture.ts';

const workspace = join(fixtures, 'include/workspace');
const opened: string[] = [];
afterEach(() => {
  for (const folder of opened.splice(0)) rmSync(folder, { recursive: true });
});

/** A template of a workspace, with its includes in their places, and the files that were read for them. */
function expanded(folder: string, name: string): { readonly root: MapNode; readonly files: Files } {
  const files = workspaceFiles(folder, [folder], unlimitedRoom);
  const root = asMap(parse(sourceFile(name, readFileSync(join(folder, name), 'utf8'))).root);
  if (!root) throw new Error(`${name} is no map.`);
  return { root: expandIncludes(root, files), files };
}

const include = (location: unknown) => ({
  'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: location } },
});

test('local files stand in the place of their transforms, and everything else stays', () => {
  const { root, files } = expanded(workspace, 'stacks/orders.yaml');
  expect(toPlain(root)).toEqual({
    Resources: {
      Beside: { Color: 'blue', Size: 3 },
      Below: { Where: { Ref: 'Stage' } },
      Upward: { Where: { Ref: 'Stage' } },
      Both: { Color: 'red', Size: 3 },
      InList: [{ Color: 'blue', Size: 3 }, 'plain'],
      Nested: { Own: 1, Color: 'blue', Size: 3, Deeper: { Where: { Ref: 'Stage' } } },
      Circular: { Round: { Back: include('circular.yaml') } },
      Missing: include('missing.yaml'),
      Folder: include('../shared'),
      Outside: include('../../secret.yaml'),
      Bucket: include('s3://orders/beside.yaml'),
      Absolute: include('/etc/hostname'),
      Open: include({ 'Fn::Sub': `\${Stage}.yaml` }),
      AList: include('list.yaml'),
      AnIntrinsic: include('intrinsic.yaml'),
      Broken: include('broken.yaml'),
      Macro: { 'Fn::Transform': { Name: 'Orders', Parameters: { Location: 'beside.yaml' } } },
    },
  });
  expect([...files.parsed()].map(({ file, problems }) => [file.name, problems.map(problem => problem.kind)])).toEqual([
    ['stacks/beside.yaml', []],
    ['shared/below.yaml', []],
    ['stacks/nested.json', []],
    ['stacks/circular.yaml', []],
    ['stacks/back.yaml', []],
    ['stacks/list.yaml', []],
    ['stacks/intrinsic.yaml', []],
    ['stacks/broken.yaml', ['unreadable']],
  ]);
});

test('what was included keeps its own place', () => {
  const { root } = expanded(workspace, 'stacks/orders.yaml');
  const where = at(root, 'Resources', 'Nested', 'Deeper', 'Where');
  expect(where && placeOf(where)).toEqual({
    file: 'shared/below.yaml',
    line: 1,
    column: 8,
    endLine: 1,
    endColumn: 18,
    path: 'Where',
  });
});

test('nothing outside of the workspace is read, by a link neither', () => {
  const folder = mkdtempSync(join(tmpdir(), 'include-'));
  opened.push(folder);
  cpSync(join(fixtures, 'include'), folder, { recursive: true });
  const inside = join(folder, 'workspace');
  symlinkSync(join(folder, 'secret.yaml'), join(inside, 'link.yaml'));
  symlinkSync(folder, join(inside, 'up'));
  symlinkSync('shared/below.yaml', join(inside, 'inside.yaml'));
  symlinkSync('nowhere.yaml', join(inside, 'dangling.yaml'));
  symlinkSync('round.yaml', join(inside, 'round.yaml'));
  const names = ['link.yaml', 'up/secret.yaml', '../secret.yaml', 'dangling.yaml', 'inside.yaml'];
  writeFileSync(
    join(inside, 'template.json'),
    JSON.stringify(Object.fromEntries(names.map(name => [name, include(name)]))),
  );
  expect(toPlain(expanded(inside, 'template.json').root)).toEqual({
    'link.yaml': include('link.yaml'),
    'up/secret.yaml': include('up/secret.yaml'),
    '../secret.yaml': include('../secret.yaml'),
    'dangling.yaml': include('dangling.yaml'),
    'inside.yaml': { Where: { Ref: 'Stage' } },
  });
});

test('a folder whose name begins like that of the workspace is not in it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'include-'));
  opened.push(folder);
  cpSync(workspace, join(folder, 'orders'), { recursive: true });
  cpSync(workspace, join(folder, 'orders-secret'), { recursive: true });
  writeFileSync(
    join(folder, 'orders/template.json'),
    JSON.stringify({ A: include('../orders-secret/shared/below.yaml') }),
  );
  expect(toPlain(expanded(join(folder, 'orders'), 'template.json').root)).toEqual({
    A: include('../orders-secret/shared/below.yaml'),
  });
});

test('a link that leads to itself is a missing file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'include-'));
  opened.push(folder);
  symlinkSync('round.yaml', join(folder, 'round.yaml'));
  writeFileSync(join(folder, 'template.json'), JSON.stringify({ A: include('round.yaml') }));
  expect(toPlain(expanded(folder, 'template.json').root)).toEqual({ A: include('round.yaml') });
});
