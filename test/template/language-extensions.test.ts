import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { audit } from '../../src/audit.ts';
import type { Endpoint } from '../../src/model/endpoint.ts';
import type { Place } from '../../src/model/place.ts';
import { expandLoops } from '../../src/template/language-extensions.ts';
import {
  asMap,
  at,
  entriesOf,
  itemsOf,
  type MapNode,
  type Node,
  pathOf,
  toPlain,
  walk,
} from '../../src/template/node.ts';
import { parse } from '../../src/template/parse.ts';
import { sourceFile } from '../../src/template/source.ts';
import { textPlace } from '../text-place.ts';
import { fixtures } from './read-fixture.ts';

const folder = `${fixtures}/loops`;

type Parameters = Readonly<Record<string, string>>;

function rootOf(name: string): MapNode {
  const root = asMap(parse(sourceFile(name, readFileSync(`${folder}/${name}`, 'utf8'))).root);
  if (!root) throw new Error(`${name} is no map.`);
  return root;
}

function expand(name: string, parameters: Parameters = {}) {
  return expandLoops(rootOf(name), { parameters });
}

/** A section as plain data, and what is said of its loops. */
function expanded(name: string, section: string, parameters: Parameters = {}) {
  const { root, openLoops } = expand(name, parameters);
  const node = at(root, section);
  return { made: node && toPlain(node), openLoops: openLoops.map(({ message }) => message) };
}

async function report(name: string, parameters: Parameters = {}, within = folder) {
  const { endpoints, findings, unknowns } = await audit({
    workingFolder: within,
    paths: [name],
    readStandardInput: () => Promise.reject(new Error('Fixtures are read from files.')),
    ruleSeverities: {},
    parameters,
  });
  return {
    endpoints: endpoints.map(describeEndpoint),
    findings: findings.map(({ ruleId, place, message, fix }) => {
      return `${placeText(place)} ${ruleId}: ${message}${fix ? ` Fix: ${fix.description}` : ''}`;
    }),
    unknowns: unknowns.map(({ place, message }) => `${placeText(place)} ${message}`),
  };
}

/** Who may call what, where that is decided, and where the endpoint is declared. */
function describeEndpoint({ api, method, path, auth, conditions, isServed, place, declaredAt }: Endpoint): string {
  const guards = auth.map(({ type, name }) => (name === null ? type : `${type} ${name}`)).join(', ') || 'open';
  const terms = conditions.map(({ condition, is }) => ` ${is ? 'if' : 'unless'} ${condition}`).join('');
  const name = [api.id, method, path].filter(part => part !== '').join(' ');
  return `${name}: ${guards}${terms}${isServed ? '' : ', never served'}; ${placeText(place)}; ${placeText(declaredAt)}`;
}

function placeText(place: Place): string {
  const { line, column, path } = textPlace(place);
  return `${line}:${column} ${path}`;
}

