import { expect, test } from '@jest/globals';
import type { Place } from '../../src/model/place.ts';
import { codeFrame } from '../../src/report/frame.ts';
import { sourceLines } from '../../src/report/source-lines.ts';

function frame(text: string, line: number, column: number, endColumn: number, endLine = line): readonly string[] {
  const place: Place = { file: 'a.yaml', line, column, endLine, endColumn, path: '' };
  return codeFrame(
    sourceLines(file => (file === 'a.yaml' ? text : undefined)),
    place,
  );
}

test('shows two lines above and one below, without blank ones at the edges', () => {
  expect(frame('a: 1\n\nb: 2\nc: 3\n\nd: 4\n', 4, 4, 5)).toEqual(['  3 | b: 2', '> 4 | c: 3', '    |    ^']);
});

test('underlines the first line of a place of many, and shows a few of the others', () => {
  expect(frame('Auth:  \n  A: 1\n  B: 2\n  C: 3\n  D: 4\n', 1, 1, 7, 5)).toEqual([
    '> 1 | Auth:',
    '    | ^^^^^',
    '  2 |   A: 1',
    '  3 |   B: 2',
  ]);
});

test('points at the place of an empty value', () => {
  expect(frame('Auth:\r\nName: a\r\n', 1, 6, 6)).toEqual(['> 1 | Auth:', '    |      ^', '  2 | Name: a']);
});

test('keeps the underline below its text after tabs, wide and hostile characters', () => {
  expect(frame('\t"a": "x"', 1, 2, 5)).toEqual(['> 1 |     "a": "x"', '    |     ^^^']);
  expect(frame('日本: x # 🙂', 1, 1, 3)).toEqual(['> 1 | 日本: x # 🙂', '    | ^^^^']);
  expect(frame('日本日本日本: 値', 1, 9, 10)).toEqual(['> 1 | 日本日本日本: 値', '    |               ^^']);
  expect(frame('a\u0301: \u001b[31m x', 1, 11, 12)).toEqual(['> 1 | a\u0301: ␛[31m x', '    |          ^']);
  expect(frame('a: \u2028\u202eb c', 1, 6, 7)).toEqual(['> 1 | a: \uFFFD\uFFFDb c', '    |      ^']);
});

test('takes a place within a character for one at its start', () => {
  expect(frame('a\u{e0100}b', 1, 3, 4)).toEqual(['> 1 | a\u{e0100}b', '    |  ^']);
  expect(frame('a: 🙂', 1, 5, 6)).toEqual(['> 1 | a: 🙂', '    |    ^^']);
  expect(frame('a: 🙂', 1, 4, 5)).toEqual(['> 1 | a: 🙂', '    |    ^']);
});

test('aligns line numbers of different lengths', () => {
  const text = Array.from({ length: 12 }, (_, index) => `k${index + 1}: v`).join('\n');
  expect(frame(text, 10, 1, 4)).toEqual([
    '   8 | k8: v',
    '   9 | k9: v',
    '> 10 | k10: v',
    '     | ^^^',
    '  11 | k11: v',
  ]);
});

test('shows only a part of a very long line', () => {
  const text = `{"a":"${'x'.repeat(1000)}","b":1,"c":"${'y'.repeat(1000)}"}`;
  const start = text.indexOf('"b"') + 1;
  expect(frame(text, 1, start, start + 3)).toEqual([
    `> 1 | …${'x'.repeat(38)}","b":1,"c":"${'y'.repeat(69)}…`,
    `    | ${' '.repeat(41)}^^^`,
  ]);
  expect(frame(text, 1, 1, text.length + 1)).toEqual([`> 1 | {"a":"${'x'.repeat(114)}…`, `    | ${'^'.repeat(120)}`]);
});

test('shows nothing where the source has no such line or is not at hand', () => {
  expect(frame('a: 1', 7, 1, 2)).toEqual([]);
  const elsewhere: Place = { file: 'b.yaml', line: 1, column: 1, endLine: 1, endColumn: 2, path: '' };
  expect(
    codeFrame(
      sourceLines(() => undefined),
      elsewhere,
    ),
  ).toEqual([]);
});

test('a byte order mark does not count as a column', () => {
  expect(frame('\uFEFFa: 1', 1, 1, 2)).toEqual(['> 1 | a: 1', '    | ^']);
});
