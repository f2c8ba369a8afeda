import { functionArn, poolArn } from '../values.mjs';
import { inApi, inAuth, inAuthorizer, inBody, set } from './targets.mjs';

/** Faults that only an AWS::Serverless::Api can have. */
export const restApiFaults = [
  inBody('Api', (document, properties) => {
    // A preflight beside a transform is one that we do not know of, and so is what an event may find there.
    properties.Cors = null;
    document.paths = {
      ...document.paths,
      '/included': { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://bucket/a' } } },
    };
  }),
  inAuth('Api', set('ResourcePolicy', 'open')),
  inAuth('Api', set('ResourcePolicy', { IpRangeWhitelist: 'x' })),
  inAuth('Api', set('ResourcePolicy', { SourceVpcWhitelist: 'vpc-1' })),
  inAuth('Api', set('ResourcePolicy', { AwsAccountWhitelist: 'x' })),
  inAuth('Api', set('ResourcePolicy', [])),
  inAuth('Api', set('UsagePlan', 'PER_API')),
  inAuth('Api', set('UsagePlan', { CreateUsagePlan: 'EACH' })),
  inAuth('Api', set('UsagePlan', {})),
  inAuth('Api', set('UsagePlan', { Quota: {} })),
  inAuth('Api', set('UsagePlan', { CreateUsagePlan: 'NONE', Limit: 1 })),
  inAuthorizer('Api', () => ({ FunctionArn: functionArn, FunctionPayloadType: 'FULL' })),
  inAuthorizer('Api', () => ({
    FunctionArn: functionArn,
    FunctionPayloadType: { 'Fn::If': ['IsProd', 'TOKEN', 'REQUEST'] },
  })),
  inAuthorizer('Api', () => ({ FunctionArn: functionArn, FunctionPayloadType: 'REQUEST' })),
  inAuthorizer('Api', () => ({ FunctionArn: functionArn, FunctionPayloadType: 'REQUEST', Identity: {} })),
  inAuthorizer('Api', () => ({ FunctionArn: functionArn, FunctionPayloadType: 'REQUEST', Identity: { Headers: [] } })),
  inAuthorizer('Api', () => ({
    FunctionArn: functionArn,
    FunctionPayloadType: 'REQUEST',
    Identity: { ReauthorizeEvery: 300 },
  })),
  inAuthorizer('Api', () => ({
    FunctionArn: functionArn,
    FunctionPayloadType: 'REQUEST',
    Identity: { Headers: 'Authorization' },
  })),
  inAuthorizer('Api', () => ({ FunctionArn: functionArn, Identity: 'Authorization' })),
  inAuthorizer('Api', () => ({ UserPoolArn: poolArn, Identity: ['Authorization'] })),
  inAuthorizer('Api', () => ({ UserPoolArn: poolArn, DisableFunctionDefaultPermissions: 'true' })),
  inAuthorizer('Api', () => ({ FunctionArn: functionArn, DisableFunctionDefaultPermissions: 0 })),
  inAuth('Api', auth => {
    auth.Authorizers = { 'my-authorizer': { FunctionArn: functionArn } };
    auth.DefaultAuthorizer = undefined;
  }),
  inApi('Api', set('MergeDefinitions', 'true')),
  inApi('Api', set('StageName', undefined)),
  inApi('Api', set('Cors', { AllowOrigins: "'*'" })),
  inApi('Api', set('Cors', { AllowOrigin: "'*'", AllowCredentials: true })),
  inApi('Api', set('Cors', 7)),
  inApi('Api', set('OpenApiVersion', '4.0')),
  inApi('Api', set('OpenApiVersion', 3)),
  inApi('Api', properties => {
    properties.DefinitionUri = 's3://bucket/orders.yaml';
    properties.DefinitionBody = undefined;
    properties.MergeDefinitions = true;
  }),
  inApi('Api', properties => {
    properties.DefinitionUri = 's3://bucket/orders.yaml';
    properties.DefinitionBody = undefined;
    properties.DisableExecuteApiEndpoint = true;
  }),
  inApi(
    'Api',
    set('EndpointConfiguration', { Type: 'PRIVATE', VPCEndpointIds: ['vpce-1'], VpcEndpointIds: ['vpce-1'] }),
  ),
];