describe('what loops make', () => {
  test('functions with events', async () => {
    const { endpoints, unknowns } = await report('functions.yaml');
    const orders = 'Resources.OrdersFunction.Properties.Events';
    const users = 'Resources.UsersFunction.Properties.Events';
    expect({ endpoints, unknowns }).toEqual({
      endpoints: [
        `ShopApi GET /orders: open; 38:31 ${orders}.List.Properties.Auth.Authorizer; 31:13 ${orders}.List`,
        `ShopApi GET /users: LAMBDA Tokens; 38:31 ${users}.List.Properties.Auth.Authorizer; 31:13 ${users}.List`,
        `ShopApi DELETE /Orders/{id}: AWS_IAM AWS_IAM; 45:37 ${orders}.Remove.Properties.Auth.Authorizer; 39:13 ${orders}.Remove`,
        `ShopApi DELETE /Users/{id}: AWS_IAM AWS_IAM; 45:37 ${users}.Remove.Properties.Auth.Authorizer; 39:13 ${users}.Remove`,
      ],
      unknowns: [],
    });
  });

  test('methods of plain CloudFormation, in a loop within a loop', async () => {
    const { endpoints, unknowns } = await report('methods.yaml');
    expect({ endpoints, unknowns }).toEqual({
      endpoints: [
        'ShopApi GET /Health: open; 43:34 Resources.HealthGET.Properties.AuthorizationType; 36:11 Resources.HealthGET',
        'ShopApi POST /Health: open; 43:34 Resources.HealthPOST.Properties.AuthorizationType; 36:11 Resources.HealthPOST',
        'ShopApi GET /Orders: COGNITO Authorizer; 43:34 Resources.OrdersGET.Properties.AuthorizationType; 36:11 Resources.OrdersGET',
        'ShopApi POST /Orders: COGNITO Authorizer; 43:34 Resources.OrdersPOST.Properties.AuthorizationType; 36:11 Resources.OrdersPOST',
      ],
      unknowns: [],
    });
  });

  test('events of one function, and outputs', async () => {
    const { endpoints, unknowns } = await report('events.yaml');
    const place = (line: number, event: string) =>
      `${line}:13 Resources.OrdersFunction.Properties.Events.${event}; ${line}:13 Resources.OrdersFunction.Properties.Events.${event}`;
    expect({ endpoints, unknowns, ...expanded('events.yaml', 'Outputs') }).toEqual({
      endpoints: [
        `ServerlessHttpApi GET /order-lines: open; ${place(14, 'Listorderlines')}`,
        `ServerlessHttpApi GET /orders: open; ${place(14, 'Listorders')}`,
        `ServerlessHttpApi PATCH /orders/{id}: open; ${place(22, 'Changepatch')}`,
        `ServerlessHttpApi PUT /orders/{id}: open; ${place(22, 'Changeput')}`,
      ],
      unknowns: [],
      made: { OrdersArn: { Value: { 'Fn::GetAtt': ['OrdersFunction', 'Arn'] } } },
      openLoops: [],
    });
  });

  test('names without the characters that logical ids cannot have', () => {
    const subscription = (id: string, address: string) => ({
      Type: 'AWS::SNS::Subscription',
      DependsOn: `Topic${id}`,
      Properties: { TopicArn: { Ref: `Topic${id}` }, Endpoint: address, Protocol: 'email' },
    });
    const topic = (id: string, address: string) => ({
      Type: 'AWS::SNS::Topic',
      Properties: { DisplayName: `Mail of ${address}`, TopicName: `topic-${id}` },
    });
    expect(expanded('addresses.yaml', 'Resources')).toEqual({
      made: {
        Topic10001: topic('10001', '10.0.0.1'),
        Subscription10001: subscription('10001', '10.0.0.1'),
        Topicordersexamplecom: topic('ordersexamplecom', 'orders.example.com'),
        Subscriptionordersexamplecom: subscription('ordersexamplecom', 'orders.example.com'),
      },
      openLoops: [],
    });
  });

  test('conditions, and resources of them', async () => {
    const { endpoints, unknowns } = await report('conditions.yaml', { OrdersState: 'open', UsersState: 'closed' });
    const place = (id: string, line: number) =>
      `${line}:66 Resources.${id}.Properties.AuthType; ${line - 3}:7 Resources.${id}`;
    expect({ endpoints, unknowns }).toEqual({
      endpoints: [
        `OrdersUrl: open if HasOrders; ${place('OrdersUrl', 23)}`,
        `UsersUrl: open if HasUsers, never served; ${place('UsersUrl', 23)}`,
        'BasketUrl: AWS_IAM; 30:66 Resources.BasketUrl.Properties.AuthType; 28:7 Resources.BasketUrl',
      ],
      unknowns: [],
    });
  });

  test('conditions that the deployment decides', () => {
    expect(expanded('conditions.yaml', 'Conditions')).toEqual({
      made: {
        HasOrders: { 'Fn::Equals': [{ Ref: 'OrdersState' }, 'open'] },
        HasUsers: { 'Fn::Equals': [{ Ref: 'UsersState' }, 'open'] },
      },
      openLoops: ['What Fn::ForEach::Chosen makes is not known: its collection depends on the condition HasOrders.'],
    });
  });

  test('collections of every kind', () => {
    const x = { Value: 'x' };
    expect(expanded('collections.yaml', 'Outputs', { Stage: 'test', Joined: 'p-q', Numbers: '1, 2' })).toEqual({
      made: {
        Number1: { Value: '1' },
        Number2: { Value: '2' },
        Founda: x,
        Foundb: x,
        Default1: x,
        Default2: x,
        Splitp: x,
        Splitq: x,
        Mixed1: x,
        Mixedtrue: x,
        Mixedtest: x,
        Mixedz: x,
        Mixedjpq: x,
        Chosenno: { Value: 3 },
        Nestedtesta: { Value: 'test and a' },
        Nestedtestb: { Value: 'test and b' },
        Nestedprodc: { Value: 'prod and c' },
      },
      openLoops: [],
    });
  });

  test('what an included file has for their body', async () => {
    expect(await report('template.yaml', {}, `${folder}/included`)).toEqual({
      endpoints: ['OrdersUrl: open; 3:60 Resources.OrdersUrl.Properties.AuthType; 1:1 Resources.OrdersUrl'],
      findings: [
        '3:60 Resources.OrdersUrl.Properties.AuthType function-url-open: The function URL OrdersUrl asks its callers for no authorization: AuthType of OrdersUrl is NONE.',
      ],
      unknowns: [],
    });
  });

  test('nothing, of an empty collection; what its body refers to is in use all the same', async () => {
    expect(await report('empty.yaml')).toEqual({ endpoints: [], findings: [], unknowns: [] });
  });
});

