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
  'unknown.yaml': {
    findings: [],
    unknowns: ['12:58 `shop` Whether this domain is for the user pool Users is decided when it is deployed.'],
  },
  copies: {
    findings: [],
    unknowns: [
      'north/shop.yaml:11:26 `[code]` Whether there is a token endpoint for the client ShopClient is not known: that its user pool is Users is inferred, and that has no domain.',
    ],
  },
  'across-stacks': [
    {
      finding:
        'shop.yaml:16:26 `[code]` The client PartnerClient gets tokens by code, but its user pool Partners has no domain and so no token endpoint.',
      related: ['accounts.yaml:5:3 `Partners` Partners is declared here'],
    },
  ],
});
