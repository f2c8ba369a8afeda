import { accountCases } from '../../test/account-rule-tester.ts';

const api = '123456789012 arn:aws:apigateway:eu-west-1::/restapis/a1b2c3';
const place = `${api}/stages/live`;
const related = (method: string) => [`${api}/resources/${method}: the method as it is now`];

accountCases(import.meta.url, {
  bad: [
    {
      finding:
        '(error) The stage live of orders still serves ANY /prices without an authorizer, though the API no longer has that method.',
      place,
    },
    {
      finding:
        '(error) The stage live of orders still serves DELETE /orders without an authorizer, though the API no longer has that method.',
      place,
    },
    {
      finding: 'The stage live of orders serves GET / with AWS_IAM, but the API says without an authorizer.',
      place,
      related: related('r0/methods/GET'),
    },
    {
      finding:
        '(error) The stage live of orders serves GET /orders without an authorizer, but the API says with AWS_IAM.',
      place,
      related: related('r1/methods/GET'),
    },
    {
      finding:
        'The stage live of orders still serves OPTIONS /orders without an authorizer, though the API no longer has that method.',
      place,
    },
    {
      finding:
        'The stage live of orders still serves PATCH /orders with COGNITO_USER_POOLS, though the API no longer has that method.',
      place,
    },
    {
      finding:
        '(error) The stage live of orders serves POST /orders without an authorizer, but the API says without an authorizer and with an API key.',
      place,
      related: related('r1/methods/POST'),
    },
    {
      finding:
        '(error) The stage live of orders serves POST /prices without an authorizer, but the API says with AWS_IAM.',
      place,
      related: related('r3/methods/POST'),
    },
    {
      finding:
        'The stage live of orders does not serve PUT /orders yet, which was added with AWS_IAM after the last deployment.',
      place,
      related: related('r1/methods/PUT'),
    },
  ],
  good: [],
  unknown: [],
});
