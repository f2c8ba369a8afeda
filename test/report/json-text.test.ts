import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { jsonPieces, jsonText } from '../../src/report/json-text.ts';
import { printed } from './sample.ts';

test('JSON that a terminal or a log may show reads back as it was', () => {
  const value = { a: '\u001b[31m\u009b\u202e\u2028\u{e0041}\ud83d ##[error]x', b: ['ü', '🙂'] };
  const text = jsonText(value);
  expect(text).toBe(
    [
      '{',
      '  "a": "\\u001b[31m\\u009b\\u202e\\u2028\\udb40\\udc41\\ud83d ##\\u005berror]x",',
      '  "b": [',
      '    "ü",',
      '    "🙂"',
      '  ]',
      '}',
      '',
    ].join('\n'),
  );
  expect(JSON.parse(text)).toEqual(value);
});

test('in pieces it is the same text, with lists that are made as they are written', () => {
  const frame = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ stringUnit: 'binary' }));
  const list = fc.array(fc.jsonValue({ stringUnit: 'binary' }));
  fc.assert(
    fc.property(frame, list, (first, items) => {
      const document = (list: Iterable<unknown>) => ({ first, within: [{ list, left: undefined }], last: null });
      expect(printed(jsonPieces(document(new Set(items).values())))).toBe(jsonText(document([...new Set(items)])));
    }),
  );
});
