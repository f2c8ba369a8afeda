import { describe, expect, test } from '@jest/globals';
import { at, toPlain } from '../../src/template/node.ts';
import { outline, parsed, problemLines, rootOf, textOf } from './parsed.ts';

describe('values know where their text and their key begin', () => {
  test.each<[string, string, string[]]>([
    [
      'plain, quoted and empty scalars, and comments',
      [
        '# All orders of a shop.',
        'Name: orders # not customers',
        '"Quoted key": "a \\"quoted\\" value"',
        "'Other': 'it''s'",
        'Colour: a#b',
        'Nothing:',
        'Nil: ~',
        'Count : 12',
        'Late:',
        '',
        '  # on a line of its own',
        '  here',
        'Long: plain text over',
        '  two lines',
        '',
      ].join('\n'),
      [
        'Name: 2:1 2:7 orders = "orders"',
        'Quoted key: 3:1 3:15 "a \\"quoted\\" value" = "a \\"quoted\\" value"',
        "Other: 4:1 4:10 'it''s' = \"it's\"",
        'Colour: 5:1 5:9 a#b = "a#b"',
        'Nothing: 6:1 6:9  = null',
        'Nil: 7:1 7:6 ~ = null',
        'Count: 8:1 8:9 12 = 12',
        'Late: 9:1 12:3 here = "here"',
        'Long: 13:1 13:7 plain text over… = "plain text over two lines"',
      ],
    ],
    [
      'block scalars, from their indicator to their last line',
      'Code: |\n  one\n  two\n\nText: >-\n  a\n  b\n\n# after\nNext: 1\n',
      ['Code: 1:1 1:7 |… = "one\\ntwo\\n"', 'Text: 5:1 5:7 >-… = "a b"', 'Next: 10:1 10:7 1 = 1'],
    ],
    [
      'lists and maps in block style',
      [
        'Orders:',
        '  - first',
        '  # between two items',
        '  - Id: 2',
        '    Lines:',
        '    - a',
        '    - b',
        '',
        '  - - nested',
        'Empty: {}',
      ].join('\n'),
      [
        'Orders: 1:1 2:3 - first… (list)',
        'Orders.0: 2:5 first = "first"',
        'Orders.1: 4:5 Id: 2… (map)',
        'Orders.1.Id: 4:5 4:9 2 = 2',
        'Orders.1.Lines: 5:5 6:5 - a… (list)',
        'Orders.1.Lines.0: 6:7 a = "a"',
        'Orders.1.Lines.1: 7:7 b = "b"',
        'Orders.2: 9:5 - nested (list)',
        'Orders.2.0: 9:7 nested = "nested"',
        'Empty: 10:1 10:8 {} (map)',
      ],
    ],
    [
      'lists and maps in flow style, pairs and keys alone among them',
      'Order: {id: 1, open, \'a b\': [x, "y", z: 3, [ ]], none: }\nNext: [\n  p, # first\n  q,\n]\n',
      [
        'Order: 1:1 1:8 {id: 1, open, \'a b\': [x, "y", z: 3, [ ]], none: } (map)',
        'Order.id: 1:9 1:13 1 = 1',
        'Order.open: 1:16 1:20  = null',
        'Order.a b: 1:22 1:29 [x, "y", z: 3, [ ]] (list)',
        'Order.a b.0: 1:30 x = "x"',
        'Order.a b.1: 1:33 "y" = "y"',
        'Order.a b.2: 1:38 z: 3 (map)',
        'Order.a b.2.z: 1:38 1:41 3 = 3',
        'Order.a b.3: 1:44 [ ] (list)',
        'Order.none: 1:50 1:56  = null',
        'Next: 2:1 2:7 [… (list)',
        'Next.0: 3:3 p = "p"',
        'Next.1: 4:3 q = "q"',
      ],
    ],
    [
      'JSON',
      '{\n  "Orders": {"open": true, "ids": [1, null]},\n\t"Name": "\\u00e4"\n}',
      [
        'Orders: 2:3 2:13 {"open": true, "ids": [1, null]} (map)',
        'Orders.open: 2:14 2:22 true = true',
        'Orders.ids: 2:28 2:35 [1, null] (list)',
        'Orders.ids.0: 2:36 1 = 1',
        'Orders.ids.1: 2:39 null = null',
        'Name: 3:2 3:10 "\\u00e4" = "ä"',
      ],
    ],
    [
      'short tags: the call spans them, its argument what follows',
      [
        'Pool: !Ref Users',
        'Arn: !GetAtt Users.Arn.Part',
        'Both: !GetAtt [Users, Arn]',
        'Url: !Sub',
        `  - https://\${Host}`,
        '  - Host: !ImportValue "host"',
        'When: !If [IsProd, !Ref A, !Ref AWS::NoValue]',
        'Text: !Sub |',
        '  a',
        'Count: !Length',
        '  - x',
        'Late: !Ref',
        '  Users',
        'Bare: !Ref',
        'Map: !Transform {Name: AWS::Include}',
      ].join('\n'),
      [
        'Pool: 1:1 1:7 !Ref Users (map)',
        'Pool.Ref: 1:12 Users = "Users"',
        'Arn: 2:1 2:6 !GetAtt Users.Arn.Part (map)',
        'Arn.Fn::GetAtt: 2:14 Users.Arn.Part (list)',
        'Arn.Fn::GetAtt.0: 2:14 Users.Arn.Part = "Users"',
        'Arn.Fn::GetAtt.1: 2:14 Users.Arn.Part = "Arn.Part"',
        'Both: 3:1 3:7 !GetAtt [Users, Arn] (map)',
        'Both.Fn::GetAtt: 3:15 [Users, Arn] (list)',
        'Both.Fn::GetAtt.0: 3:16 Users = "Users"',
        'Both.Fn::GetAtt.1: 3:23 Arn = "Arn"',
        'Url: 4:1 4:6 !Sub… (map)',
        `Url.Fn::Sub: 5:3 - https://\${Host}… (list)`,
        `Url.Fn::Sub.0: 5:5 https://\${Host} = "https://\${Host}"`,
        'Url.Fn::Sub.1: 6:5 Host: !ImportValue "host" (map)',
        'Url.Fn::Sub.1.Host: 6:5 6:11 !ImportValue "host" (map)',
        'Url.Fn::Sub.1.Host.Fn::ImportValue: 6:24 "host" = "host"',
        'When: 7:1 7:7 !If [IsProd, !Ref A, !Ref AWS::NoValue] (map)',
        'When.Fn::If: 7:11 [IsProd, !Ref A, !Ref AWS::NoValue] (list)',
        'When.Fn::If.0: 7:12 IsProd = "IsProd"',
        'When.Fn::If.1: 7:20 !Ref A (map)',
        'When.Fn::If.1.Ref: 7:25 A = "A"',
        'When.Fn::If.2: 7:28 !Ref AWS::NoValue (map)',
        'When.Fn::If.2.Ref: 7:33 AWS::NoValue = "AWS::NoValue"',
        'Text: 8:1 8:7 !Sub |… (map)',
        'Text.Fn::Sub: 8:12 |… = "a\\n"',
        'Count: 10:1 10:8 !Length… (map)',
        'Count.Fn::Length: 11:3 - x (list)',
        'Count.Fn::Length.0: 11:5 x = "x"',
        'Late: 12:1 12:7 !Ref… (map)',
        'Late.Ref: 13:3 Users = "Users"',
        'Bare: 14:1 14:7 !Ref (map)',
        'Bare.Ref: 14:11  = null',
        'Map: 15:1 15:6 !Transform {Name: AWS::Include} (map)',
        'Map.Fn::Transform: 15:17 {Name: AWS::Include} (map)',
        'Map.Fn::Transform.Name: 15:18 15:24 AWS::Include = "AWS::Include"',
      ],
    ],
    [
      'an alias as what it stands for, under its own key',
      'Base: &base\n  Timeout: 3\n  Role: &role !Ref Reader\nCopy: *base\nRoles: [*role, *role]\n',
      [
        'Base: 1:1 1:7 &base… (map)',
        'Base.Timeout: 2:3 2:12 3 = 3',
        'Base.Role: 3:3 3:9 &role !Ref Reader (map)',
        'Base.Role.Ref: 3:20 Reader = "Reader"',
        'Copy: 4:1 1:7 &base… (map)',
        'Copy.Timeout: 2:3 2:12 3 = 3',
        'Copy.Role: 3:3 3:9 &role !Ref Reader (map)',
        'Copy.Role.Ref: 3:20 Reader = "Reader"',
        'Roles: 5:1 5:8 [*role, *role] (list)',
        'Roles.0: 3:9 &role !Ref Reader (map)',
        'Roles.0.Ref: 3:20 Reader = "Reader"',
        'Roles.1: 3:9 &role !Ref Reader (map)',
        'Roles.1.Ref: 3:20 Reader = "Reader"',
      ],
    ],
    [
      'merge keys: own keys win, and the first of several maps',
      [
        'A: &a {x: 1, y: 1}',
        'B: &b {y: 2, z: 2}',
        'C:',
        '  <<: [*a, *b]',
        '  x: 3',
        'D:',
        '  w: 4',
        '  <<: *b',
        'E: {<<: {v: 5}}',
      ].join('\n'),
      [
        'A: 1:1 1:4 &a {x: 1, y: 1} (map)',
        'A.x: 1:8 1:11 1 = 1',
        'A.y: 1:14 1:17 1 = 1',
        'B: 2:1 2:4 &b {y: 2, z: 2} (map)',
        'B.y: 2:8 2:11 2 = 2',
        'B.z: 2:14 2:17 2 = 2',
        'C: 3:1 4:3 <<: [*a, *b]… (map)',
        'C.x: 5:3 5:6 3 = 3',
        'C.<<.0.y: 1:14 1:17 1 = 1',
        'C.<<.1.z: 2:14 2:17 2 = 2',
        'D: 6:1 7:3 w: 4… (map)',
        'D.w: 7:3 7:6 4 = 4',
        'D.<<.y: 2:8 2:11 2 = 2',
        'D.<<.z: 2:14 2:17 2 = 2',
        'E: 9:1 9:4 {<<: {v: 5}} (map)',
        'E.<<.v: 9:10 9:13 5 = 5',
      ],
    ],
    [
      'line breaks of Windows',
      'Name: orders\r\nList:\r\n  - "a"\r\n  - b # c\r\nCode: |\r\n  x\r\nEnd: !Ref\r\n  Users\r\n',
      [
        'Name: 1:1 1:7 orders = "orders"',
        'List: 2:1 3:3 - "a"… (list)',
        'List.0: 3:5 "a" = "a"',
        'List.1: 4:5 b = "b"',
        'Code: 5:1 5:7 |… = "x\\n"',
        'End: 7:1 7:6 !Ref… (map)',
        'End.Ref: 8:3 Users = "Users"',
      ],
    ],
    ['a byte order mark, which is no column', '\uFEFFName: orders\n', ['Name: 1:1 1:7 orders = "orders"']],
    [
      'a document start with a directive, and characters outside the basic plane',
      '%YAML 1.2\n---\n# top\nName: 📦 order\nNext: "📦"\n...\n',
      ['Name: 4:1 4:7 📦 order = "📦 order"', 'Next: 5:1 5:7 "📦" = "📦"'],
    ],
    [
      'explicit keys',
      '? Name\n: orders\n? "Two"\n: - a\n',
      ['Name: 1:3 2:3 orders = "orders"', 'Two: 3:3 4:3 - a (list)', 'Two.0: 4:5 a = "a"'],
    ],
    [
      'anchors before keys, and an alias as a key',
      '&k Name: &v orders\nOther: *v\n',
      ['Name: 1:1 1:10 &v orders = "orders"', 'Other: 2:1 2:8 *v = "orders"'],
    ],
    [
      'maps and lists as keys, under the names that JavaScript has for them',
      '{toString: a}: 1\n[{toString: b}, c]: 2\n',
      ['[object Object]: 1:1 1:16 1 = 1', '[object Object],c: 2:1 2:21 2 = 2'],
    ],
  ])('%s', (_, text, expected) => {
    const { root, problems } = parsed(text);
    expect(problems).toEqual([]);
    expect(root && outline(root)).toEqual(expected);
  });

  test('a dash with nothing after it is null, at the list', () => {
    expect(outline(rootOf('L:\n  - a\n  -\n  - b\n'))).toEqual([
      'L: 1:1 2:3 - a… (list)',
      'L.0: 2:5 a = "a"',
      'L.1: 2:3 - a… = null',
      'L.2: 4:5 b = "b"',
    ]);
  });

  test('the document spans its content', () => {
    expect(textOf(rootOf('# lead\n\nName: orders\nList: [a]\n\n# trail\n'))).toBe('Name: orders\nList: [a]');
  });

  test('the scalars of YAML 1.2: yes, a date and a number with a leading zero', () => {
    expect(toPlain(rootOf('[yes, on, 2010-09-09, 012, 0x1F, 1e3, .5, TRUE, NULL, "12", 1_0]'))).toEqual([
      'yes',
      'on',
      '2010-09-09',
      12,
      31,
      1000,
      0.5,
      true,
      null,
      '12',
      '1_0',
    ]);
  });

  test('keys that an object already has are keys like others', () => {
    const root = rootOf('__proto__: {a: 1}\nconstructor: b\ntoString: c\n');
    expect(root.kind === 'map' && [...root.entries.keys()]).toEqual(['__proto__', 'constructor', 'toString']);
    expect(at(root, '__proto__', 'a')).toMatchObject({ value: 1 });
    expect(JSON.stringify(toPlain(root))).toBe('{"__proto__":{"a":1},"constructor":"b","toString":"c"}');
  });
});

