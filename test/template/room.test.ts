import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type Files, workspaceFiles } from '../../src/template/files.ts';
import { type Node, toPlain } from '../../src/template/node.ts';
import { limitedRoom, type Room, unlimitedRoom } from '../../src/template/room.ts';
import type { SourceFile } from '../../src/template/source.ts';

const opened: string[] = [];
afterEach(() => {
  for (const folder of opened.splice(0)) rmSync(folder, { recursive: true });
});

/** What is kept of a number of characters, and how often it was made. */
function kept(room: Room, characters: number): { readonly get: () => object; readonly times: () => number } {
  let count = 0;
  const get = room.keep(characters, () => {
    count += 1;
    return { count };
  });
  return { get, times: () => count };
}

describe('a limited room', () => {
  test('makes nothing before it is asked for', () => {
    expect(kept(limitedRoom(0), 10).times()).toBe(0);
  });

  test('keeps what is made for as long as one item is worked on', () => {
    const room = limitedRoom(0);
    const tree = kept(room, 10);
    for (const _ of room.inTurn([1])) expect(tree.get()).toBe(tree.get());
    expect(tree.times()).toBe(1);
  });

  test('lets go between items what is more than its limit, and first what was not asked for the longest', () => {
    const room = limitedRoom(15);
    const trees = { orders: kept(room, 5), users: kept(room, 10), payments: kept(room, 5) };
    const asked = ['orders', 'users', 'orders', 'payments', 'orders', 'users'] as const;
    for (const name of room.inTurn(asked)) trees[name].get();
    expect(Object.entries(trees).map(([name, { times }]) => [name, times()])).toEqual([
      ['orders', 1],
      ['users', 2],
      ['payments', 1],
    ]);
  });

  test('keeps what the present item needs, whatever its limit', () => {
    const room = limitedRoom(15);
    const [large, other] = [kept(room, 100), kept(room, 100)];
    for (const _ of room.inTurn(['first', 'second'])) {
      large.get();
      other.get();
    }
    expect([large.times(), other.times()]).toEqual([1, 1]);
  });

  test('goes through a list as often as it is asked to', () => {
    const turn = limitedRoom(0).inTurn(['first', 'second']);
    expect([[...turn], [...turn]]).toEqual([
      ['first', 'second'],
      ['first', 'second'],
    ]);
  });

  test('lets nothing go between the items of a turn within another one', () => {
    const room = limitedRoom(0);
    const tree = kept(room, 10);
    for (const _ of room.inTurn(['outer'])) {
      const before = tree.get();
      expect([...room.inTurn(['first', 'second', 'third'])]).toEqual(['first', 'second', 'third']);
      expect(tree.get()).toBe(before);
    }
  });

  test('lets go after a turn that was broken off', () => {
    const room = limitedRoom(0);
    const tree = kept(room, 10);
    const broken = () => {
      for (const _ of room.inTurn(['outer'])) throw new Error('Broken off.');
    };
    expect(broken).toThrow('Broken off.');
    for (const item of room.inTurn(['first', 'second', 'third'])) if (item !== 'second') tree.get();
    expect(tree.times()).toBe(2);
  });
});

test('an unlimited room keeps all that is made', () => {
  const tree = kept(unlimitedRoom, 10);
  for (const _ of unlimitedRoom.inTurn(['first', 'second'])) tree.get();
  expect(tree.times()).toBe(1);
});

/** The files of a new folder with one file, and that file. */
function filesWith(text: string, room: Room): { readonly files: Files; readonly file: SourceFile } {
  const folder = mkdtempSync(join(tmpdir(), 'room-'));
  opened.push(folder);
  writeFileSync(join(folder, 'orders.yaml'), text);
  const files = workspaceFiles(folder, [folder], room);
  const file = files.read('orders.yaml');
  if (!file) throw new Error('orders.yaml is not read.');
  return { files, file };
}

/** The root of a file where it is asked for, let go and asked for again. */
function rootTwice(files: Files, file: SourceFile): Node[] {
  const turns = files.room.inTurn(['first', 'second', 'third']);
  return Array.from(turns, item => (item === 'second' ? undefined : files.parse(file).root)).flatMap(
    root => root ?? [],
  );
}

test('trees without room are made again, and what is wrong with their files is known all along', () => {
  const { files, file } = filesWith('Orders: 1\nOrders: 2\n', limitedRoom(0));
  const roots = rootTwice(files, file);
  expect(roots[0]).not.toBe(roots[1]);
  expect(roots.map(toPlain)).toEqual([{ Orders: 2 }, { Orders: 2 }]);
  const problems = Array.from(files.parsed(), each => [each.file.name, each.problems.map(({ message }) => message)]);
  expect(problems).toEqual([['orders.yaml', ['The key Orders stands twice, and only the last one counts.']]]);
});

test('trees are made again without reading YAML again', () => {
  const { files, file } = filesWith('Orders: {Path: /orders}\n', limitedRoom(0));
  const changing = { ...file };
  files.parse(changing);
  // What is no YAML could not be read.
  changing.text = '}'.repeat(file.text.length);
  expect(rootTwice(files, changing).map(toPlain)).toEqual([
    { Orders: { Path: '/orders' } },
    { Orders: { Path: '}'.repeat('/orders'.length) } },
  ]);
});

test('trees that are not packed are made of YAML again', () => {
  const { files, file } = filesWith('Orders: {<<: {Path: /orders}}\n', limitedRoom(0));
  expect(rootTwice(files, file).map(toPlain)).toEqual([
    { Orders: { Path: '/orders' } },
    { Orders: { Path: '/orders' } },
  ]);
});
