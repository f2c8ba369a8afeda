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
  'unknown.yaml': {
    findings: [],
    unknowns: [
      '30:59 `!Ref ShopClient` Whether the authorizer OrdersAuthorizer takes tokens of the client ShopClient is not known: its user pool comes from Issuer, which is not known.',
      '40:73 `!Ref PartnerClientId` Whether the authorizer PartnersAuthorizer takes tokens of the client ${PartnerClientId} is not known: which client is meant is decided when it is deployed.',
      '40:95 `!Ref PartnerClient` Whether the authorizer PartnersAuthorizer takes tokens of the client PartnerClient is not known: its user pool comes from PartnerPoolId, which is not known.',
    ],
  },
  'conditional-issuer.yaml': [],
  'conditional-clients.yaml': {
    findings: [],
    unknowns: [
      '33:20 `!Ref ShopClient` Whether the authorizer OrdersAuthorizer takes tokens of the client ShopClient is not known: conditions choose its issuer.',
    ],
  },
  'given.yaml': {
    parameters: { Stage: 'test' },
    findings: [
      {
        finding:
          '32:33 `!Ref ShopClient` The authorizer OrdersAuthorizer takes tokens of Testers, but the client ShopClient in its audience belongs to Users.',
        related: ['15:3 `ShopClient` ShopClient is declared here'],
      },
    ],
  },
  // North's client ids may be South's or of a stack elsewhere. South's client is of another user pool than the issuer in
  // whichever copy.
  copies: {
    findings: [
      {
        finding:
          'south/orders.yaml:24:13 `!Ref ClientId` The authorizer OrdersAuthorizer takes tokens of Users, but the client PartnerClient in its audience belongs to Partners.',
        related: ['south/accounts.yaml:12:3 `PartnerClient` PartnerClient is declared here'],
      },
    ],
    unknowns: [
      'north/orders.yaml:24:13 `!Ref ClientId` Whether the authorizer OrdersAuthorizer takes tokens of the client ShopClient is not known: that its user pool is Users is inferred.',
    ],
  },
  'across-stacks': [
    {
      finding:
        'orders.yaml:18:13 `!ImportValue accounts-PartnerClientId` The authorizer OrdersAuthorizer takes tokens of Users, but the client PartnerClient in its audience belongs to Partners.',
      related: ['accounts.yaml:8:3 `PartnerClient` PartnerClient is declared here'],
    },
  ],
});
