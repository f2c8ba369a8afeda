import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    '6:54 `API_KEY` The AppSync API CatalogApi accepts anyone who has its API key.',
    '14:31 `API_KEY` The AppSync API OrdersApi accepts, among other modes, anyone who has its API key.',
    '21:15 `API_KEY` The AppSync API PricesApi accepts, among other modes, anyone who has its API key.',
    '29:37 `API_KEY` The AppSync API EventsApi accepts anyone who has its API key.',
  ],
  'good.yaml': [],
  'unknown.yaml': {
    findings: [],
    unknowns: [
      '7:54 `!Ref Mode` Who may call the AppSync API CatalogApi is decided when it is deployed.',
      '15:31 `!Ref Mode` Who may call the AppSync API OrdersApi is decided when it is deployed.',
    ],
  },
});
