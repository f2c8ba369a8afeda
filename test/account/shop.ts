/*
 * The account that readings are compared with: one of each thing that a scan reads, small enough to know by heart.
 */
import type { RegionContents, StandInAccount } from './stand-in/account.ts';

export const account = '111122223333';
export const region = 'eu-west-1';

export const poolArn = `arn:aws:cognito-idp:${region}:${account}:userpool/${region}_Users`;
export const checkoutArn = `arn:aws:lambda:${region}:${account}:function:checkout`;

const contents: RegionContents = {
  restApis: [
    {
      id: 'orders1',
      name: 'orders',
      endpointTypes: ['REGIONAL'],
      policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke' }] },
      methods: {
        '/': { GET: {} },
        '/orders/{id}': {
          GET: { authorizationType: 'COGNITO_USER_POOLS', authorizer: 'auth1', scopes: ['orders/read'] },
          DELETE: { authorizationType: 'AWS_IAM', apiKeyRequired: true },
        },
      },
      authorizers: [{ id: 'auth1', name: 'Users', type: 'COGNITO_USER_POOLS', providerArns: [poolArn] }],
      stages: [{ name: 'live', deployment: 'd1' }],
      deployments: { d1: { '/orders/{id}': { GET: { authorizationType: 'NONE', apiKeyRequired: false } } } },
      tags: { 'aws:cloudformation:stack-name': 'shop' },
    },
  ],
  httpApis: [
    {
      id: 'payments1',
      name: 'payments',
      routes: {
        'GET /payments': { authorizationType: 'JWT', authorizer: 'jwt1', scopes: ['payments/read'] },
        $default: {},
      },
      authorizers: [
        {
          id: 'jwt1',
          name: 'Jwt',
          type: 'JWT',
          issuer: `https://cognito-idp.${region}.amazonaws.com/${region}_Users`,
          audience: ['web'],
        },
      ],
      stages: [{ name: '$default', autoDeploy: true }],
    },
  ],
  domainNames: [
    {
      name: 'api.acme.example',
      mutualTls: 's3://acme/truststore.pem',
      mappings: [{ api: 'payments1', stage: '$default', path: 'payments' }],
    },
    {
      // Only the first of API Gateway's versions lists it.
      name: 'edge.acme.example',
      endpointType: 'EDGE',
      mutualTls: 's3://acme/truststore.pem',
      mappings: [{ api: 'orders1', stage: 'live' }],
    },
  ],
  userPools: [
    {
      id: `${region}_Users`,
      name: 'Users',
      domain: 'acme-users',
      lambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V2_0', LambdaArn: checkoutArn } },
      resourceServers: [{ identifier: 'orders', name: 'Orders', scopes: ['read'] }],
      clients: [
        {
          id: 'backend',
          name: 'Backend',
          secret: true,
          flows: ['client_credentials'],
          scopes: ['orders/read'],
          preventUserExistenceErrors: 'ENABLED',
        },
        { id: 'web', name: 'Web', flows: ['code'], scopes: ['openid'], callbackUrls: ['https://acme.example/'] },
      ],
    },
  ],
  functions: [
    {
      name: 'checkout',
      urls: [{ authType: 'NONE' }],
      policy: [
        {
          Sid: 'open',
          Effect: 'Allow',
          Principal: '*',
          Action: 'lambda:InvokeFunctionUrl',
          Resource: checkoutArn,
          Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
        },
      ],
    },
    { name: 'cleanup' },
  ],
  graphqlApis: [{ id: 'graph1', name: 'catalogue', authenticationType: 'API_KEY', additional: ['AWS_IAM'] }],
  stacks: [
    {
      name: 'shop',
      resources: [{ logicalId: 'OrdersApi', type: 'AWS::ApiGateway::RestApi', physicalId: 'orders1' }],
    },
  ],
};

export const shop: StandInAccount = { id: account, regions: { [region]: contents } };
