import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  bad: [
    'accounts.yaml:11:25 `/accounts/UsersArn` The SSM parameter /accounts/UsersArn shares the ARN of Users, which no audited template reads.',
  ],
  good: [],
  unknown: [],
  'readers-elsewhere.yaml': [],
  copies: [
    "north/accounts.yaml:11:25 `!Sub '/${AWS::StackName}/UsersArn'` The SSM parameter /${AWS::StackName}/UsersArn shares the ARN of Users, which no audited template reads.",
  ],
  complete: [
    'accounts.yaml:7:25 `/accounts/UsersId` The SSM parameter /accounts/UsersId shares the id of Users, which no audited template reads.',
  ],
});
