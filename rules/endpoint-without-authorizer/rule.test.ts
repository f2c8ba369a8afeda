import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    '25:9 `PlaceOrder` POST /orders accepts any caller: neither the event PlaceOrder of OrdersFunction nor its API names an authorizer.',
  ],
  'good.yaml': [],
  'unknown.yaml': {
    findings: [],
    unknowns: [
      '16:28 `!Ref Guard` Who may call POST /orders is decided when it is deployed.',
      '36:51 `s3://shop-definitions/payments.yaml` The definition of PaymentsApi is not in the audited files, so its endpoints are not known.',
      '45:13 `Fn::Transform: { Name: AWS::Include, Parameters: { Location: s3://shop-definitions/reports.yaml } }` A part of the definition of ReportsApi is made by a macro or stands in a file that could not be read, so its endpoints are not known.',
      '53:87 `!Ref Guard` Who may call POST /refunds is decided when it is deployed.',
    ],
  },
  'left-to-other-rules.yaml': {
    findings: [],
    others: ['function-url-open', 'endpoint-opts-out', 'api-key-is-not-authorization', 'websocket-connect-open'],
  },
  'implicit-apis.yaml': [
    '17:9 `PlaceOrder` POST /orders accepts any caller: neither the event PlaceOrder of OrdersFunction nor its API names an authorizer.',
    '29:9 `StartPayment` POST /payments accepts any caller: neither the event StartPayment of PaymentWorkflow nor its API names an authorizer.',
  ],
  'globals.yaml': [
    {
      finding:
        '33:34 `Users` GET /report accepts any caller: DefaultAuthorizer of ReportsApi is ignored by SAM, since the API has no Authorizers.',
      related: ['48:9 `ReadReport` the endpoint is declared here'],
    },
    '42:9 `TakePayment` POST /payments accepts any caller: neither the event TakePayment of ShopFunction nor its API names an authorizer.',
    '45:9 `GiveRefund` POST /refunds accepts any caller: neither the event GiveRefund of ShopFunction nor its API names an authorizer.',
  ],
  'any-and-greedy.yaml': [
    '14:9 `Everything` $default of OrdersApi accepts any caller, for every path and method that no other route takes: neither the event Everything of OrdersFunction nor its API names an authorizer.',
    '17:9 `EveryMethod` ANY /orders accepts any caller, with every method: neither the event EveryMethod of OrdersFunction nor its API names an authorizer.',
    '20:9 `EveryPath` GET /orders/{order+} accepts any caller, for every path below: neither the event EveryPath of OrdersFunction nor its API names an authorizer.',
    '23:9 `EveryMethodAndPath` ANY /invoices/{proxy+} accepts any caller, with every method and for every path below: neither the event EveryMethodAndPath of OrdersFunction nor its API names an authorizer.',
  ],
  'definition-body.yaml': [
    {
      finding:
        '22:26 `Partners` POST /orders accepts any caller: security of POST /orders in the definition of OrdersApi names Partners.',
      related: [
        '21:13 `post` the endpoint is declared here',
        "41:13 `Partners` Partners is defined here, without any of API Gateway's extensions",
      ],
    },
    {
      finding:
        '53:19 `{ Authorizer: Users }` DELETE /orders accepts any caller: Auth of the event CancelOrder of OrdersFunction is ignored, since OrdersApi has a definition of its own.',
      related: ['24:13 `delete` the endpoint is declared here'],
    },
  ],
  'included-definition': [
    'openapi.yaml:4:5 `get` GET /orders accepts any caller: neither the operation in the definition of OrdersApi nor its API names an authorizer.',
  ],
  'root-security.yaml': {
    findings: [
      {
        finding:
          '8:9 `security` GET /orders accepts any caller: security at the root of the definition of OrdersApi counts for nothing in Swagger 2.',
        related: ['11:13 `get` the endpoint is declared here'],
      },
      {
        finding: '64:22 `Basic` GET /notes accepts any caller: security of the definition of NotesApi names Basic.',
        related: [
          '67:13 `get` the endpoint is declared here',
          "71:13 `Basic` Basic is defined here, without any of API Gateway's extensions",
        ],
      },
    ],
    unknowns: [
      "29:19 `[{ Signed: [] }]` Who may call endpoints of RefundsApi without security of their own is not known: API Gateway's documentation says that it does not use security at the root of the definition of RefundsApi, and SAM CLI takes it for a default.",
      "44:11 `- Tokens: []` Who may call endpoints of PaymentsApi without security of their own is not known: whether security at the root of the definition of PaymentsApi counts in an HTTP API, API Gateway's documentation does not say.",
    ],
    others: [],
  },
  'definition-file': [
    'openapi.yaml:9:5 `get` (warning) GET /orders accepts any caller that the resource policy lets through: neither the operation in the definition of OrdersApi nor its API names an authorizer.',
  ],
  'rest-methods.yaml': [
    {
      finding: '42:26 `None` POST /orders accepts any caller: AuthorizationType of PlaceOrder is None.',
      related: ['36:3 `PlaceOrder` the endpoint is declared here'],
    },
    '54:3 `CancelOrder` DELETE /orders/{id} accepts any caller: CancelOrder has no AuthorizationType.',
  ],
  'http-routes.yaml': [
    {
      finding: '12:85 `NONE` POST /orders accepts any caller: AuthorizationType of PlaceOrder is NONE.',
      related: ['10:3 `PlaceOrder` the endpoint is declared here'],
    },
    '14:3 `EverythingElse` $default of OrdersApi accepts any caller, for every path and method that no other route takes: EverythingElse has no AuthorizationType.',
    '19:3 `CancelOrder` DELETE /orders accepts any caller: CancelOrder has no AuthorizationType.',
    {
      finding:
        '28:15 `https://prices.example.com` $default of PricesApi accepts any caller, for every path and method that no other route takes: Target of PricesApi makes a route without an authorizer.',
      related: ['23:3 `PricesApi` the endpoint is declared here'],
    },
  ],
  'resource-policies.yaml': [
    '40:9 `PlaceOrder` (note) POST /orders accepts any caller that the resource policy lets through: neither the event PlaceOrder of ShopFunction nor its API names an authorizer.',
    '43:9 `GiveRefund` (note) POST /refunds accepts any caller that the private API, which needs a resource policy, will let in: neither the event GiveRefund of ShopFunction nor its API names an authorizer.',
    '46:9 `TakePayment` (warning) POST /payments accepts any caller that the resource policy lets through: neither the event TakePayment of ShopFunction nor its API names an authorizer.',
    '49:9 `ListPrices` GET /prices accepts any caller: neither the event ListPrices of ShopFunction nor its API names an authorizer.',
  ],
  'conditions.yaml': [
    {
      finding:
        '20:48 `NONE` POST /orders accepts any caller: AuthorizationType of PlaceOrder is NONE (when IsProd is false).',
      related: ['15:3 `PlaceOrder` the endpoint is declared here'],
    },
    '39:9 `ResetShop` POST /reset accepts any caller: neither the event ResetShop of ResetFunction nor its API names an authorizer (when IsTest is true).',
    '50:13 `get` GET /reports accepts any caller: neither the operation in the definition of ReportsApi nor its API names an authorizer (when IsProd is false).',
    {
      finding:
        '61:48 `!Ref AWS::NoValue` GET /payments accepts any caller: ListPayments has no AuthorizationType (when IsProd is false).',
      related: ['56:3 `ListPayments` the endpoint is declared here'],
    },
  ],
});