describe('a loop over a parameter', () => {
  const url = (id: string, line: number) =>
    `${line}:66 Resources.${id}.Properties.AuthType; ${line - 2}:7 Resources.${id}`;

  test('is read with its default, which is said, and not without one', async () => {
    expect(await report('parameter.yaml')).toEqual({
      endpoints: [`ordersUrl: AWS_IAM; ${url('ordersUrl', 13)}`, `usersUrl: AWS_IAM; ${url('usersUrl', 13)}`],
      findings: [],
      unknowns: [
        '8:3 Resources.Fn::ForEach::Urls What Fn::ForEach::Urls makes is decided when it is deployed: its collection is read with the default of the parameter Services.',
        '15:3 Resources.Fn::ForEach::PartnerUrls What Fn::ForEach::PartnerUrls makes is not known: its collection depends on the parameter Partners.',
      ],
    });
  });

  test('is read with the given values', async () => {
    const { endpoints, unknowns } = await report('parameter.yaml', { Services: 'basket', Partners: 'a,b' });
    expect({ endpoints, unknowns }).toEqual({
      endpoints: [
        `basketUrl: AWS_IAM; ${url('basketUrl', 13)}`,
        `aUrl: open; 20:66 Resources.aUrl.Properties.AuthType; 18:7 Resources.aUrl`,
        `bUrl: open; 20:66 Resources.bUrl.Properties.AuthType; 18:7 Resources.bUrl`,
      ],
      unknowns: [],
    });
  });

  test('is read with what a stack passes to a nested one', async () => {
    expect(await report('.', {}, `${folder}/nested-stacks`)).toEqual({
      endpoints: [`OrdersUrl: AWS_IAM; ${url('OrdersUrl', 12)}`, `UsersUrl: AWS_IAM; ${url('UsersUrl', 12)}`],
      findings: [],
      unknowns: [],
    });
  });
});

