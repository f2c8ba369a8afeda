import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Node, pathOf, walk } from '../../src/template/node.ts';
import { treePacking } from '../../src/template/packed-tree.ts';
import { documents, styles } from './documents.ts';
import { outline, parsed, rootOf } from './parsed.ts';

/** What is made of a text's tree once it has been packed. */
function repacked(text: string): Node {
  const { pack, unpack } = treePacking();
  const root = rootOf(text);
  const packed = pack(root);
  if (!packed) throw new Error('The tree is not packed.');
  return unpack(packed, root.file);
}

/** Each value with all that is known of it, in their order. */
function everything(root: Node): unknown[] {
  return [...walk(root)].map(node => {
    const { kind, file, start, end, key, segment } = node;
    const isInFile = file === root.file;
    return { path: pathOf(node), kind, isInFile, start, end, key, segment, value: kind === 'scalar' && node.value };
  });
}

test('a packed tree has each value at its place', () => {
  const text = `\
Description: 'Orders, and who may call them'
Parameters:
  "Stage": {Type: String, Default: prod, MaxLength: 10}
  Limits: &limits {Burst: 5}
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Handler: "orders\\tGET"
      Timeout: 2.50
      Role: !GetAtt Role.Arn
      Layers: [!Ref Layer, ~, false]
      InlineCode: |
        exports.handler =
          () => 'orders';
      Limits: *limits
      Tags:
`;
  expect(outline(repacked(text))).toEqual([
    'Description: 1:1 1:14 \'Orders, and who may call them\' = "Orders, and who may call them"',
    'Parameters: 2:1 3:3 "Stage": {Type: String, Default: prod, MaxLength: 10}… (map)',
    'Parameters.Stage: 3:3 3:12 {Type: String, Default: prod, MaxLength: 10} (map)',
    'Parameters.Stage.Type: 3:13 3:19 String = "String"',
    'Parameters.Stage.Default: 3:27 3:36 prod = "prod"',
    'Parameters.Stage.MaxLength: 3:42 3:53 10 = 10',
    'Parameters.Limits: 4:3 4:11 &limits {Burst: 5} (map)',
    'Parameters.Limits.Burst: 4:20 4:27 5 = 5',
    'Resources: 5:1 6:3 Orders:… (map)',
    'Resources.Orders: 6:3 7:5 Type: AWS::Serverless::Function… (map)',
    'Resources.Orders.Type: 7:5 7:11 AWS::Serverless::Function = "AWS::Serverless::Function"',
    'Resources.Orders.Properties: 8:5 9:7 Handler: "orders\\tGET"… (map)',
    'Resources.Orders.Properties.Handler: 9:7 9:16 "orders\\tGET" = "orders\\tGET"',
    'Resources.Orders.Properties.Timeout: 10:7 10:16 2.50 = 2.5',
    'Resources.Orders.Properties.Role: 11:7 11:13 !GetAtt Role.Arn (map)',
    'Resources.Orders.Properties.Role.Fn::GetAtt: 11:21 Role.Arn (list)',
    'Resources.Orders.Properties.Role.Fn::GetAtt.0: 11:21 Role.Arn = "Role"',
    'Resources.Orders.Properties.Role.Fn::GetAtt.1: 11:21 Role.Arn = "Arn"',
    'Resources.Orders.Properties.Layers: 12:7 12:15 [!Ref Layer, ~, false] (list)',
    'Resources.Orders.Properties.Layers.0: 12:16 !Ref Layer (map)',
    'Resources.Orders.Properties.Layers.0.Ref: 12:21 Layer = "Layer"',
    'Resources.Orders.Properties.Layers.1: 12:28 ~ = null',
    'Resources.Orders.Properties.Layers.2: 12:31 false = false',
    'Resources.Orders.Properties.InlineCode: 13:7 13:19 |… = "exports.handler =\\n  () => \'orders\';\\n"',
    'Resources.Orders.Properties.Limits: 16:7 4:11 &limits {Burst: 5} (map)',
    'Resources.Orders.Properties.Limits.Burst: 4:20 4:27 5 = 5',
    'Resources.Orders.Properties.Tags: 17:7 17:12  = null',
  ]);
});

test.each([
  ['folded where a line break takes the place of a space', '[orders\nusers]'],
  ['folded as a whole', 'orders\nusers'],
  ['between quotes, one of which stands for itself', "['it''s', '''', '']"],
  ['with escapes', '["a\\tb", "\\"", "\\u0041"]'],
  ['behind an anchor, a tag and the sign of a block', '[&orders "GET /orders", !!str GET /users]\n'],
])('text %s comes out as it was packed', (_, text) => {
  expect(everything(repacked(text))).toEqual(everything(rootOf(text)));
});

test('of JSON without numbers, places are kept, which take less than a third of the text', () => {
  const text = `{
  "Resources": {
    "Orders": {
      "Type": "AWS::Serverless::Function",
      "Properties": { "Handler": "orders.handler", "Runtime": "nodejs24.x", "Role": { "Fn::GetAtt": ["Role", "Arn"] } }
    }
  }
}`;
  const packed = treePacking().pack(rootOf(text));
  expect(packed?.scalars).toEqual([]);
  expect(packed?.bytes.length).toBeLessThan(text.length / 3);
});

test('a text much longer than its values is packed with their places', () => {
  const text = `# ${'orders '.repeat(3_000)}\nOrders: ${'GET '.repeat(5_000)}\nUsers:${' '.repeat(40_000)}1\n`;
  expect(everything(repacked(text))).toEqual(everything(rootOf(text)));
});

test('a tree of many values is packed as a whole', () => {
  const text = `Paths:\n${Array.from({ length: 1_000 }, (_, number) => `- /orders/${number}\n`).join('')}`;
  expect(everything(repacked(text))).toEqual(everything(rootOf(text)));
});

test('trees packed together come out apart', () => {
  const { pack, unpack } = treePacking();
  const roots = ['Orders: {Path: /orders}', 'Path: 1\nUsers: {Orders: 2}', '- 3'].map(rootOf);
  const packed = roots.map(root => ({ root, tree: pack(root) }));
  const made = packed.map(({ root, tree }) => tree && everything(unpack(tree, root.file)));
  expect(made).toEqual(roots.map(everything));
});

test('a tree takes as much room as one before it that has the same keys', () => {
  const { pack } = treePacking();
  const [first, second] = [pack(rootOf('Orders: {Path: /orders}')), pack(rootOf('Orders: {Path: /orders}'))];
  expect(second?.bytes).toEqual(first?.bytes);
});

test('a tree with a value in two places is not packed', () => {
  const { pack } = treePacking();
  expect(pack(rootOf('Users: {<<: {Path: /users}}'))).toBeUndefined();
  expect(pack(rootOf('Orders: {Path: /orders}'))).toBeDefined();
});

describe('a generated document comes out as it was packed', () => {
  test.each(Object.entries(styles))('%s', (_, write) => {
    fc.assert(
      fc.property(documents, document => {
        const { root } = parsed(write(document));
        if (!root) return;
        const { pack, unpack } = treePacking();
        const packed = pack(root);
        expect(packed && everything(unpack(packed, root.file))).toEqual(everything(root));
      }),
      { numRuns: 250 },
    );
  });
});
