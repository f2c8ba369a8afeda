import { describe, expect, test } from '@jest/globals';
import {
  conflict,
  type EditableFile,
  type Replacement,
  replacementOf,
  withReplacements,
} from '../../src/fix/replacement.ts';

function fileOf(text: string): EditableFile {
  return { name: 'orders.yaml', path: '/shop/orders.yaml', text };
}

/** What becomes of a text by replacements of spans of it. */
function made(text: string, ...spans: (readonly [start: number, end: number, text: string])[]): string | undefined {
  const file = fileOf(text);
  const replacements = spans.map(([start, end, put]) => ({ file, start, end, text: put }));
  return withReplacements(new Map(), replacements).get(file.path);
}

describe('withReplacements', () => {
  test('makes replacements in the order of the text, whatever theirs is', () => {
    expect(made('abcdef', [4, 5, 'E'], [0, 1, 'A'], [2, 2, '-'])).toBe('Ab-cdEf');
  });

  test('makes equal ones once', () => {
    expect(made('abc', [1, 1, '-'], [1, 1, '-'], [2, 3, 'C'], [2, 3, 'C'])).toBe('a-bC');
  });

  test('puts what is inserted before what is replaced there', () => {
    expect(made('abc', [1, 2, 'B'], [1, 1, '-'])).toBe('a-Bc');
  });

  test('takes text away at both ends', () => {
    expect(made('abc', [0, 1, ''], [2, 3, ''])).toBe('b');
  });

  test('counts after a byte order mark, and keeps it', () => {
    expect(made('\uFEFFabc', [0, 1, 'A'])).toBe('\uFEFFAbc');
  });

  test('goes on from what files hold by now', () => {
    const [orders, users] = [fileOf('abc'), { ...fileOf('xyz'), path: '/shop/users.yaml' }];
    const texts = new Map([['/shop/orders.yaml', 'ABC']]);
    const replacements = [orders, users].map(file => ({ file, start: 1, end: 2, text: '-' }));
    expect([...withReplacements(texts, replacements)]).toEqual([
      ['/shop/orders.yaml', 'A-C'],
      ['/shop/users.yaml', 'x-z'],
    ]);
  });
});

describe('replacementOf', () => {
  const edit = { file: 'orders.yaml', line: 2, column: 2, endLine: 3, endColumn: 1, text: '-' };

  test('counts lines and columns from 1, with line breaks of Windows and a byte order mark', () => {
    const file = fileOf('\uFEFFab\r\ncd\r\nef');
    expect(replacementOf(edit, file, file.text)).toEqual({ file, start: 5, end: 8, text: '-' });
  });

  test('is not made of a place that the text does not have', () => {
    const file = fileOf('ab\ncd');
    expect(() => replacementOf(edit, file, file.text)).toThrow('orders.yaml has no text from 2:2 to 3:1.');
  });
});

describe('conflict', () => {
  const file = fileOf('abcdef');
  const spans = (...[start, end, text]: [number, number, string]): Replacement => ({ file, start, end, text });

  test.each<[string, Replacement, Replacement, boolean]>([
    ['equal replacements', spans(1, 2, 'x'), spans(1, 2, 'x'), false],
    ['equal insertions', spans(1, 1, 'x'), spans(1, 1, 'x'), false],
    ['other text for one span', spans(1, 2, 'x'), spans(1, 2, 'y'), true],
    ['other text at one place', spans(1, 1, 'x'), spans(1, 1, 'y'), true],
    ['a span within another', spans(1, 4, 'x'), spans(2, 3, 'y'), true],
    ['spans that share a character', spans(1, 3, 'x'), spans(2, 4, 'y'), true],
    ['spans side by side', spans(1, 2, 'x'), spans(2, 3, 'y'), false],
    ['an insertion at the end of a span', spans(1, 2, 'x'), spans(2, 2, 'y'), true],
    ['an insertion at the start of a span', spans(2, 3, 'x'), spans(2, 2, 'y'), true],
    ['an insertion elsewhere', spans(1, 2, 'x'), spans(3, 3, 'y'), false],
    ['other files', spans(1, 2, 'x'), { ...spans(1, 2, 'y'), file: { ...file, path: '/shop/users.yaml' } }, false],
  ])('%s', (_, a, b, expected) => {
    expect([conflict(a, b), conflict(b, a)]).toEqual([expected, expected]);
  });
});
