import { describe, expect, test } from '@jest/globals';
import type { TextEdit } from '../../src/model/place.ts';
import { appendItem, insertEntryAfter, listWith, removeEntry, replaceScalar } from '../../src/template/edit.ts';
import { at, type Node, toPlain } from '../../src/template/node.ts';
import { rootOf } from './parsed.ts';

type Case = readonly [name: string, before: string, after: string, value: unknown];

/** The text after an edit; the text itself where there is none. */
function applied({ file }: Node, edit: TextEdit | undefined): string {
  if (!edit) return file.text;
  const offset = (line: number, column: number) => (file.lineStarts[line - 1] ?? Number.NaN) + column - 1;
  const [start, end] = [offset(edit.line, edit.column), offset(edit.endLine, edit.endColumn)];
  expect([edit.file, start <= end]).toEqual([file.name, true]);
  return file.text.slice(0, start) + edit.text + file.text.slice(end);
}

/** The node at a path that has to be of a kind. */
function nodeOf<Kind extends Node['kind']>(
  root: Node,
  kind: Kind,
  ...path: (string | number)[]
): Node & { kind: Kind } {
  const node = at(root, ...path);
  if (node?.kind !== kind) throw new Error(`${path.join('.')} is no ${kind}.`);
  return node as Node & { kind: Kind };
}

/** That an edit of `before` gives `after`, which reads as the intended value. */
function expectEdit([, before, after, value]: Case, edit: (root: Node) => TextEdit | undefined): void {
  const root = rootOf(before);
  const result = applied(root, edit(root));
  expect(result).toBe(after);
  expect(toPlain(rootOf(result))).toEqual(value);
}

describe('insertEntryAfter: DependsOn behind Type', () => {
  const insert = (root: Node) => insertEntryAfter(nodeOf(root, 'map', 'Client'), 'Type', 'DependsOn', 'Server');
  const client = (rest: object) => ({ Client: { Type: 'Client', DependsOn: 'Server', ...rest } });

  test.each<Case>([
    [
      'block style, behind a comment',
      'Client:\n  Type: Client # for tests\n  # the name\n  Name: a\n',
      'Client:\n  Type: Client # for tests\n  DependsOn: Server\n  # the name\n  Name: a\n',
      client({ Name: 'a' }),
    ],
    [
      'the last line, without a line break',
      'Client:\n  Type: Client',
      'Client:\n  Type: Client\n  DependsOn: Server',
      client({}),
    ],
    [
      'line breaks of Windows',
      'Client:\r\n    Type: Client\r\n    Name: a\r\n',
      'Client:\r\n    Type: Client\r\n    DependsOn: Server\r\n    Name: a\r\n',
      client({ Name: 'a' }),
    ],
    [
      'quoted keys in block style',
      'Client:\n  "Type": "Client"\n',
      'Client:\n  "Type": "Client"\n  DependsOn: Server\n',
      client({}),
    ],
    [
      'a value in the line below its key',
      'Client:\n  Type:\n    Client\n  Name: a',
      'Client:\n  Type:\n    Client\n  DependsOn: Server\n  Name: a',
      client({ Name: 'a' }),
    ],
    [
      'a value that is an alias',
      'T: &t Client\nClient:\n  Type: *t\n  Name: a\n',
      'T: &t Client\nClient:\n  Type: *t\n  DependsOn: Server\n  Name: a\n',
      { T: 'Client', ...client({ Name: 'a' }) },
    ],
    [
      'flow style',
      'Client: { Type: Client, Name: a }\n',
      'Client: { Type: Client, "DependsOn": "Server", Name: a }\n',
      client({ Name: 'a' }),
    ],
    [
      'JSON in one line',
      '{"Client":{"Type":"Client"}}',
      '{"Client":{"Type":"Client", "DependsOn": "Server"}}',
      client({}),
    ],
    [
      'JSON over many lines',
      '{\n  "Client": {\n    "Type": "Client",\n    "Name": "a"\n  }\n}\n',
      '{\n  "Client": {\n    "Type": "Client",\n    "DependsOn": "Server",\n    "Name": "a"\n  }\n}\n',
      client({ Name: 'a' }),
    ],
    [
      'JSON over many lines, with line breaks of Windows and tabs',
      '{\r\n\t"Client": {\r\n\t\t"Type": "Client"\r\n\t}\r\n}\r\n',
      '{\r\n\t"Client": {\r\n\t\t"Type": "Client",\r\n\t\t"DependsOn": "Server"\r\n\t}\r\n}\r\n',
      client({}),
    ],
  ])('%s', (...each) => expectEdit(each, insert));

  test('without the key to stand behind there is no edit', () => {
    expect(insert(rootOf('Client:\n  Name: a\n'))).toBeUndefined();
  });

  test.each<Case>([
    [
      'a flow map behind an anchor',
      'Client: &c {Type: Client}\n',
      'Client: &c {Type: Client, "DependsOn": "Server"}\n',
      client({}),
    ],
  ])('%s', (...each) => expectEdit(each, insert));

  test('a Type that a merge key brings in is no place to insert at: others share it', () => {
    expect(insert(rootOf('Base: &b\n  Type: Client\nClient:\n  <<: *b\n  Name: a\n'))).toBeUndefined();
  });
});

