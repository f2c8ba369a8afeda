import fc from 'fast-check';
import { absent, either, maybe, one } from './arbitraries.mjs';
import { conditional } from './declarations.mjs';
import { event, events, eventsOf } from './events.mjs';
import { ignorable } from './globals.mjs';
import { noValue } from './values.mjs';

const urlConfig = either(
  [12, absent],
  [4, one({ AuthType: 'NONE' }, { AuthType: 'AWS_IAM' })],
  [1, one(null, {}, { AuthType: { Ref: 'Flag' } }, { Cors: { AllowOrigins: ['*'] }, AuthType: 'NONE' })],
  [
    0.5,
    one({ 'Fn::If': ['IsProd', { AuthType: 'NONE' }, noValue] }, noValue, {
      AuthType: { 'Fn::If': ['IsProd', 'NONE', 'AWS_IAM'] },
    }),
  ],
);

export const lambda = fc.record({
  condition: conditional,
  events,
  url: urlConfig,
  ignoresGlobals: maybe(10, one('*', ['FunctionUrlConfig'])),
});

export const machine = fc.record({ condition: conditional, events: fc.array(event, { maxLength: 2 }) });

export function lambdaFunction(drawn, targets, Resources, taken, isWild, all) {
  const ignores = ignorable(drawn.ignoresGlobals, all.Function, isWild);
  return {
    Type: 'AWS::Serverless::Function',
    Condition: drawn.condition,
    IgnoreGlobals: all.Function ? ignores : undefined,
    Properties: {
      Handler: 'index.handler',
      Runtime: 'nodejs20.x',
      InlineCode: 'x',
      FunctionUrlConfig: drawn.url,
      Events: eventsOf(drawn, 'function', targets, Resources, taken, isWild),
    },
  };
}

export function stateMachine(drawn, targets, Resources, taken, isWild) {
  return {
    Type: 'AWS::Serverless::StateMachine',
    Condition: drawn.condition,
    Properties: {
      DefinitionUri: 's3://bucket/checkout.json',
      Events: eventsOf(drawn, 'machine', targets, Resources, taken, isWild),
    },
  };
}
