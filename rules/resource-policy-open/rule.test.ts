import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    '9:9 `ResourcePolicy` The resource policy of OrdersApi keeps out at most whom it names, and nothing else guards the API.',
    '15:44 `ResourcePolicy` The resource policy of PricesApi keeps out at most whom it names, and nothing else guards the API.',
    '33:7 `Policy` The resource policy of PaymentsApi keeps out at most whom it names, and nothing else guards the API.',
  ],
  'good.yaml': [],
  'unknown.yaml': [],
  'restrictive.yaml': [],
  'private.yaml': [
    '9:15 `ResourcePolicy` The resource policy of the private API OrdersApi names no VPC endpoint and no VPC, and nothing else guards the API.',
  ],
});
