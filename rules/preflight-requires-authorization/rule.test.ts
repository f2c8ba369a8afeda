import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    {
      finding:
        '4:16 `"\'https://shop.example.com\'"` Preflights of /payments in PaymentsApi ask for an API key, which no browser sends.',
      related: ['27:25 `true` Auth of PaymentsApi names api_key'],
    },
    {
      finding:
        '14:13 `"\'https://orders.example.com\'"` Preflights of /orders and 1 other path in OrdersApi ask for Users, which no browser sends.',
      related: ['16:28 `Users` DefaultAuthorizer of OrdersApi names Users'],
    },
  ],
  'good.yaml': [],
  'unknown.yaml': {
    findings: [],
    unknowns: [
      '16:28 `!Ref Guard` Who may call OPTIONS /orders is decided when it is deployed.',
      '16:28 `!Ref Guard` Who may call POST /orders is decided when it is deployed.',
    ],
  },
});
