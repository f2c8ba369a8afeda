import { functionArn } from '../values.mjs';
import { inType, set } from './targets.mjs';

/** Faults in functions, state machines and other kinds of APIs, and in Globals. */
export const otherFaults = [
  inType('Function', set('FunctionUrlConfig', { Cors: { AllowOrigins: ['*'] } })),
  inType('Function', set('FunctionUrlConfig', { AuthType: 'none' })),
  inType('Function', set('FunctionUrlConfig', { AuthType: 'JWT' })),
  inType('Function', set('FunctionUrlConfig', 'NONE')),
  inType('Function', set('FunctionUrlConfig', { AuthType: 'NONE', Cors: { Origins: ['*'] } })),
  inType('StateMachine', properties => {
    properties.Events = { Start: { Type: 'HttpApi', Properties: { Path: '/start', Method: 'post' } } };
  }),
  inType('WebSocketApi', set('Auth', { AuthType: 'JWT' })),
  inType('WebSocketApi', set('Auth', { AuthType: 'CUSTOM' })),
  inType('WebSocketApi', set('Auth', { AuthArn: functionArn })),
  inType('WebSocketApi', set('Auth', { AuthType: 'AWS_IAM', AuthArn: functionArn })),
  inType('WebSocketApi', set('Auth', { AuthType: 'NONE', Name: 'Chat' })),
  inType('WebSocketApi', set('Auth', 'AWS_IAM')),
  inType('WebSocketApi', set('Routes', {})),
  inType('WebSocketApi', set('Routes', { 'send-message': { FunctionArn: functionArn } })),
  inType('WebSocketApi', set('Routes', { $connect: {} })),
  inType('GraphQLApi', set('Auth', undefined)),
  inType('GraphQLApi', set('Auth', { Type: 'COGNITO' })),
  inType('GraphQLApi', set('Auth', { Type: { Ref: 'Bare' } })),
  inType('GraphQLApi', set('Auth', { Type: 'AMAZON_COGNITO_USER_POOLS' })),
  inType('GraphQLApi', set('Auth', { Type: 'AWS_IAM', Additional: [{ Type: 'OPENID_CONNECT' }] })),
  inType(
    'GraphQLApi',
    set('Auth', { Type: 'AWS_LAMBDA', LambdaAuthorizer: { AuthorizerUri: 'x' }, UserPool: { UserPoolId: 'x' } }),
  ),
  template => {
    template.Globals = { ...template.Globals, Api: null };
  },
  template => {
    template.Globals = { ...template.Globals, GraphQLApi: {} };
  },
  template => {
    template.Globals = { ...template.Globals, Api: { ...template.Globals?.Api, StageName: 'prod' } };
  },
  template => {
    template.Globals = { ...template.Globals, Function: { ...template.Globals?.Function, Events: {} } };
  },
];
