import { functionArn } from '../values.mjs';
import { inApi, inAuth, inAuthorizer, set } from './targets.mjs';

/** Faults that only an AWS::Serverless::HttpApi can have. */
export const httpApiFaults = [
  inAuthorizer('HttpApi', () => ({ JwtConfiguration: { issuer: 'https://issuer.example' } })),
  inAuthorizer('HttpApi', () => ({ JwtConfiguration: 'https://issuer.example', IdentitySource: 'x' })),
  inAuthorizer('HttpApi', () => ({ OpenIdConnectUrl: 'https://issuer.example' })),
  inAuthorizer('HttpApi', () => ({ FunctionArn: functionArn })),
  inAuthorizer('HttpApi', () => ({ AuthorizerPayloadFormatVersion: '2.0' })),
  inAuthorizer('HttpApi', () => ({
    FunctionArn: functionArn,
    AuthorizerPayloadFormatVersion: '2.0',
    AuthorizationScopes: ['a'],
  })),
  inAuthorizer('HttpApi', () => ({
    FunctionArn: functionArn,
    AuthorizerPayloadFormatVersion: '2.0',
    EnableFunctionDefaultPermissions: 'true',
  })),
  inAuthorizer('HttpApi', () => ({
    FunctionArn: functionArn,
    AuthorizerPayloadFormatVersion: '2.0',
    IdentitySource: 'x',
  })),
  inAuthorizer('HttpApi', own => ({
    ...own,
    JwtConfiguration: { issuer: 'i' },
    IdentitySource: 'x',
    FunctionArn: functionArn,
  })),
  inApi('HttpApi', set('Auth', { Ref: 'Bare' })),
  inAuth('HttpApi', set('DefaultAuthorizer', { Ref: 'Bare' })),
  inAuth('HttpApi', set('EnableIamAuthorizer', 'true')),
  inAuth('HttpApi', set('EnableIamAuthorizer', { Ref: 'Flag' })),
];
