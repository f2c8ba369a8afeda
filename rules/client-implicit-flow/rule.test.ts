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
  'across-stacks': {
    findings: [
      'clients.yaml:12:64 `!Ref ShopFlows` The client ShopClient allows the implicit flow.',
      'clients.yaml:21:64 `[!Ref StoreFlow]` The client StoreClient allows the implicit flow.',
      'clients.yaml:25:64 `!Ref TillFlows` The client TillClient allows the implicit flow.',
    ],
    unknowns: [
      'clients.yaml:29:64 `!Ref PartnerFlows` Which AllowedOAuthFlows the client PartnerClient has is decided when it is deployed.',
    ],
  },
});
