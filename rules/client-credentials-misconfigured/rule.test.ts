import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    {
      finding:
        '18:26 `[client_credentials]` The client LedgerClient allows client_credentials but has no secret to present.',
      fix: 'Set GenerateSecret of LedgerClient to true.',
      diff: ['+      GenerateSecret: true'],
    },
    {
      finding: '25:23 `false` The client ReportsClient allows client_credentials but has no secret to present.',
      fix: 'Set GenerateSecret of ReportsClient to true.',
      diff: ['-      GenerateSecret: false', '+      GenerateSecret: true'],
    },
    '34:26 `[code, client_credentials, implicit]` The client CourierClient allows client_credentials together with code and implicit, which Cognito refuses.',
    '43:28 `openid` The client StoreClient allows client_credentials with openid, a scope that is about users.',
    '51:27 `[aws.cognito.signin.user.admin]` The client PartnerClient allows client_credentials but no custom scope, so that there is nothing to ask a token for.',
    '51:28 `aws.cognito.signin.user.admin` The client PartnerClient allows client_credentials with aws.cognito.signin.user.admin, a scope that is about users.',
    '58:26 `[client_credentials]` The client TillClient allows client_credentials but no custom scope, so that there is nothing to ask a token for.',
  ],
  'good.yaml': [],
  'unknown.yaml': {
    findings: [],
    unknowns: [
      '15:26 `!Ref Flows` Which AllowedOAuthFlows the client ShopClient has is decided when it is deployed.',
      '22:23 `!Ref HasSecret` Whether GenerateSecret gives the client LedgerClient a secret is decided when it is deployed.',
      '24:27 `!Ref LedgerScopes` Which AllowedOAuthScopes the client LedgerClient has is decided when it is deployed.',
      '33:28 `!Ref LedgerScope` Whether the scope ${LedgerScope} is declared is not known: its text is decided when it is deployed.',
    ],
  },
  'across-stacks': {
    findings: [
      'machines.yaml:13:23 `!Ref HasSecret` The client LedgerClient allows client_credentials but has no secret to present.',
      'machines.yaml:23:27 `[!Ref ReportsScope]` The client ReportsClient allows client_credentials but no custom scope, so that there is nothing to ask a token for.',
      'machines.yaml:23:28 `!Ref ReportsScope` The client ReportsClient allows client_credentials with openid, a scope that is about users.',
    ],
    unknowns: [
      "machines.yaml:32:28 `'{{resolve:ssm:/partner/Scope}}'` Whether the scope ${{{resolve:ssm:/partner/Scope}}} is declared is not known: its text is decided when it is deployed.",
    ],
  },
});
