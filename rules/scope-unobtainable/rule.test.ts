import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    '29:28 `Users` POST /orders asks for the scope orders/write, which no client of its user pool may request.',
    '58:27 `Users` DELETE /orders asks for one of the scopes orders/cancel, orders/write, which no client of its user pool may request.',
  ],
  'good.yaml': [],
  'unknown.yaml': {
    findings: [],
    unknowns: [
      '23:27 `!Ref ShopScopes` Which AllowedOAuthScopes the client ShopClient has is decided when it is deployed.',
      '45:28 `payments/take` Whether the scope payments/take is declared is not known: its user pool comes from PartnerPoolId, which is not known.',
    ],
  },
  'across-stacks': [
    'orders.yaml:30:26 `COGNITO_USER_POOLS` POST / asks for the scope orders/write, which no client of its user pool may request.',
  ],
});
