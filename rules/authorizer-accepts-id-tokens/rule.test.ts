import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    '24:11 `UsersTokens` GET /orders asks UsersTokens for no scope and so takes ID tokens only, of any client of the user pool.',
    '25:11 `PartnersTokens` (error) POST /payments and 1 other endpoint ask PartnersTokens for no scope and so take ID tokens only, which the client LedgerClient cannot get.',
  ],
  'good.yaml': [],
  'unknown.yaml': {
    findings: [],
    unknowns: ['25:26 `!Ref Guard` Who may call GET / is decided when it is deployed.'],
  },
  'methods.yaml': [
    '8:3 `Users` GET / asks Users for no scope and so takes ID tokens only, of any client of the user pool.',
  ],
  'scopes-from-parameter.yaml': {
    findings: [],
    unknowns: [
      '27:28 `!Ref OrderScopes` Whether the scope ${OrderScopes} is declared is not known: its text is decided when it is deployed.',
    ],
  },
  'across-stacks': [
    'orders.yaml:14:11 `Users` (error) GET /orders asks Users for no scope and so takes ID tokens only, which the client LedgerClient cannot get.',
    'orders.yaml:15:11 `Partners` GET /offers asks Partners for no scope and so takes ID tokens only, of any client of the user pool.',
    'shop.yaml:5:3 `ShopAuthorizer` (error) POST / asks ShopAuthorizer for no scope and so takes ID tokens only, which the client LedgerClient cannot get.',
  ],
});
