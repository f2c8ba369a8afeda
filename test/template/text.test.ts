import { describe, expect, test } from '@jest/globals';
import { at, type Node } from '../../src/template/node.ts';
import type { DeploymentSettings } from '../../src/template/settings.ts';
import {
  branchesOf,
  joinText,
  literalOf,
  readText,
  readTextList,
  soleUnresolved,
  splitAtLast,
  type Text,
  textKey,
} from '../../src/template/text.ts';
import { rootOf, textOf } from './parsed.ts';
import { fixture } from './read-fixture.ts';

const template = fixture('text.yaml');

function valueNode(name: string): Node {
  const node = at(template.root, 'Metadata', name);
  if (!node) throw new Error(`text.yaml has no ${name}.`);
  return node;
}

/** A value's text, `${…}` for each part that is left open; a string that is not all literal is marked with `?`. */
function shown(name: string, settings: DeploymentSettings): string {
  const text = readText(valueNode(name), { template, settings });
  return literalOf(text) === undefined ? `? ${textKey(text)}` : textKey(text);
}

const nothingGiven: DeploymentSettings = { parameters: {} };
const given: DeploymentSettings = {
  parameters: { Stage: 'prod', Zones: 'a, b', Pool: '/given/path' },
  region: 'eu-west-1',
  stackName: 'orders',
};

