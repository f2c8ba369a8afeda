import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    '9:26 `[implicit]` The client ShopClient allows the implicit flow.',
    '15:26 `[code, implicit]` The client StoreClient allows the implicit flow.',
  ],
  'good.yaml': [],
  'unknown.yaml': {
    findings: [],
    unknowns: [
      '16:26 `!If [IsTest, [implicit], [code]]` Which AllowedOAuthFlows the client ShopClient has is decided when it is deployed.',
      '22:26 `[!Ref PartnerFlow]` Which AllowedOAuthFlows the client PartnerClient has is decided when it is deployed.',
    ],
  },
});