describe('a loop stays as it is', () => {
  test('where its collection is not known', async () => {
    const unknown = (place: string, name: string, reason: string) =>
      `${place}Fn::ForEach::${name} What Fn::ForEach::${name} makes is not known: ${reason}.`;
    const cannotBeTold = 'its collection cannot be told from the template';
    const get = 'Resources.OrdersFunction.Properties.Events.Get';
    expect(await report('unknown.yaml')).toEqual({
      endpoints: [
        `ServerlessHttpApi GET /orders: AWS_IAM AWS_IAM; 5:68 Globals.HttpApi.Auth.DefaultAuthorizer; 21:9 ${get}`,
        'euUrl: AWS_IAM; 64:73 Resources.euUrl.Properties.AuthType; 62:7 Resources.euUrl',
        'usUrl: AWS_IAM; 64:73 Resources.usUrl.Properties.AuthType; 62:7 Resources.usUrl',
      ],
      findings: [],
      unknowns: [
        unknown(
          '24:9 Resources.OrdersFunction.Properties.Events.',
          'Paths',
          'its collection depends on the parameter Paths',
        ),
        unknown('31:3 Resources.', 'Tenants', 'its collection depends on the parameter Tenants'),
        unknown('38:3 Resources.', 'StageTenants', 'its collection depends on the parameter Stage'),
        unknown('45:3 Resources.', 'Attributes', cannotBeTold),
        unknown('52:3 Resources.', 'Dynamic', cannotBeTold),
        unknown('65:7 Resources.', 'RegionPaths', 'its collection depends on the parameter Paths'),
      ],
    });
  });

  test('where CloudFormation would refuse it', () => {
    const noLoop = 'it is no list of an identifier, a collection and a map';
    const reasons: readonly (readonly [string, string])[] = [
      ['NoMap', noLoop],
      ['TooMuch', noLoop],
      ['NoIdentifier', noLoop],
      ['NoList', 'its collection is no list'],
      ['NullItem', 'its collection cannot be told from the template'],
      ['Text', 'its collection depends on the parameter Stage'],
      ['ParameterName', 'its identifier Stage is the name of a parameter'],
      ['Shadowed', 'its identifier Name is that of a loop around it'],
      ['Six', 'it stands within 5 other loops'],
      ['SameKey', 'more than one value would have the key Url'],
      ['TakenKey', 'more than one value would have the key OrdersUrl'],
      ['Clash1', 'more than one value would have the key dUrl'],
      ['Clash2', 'more than one value would have the key dUrl'],
    ];
    const { root, openLoops } = expand('malformed.yaml');
    const kept = ['NoMap', 'TooMuch', 'NoIdentifier', 'NoList', 'NullItem', 'Text', 'ParameterName'];
    const clashing = ['SameKey', 'TakenKey', 'Clash1', 'Clash2'];
    expect(openLoops.map(({ message }) => message).sort()).toEqual(
      reasons.map(([name, reason]) => `What Fn::ForEach::${name} makes is not known: ${reason}.`).sort(),
    );
    expect([...entriesOf(at(root, 'Resources'))].map(([key]) => key)).toEqual([
      'OrdersUrl',
      ...[...kept, ...clashing, 'Shadowed'].map(name => `Fn::ForEach::${name}`),
      'Deep11111',
      'Fn::ForEach::Six',
    ]);
    const untouched = [...kept, ...clashing].map(name => `Fn::ForEach::${name}`);
    const plainOf = (from: Node) => untouched.map(name => toPlain(at(from, 'Resources', name) as Node));
    expect(plainOf(root)).toEqual(plainOf(rootOf('malformed.yaml')));
  });

  test.each(['deep-bomb.yaml', 'empty-bomb.yaml', 'text-bomb.yaml'])('where too much would be made: %s', name => {
    const written = rootOf(name);
    const { root, openLoops } = expandLoops(written, { parameters: {} });
    const loops = [...entriesOf(at(written, 'Resources'))].filter(([key]) => key.startsWith('Fn::ForEach::'));
    expect(root).toBe(written);
    expect(openLoops).toEqual(
      loops.map(([key, node]) => ({
        node,
        message: `What ${key} makes is not known: the loops make more than CloudFormation takes.`,
      })),
    );
  });

  test('without the transform, and where it comes after SAM', async () => {
    const place = '7:3 Resources.Fn::ForEach::Urls What Fn::ForEach::Urls makes is not known:';
    expect([await report('no-transform.yaml'), await report('wrong-order.yaml')]).toEqual([
      {
        endpoints: [],
        findings: [],
        unknowns: [`${place} the template does not name the transform AWS::LanguageExtensions.`],
      },
      {
        endpoints: [],
        findings: [],
        unknowns: [`${place} AWS::LanguageExtensions is listed after AWS::Serverless-2016-10-31.`],
      },
    ]);
  });
});

