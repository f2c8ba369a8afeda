import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    '10:11 `Users` The authorizer Users of OrdersApi has no audience and refuses every token.',
    '15:81 `[]` The authorizer Partners of OrdersApi has no audience and refuses every token.',
    '24:13 `Clerks` The authorizer Clerks of PaymentsApi has no audience and refuses every token.',
    '30:3 `ReportsAuthorizer` The authorizer ReportsAuthorizer has no audience and refuses every token.',
  ],
  'good.yaml': [],
  'unknown.yaml': [],
  'conditional-configuration.yaml': [],
});
