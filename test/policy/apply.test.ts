import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Api, AuthorizerType, Endpoint } from '../../src/model/endpoint.ts';
import type { Finding } from '../../src/model/finding.ts';
import { lineText, placeText } from '../../src/model/place.ts';
import { applyPolicy } from '../../src/policy/apply.ts';
import type { ParsedSource } from '../../src/policy/comments.ts';
import { loadPolicy } from '../../src/policy/config.ts';
import { type CommandLineLevels, emptyPolicy, type Policy } from '../../src/policy/policy.ts';
import { at, type Node } from '../../src/template/node.ts';
import { placeOf } from '../../src/template/place.ts';
import { textPlace } from '../text-place.ts';
import { fixtures, parsedFixture, ruleIds } from './fixture.ts';

const source = parsedFixture('apply/orders.yaml');

function node(...path: string[]): Node {
  const found = at(source.root, 'Resources', ...path);
  if (!found) throw new Error(`The fixture has no ${path.join('.')}.`);
  return found;
}

function operation(method: string, path: string): Node {
  return node('OrdersApi', 'Properties', 'DefinitionBody', 'paths', path, method, 'security');
}

const ordersApi: Api = {
  id: 'OrdersApi',
  type: 'REST',
  place: placeOf(node('OrdersApi')),
  isSam: true,
  isImplicit: false,
  isPrivate: false,
  resourcePolicy: { kind: 'absent' },
};

function endpoint(api: Api, method: string, path: string, decides: Node, ...types: AuthorizerType[]): Endpoint {
  const place = placeOf(decides);
  return {
    api,
    method,
    path,
    auth: types.map(type => ({ type, name: 'Users', scopes: [], place })),
    apiKeyRequired: false,
    conditions: [],
    isServed: true,
    place,
    declaredAt: place,
    because: types.length > 0 ? 'The operation names Users.' : 'The operation needs nothing.',
    reasons: [],
  };
}

const getHealth = endpoint(ordersApi, 'GET', '/health', operation('get', '/health'));
const getOrders = endpoint(ordersApi, 'GET', '/orders', operation('get', '/orders'));
const postOrders = endpoint(ordersApi, 'POST', '/orders', operation('post', '/orders'), 'COGNITO');
const getOrder = endpoint(ordersApi, 'GET', '/orders/{id}', operation('get', '/orders/{id}'));
const deleteOrder = endpoint(ordersApi, 'DELETE', '/orders/{id}', operation('delete', '/orders/{id}'), 'COGNITO');
const pricesApi = endpoint({ ...ordersApi, id: 'PricesApi', type: 'APPSYNC' }, '', '', node('PricesApi'), 'API_KEY');
const endpoints = [getHealth, getOrders, postOrders, getOrder, deleteOrder, pricesApi];

function open(about: Endpoint): Finding {
  const message = `${about.method} ${about.path} accepts any caller.`;
  return { ruleId: 'endpoint-without-authorizer', severity: 'error', message, place: about.place, endpoint: about };
}

const keyOnly: Finding = {
  ruleId: 'graphql-api-key-only',
  severity: 'warning',
  message: 'PricesApi accepts an API key.',
  place: placeOf(node('PricesApi')),
  endpoint: pricesApi,
};
const noDefault: Finding = {
  ruleId: 'api-without-default-authorizer',
  severity: 'warning',
  message: 'OrdersApi has no DefaultAuthorizer.',
  place: placeOf(node('OrdersApi')),
};
const findings = [open(getHealth), open(getOrders), open(getOrder), noDefault, keyOnly];

/** Each finding as its place, what it says and what answers it. */
function apply(
  policy: Policy,
  given: { findings?: Finding[]; commandLine?: CommandLineLevels; sources?: ParsedSource[] } = {},
) {
  const { commandLine = {}, sources = [] } = given;
  const input = { findings: given.findings ?? findings, endpoints, policy, commandLine, sources, ruleIds };
  return applyPolicy(input).map(({ place, ruleId, severity, message, suppression }) => {
    const where = placeText(place);
    const answer = suppression ? [`${suppression.kind} ${lineText(suppression.place)}: ${suppression.reason}`] : [];
    return [where, `${severity} ${ruleId}: ${message}`, ...answer];
  });
}

const unanswered = [
  ['apply/orders.yaml:11:25', 'error endpoint-without-authorizer: GET /health accepts any caller.'],
  ['apply/orders.yaml:14:25', 'error endpoint-without-authorizer: GET /orders accepts any caller.'],
  ['apply/orders.yaml:20:25', 'error endpoint-without-authorizer: GET /orders/{id} accepts any caller.'],
  ['apply/orders.yaml:3:3', 'warning api-without-default-authorizer: OrdersApi has no DefaultAuthorizer.'],
  ['apply/orders.yaml:25:3', 'warning graphql-api-key-only: PricesApi accepts an API key.'],
];

test('no policy changes nothing', () => {
  expect(apply(emptyPolicy)).toEqual(unanswered);
});

test('comments answer the findings of their rules on their lines', () => {
  expect(apply(emptyPolicy, { sources: [source] })).toEqual([
    unanswered[0],
    [...(unanswered[1] ?? []), 'comment apply/orders.yaml:14: Partners call it until March.'],
    unanswered[2],
    unanswered[3],
    [...(unanswered[4] ?? []), 'comment apply/orders.yaml:24: Its key is in no client.'],
    [
      'apply/orders.yaml:21:13',
      'warning policy-unused: The comment ignores nothing: it gives no reason after ignore[endpoint-without-authorizer].',
    ],
    [
      'apply/orders.yaml:15:38',
      'warning policy-unused: The comment ignores scope-not-declared, of which there is no finding on line 16.',
    ],
    [
      'apply/orders.yaml:15:58',
      'warning policy-unused: The comment ignores authorizer-undefined, of which there is no finding on line 16.',
    ],
  ]);
});