describe('readText: a literal, or what is left open (?), without and with the values of a deployment', () => {
  test.each([
    ['Plain', 'orders', 'orders'],
    ['Number', '12', '12'],
    ['Boolean', 'true', 'true'],
    ['Nothing', '', ''],
    ['List', `? \${["a"]}`, `? \${["a"]}`],
    ['Parameter', `? \${Stage}`, 'prod'],
    // Its given value is a path, not what the path holds.
    ['StoredParameter', `? \${Pool}`, `? \${Pool}`],
    ['Resource', `? \${Users}`, `? \${Users}`],
    ['Region', `? \${AWS::Region}`, 'eu-west-1'],
    ['StackName', `? \${AWS::StackName}`, 'orders'],
    ['Account', `? \${AWS::AccountId}`, `? \${AWS::AccountId}`],
    ['Attribute', `? \${Users.Arn}`, `? \${Users.Arn}`],
    ['LongAttribute', `? \${Users.Arn}`, `? \${Users.Arn}`],
    ['TextAttribute', `? \${Users.Arn}`, `? \${Users.Arn}`],
    ['NestedAttribute', `? \${Users.Outputs.Pool}`, `? \${Users.Outputs.Pool}`],
    ['NoAttribute', `? \${{"Fn::GetAtt":"Users"}}`, `? \${{"Fn::GetAtt":"Users"}}`],
    ['Sub', `? orders-\${Stage}-\${Users.Arn}/\${Users}`, `? orders-prod-\${Users.Arn}/\${Users}`],
    ['SubEscaped', `? \${Stage}-\${Stage}`, `\${Stage}-prod`],
    ['SubBlanks', `? \${Stage}`, 'prod'],
    ['SubOwn', `? \${Stage}/a.\${AWS::Region}/all`, 'prod/a.eu-west-1/all'],
    ['SubNoText', `? \${{"Fn::Sub":[{"Ref":"Stage"},{}]}}`, `? \${{"Fn::Sub":[{"Ref":"Stage"},{}]}}`],
    ['SubEmpty', '', ''],
    ['Join', `? a-\${Stage}-3-\${Users}`, `? a-prod-3-\${Users}`],
    ['JoinNothing', '', ''],
    ['JoinSplit', 'a/b/c', 'a/b/c'],
    ['JoinParameter', `? \${{"Fn::Join":[":",{"Ref":"Zones"}]}}`, 'a:b'],
    [
      'JoinUnknown',
      `? \${{"Fn::Join":[":",{"Fn::GetAtt":["Users","Names"]}]}}`,
      `? \${{"Fn::Join":[":",{"Fn::GetAtt":["Users","Names"]}]}}`,
    ],
    ['JoinNested', 'abcd', 'abcd'],
    ['Select', 'b', 'b'],
    ['SelectText', 'c', 'c'],
    ['SelectBeyond', `? \${{"Fn::Select":[3,["a","b"]]}}`, `? \${{"Fn::Select":[3,["a","b"]]}}`],
    ['SelectUnknown', `? \${{"Fn::Select":[0,{"Fn::GetAZs":""}]}}`, `? \${{"Fn::Select":[0,{"Fn::GetAZs":""}]}}`],
    ['SelectParameter', `? \${{"Fn::Select":[1,{"Ref":"Zones"}]}}`, 'b'],
    [
      'SelectSplitUnknown',
      `? \${{"Fn::Select":[1,{"Fn::Split":["/",{"Fn::GetAtt":["Users","Arn"]}]}]}}`,
      `? \${{"Fn::Select":[1,{"Fn::Split":["/",{"Fn::GetAtt":["Users","Arn"]}]}]}}`,
    ],
    ['Mapped', `? \${{"Fn::FindInMap":["Regions",{"Ref":"AWS::Region"},"prod"]}}`, 'live'],
    ['MappedByParameter', `? \${{"Fn::FindInMap":["Regions","eu-west-1",{"Ref":"Stage"}]}}`, 'live'],
    [
      'MappedIntrinsic',
      `? \${{"Fn::FindInMap":["Regions","eu-west-1","dev"]}}`,
      `? \${{"Fn::FindInMap":["Regions","eu-west-1","dev"]}}`,
    ],
    [
      'MappedList',
      `? \${{"Fn::FindInMap":["Regions","eu-west-1","all"]}}`,
      `? \${{"Fn::FindInMap":["Regions","eu-west-1","all"]}}`,
    ],
    [
      'MappedNowhere',
      `? \${{"Fn::FindInMap":["Regions","eu-west-1","none"]}}`,
      `? \${{"Fn::FindInMap":["Regions","eu-west-1","none"]}}`,
    ],
    [
      'MappedShort',
      `? \${{"Fn::FindInMap":["Regions","eu-west-1"]}}`,
      `? \${{"Fn::FindInMap":["Regions","eu-west-1"]}}`,
    ],
    ['Resolved', `? \${{{resolve:ssm:/orders/pool}}}`, `? \${{{resolve:ssm:/orders/pool}}}`],
    [
      'ResolvedWithin',
      `? pool-\${{{resolve:ssm:/orders/pool:3}}}-\${{{resolve:secretsmanager:a}}}!`,
      `? pool-\${{{resolve:ssm:/orders/pool:3}}}-\${{{resolve:secretsmanager:a}}}!`,
    ],
    ['ResolvedSub', `? \${{{resolve:ssm:/orders/pool}}}-\${Stage}`, `? \${{{resolve:ssm:/orders/pool}}}-prod`],
    ['Imported', `? \${{"Fn::ImportValue":"orders-pool"}}`, `? \${{"Fn::ImportValue":"orders-pool"}}`],
    ['Chosen', `? \${{"Fn::If":["IsProd","a","b"]}}`, `? \${{"Fn::If":["IsProd","a","b"]}}`],
    ['Unknown', `? \${{"Fn::Custom":"x"}}`, `? \${{"Fn::Custom":"x"}}`],
  ])('%s', (name, open, resolved) => {
    expect([shown(name, nothingGiven), shown(name, given)]).toEqual([open, resolved]);
  });

  test('{{resolve:…}} with a variable in it is what is left open, not a literal', () => {
    expect(shown('ResolvedByParameter', given)).toBe(`? \${{{resolve:ssm:/prod/pool}}}`);
  });

  test('every value of the fixture is in the table', () => {
    const metadata = at(template.root, 'Metadata');
    expect(metadata?.kind === 'map' && metadata.entries.size).toBe(47);
  });
});

/** A text without the template that its open parts stand in. */
function bare(text: Text): unknown[] {
  return text.map(part => {
    if (typeof part === 'string') return part;
    const { template: _, ...rest } = part;
    return rest;
  });
}

