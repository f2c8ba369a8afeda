import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    '13:11 `Users` The authorizer Users of OrdersApi guards no endpoint, and 2 endpoints of its API are open.',
    '22:11 `Users` The authorizer Users of PaymentsApi guards no endpoint.',
    '42:3 `ReportsAuthorizer` The authorizer ReportsAuthorizer guards no endpoint.',
  ],
  'good.yaml': [],
  'unknown.yaml': {
    findings: [],
    unknowns: [
      '15:28 `!Ref Guard` Who may call GET /orders is decided when it is deployed.',
      '31:13 `Fn::Transform: { Name: AWS::Include, Parameters: { Location: s3://shop-definitions/payments.yaml } }` A part of the definition of PaymentsApi is made by a macro or stands in a file that could not be read, so its endpoints are not known.',
    ],
  },
  'globals.yaml': ['8:9 `Clerks` The authorizer Clerks of OrdersApi guards no endpoint.'],
  'across-stacks': [
    'reports.yaml:10:11 `Users` The authorizer Users of ReportsApi guards no endpoint, and an endpoint of its API is open.',
    'shop.yaml:22:3 `ForgottenAuthorizer` The authorizer ForgottenAuthorizer guards no endpoint.',
  ],
});
