import { expect, test } from '@jest/globals';
import type { Place } from '../../src/model/place.ts';
import { type ParsedSource, readComments } from '../../src/policy/comments.ts';
import { type Node, toPlain } from '../../src/template/node.ts';
import { parse } from '../../src/template/parse.ts';
import { sourceFile } from '../../src/template/source.ts';
import { textPlace } from '../text-place.ts';
import { parsedFixture, ruleIds } from './fixture.ts';

const endpoint = 'endpoint-without-authorizer';

function span(place: Place): string {
  const { line, column, endColumn } = textPlace(place);
  return `${line}:${column}-${endColumn}`;
}

function read(source: ParsedSource) {
  const { ignores, faults } = readComments(source, ruleIds);
  return {
    ignores: ignores.map(({ rules, lines, reason, place }) => [
      span(place),
      rules.map(({ id, place: at }) => `${id} ${span(at)}`),
      lines,
      reason,
    ]),
    faults: faults.map(({ message, place }) => [span(place), message]),
  };
}

test('only real comments count, each for the line that it stands on or above', () => {
  expect(read(parsedFixture('comments/orders.yaml'))).toEqual({
    ignores: [
      ['6:7-89', ['api-without-default-authorizer 6:32-62'], [7], 'Each event names its own.'],
      ['9:22-90', ['scope-not-declared 9:47-65'], [9], "behind a block's header"],
      ['14:24-88', ['scope-not-declared 14:49-67'], [14], 'behind a plain text'],
      ['19:13-102', [`${endpoint} 19:38-65`, 'scope-not-declared 19:67-85'], [22], 'it has no token'],
      ['20:13-89', ['authorizer-undefined 20:38-58'], [22], 'Users is in the other stack'],
      ['22:18-86', [`${endpoint} 22:43-70`], [22, 23], 'opens a block'],
      ['23:28-114', [`${endpoint} 23:54-81`], [23], 'speaks of its own line only'],
      ['25:13-109', [`${endpoint} 25:37-64`], [26], 'without spaces'],
      ['28:19-73', ['scope-not-declared 28:44-62'], [29], 'in a list'],
      ['29:34-102', [`${endpoint} 29:59-86`], [29], 'behind an item'],
      ['31:1-56', ['scope-not-declared 31:26-44'], [32], 'at the end'],
    ],
    faults: [],
  });
});

test('what is meant as such a comment and is none says what is wrong', () => {
  const form = 'it must read "# cfn-auth-audit: ignore[rule-id] reason".';
  expect(read(parsedFixture('comments/faulty.yaml'))).toEqual({
    ignores: [],
    faults: [
      ['3:5-58', `The comment ignores nothing: it gives no reason after ignore[${endpoint}].`],
      ['4:32-90', `The comment ignores nothing: it gives no reason after ignore[${endpoint}].`],
      ['5:50-71', `The comment ignores nothing: "endpoint-without-auth" is not a rule; the nearest is "${endpoint}".`],
      ['5:73-88', 'The comment ignores nothing: "nothing-like-it" is not a rule.'],
      ['6:5-74', `The comment ignores nothing: ${form}`],
      ['7:5-57', `The comment ignores nothing: ${form}`],
      ['8:5-76', `The comment ignores nothing: ${form}`],
      ['9:5-49', 'The comment ignores nothing: it names no rule between the brackets.'],
      ['10:30-43', 'The comment ignores nothing: policy-unused can only be set under rules in the config file.'],
      ['11:5-22', `The comment ignores nothing: ${form}`],
      ['12:5-29', `The comment ignores nothing: ${form}`],
    ],
  });
});

test('a comment counts wherever it leaves the values as they are, and nowhere else', () => {
  const { file, root } = parsedFixture('comments/orders.yaml');
  const lines = file.text.split('\n');
  const values = (tree: Node | undefined) => tree && JSON.stringify(toPlain(tree));
  for (const [index, line] of lines.entries()) {
    if (line.includes('#')) continue;
    const longer = lines.with(index, `${line} # cfn-auth-audit: ignore[scope-not-declared] at the end of a line`);
    const changed = sourceFile(file.name, longer.join('\n'));
    const tree = parse(changed).root;
    const { ignores } = readComments({ file: changed, root: tree }, ruleIds);
    const counts = ignores.some(({ place }) => place.line === index + 1);
    expect([line, counts]).toEqual([line, values(tree) === values(root)]);
  }
});

test('Windows line ends are no part of a comment', () => {
  const { file } = parsedFixture('comments/orders.yaml');
  const windows = sourceFile(file.name, file.text.replaceAll('\n', '\r\n'));
  expect(read({ file: windows, root: parse(windows).root })).toEqual(read(parsedFixture('comments/orders.yaml')));
});

test('a text that could not be parsed has no comments that count', () => {
  const { file } = parsedFixture('comments/orders.yaml');
  expect(read({ file })).toEqual({ ignores: [], faults: [] });
});
