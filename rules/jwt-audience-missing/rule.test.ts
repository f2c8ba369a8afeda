import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    '10:11 `Users` The authorizer Users of OrdersApi has no audience and refuses every token.',
    '15:81 `[]` The authorizer Partners of OrdersApi has no audience and refuses every token.',
    '24:13 `Clerks` The authorizer Clerks of PaymentsApi has no audience and refuses every token.',
    '30:3 `ReportsAuthorizer` The authorizer ReportsAuthorizer has no audience and refuses every token.',
  ],
  'good.yaml': [],
  'unknown.yaml': {
    findings: [],
    unknowns: [
      '20:75 `!Ref ClientIds` Which audience the authorizer Users has is decided when it is deployed.',
      '31:19 `!If [IsProd, [shop], !Ref AWS::NoValue]` Which audience the authorizer Partners has is decided when it is deployed.',
    ],
  },
  'conditional-configuration.yaml': {
    findings: [],
    unknowns: ['20:7 `JwtConfiguration` Which audience the authorizer Users has is decided when it is deployed.'],
  },
  'across-stacks': {
    findings: [
      'orders.yaml:14:11 `Store` The authorizer Store of OrdersApi has no audience and refuses every token.',
      'payments.yaml:31:3 `Couriers` The authorizer Couriers has no audience and refuses every token.',
    ],
    unknowns: [
      'payments.yaml:29:19 `!Ref PartnerIds` Which audience the authorizer Partners has is decided when it is deployed.',
    ],
  },
});
