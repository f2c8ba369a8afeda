import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    '11:7 `AuthorizationScopes` The method ListOrders has AuthorizationScopes without effect: its AuthorizationType is NONE, which looks at no scopes.',
    '21:7 `AuthorizationScopes` The method PlaceOrder has AuthorizationScopes without effect: its AuthorizationType is CUSTOM, which looks at no scopes.',
    '37:7 `AuthorizationScopes` The route TakePayment has AuthorizationScopes without effect: its AuthorizationType is AWS_IAM, which looks at no scopes.',
    '45:7 `AuthorizationScopes` The route GiveRefund has AuthorizationScopes without effect: its AuthorizationType is NONE, which looks at no scopes.',
  ],
  'good.yaml': [],
  'unknown.yaml': {
    findings: [],
    unknowns: ['14:26 `!Ref Guard` Who may call GET /orders is decided when it is deployed.'],
  },
  'sam-rest.yaml': [
    '12:64 `AuthorizationScopes` The authorizer Gatekeeper of OrdersApi has AuthorizationScopes without effect: a Lambda authorizer decides by itself, and API Gateway looks at no scopes.',
    '38:42 `AuthorizationScopes` The event PlaceOrder of OrdersFunction has AuthorizationScopes without effect: AWS_IAM looks at no scopes.',
    '45:45 `AuthorizationScopes` The event CancelOrder of OrdersFunction has AuthorizationScopes without effect: Gatekeeper looks at no scopes.',
  ],
  'sam-http.yaml': [
    '26:105 `[]` The event ListOrders of OrdersFunction has AuthorizationScopes without effect: an empty list does not take away those of Partners on an HTTP API.',
    '33:39 `AuthorizationScopes` The event ListPrices of OrdersFunction has AuthorizationScopes without effect: NONE looks at no scopes.',
    '40:42 `AuthorizationScopes` The event CancelOrder of OrdersFunction has AuthorizationScopes without effect: AWS_IAM looks at no scopes.',
  ],
  'across-stacks': {
    findings: [
      'orders.yaml:24:7 `AuthorizationScopes` The route ReportOrders has AuthorizationScopes without effect: its AuthorizationType is AWS_IAM, which looks at no scopes.',
    ],
    unknowns: ['orders.yaml:31:26 `!Ref PartnerGuard` Who may call GET /shared is decided when it is deployed.'],
  },
});