describe('a config file', () => {
  let policy: Policy;
  beforeAll(async () => {
    policy = await loadPolicy({ workingFolder: fixtures, config: 'apply/cfn-auth-audit.yml', ruleIds });
  });

  const config = 'apply/cfn-auth-audit.yml';
  const unused = [
    [
      `${config}:32:11`,
      'policy-unused: The ignore entry for api-without-default-authorizer at Resources.* of users.yaml matches no finding.',
    ],
    [
      `${config}:36:11`,
      'policy-unused: The ignore entry for scope-not-declared at Resources.OrdersApi matches no finding.',
    ],
    [
      `${config}:10:11`,
      'policy-unused: DELETE /orders/{id} is not open, so the public entry for DELETE /orders/{id} of OrdersApi is not needed.',
    ],
    [
      `${config}:15:10`,
      'policy-unused: POST /orders is not open, so the public entry for POST of OrdersApi is not needed.',
    ],
    [`${config}:21:11`, 'policy-unused: The public entry for /users of UsersApi matches no endpoint.'],
  ];
  const unusedAs = (severity: string) => unused.map(([where, what]) => [where, `${severity} ${what}`]);

  const answered = [
    [...(unanswered[0] ?? []), `public ${config}:6: The load balancer has no token.`],
    [...(unanswered[1] ?? []), `ignore ${config}:25: Partners call it.`],
    [...(unanswered[2] ?? []), `public ${config}:13: An id cannot be guessed.`],
    [...(unanswered[3] ?? []), `ignore ${config}:28: Each operation names its own.`],
    [...(unanswered[4] ?? []), `public ${config}:18: Prices are public.`],
  ];

  test('answers findings by its entries, and those that answer none are reported', () => {
    expect(apply(policy)).toEqual([...answered, ...unusedAs('warning')]);
  });

  test('gives way to comments, and what both answer leaves neither unused', () => {
    expect(apply(policy, { sources: [source] })).toEqual([
      answered[0],
      [...(unanswered[1] ?? []), 'comment apply/orders.yaml:14: Partners call it until March.'],
      answered[2],
      answered[3],
      [...(unanswered[4] ?? []), 'comment apply/orders.yaml:24: Its key is in no client.'],
      [
        'apply/orders.yaml:21:13',
        'warning policy-unused: The comment ignores nothing: it gives no reason after ignore[endpoint-without-authorizer].',
      ],
      [
        'apply/orders.yaml:15:38',
        'warning policy-unused: The comment ignores scope-not-declared, of which there is no finding on line 16.',
      ],
      ...unusedAs('warning'),
    ]);
  });

  test('keeps an entry for public endpoints while they are open, even where no rule says so', () => {
    const commandLine = {
      'endpoint-without-authorizer': 'off',
      'api-without-default-authorizer': 'off',
      'policy-unused': 'error',
    } as const;
    expect(apply(policy, { findings: [], commandLine })).toEqual(unusedAs('error').slice(1));
  });

  test('can be checked for unused entries or not', () => {
    expect(apply(policy, { commandLine: { 'policy-unused': 'off' } })).toEqual(answered);
  });

  test('points from an entry that is not needed at what guards the endpoint', () => {
    const input = { findings: [], endpoints: [deleteOrder, postOrders, getHealth], sources: [], ruleIds };
    const only = { ...policy, ignore: [], public: policy.public.slice(1, 4) };
    expect(applyPolicy({ ...input, policy: only, commandLine: {} })).toEqual([
      {
        ruleId: 'policy-unused',
        severity: 'warning',
        message:
          'DELETE /orders/{id} is not open, so the public entry for DELETE /orders/{id} of OrdersApi is not needed.',
        place: policy.public[1]?.place,
        related: [{ place: deleteOrder.place, message: 'The operation names Users.' }],
      },
      {
        ruleId: 'policy-unused',
        severity: 'warning',
        message: 'DELETE /orders/{id} is not open, so the public entry for /**/{id} of Orders* is not needed.',
        place: policy.public[2]?.place,
        related: [{ place: deleteOrder.place, message: 'The operation names Users.' }],
      },
      {
        ruleId: 'policy-unused',
        severity: 'warning',
        message: 'POST /orders is not open, so the public entry for POST of OrdersApi is not needed.',
        place: policy.public[3]?.place,
        related: [{ place: postOrders.place, message: 'The operation names Users.' }],
      },
    ]);
  });
});

test('an endpoint of which nothing can be said leaves its public entry alone', () => {
  const covers = () => true;
  const entry = {
    name: 'OrdersApi',
    reason: 'Orders are public.',
    place: textPlace(ordersApi.place),
    scope: 'both' as const,
    covers,
  };
  const policy = { ...emptyPolicy, public: [entry] };
  const input = { findings: [], policy, commandLine: {}, sources: [], ruleIds };
  const unknown = endpoint(ordersApi, 'GET', '/orders', operation('get', '/orders'), 'UNKNOWN');
  expect(applyPolicy({ ...input, endpoints: [unknown] })).toEqual([]);
  expect(applyPolicy({ ...input, endpoints: [postOrders, deleteOrder, postOrders] }).map(each => each.message)).toEqual(
    ['POST /orders and DELETE /orders/{id} are not open, so the public entry for OrdersApi is not needed.'],
  );
});
