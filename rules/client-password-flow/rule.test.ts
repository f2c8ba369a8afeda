import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    '9:26 `[ALLOW_USER_PASSWORD_AUTH, ALLOW_USER_SRP_AUTH, ALLOW_ADMIN_USER_PASSWORD_AUTH]` The client ShopClient allows ALLOW_USER_PASSWORD_AUTH and ALLOW_ADMIN_USER_PASSWORD_AUTH.',
    '16:26 `[ADMIN_NO_SRP_AUTH, USER_PASSWORD_AUTH]` The client StoreClient allows ADMIN_NO_SRP_AUTH and USER_PASSWORD_AUTH.',
  ],
  'good.yaml': [],
  'unknown.yaml': {
    findings: [],
    unknowns: [
      '16:26 `[!Ref Flow]` Which ExplicitAuthFlows the client ShopClient has is decided when it is deployed.',
      '23:7 `ExplicitAuthFlows` Which ExplicitAuthFlows the client StoreClient has is decided when it is deployed.',
    ],
  },
  'across-stacks': {
    findings: [
      'accounts.yaml:13:26 `!Ref ShopSignIn` The client ShopClient allows ALLOW_USER_PASSWORD_AUTH.',
      "accounts.yaml:20:26 `['{{resolve:ssm:/settings/StoreSignIn}}', !ImportValue settings-OrdersSignIn]` The client StoreClient allows ALLOW_ADMIN_USER_PASSWORD_AUTH.",
    ],
    unknowns: [
      'accounts.yaml:34:26 `!Ref TillSignIn` Which ExplicitAuthFlows the client TillClient has is decided when it is deployed.',
    ],
  },
});