describe('appendItem', () => {
  const append = (root: Node) => appendItem(nodeOf(root, 'list', 'DependsOn'), 'Server');
  const list = (...before: string[]) => ({ DependsOn: [...before, 'Server'] });

  test.each<Case>([
    ['block style', 'DependsOn:\n  - Pool\n', 'DependsOn:\n  - Pool\n  - Server\n', list('Pool')],
    [
      'block style with comments, at the indent of its key',
      'DependsOn:\n- Pool # first\n- Domain # second\n# end\n',
      'DependsOn:\n- Pool # first\n- Domain # second\n- Server\n# end\n',
      list('Pool', 'Domain'),
    ],
    [
      'block style at the end of a text',
      'DependsOn:\n  -   Pool',
      'DependsOn:\n  -   Pool\n  -   Server',
      list('Pool'),
    ],
    ['line breaks of Windows', 'DependsOn:\r\n  - Pool\r\n', 'DependsOn:\r\n  - Pool\r\n  - Server\r\n', list('Pool')],
    ['flow style', 'DependsOn: [ Pool, Domain ]', 'DependsOn: [ Pool, Domain, Server ]', list('Pool', 'Domain')],
    ['quotes and a comma at the end', "DependsOn: ['Pool',]", "DependsOn: ['Pool', 'Server',]", list('Pool')],
    ['an empty list', 'DependsOn: []', 'DependsOn: ["Server"]', list()],
    ['JSON in one line', '{"DependsOn":["Pool"]}', '{"DependsOn":["Pool", "Server"]}', list('Pool')],
    [
      'JSON over many lines',
      '{\n  "DependsOn": [\n    "Pool",\n    "Domain"\n  ]\n}',
      '{\n  "DependsOn": [\n    "Pool",\n    "Domain",\n    "Server"\n  ]\n}',
      list('Pool', 'Domain'),
    ],
    ['a flow list over many lines', 'DependsOn: [\n  Pool\n]\n', 'DependsOn: [\n  Pool,\n  Server\n]\n', list('Pool')],
  ])('%s', (...each) => expectEdit(each, append));

  test.each<Case>([
    ['a flow list behind an anchor', 'DependsOn: &d [Pool]\n', 'DependsOn: &d [Pool, Server]\n', list('Pool')],
  ])('%s', (...each) => expectEdit(each, append));
});

describe('listWith', () => {
  const make = (root: Node) => listWith(nodeOf(root, 'scalar', 'DependsOn'), 'Server');
  const value = { DependsOn: ['Pool', 'Server'] };

  test.each<Case>([
    ['plain, before a comment', 'DependsOn: Pool # first\n', 'DependsOn: [Pool, Server] # first\n', value],
    ['single quotes', "DependsOn: 'Pool'\n", "DependsOn: ['Pool', 'Server']\n", value],
    ['JSON', '{"DependsOn":"Pool"}', '{"DependsOn":["Pool", "Server"]}', value],
    ['in the line below its key', 'DependsOn:\r\n  Pool\r\n', 'DependsOn:\r\n  [Pool, Server]\r\n', value],
  ])('%s', (...each) => expectEdit(each, make));

  test.each<Case>([['a block scalar', 'DependsOn: >-\n  Pool\n', 'DependsOn: [Pool, Server]\n', value]])(
    '%s',
    (...each) => expectEdit(each, make),
  );
});

describe('replaceScalar', () => {
  const replace = (root: Node) => {
    const node = at(root, 'Scope', 'Ref') ?? at(root, 'Scope', 0) ?? at(root, 'Scope');
    return node && replaceScalar(node, 'orders/read');
  };

  test.each<Case>([
    ['plain, before a comment', 'Scope: orders/reed # c\n', 'Scope: orders/read # c\n', { Scope: 'orders/read' }],
    ['double quotes', 'Scope: "orders/reed"\r\n', 'Scope: "orders/read"\r\n', { Scope: 'orders/read' }],
    ['single quotes', "Scope: 'orders/reed' # c", "Scope: 'orders/read' # c", { Scope: 'orders/read' }],
    ['JSON', '{"Scope":["orders/reed"]}', '{"Scope":["orders/read"]}', { Scope: ['orders/read'] }],
    [
      'an item of a list',
      'Scope:\n  - orders/reed\n  - b\n',
      'Scope:\n  - orders/read\n  - b\n',
      { Scope: ['orders/read', 'b'] },
    ],
    [
      'the argument of a short tag',
      'Scope: !Ref orders\n',
      'Scope: !Ref orders/read\n',
      { Scope: { Ref: 'orders/read' } },
    ],
    [
      'a block scalar',
      'Scope: >-\n  orders/reed\nNext: 1\n',
      'Scope: orders/read\nNext: 1\n',
      { Scope: 'orders/read', Next: 1 },
    ],
  ])('%s', (...each) => expectEdit(each, replace));

  test.each<Case>([
    [
      'an anchor stays for its aliases',
      'Scope: &s orders/reed\nOther: *s\n',
      'Scope: &s orders/read\nOther: *s\n',
      { Scope: 'orders/read', Other: 'orders/read' },
    ],
  ])('%s', (...each) => expectEdit(each, replace));
});

