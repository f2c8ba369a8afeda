import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  bad: [
    'orders.yaml:7:12 `!ImportValue accounts-UserId` No stack of the workspace exports accounts-UserId.',
    'orders.yaml:11:17 `!ImportValue partner-Issuer` No stack of the workspace exports partner-Issuer.',
  ],
  good: [],
  unknown: [],
  incomplete: [],
});