describe('functions whose value is known', () => {
  test('have it in their place', () => {
    const { made } = expanded('functions-of-values.yaml', 'Resources', { Stage: 'prod', Scopes: 'a/read, a/write' });
    expect(made).toEqual({
      Orders: {
        Type: 'AWS::SQS::Queue',
        Properties: {
          Given: 'prod',
          GivenList: ['a/read', 'a/write'],
          OnlyDefault: { Ref: 'Region' },
          FromSsm: { Ref: 'Secret' },
          Resource: { Ref: 'Orders' },
          Attribute: { 'Fn::GetAtt': ['Orders', 'Arn'] },
          Substituted: `prod-${'$'}{Literal}`,
          SubstitutedPartly: { 'Fn::Sub': `${'$'}{Stage}-${'$'}{Orders}` },
          SubstitutedOwn: 'prod',
          Dynamic: '{{resolve:ssm:/prod/orders}}',
          Joined: 'a/prod/bc',
          JoinedPartly: { 'Fn::Join': ['/', ['a', { Ref: 'Orders' }]] },
          Selected: 'b',
          SelectedOut: { 'Fn::Select': [7, ['a']] },
          Number: 100,
          Boolean: true,
          List: ['a', 'b'],
          Missing: { 'Fn::FindInMap': ['Limits', 'test', 'Zones'] },
          MissingDefault: { Ref: 'AWS::NoValue' },
          UnknownKey: { 'Fn::FindInMap': ['Limits', { Ref: 'Region' }, 'Zones', { DefaultValue: 'x' }] },
          Length: 2,
          LengthOfList: 2,
          RefOfSub: { Ref: { 'Fn::Sub': `Ord${'$'}{Suffix}` } },
          Chosen: { 'Fn::If': ['IsProd', 'prod', 'b'] },
        },
      },
    });
  });

  test('keep the place of the call', () => {
    const { root } = expand('functions-of-values.yaml', { Stage: 'prod' });
    const node = at(root, 'Resources', 'Orders', 'Properties', 'List', 1);
    expect(node && [pathOf(node), node.file.text.slice(node.start, node.end), node.isMade]).toEqual([
      'Resources.Orders.Properties.List.1',
      '!FindInMap [Limits, !Ref Stage, Zones]',
      true,
    ]);
  });
});

test('a fix is offered only where the text stands for one value', async () => {
  const { findings } = await report('fixes.yaml');
  expect(findings).toEqual([
    '9:20 Resources.OrdersQueue.DependsOn depends-on-undefined: OrdersQueue depends on OrdersTopics, which the template does not have (OrdersTopic may be meant).',
    '9:20 Resources.UsersQueue.DependsOn depends-on-undefined: UsersQueue depends on UsersTopics, which the template does not have (UsersTopic may be meant).',
    '15:16 Resources.MailQueue.DependsOn depends-on-undefined: MailQueue depends on OrdersQueu, which the template does not have (OrdersQueue may be meant). Fix: Depend on OrdersQueue instead.',
  ]);
});

const names = [
  'functions',
  'methods',
  'parameter',
  'events',
  'addresses',
  'conditions',
  'collections',
  'unknown',
  'malformed',
];

test.each(names)('all that is made of %s.yaml knows its way from the root, and has a text', name => {
  const { root } = expand(`${name}.yaml`, { Stage: 'test', Joined: 'p-q', Numbers: '1,2' });
  const astray: string[] = [];
  const check = (node: Node, path: string) => {
    if (pathOf(node) !== path || node.end > node.file.text.length || node.start > node.end) astray.push(path);
    for (const [index, item] of itemsOf(node).entries()) check(item, `${path}.${index}`);
    for (const [key, value] of entriesOf(node)) {
      if (!key.startsWith('Fn::ForEach::')) check(value, path === '' ? key : `${path}.${key}`);
    }
  };
  check(root, '');
  expect(astray).toEqual([]);
});

test('a template without loops and functions is left alone', () => {
  const root = rootOf('empty.yaml');
  const before = [...walk(root)];
  const { root: after } = expandLoops(root, { parameters: {} });
  expect(at(after, 'Resources', 'Topic')).toBe(at(root, 'Resources', 'Topic'));
  expect([...walk(root)]).toEqual(before);
});