describe('a repeated key', () => {
  test.each([
    [
      'at the top',
      'Name: a\nNext: 1\nName: b\n',
      { Name: 'b', Next: 1 },
      ["duplicate-key 3:1 [Name] after 1:1 at 'Name': The key Name stands twice, and only the last one counts."],
    ],
    [
      'three times, and in flow style',
      'Order: {id: 1, id: 2, "id": 3}\n',
      { Order: { id: 3 } },
      [
        "duplicate-key 1:16 [id] after 1:9 at 'Order.id': The key id stands twice in Order, and only the last one counts.",
        'duplicate-key 1:23 ["id"] after 1:9 at \'Order.id\': The key id stands twice in Order, and only the last one counts.',
      ],
    ],
    [
      'without a value, in flow style',
      'Order: {id: 1, id, id: 2}\n',
      { Order: { id: 2 } },
      [
        "duplicate-key 1:16 [id] after 1:9 at 'Order.id': The key id stands twice in Order, and only the last one counts.",
        "duplicate-key 1:20 [id] after 1:9 at 'Order.id': The key id stands twice in Order, and only the last one counts.",
      ],
    ],
    [
      'in an item of a list',
      'L:\n  - a: 1\n    b: 2\n    a: 3\n',
      { L: [{ a: 3, b: 2 }] },
      ["duplicate-key 4:5 [a] after 2:5 at 'L.0.a': The key a stands twice in L.0, and only the last one counts."],
    ],
    ['that is one only after a merge is none', 'A: &a {x: 1}\nB: {x: 2, <<: *a}\n', { A: { x: 1 }, B: { x: 2 } }, []],
  ])('%s', (_, text, value, problems) => {
    expect(toPlain(rootOf(text))).toEqual(value);
    expect(problemLines(text)).toEqual(problems);
  });
});

