import { expect, test } from '@jest/globals';
import type { Endpoint } from '../../src/model/endpoint.ts';
import { endpointsText } from '../../src/report/endpoints.ts';
import { endpointsJson, type JsonEndpoints } from '../../src/report/endpoints-json.ts';
import { endpoints, ordersApi, place } from './sample.ts';

const plain = { color: false, quiet: false };

function endpoint(more: Partial<Endpoint>): Endpoint {
  return {
    api: ordersApi,
    method: 'GET',
    path: '/orders',
    auth: [],
    apiKeyRequired: false,
    conditions: [],
    isServed: true,
    place: place(12, 7, 11, ''),
    declaredAt: place(12, 7, 11, ''),
    because: '',
    reasons: [],
    ...more,
  };
}

const authorizer = { type: 'JWT', name: 'Users', scopes: [], place: place(1, 1, 1, '') } as const;

const matrix: readonly Endpoint[] = [
  endpoint({}),
  endpoint({ api: { ...ordersApi, id: 'ReportFunctionUrl', type: 'FUNCTION_URL' }, method: '', path: '' }),
  endpoint({ method: 'POST', auth: [{ ...authorizer, type: 'COGNITO', scopes: ['orders/read', 'orders/write'] }] }),
  endpoint({ path: '/orders/{id}', auth: [{ ...authorizer, type: 'UNDEFINED' }], apiKeyRequired: true }),
  endpoint({ path: '/a', auth: [{ ...authorizer, type: 'UNKNOWN', name: null }] }),
  endpoint({ path: '/b', auth: [{ ...authorizer, type: 'UNKNOWN' }] }),
  endpoint({ path: '/c', auth: [authorizer, { ...authorizer, type: 'UNDEFINED', name: 'Old' }] }),
  endpoint({
    path: '/d',
    auth: [
      { ...authorizer, type: 'UNDEFINED', name: 'Old' },
      { ...authorizer, type: 'UNDEFINED', name: 'Older' },
    ],
  }),
  endpoint({ path: '/e', auth: [{ ...authorizer, type: 'AWS_IAM', name: null }] }),
  endpoint({ path: '/f', auth: [{ ...authorizer, type: 'AWS_IAM', name: 'AWS_IAM' }] }),
  endpoint({ path: '/g', auth: [{ ...authorizer, type: 'UNDEFINED', name: null }] }),
  endpoint({ path: '/placeholder', isServed: false }),
  endpoint({ api: { ...ordersApi, id: null }, path: '/h' }),
  endpoint({
    api: { ...ordersApi, id: 'ChatApi', type: 'WEBSOCKET' },
    method: '',
    path: '$connect',
    auth: [{ ...authorizer, type: 'LAMBDA', name: 'Tokens' }],
    conditions: [
      { condition: 'IsProd', is: true },
      { condition: 'IsMuted', is: false },
    ],
  }),
  endpoint({
    api: { ...ordersApi, id: 'Graph', type: 'APPSYNC' },
    method: '',
    path: '',
    auth: [{ ...authorizer, type: 'API_KEY', name: null }],
  }),
];

test('prints a table, an API after the other, and a count', () => {
  expect(
    endpointsText(matrix, plain),
  ).toBe(`API                METHOD  PATH            GUARDED BY                                      DECIDED AT
OrdersApi          GET     /orders         open                                            orders.yaml:12
OrdersApi          POST    /orders         COGNITO Users (orders/read, orders/write)       orders.yaml:12
OrdersApi          GET     /orders/{id}    no authorizer (Users guards nothing) + API key  orders.yaml:12
OrdersApi          GET     /a              unknown                                         orders.yaml:12
OrdersApi          GET     /b              unknown (Users)                                 orders.yaml:12
OrdersApi          GET     /c              JWT Users, Old (guards nothing)                 orders.yaml:12
OrdersApi          GET     /d              open (Old and Older guard nothing)              orders.yaml:12
OrdersApi          GET     /e              AWS_IAM                                         orders.yaml:12
OrdersApi          GET     /f              AWS_IAM                                         orders.yaml:12
OrdersApi          GET     /g              open                                            orders.yaml:12
OrdersApi          GET     /placeholder    never served                                    orders.yaml:12
ReportFunctionUrl  -       (function URL)  open                                            orders.yaml:12
(elsewhere)        GET     /h              open                                            orders.yaml:12
ChatApi            -       $connect        LAMBDA Tokens                                   orders.yaml:12  (if IsProd, unless IsMuted)
Graph              -       (AppSync API)   API_KEY                                         orders.yaml:12

15 endpoints, 5 open, 2 unknown, 1 never served
`);
});

