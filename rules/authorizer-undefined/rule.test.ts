import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    {
      finding:
        '15:28 `User` DefaultAuthorizer of OrdersApi names the authorizer User, but OrdersApi defines only Users and Partners: the deployment is refused.',
      fix: 'Name Users instead.',
      diff: ['-        DefaultAuthorizer: User', '+        DefaultAuthorizer: Users'],
    },
    '36:33 `Customers` The event PlaceOrder of OrdersFunction names the authorizer Customers, but OrdersApi defines only Users and Partners: the deployment is refused.',
  ],
  'good.yaml': [],
  'unknown.yaml': {
    findings: [],
    unknowns: [
      '11:19 `Users` Who may call GET /orders is decided when it is deployed.',
      '20:7 `Body` A part of the definition of PaymentsApi is made by a macro or stands in a file that could not be read, so its endpoints are not known.',
      '26:19 `Users` Who may call POST /payments is decided when it is deployed.',
    ],
  },
  'no-authorizers.yaml': [
    '13:76 `Users` The event TakePayment of PaymentsFunction names the authorizer Users, but ServerlessRestApi defines no authorizers: the deployment is refused.',
    '16:75 `Users` The event GiveRefund of PaymentsFunction names the authorizer Users, but ServerlessHttpApi defines no authorizers: the deployment is refused.',
  ],
  'http-api.yaml': [
    '12:28 `AWS_IAM` DefaultAuthorizer of OrdersApi names the authorizer AWS_IAM, but OrdersApi defines no authorizers: the deployment is refused.',
    {
      finding:
        '37:33 `Partner` The event TakePayment of ShopFunction names the authorizer Partner, but PaymentsApi defines only Partners: the deployment is refused.',
      fix: 'Name Partners instead.',
      diff: ['-            Auth: { Authorizer: Partner }', '+            Auth: { Authorizer: Partners }'],
    },
  ],
  'definition-body.yaml': [
    {
      finding:
        '17:19 `Partner` Security of POST /orders in the definition of OrdersApi names the authorizer Partner, but OrdersApi defines only Partners: it guards nothing.',
      fix: 'Name Partners instead.',
      diff: ['-                - Partner: []', '+                - Partners: []'],
    },
    '37:19 `Customers` Security of POST /payments in the definition of PaymentsApi names the authorizer Customers, but PaymentsApi defines no authorizers: it guards nothing.',
  ],
});
