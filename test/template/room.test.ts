import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { workspaceFiles } from '../../src/template/files.ts';
import { limitedRoom, type Room, unlimitedRoom } from '../../src/template/room.ts';

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

test('trees without room are made again, and what was wrong with their files is remembered', () => {
  const folder = mkdtempSync(join(tmpdir(), 'room-'));
  opened.push(folder);
  writeFileSync(join(folder, 'orders.yaml'), 'Orders: 1\nOrders: 2\n');
  const room = limitedRoom(0);
  const files = workspaceFiles(folder, [folder], room);
  const orders = files.read('orders.yaml');
  if (!orders) throw new Error('orders.yaml is not read.');
  const roots = Array.from(room.inTurn(['first', 'second', 'third']), item =>
    item === 'second' ? undefined : files.parse(orders).root,
  );
  expect(roots[0]).not.toBe(roots[2]);
  expect(
    Array.from(files.parsed(), ({ file, problems }) => [file.name, problems.map(({ message }) => message)]),
  ).toEqual([['orders.yaml', ['The key Orders stands twice, and only the last one counts.']]]);
});
