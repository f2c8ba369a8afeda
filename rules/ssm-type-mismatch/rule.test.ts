import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  bad: [
    'orders.yaml:2:3 `Audience` The parameter Audience reads /accounts/audiences as a string, but it is written as a StringList.',
    'orders.yaml:5:3 `Issuers` The parameter Issuers reads /accounts/issuer as a list, but it is written as a String.',
    'orders.yaml:8:3 `MoreIssuers` The parameter MoreIssuers reads /accounts/issuer as a list, but it is written as a String.',
    'orders.yaml:11:3 `ApiKey` The parameter ApiKey reads /accounts/key, a SecureString, which CloudFormation does not.',
  ],
  included: [
    'orders.yaml:2:3 `Audience` The parameter Audience reads /accounts/audiences as a string, but it is written as a StringList.',
  ],
  good: [],
  unknown: [],
});
