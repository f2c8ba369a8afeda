import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    '7:3 `OrdersApi` OrdersApi has no DefaultAuthorizer, so that an endpoint without Auth of its own is open.',
    '14:7 `Auth` PaymentsApi has no DefaultAuthorizer, so that an endpoint without Auth of its own is open.',
    '30:9 `ListPrices` The implicit API ServerlessHttpApi has no DefaultAuthorizer, so that an endpoint without Auth of its own is open.',
  ],
  'good.yaml': [],
  'unknown.yaml': {
    findings: [],
    unknowns: ['15:28 `!Ref Guard` Who may call POST /orders is decided when it is deployed.'],
  },
  'parameter-default.yaml': [],
  'definition-file': [],
  'ignored.yaml': [
    '9:28 `Users` OrdersApi names the DefaultAuthorizer Users but defines no Authorizers, and SAM then ignores it without a word.',
  ],
  'cancelled.yaml': [
    {
      finding: '15:7 `Auth` OrdersApi cancels the DefaultAuthorizer of Globals with an empty value.',
      related: ['6:32 `AWS_IAM` Globals sets it here'],
    },
    {
      finding: '22:9 `DefaultAuthorizer` PaymentsApi cancels the DefaultAuthorizer of Globals with an empty value.',
      related: ['6:32 `AWS_IAM` Globals sets it here'],
    },
    {
      finding: '28:9 `DefaultAuthorizer` PricesApi cancels the DefaultAuthorizer of Globals with an empty value.',
      related: ['8:32 `AWS_IAM` Globals sets it here'],
    },
  ],
});