test('an attribute and a Ref say what they read of which resource', () => {
  const scope = { template, settings: nothingGiven };
  expect(bare(readText(valueNode('Attribute'), scope))).toEqual([
    { key: 'Users.Arn', name: 'Users', attribute: 'Arn' },
  ]);
  expect(bare(readText(valueNode('Resource'), scope))).toEqual([{ key: 'Users', name: 'Users', attribute: 'Ref' }]);
  expect(soleUnresolved(readText(valueNode('Attribute'), scope))?.key).toBe('Users.Arn');
  expect(soleUnresolved(readText(valueNode('Sub'), scope))).toBeUndefined();
  expect(soleUnresolved(readText(valueNode('Plain'), scope))).toBeUndefined();
});

test('a scope can know what Ref of a resource returns', () => {
  const refOf = (id: string): Text | undefined => (id === 'Users' ? ['orders/', { key: 'x', template }] : undefined);
  expect(bare(readText(valueNode('Join'), { template, settings: nothingGiven, refOf }))).toEqual([
    'a-',
    { key: 'Stage', name: 'Stage', attribute: 'Ref' },
    '-3-orders/',
    { key: 'x' },
  ]);
});

test('readTextList knows lists of a known length alone', () => {
  const list = (text: string, settings: DeploymentSettings) =>
    readTextList(rootOf(text), { template, settings })?.map(textKey);
  expect(list('[a, !Ref Stage]', nothingGiven)).toEqual(['a', `\${Stage}`]);
  expect(list('!Split [",", "a,b"]', nothingGiven)).toEqual(['a', 'b']);
  expect(list('!Split [",", !Ref Stage]', nothingGiven)).toBeUndefined();
  expect(list('!Split [",", !Ref Stage]', given)).toEqual(['prod']);
  expect(list('!Ref Zones', nothingGiven)).toBeUndefined();
  expect(list('!Ref Zones', given)).toEqual(['a', 'b']);
  expect(list('!GetAtt Users.Names', given)).toBeUndefined();
  expect(list('a', given)).toBeUndefined();
});

test('joinText joins literal parts and drops empty ones', () => {
  const open = { key: 'A', template };
  expect(bare(joinText(['a', ''], ['b', open], [''], ['c'], ['d']))).toEqual(['ab', { key: 'A' }, 'cd']);
  expect(joinText([''], [])).toEqual([]);
});

test('splitAtLast splits at the last separator in a literal part', () => {
  const open = { key: 'Arn', template };
  const split = (...text: Text) => splitAtLast(text, '/')?.map(bare);
  expect(split('orders/read')).toEqual([['orders'], ['read']]);
  expect(split('https://orders/', open)).toEqual([['https://orders'], [{ key: 'Arn' }]]);
  expect(split(open, '/read')).toEqual([[{ key: 'Arn' }], ['read']]);
  expect(split('a/b', open, 'c')).toEqual([['a'], ['b', { key: 'Arn' }, 'c']]);
  expect(split(open)).toBeUndefined();
});

test('branchesOf follows Fn::If within Fn::If, and nothing that has not three arguments', () => {
  const node = rootOf('!If [IsProd, !If [IsEu, a, b], {c: !If [X, d, e]}]');
  const branches = [...branchesOf(node, [{ condition: 'Outer', is: true }])];
  expect(
    branches.map(({ node, terms }) => [textOf(node), terms.map(({ condition, is }) => `${is ? '' : '!'}${condition}`)]),
  ).toEqual([
    ['a', ['Outer', 'IsProd', 'IsEu']],
    ['b', ['Outer', 'IsProd', '!IsEu']],
    ['{c: !If [X, d, e]}', ['Outer', '!IsProd']],
  ]);
  expect([...branchesOf(rootOf('!If [IsProd, a]'))].map(({ node, terms }) => [textOf(node), terms])).toEqual([
    ['!If [IsProd, a]', []],
  ]);
});
