import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  bad: [
    'orders.yaml:2:3 `UsersId` The parameter UsersId reads /accounts/UserId from SSM, which no stack of the workspace writes (/accounts/UsersId is written).',
    'orders.yaml:5:3 `Issuer` The parameter Issuer reads /partner/issuer from SSM, which no stack of the workspace writes.',
  ],
  good: [],
  unknown: [],
  incomplete: [],
});
