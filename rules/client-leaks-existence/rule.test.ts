import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    '5:3 `ShopClient` The client ShopClient lets callers find out which users exist.',
    '16:35 `LEGACY` The client StoreClient lets callers find out which users exist.',
    '18:3 `TillClient` The client TillClient lets callers find out which users exist.',
  ],
  'good.yaml': [],
  'unknown.yaml': {
    findings: [],
    unknowns: [
      '14:35 `!Ref Errors` Whether PreventUserExistenceErrors makes the client ShopClient hide which users exist is decided when it is deployed.',
      '20:26 `!Ref Flows` Which ExplicitAuthFlows the client StoreClient has is decided when it is deployed.',
    ],
  },
  'across-stacks': {
    findings: [
      'accounts.yaml:13:35 `!Ref Errors` The client ShopClient lets callers find out which users exist.',
      'accounts.yaml:15:3 `StoreClient` The client StoreClient lets callers find out which users exist.',
    ],
    unknowns: [
      'accounts.yaml:33:35 `!ImportValue partner-Errors` Whether PreventUserExistenceErrors makes the client PartnerClient hide which users exist is decided when it is deployed.',
      'accounts.yaml:39:26 `[!ImportValue partner-SignIn]` Which ExplicitAuthFlows the client CourierClient has is decided when it is deployed.',
    ],
  },
});
