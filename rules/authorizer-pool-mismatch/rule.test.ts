import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    {
      finding:
        '28:43 `!Ref PartnerClient` The authorizer UsersTokens of OrdersApi takes tokens of Users, but the client PartnerClient in its audience belongs to Partners.',
      related: ['14:3 `PartnerClient` PartnerClient is declared here'],
    },
    {
      finding:
        '43:20 `!Ref ShopClient` The authorizer PaymentsAuthorizer takes tokens of Partners, but the client ShopClient in its audience belongs to Users.',
      related: ['10:3 `ShopClient` ShopClient is declared here'],
    },
  ],
  'good.yaml': [],
  'unknown.yaml': [],
  'conditional-issuer.yaml': [],
  'across-stacks': [
    {
      finding:
        'orders.yaml:18:13 `!ImportValue accounts-PartnerClientId` The authorizer OrdersAuthorizer takes tokens of Users, but the client PartnerClient in its audience belongs to Partners.',
      related: ['accounts.yaml:8:3 `PartnerClient` PartnerClient is declared here'],
    },
  ],
});
