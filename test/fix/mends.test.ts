import { expect, test } from '@jest/globals';
import { chooseMends, isSound, type Mend } from '../../src/fix/mends.ts';
import type { Finding } from '../../src/model/finding.ts';

const file = { name: 'orders.yaml', path: '/shop/orders.yaml', text: '' };

function mend(name: string, ...spans: (readonly [start: number, end: number, text: string])[]): Mend {
  const place = { file: file.name, line: 1, column: 1, endLine: 1, endColumn: 1, path: '' };
  const finding: Finding = { ruleId: name, severity: 'error', message: `${name}.`, place };
  return { findings: [finding], replacements: spans.map(([start, end, text]) => ({ file, start, end, text })) };
}

/** The rules whose fixes are made, those of one fix joined by `+`. */
function chosen(...proposed: Mend[]): string[] {
  return chooseMends(proposed).map(({ findings }) => findings.map(each => each.ruleId).join('+'));
}

test('fixes of different places are made at once', () => {
  expect(chosen(mend('scope', [5, 9, 'read']), mend('order', [1, 2, 'A']))).toEqual(['scope', 'order']);
});

test('two findings with the same fix have it made once', () => {
  const both = [
    [1, 2, 'A'],
    [5, 5, 'x'],
  ] as const;
  expect(chosen(mend('scope', ...both), mend('between', [7, 8, '']), mend('order', ...both.toReversed()))).toEqual([
    'scope+order',
    'between',
  ]);
});

test('of two fixes that differ at one place, the first is made', () => {
  expect(chosen(mend('scope', [1, 4, 'x']), mend('order', [3, 6, 'y']), mend('server', [5, 6, 'z']))).toEqual([
    'scope',
    'server',
  ]);
});

test('of two insertions at one place, the first is made', () => {
  expect(chosen(mend('scope', [4, 4, 'x']), mend('order', [4, 4, 'y']))).toEqual(['scope']);
});

test('fixes that share an edit are both made', () => {
  expect(chosen(mend('scope', [1, 2, 'x'], [4, 4, 'y']), mend('order', [4, 4, 'y']))).toEqual(['scope', 'order']);
});

test('a fix that says two things of one place is not sound', () => {
  expect([
    isSound(mend('scope', [1, 2, 'x'], [2, 3, 'y'], [2, 2, '-'])),
    isSound(mend('scope', [1, 2, 'x'], [1, 2, 'x'])),
    isSound(mend('scope', [1, 3, 'x'], [2, 4, 'y'])),
    isSound(mend('scope', [1, 1, 'x'], [1, 1, 'y'])),
  ]).toEqual([true, true, false, false]);
});
