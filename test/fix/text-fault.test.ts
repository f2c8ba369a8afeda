import { expect, test } from '@jest/globals';
import { textFault } from '../../src/fix/text-fault.ts';

test.each<[string, string, string, string | undefined]>([
  ['another value', 'a: b # c\n', 'a: d # c\n', undefined],
  [
    'text that is no YAML',
    'a: b\n',
    'a: "b\n',
    'orders.yaml would no longer be readable: The text is not valid YAML: unexpected end of the stream within a double quoted scalar.',
  ],
  [
    'a second key of a name',
    'a: b\n',
    'a: b\na: c\n',
    'orders.yaml would be faulty: The key a stands twice, and only the last one counts.',
  ],
  ['JSON that only YAML can read', '{ "a": "b" }', '{ "a": b }', 'orders.yaml would no longer be JSON.'],
  ['JSON with a byte order mark', '\uFEFF{ "a": "b" }', '\uFEFF{ "a": "c" }', undefined],
  ['flow style that never was JSON', '{ a: b }', '{ a: c }', undefined],
  ['one of two equal comments', 'a: b # why\nc: d # why\n', 'a: b # why\nc: d\n', 'The comment "# why" would be lost.'],
  ['a comment in another place', 'a: b # why\nc: d\n', '# why\na: b\nc: d\n', undefined],
  ['a number sign in a string', "a: '# b'\n", "a: '# c'\n", undefined],
  ['the last entry of a map', 'a:\n  b: c\nd: e\n', 'a:\nd: e\n', 'It would leave something empty behind.'],
  ['the last item of a list', 'a: [b]\n', 'a: []\n', 'It would leave something empty behind.'],
  ['what was empty before', 'a:\nb: c\n', 'a:\nb: d\n', undefined],
])('%s', (_, before, after, fault) => {
  expect(textFault('orders.yaml', before, after)).toBe(fault);
});
