import type { Matrices } from '../endpoint-rows.ts';

/** WebSocket APIs, function URLs and GraphQL APIs. */
export const others: Matrices = {
  'websocket.yaml': [
    ['SignedApi $connect', 'AWS_IAM', 'AuthType of SignedApi is AWS_IAM'],
    ['SignedApi $default', 'open + key', 'SignedApi has no AuthType'],
    ['SignedApi send', 'open', 'SignedApi has no AuthType'],
    ['CheckedApi $connect', 'LAMBDA', 'AuthType of CheckedApi is CUSTOM'],
    ['LowerCaseApi $connect', 'open', 'AuthType of LowerCaseApi is custom'],
    ['CollidingApi connect', 'open', 'CollidingApi has no AuthType'],
    ['OpenApi $connect', 'open', 'OpenApi has no AuthType'],
  ],
  'websocket-api-keys.yaml': [
    ['ChosenApi $connect if IsProd', 'open + key', 'ChosenApi has no AuthType'],
    ['ChosenApi $connect unless IsProd', 'open', 'ChosenApi has no AuthType'],
    ['DefaultApi $connect', 'open + key', 'DefaultApi has no AuthType'],
    ['OpenApi $connect', 'UNKNOWN', 'ApiKeyRequired of the route $connect of OpenApi is not known'],
    ['OpenApi send', 'open', 'OpenApi has no AuthType'],
  ],
  'websocket-condition.yaml': [['ChatApi $connect', 'open', 'ChatApi has no AuthType']],
  'function-urls.yaml': [
    ['InheritingFunctionUrl', 'open', 'AuthType of InheritingFunction is NONE'],
    ['SignedFunctionUrl if IsProd', 'AWS_IAM', 'AuthType of SignedFunction is AWS_IAM'],
    ['ParameterFunctionUrl', 'UNKNOWN', 'AuthType of ParameterFunction is not known'],
    ['RawUrl', 'open', 'AuthType of RawUrl is NONE'],
  ],
  'graphql.yaml': [
    ['OrdersApi', 'COGNITO + AWS_IAM + API_KEY + OIDC + LAMBDA', 'Auth of OrdersApi'],
    ['RawApi', 'API_KEY + AWS_IAM', 'AuthenticationType of RawApi'],
  ],
};
