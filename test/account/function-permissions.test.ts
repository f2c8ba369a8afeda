import { describe, expect, test } from '@jest/globals';
import { declarePermissions } from '../../src/account/function-permissions.ts';

const head = { name: 'checkout', arn: 'arn:aws:lambda:eu-west-1:111122223333:function:checkout' };
const orders = 'arn:aws:execute-api:eu-west-1:111122223333:orders1/*/GET/orders';
const gateway = { Service: 'apigateway.amazonaws.com' };
const allowed = { Sid: 'api', Effect: 'Allow', Principal: gateway, Action: 'lambda:InvokeFunction' };

function propertiesOf(...statements: readonly object[]): readonly unknown[] | undefined {
  return declarePermissions(head, JSON.stringify({ Statement: statements }))?.map(({ properties }) => properties);
}

const common = { FunctionName: 'checkout', Principal: 'apigateway.amazonaws.com', Action: 'lambda:InvokeFunction' };

describe('a statement', () => {
  test.each([
    ['without conditions', {}, [common]],
    ['for an API', { ArnLike: { 'AWS:SourceArn': orders } }, [{ ...common, SourceArn: orders }]],
    ['for an API, in other letters', { ArnEquals: { 'aws:sourcearn': orders } }, [{ ...common, SourceArn: orders }]],
    [
      'for two APIs',
      { ArnLike: { 'AWS:SourceArn': [orders, `${orders}/2`] } },
      [
        { ...common, SourceArn: orders },
        { ...common, SourceArn: `${orders}/2` },
      ],
    ],
    [
      'for an account',
      { StringEquals: { 'AWS:SourceAccount': '111122223333' } },
      [{ ...common, SourceAccount: '111122223333' }],
    ],
    [
      'for an organization',
      { StringEquals: { 'aws:SourceOrgID': 'o-1' } },
      [{ ...common, SourceArn: { 'Fn::Unread': 'the condition aws:sourceorgid decides' } }],
    ],
    [
      'for all but an API',
      { ArnNotLike: { 'AWS:SourceArn': orders } },
      [{ ...common, SourceArn: { 'Fn::Unread': 'the condition ArnNotLike aws:sourcearn decides' } }],
    ],
  ])('%s is a permission', (_, Condition, expected) => {
    expect(propertiesOf({ ...allowed, Condition })).toEqual(expected);
  });

  test.each([
    [{ ...allowed, Effect: 'Deny' }, 0],
    [{ ...allowed, Action: 'lambda:GetFunction' }, 0],
    [{ ...allowed, Action: ['lambda:GetFunction', 'lambda:InvokeFunction'] }, 1],
    [{ ...allowed, Principal: { AWS: ['111122223333', '444455556666'] } }, 2],
  ])('%j gives as many permissions: %d', (statement, count) => {
    expect(propertiesOf(statement)).toHaveLength(count);
  });

  test('for a URL says of which kind it is', () => {
    const url = { ...allowed, Principal: '*', Action: 'lambda:InvokeFunctionUrl' };
    const Condition = { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } };
    expect(propertiesOf({ ...url, Condition }, url)).toMatchObject([
      { Principal: '*', FunctionUrlAuthType: 'NONE' },
      { Principal: '*', FunctionUrlAuthType: { 'Fn::Unread': 'the policy names none' } },
    ]);
  });

  test.each(['*', 'lambda:*', 'lambda:Invoke*'])('of %s lets its URL be called, and the function invoked', Action => {
    expect(propertiesOf({ ...allowed, Principal: '*', Action })).toEqual([
      { FunctionName: 'checkout', Principal: '*', Action: 'lambda:InvokeFunction' },
      {
        FunctionName: 'checkout',
        Principal: '*',
        Action: 'lambda:InvokeFunctionUrl',
        FunctionUrlAuthType: { 'Fn::Unread': 'the policy names none' },
      },
    ]);
  });

  test('of all actions for URLs alone lets nobody invoke the function otherwise', () => {
    const Condition = { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } };
    expect(propertiesOf({ ...allowed, Principal: '*', Action: 'lambda:*', Condition })).toEqual([
      { FunctionName: 'checkout', Principal: '*', Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE' },
    ]);
  });
});

test.each(['', '{', '[]', '{"Statement": 1}'])('%j is no policy', text => {
  expect(declarePermissions(head, text)).toBeUndefined();
});
