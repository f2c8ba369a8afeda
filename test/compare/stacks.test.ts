import { describe, expect, test } from '@jest/globals';
import type { AccountReading } from '../../src/account/declared.ts';
import { type Stack, type StackTemplate, stacksOf, stacksOfTemplates } from '../../src/compare/stacks.ts';

function stack(name: string, ids: readonly string[], isPartial = false): Stack {
  return { name, physicalIds: new Map(ids.map(id => [id, `${id}-a1b2`])), isPartial };
}

function template(file: string, ids: readonly string[], stackName?: string): StackTemplate {
  return { file, logicalIds: new Set(ids), ...(stackName !== undefined && { stackName }) };
}

/** The names of the stacks of each template. */
function matched(templates: readonly StackTemplate[], stacks: readonly Stack[]): Record<string, readonly string[]> {
  const found = stacksOfTemplates(templates, stacks);
  return Object.fromEntries([...found].map(([file, own]) => [file, own.map(({ name }) => name)]));
}

const orders = ['OrdersApi', 'OrdersFunction', 'OrdersTable'];
const users = ['UsersApi', 'UsersFunction', 'UsersTable'];

describe('the stacks of a template', () => {
  test('are all that have its resources, such as dev and prod', () => {
    const stacks = [
      stack('orders-dev', orders),
      stack('orders-prod', [...orders, 'OrdersRole']),
      stack('users', users),
    ];
    expect(matched([template('orders.yaml', orders), template('users.yaml', users)], stacks)).toEqual({
      'orders.yaml': ['orders-dev', 'orders-prod'],
      'users.yaml': ['users'],
    });
  });

  test('are the one that a samconfig names, and no other', () => {
    const stacks = [stack('orders-dev', orders), stack('orders-prod', orders)];
    expect(matched([template('orders.yaml', orders, 'orders-prod')], stacks)).toEqual({
      'orders.yaml': ['orders-prod'],
    });
  });

  test('are none of those that have few of its resources', () => {
    expect(matched([template('orders.yaml', orders)], [stack('other', ['OrdersApi', 'Queue'])])).toEqual({});
  });

  test('are none where two templates fit as well', () => {
    const twins = [template('a/template.yaml', orders), template('b/template.yaml', orders)];
    expect(matched(twins, [stack('orders', orders)])).toEqual({});
  });

  test('are told by tags, where all that is known of a stack is in the template', () => {
    const stacks = [stack('orders', ['OrdersApi'], true), stack('mixed', ['OrdersApi', 'AdminApi'], true)];
    expect(matched([template('orders.yaml', orders)], stacks)).toEqual({ 'orders.yaml': ['orders'] });
  });
});

test('stacks are read from CloudFormation, and from tags where that says nothing of them', () => {
  const tags = (name: string, id: string) => ({
    'aws:cloudformation:stack-name': name,
    'aws:cloudformation:logical-id': id,
  });
  const api = (id: string, tagged: Readonly<Record<string, string>>) => ({
    key: id,
    arn: `arn:aws:apigateway:eu-west-1::/restapis/${id}`,
    name: id,
    type: 'AWS::ApiGateway::RestApi',
    physicalId: id,
    properties: {},
    tags: tagged,
  });
  const reading: AccountReading = {
    account: '123456789012',
    region: 'eu-west-1',
    partition: 'aws',
    resources: [api('a1', tags('orders', 'OrdersApi')), api('b2', tags('users', 'UsersApi')), api('c3', {})],
    unread: [],
    snapshots: [],
    stackResources: [
      { stackName: 'orders', logicalId: 'OrdersApi', type: 'AWS::ApiGateway::RestApi', physicalId: 'a1' },
      { stackName: 'orders', logicalId: 'OrdersFunction', type: 'AWS::Lambda::Function', physicalId: 'orders-fn' },
    ],
    calls: {},
  };
  expect(stacksOf(reading)).toEqual([
    {
      name: 'orders',
      physicalIds: new Map([
        ['OrdersApi', 'a1'],
        ['OrdersFunction', 'orders-fn'],
      ]),
      isPartial: false,
    },
    { name: 'users', physicalIds: new Map([['UsersApi', 'b2']]), isPartial: true },
  ]);
});