describe('removeEntry', () => {
  const remove = (root: Node) => {
    const node = at(root, 'Parameters', 'Pool');
    if (!node) throw new Error('There is nothing to remove.');
    return removeEntry(node);
  };

  test.each<Case>([
    [
      'from the middle of a block, its lines and comments of its lines with it',
      'Parameters:\n  Stage: a # s\n  Pool: # p\n    Type: String\n    Default: b # d\n  Zone: c\n',
      'Parameters:\n  Stage: a # s\n  Zone: c\n',
      { Parameters: { Stage: 'a', Zone: 'c' } },
    ],
    [
      'first of a block',
      'Parameters:\n  Pool: 1\n  Zone: c\n',
      'Parameters:\n  Zone: c\n',
      { Parameters: { Zone: 'c' } },
    ],
    [
      'last of a text without line break',
      'Parameters:\n  Stage: a\n  Pool: 1',
      'Parameters:\n  Stage: a\n',
      { Parameters: { Stage: 'a' } },
    ],
    [
      'a block scalar, without the blank line below',
      'Parameters:\n  Pool: |\n    text\n\n  Zone: c\n',
      'Parameters:\n\n  Zone: c\n',
      { Parameters: { Zone: 'c' } },
    ],
    ['without a value', 'Parameters:\n  Pool:\n  Zone: c\n', 'Parameters:\n  Zone: c\n', { Parameters: { Zone: 'c' } }],
    [
      'line breaks of Windows',
      'Parameters:\r\n  Stage: a\r\n  Pool: 1\r\nNext: 1\r\n',
      'Parameters:\r\n  Stage: a\r\nNext: 1\r\n',
      { Parameters: { Stage: 'a' }, Next: 1 },
    ],
    [
      'first of JSON in one line',
      '{"Parameters":{"Pool":{"Type":"String"},"Zone":"c"}}',
      '{"Parameters":{"Zone":"c"}}',
      { Parameters: { Zone: 'c' } },
    ],
    [
      'last of JSON in one line',
      '{"Parameters":{"Zone":"c","Pool":{"Type":"String"}}}',
      '{"Parameters":{"Zone":"c"}}',
      { Parameters: { Zone: 'c' } },
    ],
    [
      'from the middle of JSON over many lines',
      '{\n  "Parameters": {\n    "Stage": "a",\n    "Pool": {\n      "Type": "String"\n    },\n    "Zone": "c"\n  }\n}\n',
      '{\n  "Parameters": {\n    "Stage": "a",\n    "Zone": "c"\n  }\n}\n',
      { Parameters: { Stage: 'a', Zone: 'c' } },
    ],
    [
      'last of JSON over many lines',
      '{\n  "Parameters": {\n    "Stage": "a",\n    "Pool": 1\n  }\n}\n',
      '{\n  "Parameters": {\n    "Stage": "a"\n  }\n}\n',
      { Parameters: { Stage: 'a' } },
    ],
    [
      'flow style with a comma at the end',
      'Parameters: {Stage: a, Pool: 1,}',
      'Parameters: {Stage: a,}',
      { Parameters: { Stage: 'a' } },
    ],
    ['flow style, a key alone', 'Parameters: {Stage, Pool}', 'Parameters: {Stage}', { Parameters: { Stage: null } }],
    [
      'flow style with comments of its neighbours',
      'Parameters: {\n  Stage: a, # s\n  Pool: 1, # p\n  Zone: c # z\n}\n',
      'Parameters: {\n  Stage: a, # s\n  Zone: c # z\n}\n',
      { Parameters: { Stage: 'a', Zone: 'c' } },
    ],
  ])('%s', (...each) => expectEdit(each, remove));

  test('the only entry stays', () => {
    expect(removeEntry(nodeOf(rootOf('Parameters:\n  Pool: 1\n'), 'scalar', 'Parameters', 'Pool'))).toBeUndefined();
  });

  test('an entry that begins in the line of its list item stays', () => {
    const list = rootOf('- Pool: 1\n  Zone: c\n');
    expect(removeEntry(nodeOf(list, 'scalar', 0, 'Pool'))).toBeUndefined();
  });

  test.each<Case>([
    [
      'line breaks of two kinds: the next line stays whole',
      'Parameters:\n  Stage: a\n  Pool: 1\nNext: 1\r\n',
      'Parameters:\n  Stage: a\nNext: 1\r\n',
      { Parameters: { Stage: 'a' }, Next: 1 },
    ],
    [
      'before a key that is repeated',
      'Parameters: {Stage: a, Pool: 1, Stage: b}\n',
      'Parameters: {Stage: a, Stage: b}\n',
      { Parameters: { Stage: 'b' } },
    ],
    [
      'in a flow map behind an anchor',
      'Parameters: &p {Stage: a, Pool: 1}\n',
      'Parameters: &p {Stage: a}\n',
      { Parameters: { Stage: 'a' } },
    ],
  ])('%s', (...each) => expectEdit(each, remove));
});
