import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    '14:22 `cancel` The scope orders/cancel of OrdersServer is requested by no client and asked for by no endpoint.',
  ],
  'good.yaml': [],
  'unknown.yaml': {
    findings: [],
    unknowns: [
      '20:27 `!Ref ShopScopes` Which AllowedOAuthScopes the client ShopClient has is decided when it is deployed.',
    ],
  },
  'pool-elsewhere.yaml': [],
  'authorizer-elsewhere.yaml': {
    findings: [],
    unknowns: [
      '28:29 `orders/read` Whether the scope orders/read is declared is not known: its authorizer is in no audited template.',
    ],
  },
  'across-stacks': [
    'accounts.yaml:13:24 `write` The scope orders/write of OrdersServer is requested by no client and asked for by no endpoint.',
  ],
});
