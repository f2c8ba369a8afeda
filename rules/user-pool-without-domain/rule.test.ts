import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    {
      finding:
        '17:26 `[code]` The client ShopClient gets tokens by code, but its user pool Users has no domain and so no token endpoint.',
      related: ['2:3 `Users` Users is declared here'],
    },
    {
      finding:
        '23:26 `[code, implicit]` The client StoreClient gets tokens by code and implicit, but its user pool Users has no domain and so no token endpoint.',
      related: ['2:3 `Users` Users is declared here'],
    },
  ],
  'good.yaml': [],
  'unknown.yaml': [],
  'across-stacks': [
    {
      finding:
        'shop.yaml:16:26 `[code]` The client PartnerClient gets tokens by code, but its user pool Partners has no domain and so no token endpoint.',
      related: ['accounts.yaml:5:3 `Partners` Partners is declared here'],
    },
  ],
});