test('a tag that CloudFormation does not know is a problem, and its value an intrinsic that nothing resolves', () => {
  const text = 'Code: !Rain::Embed orders.js\nList:\n  - !Custom [1]\n  - !Other\n    a: b\n';
  expect(toPlain(rootOf(text))).toEqual({
    Code: { 'Fn::Rain::Embed': 'orders.js' },
    List: [{ 'Fn::Custom': [1] }, { 'Fn::Other': { a: 'b' } }],
  });
  expect(problemLines(text)).toEqual([
    "unknown-tag 1:7 [!Rain::Embed] at 'Code': The tag !Rain::Embed is not a function of CloudFormation; its value is unknown.",
    "unknown-tag 3:5 [!Custom] at 'List.0': The tag !Custom is not a function of CloudFormation; its value is unknown.",
    "unknown-tag 4:5 [!Other] at 'List.1': The tag !Other is not a function of CloudFormation; its value is unknown.",
  ]);
});

test('a short tag in the line below another is its argument', () => {
  const root = rootOf(`Data: !Base64\n  !Sub "\${Name}"\n`);
  expect(toPlain(root)).toEqual({ Data: { 'Fn::Base64': { 'Fn::Sub': `\${Name}` } } });
});

describe('a text that cannot be read gives its reason and its place instead of a tree', () => {
  const laughs = ['a0: &a0 [ha, ha, ha, ha, ha, ha, ha, ha, ha]']
    .concat(Array.from({ length: 9 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array(9).fill(`*a${n}`).join(', ')}]`))
    .join('\n');
  const deep = ['a0: &a0 {Orders: 1}']
    .concat(Array.from({ length: 100 }, (_, n) => `a${n + 1}: &a${n + 1} ${'['.repeat(60)}*a${n}${']'.repeat(60)}`))
    .join('\n');

  test.each([
    ['an empty file', '', ["unreadable 1:1 [] at '': The file is empty."]],
    [
      'a flow list that does not end',
      'Orders: [a, b\n',
      ["unreadable 2:1 [] at '': The text is not valid YAML: unexpected end of the stream within a flow collection."],
    ],
    [
      'a key that stands further left than its siblings',
      'Orders:\n    a: 1\n  Users: 2\n',
      ["unreadable 3:3 [Users] at '': The text is not valid YAML: bad indentation of a mapping entry."],
    ],
    [
      'a tab as indentation',
      'Orders:\n\t- a\n',
      ["unreadable 2:1 [] at '': The text is not valid YAML: tab characters must not be used in indentation."],
    ],
    [
      'an alias without anchor',
      'Orders: *none\n',
      ['unreadable 1:14 [] at \'\': The text is not valid YAML: unidentified alias "none".'],
    ],
    [
      'two documents',
      'a: 1\n---\nb: 2\n',
      [
        "unreadable 1:1 [a] at '': The text is not valid YAML: expected a single document in the stream, but found more.",
      ],
    ],
    [
      'an alias inside its own anchor',
      'Orders: &o\n  next: *o\n',
      ["unreadable 2:9 [*o] at '': An alias stands inside the value that it stands for."],
    ],
    [
      'a merge of a map into itself',
      'Orders: &o\n  <<: *o\n',
      ["unreadable 2:7 [*o] at '': An alias stands inside the value that it stands for."],
    ],
    [
      'a billion laughs',
      laughs,
      ["unreadable 6:15 [*a4] at '': The aliases expand to more than 200000 values, more than a template can hold."],
    ],
    [
      'a map that is nested two thousand times',
      `${'{a: '.repeat(2000)}${'}'.repeat(2000)}`,
      ["unreadable 1:394 [a] at '': The text is not valid YAML: nesting exceeded maxDepth (100)."],
    ],
    [
      'aliases that nest maps ever deeper',
      deep,
      [
        "unreadable 5:69 [*a3] at '': The aliases nest values more than 200 levels deep, deeper than a template can be.",
      ],
    ],
  ])('%s', (_, text, problems) => {
    expect(parsed(text).root).toBeUndefined();
    expect(problemLines(text)).toEqual(problems);
  });
});

test('aliases that share much but not too much are followed', () => {
  const users = Array.from({ length: 2000 }, (_, n) => `User${n}: *base`).join('\n');
  const root = rootOf(`Base: &base {a: [1, 2, 3], b: {c: 4}}\n${users}\n`);
  expect(toPlain(root)).toMatchObject({ User0: { a: [1, 2, 3] }, User1999: { b: { c: 4 } } });
});