test('a long list of scopes does not push the other rows apart, and an intrinsic is compact JSON', () => {
  expect(endpointsText(endpoints, plain)).toBe(
    [
      'API        METHOD  PATH     GUARDED BY                                                    DECIDED AT',
      'OrdersApi  GET     /orders  open                                                          orders.yaml:12',
      `OrdersApi  POST    /orders  COGNITO Users (orders/wirte, {"Fn::Sub":"\${Server}/read"}) + API key  orders.yaml:33  (if IsProd, unless IsMuted)`,
      '',
      '2 endpoints, 1 open',
      '',
    ].join('\n'),
  );
});

test('open and unknown endpoints stand out in colour', () => {
  const rows = [endpoint({}), endpoint({ path: '/a', auth: [{ ...authorizer, type: 'UNKNOWN' }] })];
  expect(endpointsText(rows, { color: true, quiet: true })).toBe(
    [
      '\u001b[1mAPI\u001b[22m        \u001b[1mMETHOD\u001b[22m  \u001b[1mPATH\u001b[22m     \u001b[1mGUARDED BY\u001b[22m       \u001b[1mDECIDED AT\u001b[22m',
      'OrdersApi  GET     /orders  \u001b[31mopen\u001b[39m             \u001b[2morders.yaml:12\u001b[22m',
      'OrdersApi  GET     /a       \u001b[33munknown (Users)\u001b[39m  \u001b[2morders.yaml:12\u001b[22m',
      '',
    ].join('\n'),
  );
});

test('says that there are none', () => {
  expect(endpointsText([], plain)).toBe('0 endpoints, 0 open\n');
});

test('a hostile template keeps to its cells', () => {
  const hostile = '::error::\u001b[2J\n##[x]\u202e';
  const rows = [
    endpoint({
      api: { ...ordersApi, id: hostile },
      path: hostile,
      auth: [{ ...authorizer, name: hostile, scopes: [hostile, { Ref: hostile }] }],
      place: { ...place(1, 1, 1, ''), file: hostile },
      conditions: [{ condition: hostile, is: true }],
    }),
    endpoint({ path: '/日本' }),
  ];
  const shown = '::error::␛[2J␊##⁅x]\uFFFD';
  expect(endpointsText(rows, plain)).toBe(
    [
      'API                   METHOD  PATH                  GUARDED BY                                                    DECIDED AT',
      `∶∶error::␛[2J␊##⁅x]\uFFFD  GET     ${shown}  JWT ${shown} (${shown}, {"Ref":"::error::\\u001b[2J\\n##⁅x]\uFFFD"})  ${shown}:1  (if ${shown})`,
      'OrdersApi             GET     /日本                 open                                                          orders.yaml:12',
      '',
      '2 endpoints, 1 open',
      '',
    ].join('\n'),
  );
});

test('prints the contract, keys in their order', () => {
  const expected: JsonEndpoints = {
    version: 1,
    endpoints: [
      {
        file: 'orders.yaml',
        line: 12,
        column: 7,
        apiId: 'OrdersApi',
        apiType: 'REST',
        method: 'GET',
        path: '/orders',
        auth: [],
        apiKeyRequired: false,
        conditions: [],
        isServed: true,
        because: 'OrdersApi has no DefaultAuthorizer.',
        decidedAt: { file: 'orders.yaml', line: 12, column: 7 },
      },
      {
        file: 'orders.yaml',
        line: 33,
        column: 27,
        apiId: 'OrdersApi',
        apiType: 'REST',
        method: 'POST',
        path: '/orders',
        auth: [{ type: 'COGNITO', name: 'Users', scopes: ['orders/wirte', { 'Fn::Sub': `\${Server}/read` }] }],
        apiKeyRequired: true,
        conditions: [
          { condition: 'IsProd', is: true },
          { condition: 'IsMuted', is: false },
        ],
        isServed: true,
        because: 'The event Create of OrdersFunction names the authorizer Users.',
        decidedAt: { file: 'orders.yaml', line: 33, column: 27 },
      },
    ],
  };
  expect(endpointsJson(endpoints)).toBe(`${JSON.stringify(expected, undefined, 2)}\n`);
});
