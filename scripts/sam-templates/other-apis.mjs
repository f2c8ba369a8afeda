import fc from 'fast-check';
import { absent, either, maybe, one } from './arbitraries.mjs';
import { choice, conditional } from './declarations.mjs';
import { body, httpSchemes } from './definitions.mjs';
import { functionArn, isTruthy } from './values.mjs';

export const webSocket = fc.record({
  auth: either(
    [2, absent],
    [
      5,
      one(
        { AuthType: 'AWS_IAM' },
        { AuthType: 'CUSTOM', AuthArn: functionArn },
        { AuthType: 'NONE' },
        { AuthType: 'custom', AuthArn: functionArn },
        { AuthType: 'aws_iam' },
        { AuthType: 'CUSTOM', AuthArn: functionArn, IdentitySource: ['route.request.header.Auth'], Name: 'Chat' },
        {},
        null,
      ),
    ],
  ),
  routes: fc.uniqueArray(one('$connect', '$default', '$disconnect', 'sendMessage', 'sendmessage', 'connect'), {
    minLength: 1,
    maxLength: 4,
  }),
  key: maybe(20, either([2, one(true, false, { Ref: 'Flag' })], [1, choice(fc.constant(true), one(false, 'true'))])),
  condition: conditional,
});

const mode = one(
  { Type: 'AWS_IAM' },
  { Type: 'API_KEY' },
  { Type: 'AMAZON_COGNITO_USER_POOLS', UserPool: { UserPoolId: 'us-east-1_a' } },
  { Type: 'OPENID_CONNECT', OpenIDConnect: { Issuer: 'https://issuer.example' } },
  { Type: 'AWS_LAMBDA', LambdaAuthorizer: { AuthorizerUri: functionArn } },
);

export const graphql = fc.record({
  auth: mode,
  additional: maybe(40, fc.array(mode, { maxLength: 2 })),
  condition: conditional,
});

export const rawApi = fc.record({
  isHttp: maybe(50, fc.constant(true)),
  body: body(one({ swagger: '2.0' }, { openapi: '3.0.1' }), httpSchemes),
  condition: conditional,
});

export function chatApi({ auth, routes, key, condition }, isWild) {
  const names = isTruthy(auth) && !routes.includes('$connect') && !isWild ? ['$connect', ...routes] : routes;
  const route = { FunctionArn: functionArn, ApiKeyRequired: key };
  return {
    Type: 'AWS::Serverless::WebSocketApi',
    Condition: condition,
    Properties: {
      RouteSelectionExpression: '$request.body.action',
      Auth: auth,
      Routes: Object.fromEntries(names.map(name => [name, route])),
    },
  };
}

export function catalogApi({ auth, additional, condition }) {
  return {
    Type: 'AWS::Serverless::GraphQLApi',
    Condition: condition,
    Properties: { SchemaUri: 's3://bucket/schema.graphql', Auth: { ...auth, Additional: additional } },
  };
}

export function legacyApi({ isHttp, body: Body, condition }) {
  return {
    Type: isHttp ? 'AWS::ApiGatewayV2::Api' : 'AWS::ApiGateway::RestApi',
    Condition: condition,
    Properties: { Body },
  };
}
