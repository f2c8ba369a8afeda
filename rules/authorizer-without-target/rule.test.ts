import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    '20:11 `Users` The authorizer Users of OrdersApi has neither a UserPoolArn nor a FunctionArn.',
    '21:11 `Partners` The authorizer Partners of OrdersApi has neither a UserPoolArn nor a FunctionArn.',
    '22:11 `Clerks` The authorizer Clerks of OrdersApi has neither a UserPoolArn nor a FunctionArn.',
    '23:11 `Couriers` The authorizer Couriers of OrdersApi has neither a UserPoolArn nor a FunctionArn.',
  ],
  'good.yaml': [],
  'unknown.yaml': [],
  'across-stacks': [
    'orders.yaml:18:11 `Guests` The authorizer Guests of OrdersApi has neither a UserPoolArn nor a FunctionArn.',
  ],
});
