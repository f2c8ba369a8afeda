/* The stand-in speaks AWS's protocols: real SDK clients are given its URL, and read what its accounts have. */
import { AccountClient, ListRegionsCommand } from '@aws-sdk/client-account';
import {
  APIGatewayClient,
  GetAuthorizersCommand,
  GetBasePathMappingsCommand,
  GetDeploymentCommand,
  GetDomainNamesCommand,
  GetMethodCommand,
  GetResourcesCommand,
  GetRestApisCommand,
  GetStagesCommand,
  type Resource,
} from '@aws-sdk/client-api-gateway';
import {
  ApiGatewayV2Client,
  GetApiMappingsCommand,
  GetApisCommand,
  GetRoutesCommand,
  GetAuthorizersCommand as GetV2AuthorizersCommand,
  GetDomainNamesCommand as GetV2DomainNamesCommand,
  GetStagesCommand as GetV2StagesCommand,
} from '@aws-sdk/client-apigatewayv2';
import { AppSyncClient, ListGraphqlApisCommand } from '@aws-sdk/client-appsync';
import {
  CloudFormationClient,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  ListStackResourcesCommand,
  ListStacksCommand,
} from '@aws-sdk/client-cloudformation';
import {
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  ListResourceServersCommand,
  ListUserPoolClientsCommand,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  GetFunctionUrlConfigCommand,
  GetPolicyCommand,
  LambdaClient,
  ListFunctionsCommand,
  ListFunctionUrlConfigsCommand,
} from '@aws-sdk/client-lambda';
import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { RegionContents, StandInAccount } from './stand-in/account.ts';
import { accounts, httpApi, restApi, times, userPool } from './stand-in/large.ts';
import { type Counted, QuotaBuckets } from './stand-in/quotas.ts';
import { type AwsStandIn, type StandInOptions, startAwsStandIn } from './stand-in/server.ts';

const account = '111122223333';
const region = 'eu-west-1';
const denial = `User: arn:aws:sts::${account}:assumed-role/audit/scan is not authorized to perform: `;

const orders: RegionContents = {
  restApis: [
    {
      id: 'orders1',
      name: 'orders',
      endpointTypes: ['REGIONAL'],
      policy: { Version: '2012-10-17', Statement: [] },
      methods: {
        '/orders/{id}': {
          GET: { authorizationType: 'COGNITO_USER_POOLS', authorizer: 'auth1', scopes: ['orders/read'] },
          DELETE: { apiKeyRequired: true },
        },
      },
      authorizers: [{ id: 'auth1', name: 'Users', type: 'COGNITO_USER_POOLS', providerArns: ['arn:pool'] }],
      stages: [
        { name: 'live', deployment: 'd1' },
        { name: 'old', deployment: 'd0', canary: 'd1' },
      ],
      deployments: { d0: { '/orders': { GET: { authorizationType: 'NONE', apiKeyRequired: false } } } },
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
      authorizers: [{ id: 'jwt1', name: 'Jwt', type: 'JWT', issuer: 'https://issuer.example', audience: ['web'] }],
      stages: [{ name: '$default', autoDeploy: true }],
    },
  ],
  domainNames: [
    {
      name: 'api.acme.example',
      mutualTls: 's3://acme/truststore.pem',
      mappings: [
        { api: 'orders1', stage: 'live', path: 'orders' },
        { api: 'payments1', stage: '$default' },
      ],
    },
    { name: 'edge.acme.example', endpointType: 'EDGE' },
  ],
  userPools: [
    {
      id: 'eu-west-1_Users',
      name: 'Users',
      domain: 'acme-users',
      lambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V2_0', LambdaArn: 'arn:trigger' } },
      resourceServers: [{ identifier: 'orders', scopes: ['read', 'write'] }],
      clients: [
        { id: 'backend', name: 'Backend', secret: true, flows: ['client_credentials'], scopes: ['orders/read'] },
        { id: 'web', name: 'Web', flows: ['code'], callbackUrls: ['https://acme.example/'] },
      ],
    },
  ],
  functions: [
    {
      name: 'checkout',
      urls: [{ authType: 'AWS_IAM' }, { authType: 'NONE', qualifier: 'beta' }],
      policy: [{ Sid: 'open', Effect: 'Allow', Principal: '*', Action: 'lambda:InvokeFunctionUrl', Resource: '*' }],
    },
    { name: 'cleanup' },
  ],
  graphqlApis: [{ id: 'graph1', name: 'shop', authenticationType: 'API_KEY', additional: ['AWS_IAM'] }],
  stacks: [
    {
      name: 'shop',
      resources: [{ logicalId: 'OrdersApi', type: 'AWS::ApiGateway::RestApi', physicalId: 'orders1' }],
      template: '{"Transform":"AWS::Serverless-2016-10-31"}',
      processedTemplate: '{"Resources":{"OrdersApi":{"Type":"AWS::ApiGateway::RestApi"}}}',
      tags: { team: 'shop & <orders>' },
    },
    { name: 'former', status: 'DELETE_COMPLETE' },
  ],
};

const shop: StandInAccount = { id: account, regions: { [region]: orders }, disabledRegions: ['ap-east-1'] };

let standIn: AwsStandIn;
afterEach(() => standIn.close());

async function start(options: Partial<StandInOptions> = {}): Promise<AwsStandIn> {
  standIn = await startAwsStandIn({ accounts: [shop], ...options });
  return standIn;
}

function restApiClient(maxAttempts = 1): APIGatewayClient {
  return new APIGatewayClient({ ...standIn.client(account, region), maxAttempts });
}

describe('operations round-trip', () => {
  test('REST APIs', async () => {
    await start();
    const client = restApiClient();
    const { items = [] } = await client.send(new GetRestApisCommand({ limit: 500 }));
    expect(items).toMatchObject([{ id: 'orders1', name: 'orders', endpointConfiguration: { types: ['REGIONAL'] } }]);
    expect(items[0]?.policy).toBe('{\\"Version\\":\\"2012-10-17\\",\\"Statement\\":[]}');

    const restApiId = 'orders1';
    const bare = await client.send(new GetResourcesCommand({ restApiId }));
    expect(bare.items).toEqual([
      { id: 'r0', path: '/' },
      { id: 'r1', parentId: 'r0', pathPart: 'orders', path: '/orders' },
      { id: 'r2', parentId: 'r1', pathPart: '{id}', path: '/orders/{id}', resourceMethods: { GET: {}, DELETE: {} } },
    ]);
    const embedded = await client.send(new GetResourcesCommand({ restApiId, embed: ['methods'] }));
    const get = {
      httpMethod: 'GET',
      authorizationType: 'COGNITO_USER_POOLS',
      authorizerId: 'auth1',
      authorizationScopes: ['orders/read'],
      apiKeyRequired: false,
    };
    expect(embedded.items?.[2]?.resourceMethods).toMatchObject({
      GET: get,
      DELETE: { authorizationType: 'NONE', apiKeyRequired: true },
    });
    expect(await client.send(new GetMethodCommand({ restApiId, resourceId: 'r2', httpMethod: 'GET' }))).toMatchObject(
      get,
    );
    expect((await client.send(new GetAuthorizersCommand({ restApiId }))).items).toMatchObject([
      { id: 'auth1', name: 'Users', type: 'COGNITO_USER_POOLS', providerARNs: ['arn:pool'] },
    ]);
    expect((await client.send(new GetStagesCommand({ restApiId }))).item).toMatchObject([
      { stageName: 'live', deploymentId: 'd1' },
      { stageName: 'old', deploymentId: 'd0', canarySettings: { deploymentId: 'd1' } },
    ]);
  });

  test('the snapshots of deployments', async () => {
    await start();
    const client = restApiClient();
    const snapshot = async (deploymentId: string, embed: string[]) =>
      (await client.send(new GetDeploymentCommand({ restApiId: 'orders1', deploymentId, embed }))).apiSummary;
    expect(await snapshot('d0', [])).toBeUndefined();
    expect(await snapshot('d0', ['apisummary'])).toEqual({
      '/orders': { GET: { authorizationType: 'NONE', apiKeyRequired: false } },
    });
    expect(await snapshot('d1', ['apisummary'])).toEqual({
      '/orders/{id}': {
        GET: { authorizationType: 'COGNITO_USER_POOLS', apiKeyRequired: false },
        DELETE: { authorizationType: 'NONE', apiKeyRequired: true },
      },
    });
    await expect(snapshot('d2', [])).rejects.toMatchObject({ name: 'NotFoundException' });
  });

  test('HTTP APIs', async () => {
    await start();
    const client = new ApiGatewayV2Client(standIn.client(account, region));
    const ApiId = 'payments1';
    expect((await client.send(new GetApisCommand({}))).Items).toMatchObject([
      { ApiId, Name: 'payments', ProtocolType: 'HTTP', DisableExecuteApiEndpoint: false },
    ]);
    expect((await client.send(new GetRoutesCommand({ ApiId }))).Items).toMatchObject([
      {
        RouteId: 'route1',
        RouteKey: 'GET /payments',
        AuthorizationType: 'JWT',
        AuthorizerId: 'jwt1',
        AuthorizationScopes: ['payments/read'],
      },
      { RouteId: 'route2', RouteKey: '$default', AuthorizationType: 'NONE' },
    ]);
    expect((await client.send(new GetV2AuthorizersCommand({ ApiId }))).Items).toMatchObject([
      {
        AuthorizerId: 'jwt1',
        Name: 'Jwt',
        AuthorizerType: 'JWT',
        JwtConfiguration: { Issuer: 'https://issuer.example', Audience: ['web'] },
      },
    ]);
    expect((await client.send(new GetV2StagesCommand({ ApiId }))).Items).toMatchObject([
      { StageName: '$default', AutoDeploy: true },
    ]);
  });

  test('custom domains, of which each API gives its own view', async () => {
    await start();
    const v1 = restApiClient();
    const v2 = new ApiGatewayV2Client(standIn.client(account, region));
    const domainName = 'api.acme.example';
    expect((await v1.send(new GetDomainNamesCommand({}))).items).toMatchObject([
      { domainName, mutualTlsAuthentication: { truststoreUri: 's3://acme/truststore.pem' } },
      { domainName: 'edge.acme.example', endpointConfiguration: { types: ['EDGE'] } },
    ]);
    expect((await v1.send(new GetBasePathMappingsCommand({ domainName }))).items).toEqual([
      { basePath: 'orders', restApiId: 'orders1', stage: 'live' },
    ]);
    expect((await v2.send(new GetV2DomainNamesCommand({}))).Items).toMatchObject([
      { DomainName: domainName, MutualTlsAuthentication: { TruststoreUri: 's3://acme/truststore.pem' } },
    ]);
    expect((await v2.send(new GetApiMappingsCommand({ DomainName: domainName }))).Items).toMatchObject([
      { ApiId: 'orders1', Stage: 'live', ApiMappingKey: 'orders' },
      { ApiId: 'payments1', Stage: '$default', ApiMappingKey: '' },
    ]);
  });

  test('user pools, whose clients have secrets', async () => {
    await start();
    const client = new CognitoIdentityProviderClient(standIn.client(account, region));
    const UserPoolId = 'eu-west-1_Users';
    expect((await client.send(new ListUserPoolsCommand({ MaxResults: 60 }))).UserPools).toMatchObject([
      { Id: UserPoolId, Name: 'Users' },
    ]);
    expect((await client.send(new DescribeUserPoolCommand({ UserPoolId }))).UserPool).toMatchObject({
      Arn: `arn:aws:cognito-idp:${region}:${account}:userpool/${UserPoolId}`,
      Domain: 'acme-users',
      LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V2_0' } },
    });
    expect((await client.send(new ListResourceServersCommand({ UserPoolId }))).ResourceServers).toMatchObject([
      { Identifier: 'orders', Scopes: [{ ScopeName: 'read' }, { ScopeName: 'write' }] },
    ]);
    expect((await client.send(new ListUserPoolClientsCommand({ UserPoolId }))).UserPoolClients).toMatchObject([
      { ClientId: 'backend', ClientName: 'Backend' },
      { ClientId: 'web', ClientName: 'Web' },
    ]);
    const described = async (ClientId: string) =>
      (await client.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }))).UserPoolClient;
    expect(await described('backend')).toMatchObject({
      ClientSecret: 's3cr3t-backend',
      AllowedOAuthFlows: ['client_credentials'],
      AllowedOAuthScopes: ['orders/read'],
      AllowedOAuthFlowsUserPoolClient: true,
    });
    expect(await described('web')).not.toHaveProperty('ClientSecret');
    await expect(described('former')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  test('functions, their URLs and policies', async () => {
    await start();
    const client = new LambdaClient(standIn.client(account, region));
    const FunctionName = 'checkout';
    const arn = `arn:aws:lambda:${region}:${account}:function:checkout`;
    expect((await client.send(new ListFunctionsCommand({}))).Functions).toMatchObject([
      { FunctionName, FunctionArn: arn },
      { FunctionName: 'cleanup' },
    ]);
    for (const name of [FunctionName, arn]) {
      const { FunctionUrlConfigs } = await client.send(new ListFunctionUrlConfigsCommand({ FunctionName: name }));
      expect(FunctionUrlConfigs).toMatchObject([
        { FunctionArn: arn, AuthType: 'AWS_IAM' },
        { FunctionArn: `${arn}:beta`, AuthType: 'NONE' },
      ]);
    }
    expect(await client.send(new GetFunctionUrlConfigCommand({ FunctionName }))).toMatchObject({ AuthType: 'AWS_IAM' });
    const { Policy = '' } = await client.send(new GetPolicyCommand({ FunctionName }));
    expect(JSON.parse(Policy)).toMatchObject({ Statement: [{ Sid: 'open' }] });
    await expect(client.send(new GetPolicyCommand({ FunctionName: 'cleanup' }))).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
    });
  });

  test('GraphQL APIs', async () => {
    await start();
    const client = new AppSyncClient(standIn.client(account, region));
    expect((await client.send(new ListGraphqlApisCommand({}))).graphqlApis).toMatchObject([
      {
        apiId: 'graph1',
        name: 'shop',
        authenticationType: 'API_KEY',
        additionalAuthenticationProviders: [{ authenticationType: 'AWS_IAM' }],
      },
    ]);
  });

  test('stacks', async () => {
    await start();
    const client = new CloudFormationClient(standIn.client(account, region));
    const StackName = 'shop';
    const summaries = async (StackStatusFilter?: 'CREATE_COMPLETE'[]) =>
      (await client.send(new ListStacksCommand({ StackStatusFilter }))).StackSummaries?.map(each => each.StackName);
    expect(await summaries()).toEqual(['shop', 'former']);
    expect(await summaries(['CREATE_COMPLETE'])).toEqual(['shop']);
    expect((await client.send(new DescribeStacksCommand({}))).Stacks).toMatchObject([
      { StackName, Tags: [{ Key: 'team', Value: 'shop & <orders>' }] },
    ]);
    const resource = { LogicalResourceId: 'OrdersApi', PhysicalResourceId: 'orders1' };
    const listed = await client.send(new ListStackResourcesCommand({ StackName }));
    expect(listed.StackResourceSummaries).toMatchObject([resource]);
    const described = await client.send(new DescribeStackResourcesCommand({ StackName }));
    expect(described.StackResources).toMatchObject([resource]);
    expect((await client.send(new GetTemplateCommand({ StackName, TemplateStage: 'Processed' }))).TemplateBody).toBe(
      '{"Resources":{"OrdersApi":{"Type":"AWS::ApiGateway::RestApi"}}}',
    );
    await expect(client.send(new DescribeStacksCommand({ StackName: 'none' }))).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Stack with id none does not exist',
    });
  });

  test('accounts of an organization, by a role of each', async () => {
    const other: StandInAccount = { id: '444455556666', name: 'payments', regions: {}, roles: ['Audit'] };
    await start({ accounts: [shop, other] });
    const settings = standIn.client(account, region);
    const organizations = new OrganizationsClient(settings);
    expect((await organizations.send(new ListAccountsCommand({}))).Accounts).toMatchObject([
      { Id: account, Name: `account-${account}`, Status: 'ACTIVE' },
      { Id: other.id, Name: 'payments', Status: 'ACTIVE' },
    ]);
    const credentials = (role: string) =>
      fromTemporaryCredentials({
        params: { RoleArn: `arn:aws:iam::${other.id}:role/${role}`, RoleSessionName: 'scan' },
        masterCredentials: settings.credentials,
        clientConfig: settings,
      });
    const sts = new STSClient({ ...settings, credentials: credentials('Audit') });
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: other.id });
    await expect(
      new OrganizationsClient({ ...settings, credentials: credentials('Audit') }).send(new ListAccountsCommand({})),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(credentials('Admin')()).rejects.toMatchObject({
      name: 'AccessDenied',
      message: `${denial}sts:AssumeRole on resource: arn:aws:iam::${other.id}:role/Admin`,
    });
  });

  test('Regions', async () => {
    await start();
    const client = new AccountClient(standIn.client(account, region));
    const regions = async (RegionOptStatusContains?: ('ENABLED' | 'ENABLED_BY_DEFAULT')[]) =>
      (await client.send(new ListRegionsCommand({ RegionOptStatusContains }))).Regions;
    const enabled = { RegionName: region, RegionOptStatus: 'ENABLED_BY_DEFAULT' };
    expect(await regions()).toEqual([enabled, { RegionName: 'ap-east-1', RegionOptStatus: 'DISABLED' }]);
    expect(await regions(['ENABLED', 'ENABLED_BY_DEFAULT'])).toEqual([enabled]);
  });

  test('a Region that has nothing, and a key of no account', async () => {
    await start();
    const elsewhere = new APIGatewayClient(standIn.client(account, 'us-east-1'));
    expect((await elsewhere.send(new GetRestApisCommand({}))).items).toEqual([]);
    for (const settings of [standIn.client('999999999999', region), standIn.client(account, 'ap-east-1')]) {
      await expect(new STSClient(settings).send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
        name: 'UnrecognizedClientException',
      });
    }
    expect(standIn.unknown).toEqual([]);
  });
});

describe('pages', () => {
  const large: RegionContents = {
    restApis: [restApi('large', 3000, 1000), ...times(600, index => restApi(`small${index}`, 1))],
    httpApis: [httpApi('routes', 1200)],
    userPools: [userPool('eu-west-1_Large', 130, 120), ...times(70, index => userPool(`eu-west-1_${index}`, 0, 0))],
    functions: times(101, index => ({ name: `f${index}` })),
    graphqlApis: times(51, index => ({ id: `g${index}`, name: `g${index}`, authenticationType: 'API_KEY' })),
    stacks: times(201, index => ({ name: `s${index}` })),
  };

  async function startLarge(): Promise<void> {
    await start({ accounts: [{ id: account, regions: { [region]: large } }] });
  }

  test('of 25 REST APIs and resources, and of 500 at most', async () => {
    await startLarge();
    const client = restApiClient();
    expect((await client.send(new GetRestApisCommand({}))).items).toHaveLength(25);
    const first = await client.send(new GetRestApisCommand({ limit: 500 }));
    const second = await client.send(new GetRestApisCommand({ limit: 500, position: first.position }));
    expect([first.items?.length, second.items?.length, second.position]).toEqual([500, 101, undefined]);
    await expect(client.send(new GetRestApisCommand({ limit: 501 }))).rejects.toMatchObject({
      name: 'BadRequestException',
    });

    const resources: Resource[] = [];
    let position: string | undefined;
    do {
      const page = await client.send(
        new GetResourcesCommand({ restApiId: 'large', limit: 500, embed: ['methods'], position }),
      );
      resources.push(...(page.items ?? []));
      position = page.position;
    } while (position !== undefined);
    expect(new Set(resources.map(({ path }) => path)).size).toBe(1601);
    expect(resources.flatMap(({ resourceMethods }) => Object.keys(resourceMethods ?? {}))).toHaveLength(3000);
    expect(standIn.calls.filter(({ operation }) => operation === 'GetResources').map(({ page }) => page)).toEqual([
      1, 2, 3, 4,
    ]);
  });

  test('whose tokens are of one list', async () => {
    await startLarge();
    const client = restApiClient();
    const { position } = await client.send(new GetResourcesCommand({ restApiId: 'large', limit: 500 }));
    await expect(client.send(new GetResourcesCommand({ restApiId: 'small0', position }))).rejects.toMatchObject({
      name: 'BadRequestException',
    });
  });

  /** How many items each page has, of those that a client asks for in turn. */
  async function sizes(
    send: (token: string | undefined) => Promise<{ items: unknown[] | undefined; next: string | undefined | null }>,
  ): Promise<number[]> {
    const found: number[] = [];
    let token: string | undefined;
    do {
      const { items = [], next } = await send(token);
      found.push(items.length);
      token = next ?? undefined;
    } while (token !== undefined);
    return found;
  }

  test('of routes, 25 where nothing is asked for', async () => {
    await startLarge();
    const client = new ApiGatewayV2Client(standIn.client(account, region));
    const pages = (MaxResults?: string) =>
      sizes(async NextToken => {
        const page = await client.send(new GetRoutesCommand({ ApiId: 'routes', MaxResults, NextToken }));
        return { items: page.Items, next: page.NextToken };
      });
    expect(await pages('500')).toEqual([500, 500, 200]);
    expect(await pages()).toEqual(Array.from({ length: 48 }, () => 25));
    await expect(pages('501')).rejects.toMatchObject({ name: 'BadRequestException' });
  });

  test('of user pools, resource servers and clients', async () => {
    await startLarge();
    const client = new CognitoIdentityProviderClient(standIn.client(account, region));
    const UserPoolId = 'eu-west-1_Large';
    const pools = (MaxResults: number) =>
      sizes(async NextToken => {
        const page = await client.send(new ListUserPoolsCommand({ MaxResults, NextToken }));
        return { items: page.UserPools, next: page.NextToken };
      });
    const servers = (MaxResults: number) =>
      sizes(async NextToken => {
        const page = await client.send(new ListResourceServersCommand({ UserPoolId, MaxResults, NextToken }));
        return { items: page.ResourceServers, next: page.NextToken };
      });
    const clients = (MaxResults: number) =>
      sizes(async NextToken => {
        const page = await client.send(new ListUserPoolClientsCommand({ UserPoolId, MaxResults, NextToken }));
        return { items: page.UserPoolClients, next: page.NextToken };
      });
    const refused = { name: 'InvalidParameterException' };
    expect(await pools(60)).toEqual([60, 11]);
    expect(await servers(50)).toEqual([50, 50, 20]);
    expect(await clients(60)).toEqual([60, 60, 10]);
    await expect(pools(61)).rejects.toMatchObject(refused);
    await expect(servers(51)).rejects.toMatchObject(refused);
    await expect(clients(61)).rejects.toMatchObject(refused);
  });

  test('of functions, 50 whatever the limit', async () => {
    await startLarge();
    const client = new LambdaClient(standIn.client(account, region));
    const pages = await sizes(async Marker => {
      const page = await client.send(new ListFunctionsCommand({ MaxItems: 10_000, Marker }));
      return { items: page.Functions, next: page.NextMarker };
    });
    expect(pages).toEqual([50, 50, 1]);
  });

  test('of GraphQL APIs, stacks and accounts', async () => {
    const many = accounts(45, [region], large);
    await start({ accounts: many });
    const settings = standIn.client('100000000000', region);
    const graphqlApis = new AppSyncClient(settings);
    expect(
      await sizes(async nextToken => {
        const page = await graphqlApis.send(new ListGraphqlApisCommand({ maxResults: 25, nextToken }));
        return { items: page.graphqlApis, next: page.nextToken };
      }),
    ).toEqual([25, 25, 1]);
    const stacks = new CloudFormationClient(settings);
    expect(
      await sizes(async NextToken => {
        const page = await stacks.send(new ListStacksCommand({ NextToken }));
        return { items: page.StackSummaries, next: page.NextToken };
      }),
    ).toEqual([100, 100, 1]);
    const organizations = new OrganizationsClient(settings);
    expect(
      await sizes(async NextToken => {
        const page = await organizations.send(new ListAccountsCommand({ NextToken }));
        return { items: page.Accounts, next: page.NextToken };
      }),
    ).toEqual([20, 20, 5]);
  });
});

describe('quotas', () => {
  const getStages: Counted = { account, region, service: 'apigateway', operation: 'GetStages', subject: 'orders1' };
  const getResources: Counted = { ...getStages, operation: 'GetResources' };
  const getPolicy: Counted = { ...getStages, service: 'lambda', operation: 'GetPolicy' };

  test('let a burst through, and then as many as their rate', () => {
    let now = 0;
    const buckets = new QuotaBuckets(1, () => now);
    const allowed = (count: number, operation: string) =>
      times(count, () => buckets.take({ ...getStages, operation })).filter(wait => wait === undefined).length;
    expect(allowed(100, 'GetStages')).toBe(40);
    now += 1000;
    expect(allowed(100, 'GetStages')).toBe(10);
    now += 1000;
    expect(allowed(100, 'GetResources')).toBe(5);
    expect(buckets.take(getResources)).toBeCloseTo(0.4);
    now += 2000;
    expect(allowed(100, 'GetResources')).toBe(5);
  });

  test('are those of both of the APIs of API Gateway together, of an account and of a Region', () => {
    const buckets = new QuotaBuckets(1, () => 0);
    for (const _ of times(40, each => each)) buckets.take({ ...getStages, service: 'apigatewayv2' });
    expect(buckets.take(getStages)).toBeCloseTo(0.1);
    expect(buckets.take({ ...getStages, region: 'us-east-1' })).toBeUndefined();
    expect(buckets.take({ ...getStages, account: '444455556666' })).toBeUndefined();
    expect(buckets.take(getPolicy)).toBeUndefined();
  });

  test('of GetResources are those of all Regions, and of a user pool those of each operation', () => {
    const buckets = new QuotaBuckets(1, () => 0);
    const allowed = (call: Counted) => times(20, () => buckets.take(call)).filter(wait => wait === undefined).length;
    expect([allowed(getResources), allowed({ ...getResources, region: 'us-east-1' })]).toEqual([5, 0]);
    const describeClient: Counted = {
      ...getStages,
      service: 'cognito-idp',
      operation: 'DescribeUserPoolClient',
      subject: 'Users',
    };
    const ofPools = ['Users', 'Staff', 'Partners', 'Guests'].map(subject => allowed({ ...describeClient, subject }));
    expect(ofPools).toEqual([5, 5, 5, 0]);
    expect(allowed({ ...describeClient, operation: 'ListResourceServers' })).toBe(5);
  });

  test('run as fast as they are told', () => {
    let now = 0;
    const buckets = new QuotaBuckets(20, () => now);
    for (const _ of times(15, each => each)) buckets.take(getPolicy);
    now += 50;
    const answers = times(16, () => buckets.take(getPolicy));
    expect(answers.filter(wait => wait === undefined)).toHaveLength(15);
  });

  test('refuse what is over them', async () => {
    await start({ quotas: { speed: 1 } });
    const client = restApiClient();
    const answers = await Promise.allSettled(
      times(8, () => client.send(new GetResourcesCommand({ restApiId: 'orders1' }))),
    );
    const refused = answers.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(3);
    expect(refused[0]).toMatchObject({
      reason: { name: 'TooManyRequestsException', retryAfterSeconds: '1', $metadata: { httpStatusCode: 429 } },
    });
    expect(standIn.count({ outcome: 'over-quota' })).toBe(3);
  });
});

describe('faults', () => {
  /** A call of each service, as far as it can fail. */
  const sends: Readonly<Record<string, () => Promise<unknown>>> = {
    'apigateway:GetStages': () => restApiClient().send(new GetStagesCommand({ restApiId: 'orders1' })),
    'apigatewayv2:GetRoutes': () =>
      new ApiGatewayV2Client(standIn.client(account, region)).send(new GetRoutesCommand({ ApiId: 'payments1' })),
    'cognito-idp:DescribeUserPool': () =>
      new CognitoIdentityProviderClient(standIn.client(account, region)).send(
        new DescribeUserPoolCommand({ UserPoolId: 'eu-west-1_Users' }),
      ),
    'lambda:GetPolicy': () =>
      new LambdaClient(standIn.client(account, region)).send(new GetPolicyCommand({ FunctionName: 'checkout' })),
    'appsync:ListGraphqlApis': () =>
      new AppSyncClient(standIn.client(account, region)).send(new ListGraphqlApisCommand({})),
    'cloudformation:ListStackResources': () =>
      new CloudFormationClient(standIn.client(account, region)).send(
        new ListStackResourcesCommand({ StackName: 'shop' }),
      ),
    'sts:GetCallerIdentity': () =>
      new STSClient(standIn.client(account, region)).send(new GetCallerIdentityCommand({})),
    'organizations:ListAccounts': () =>
      new OrganizationsClient(standIn.client(account, region)).send(new ListAccountsCommand({})),
    'account:ListRegions': () => new AccountClient(standIn.client(account, region)).send(new ListRegionsCommand({})),
  };

  const names: readonly (readonly [string, Readonly<Record<'denied' | 'throttled' | 'broken' | 'gone', string>>])[] = [
    [
      'apigateway:GetStages',
      {
        denied: 'AccessDeniedException',
        throttled: 'TooManyRequestsException',
        broken: 'InternalFailure',
        gone: 'NotFoundException',
      },
    ],
    [
      'apigatewayv2:GetRoutes',
      {
        denied: 'AccessDeniedException',
        throttled: 'TooManyRequestsException',
        broken: 'InternalFailure',
        gone: 'NotFoundException',
      },
    ],
    [
      'cognito-idp:DescribeUserPool',
      {
        denied: 'AccessDeniedException',
        throttled: 'TooManyRequestsException',
        broken: 'InternalErrorException',
        gone: 'ResourceNotFoundException',
      },
    ],
    [
      'lambda:GetPolicy',
      {
        denied: 'AccessDeniedException',
        throttled: 'TooManyRequestsException',
        broken: 'ServiceException',
        gone: 'ResourceNotFoundException',
      },
    ],
    [
      'appsync:ListGraphqlApis',
      {
        denied: 'AccessDeniedException',
        throttled: 'ThrottlingException',
        broken: 'InternalFailureException',
        gone: 'NotFoundException',
      },
    ],
    [
      'cloudformation:ListStackResources',
      { denied: 'AccessDenied', throttled: 'Throttling', broken: 'InternalFailure', gone: 'ValidationError' },
    ],
    [
      'sts:GetCallerIdentity',
      { denied: 'AccessDenied', throttled: 'Throttling', broken: 'InternalFailure', gone: 'ValidationError' },
    ],
    [
      'organizations:ListAccounts',
      {
        denied: 'AccessDeniedException',
        throttled: 'TooManyRequestsException',
        broken: 'ServiceException',
        gone: 'AWSOrganizationsNotInUseException',
      },
    ],
    [
      'account:ListRegions',
      {
        denied: 'AccessDeniedException',
        throttled: 'TooManyRequestsException',
        broken: 'InternalServerException',
        gone: 'ResourceNotFoundException',
      },
    ],
  ];

  test.each(names)('%s fails with the errors that the service has, and is whole again', async (name, errors) => {
    await start();
    const kinds: readonly (keyof typeof errors)[] = ['denied', 'throttled', 'broken', 'gone'];
    for (const fault of kinds) {
      standIn.fail({ fault, when: call => `${call.service}:${call.operation}` === name, times: 1 });
      await expect(sends[name]?.()).rejects.toMatchObject({ name: errors[fault] });
    }
    await expect(sends[name]?.()).resolves.toBeDefined();
    expect(standIn.calls.map(({ outcome }) => outcome)).toEqual([...kinds, 'answered']);
  });

  const denials: readonly (readonly [string, string])[] = [
    ['apigateway:GetStages', `apigateway:GET on resource: arn:aws:apigateway:${region}::/restapis/orders1/stages`],
    ['apigatewayv2:GetRoutes', `apigateway:GET on resource: arn:aws:apigateway:${region}::/apis/payments1/routes`],
    [
      'cognito-idp:DescribeUserPool',
      `cognito-idp:DescribeUserPool on resource: arn:aws:cognito-idp:${region}:${account}:userpool/eu-west-1_Users`,
    ],
    ['lambda:GetPolicy', `lambda:GetPolicy on resource: arn:aws:lambda:${region}:${account}:function:checkout`],
    ['appsync:ListGraphqlApis', 'appsync:ListGraphqlApis on resource: *'],
  ];

  test.each(denials)('a denial of %s names the action and the resource', async (name, what) => {
    await start();
    standIn.fail({ fault: 'denied' });
    const [action] = what.split(' ');
    await expect(sends[name]?.()).rejects.toMatchObject({
      message: `${denial}${what} because no identity-based policy allows the ${action} action`,
    });
  });

  test('a burst of 429s ends, and a client that retries does not notice', async () => {
    await start({ quotas: { speed: 1000 } });
    standIn.fail({ fault: 'throttled', operation: 'GetStages', times: 1 });
    const { item } = await restApiClient(2).send(new GetStagesCommand({ restApiId: 'orders1' }));
    expect(item).toHaveLength(2);
    expect(standIn.calls.map(({ outcome }) => outcome)).toEqual(['throttled', 'answered']);
  });

  test('no answer at all, and the end of a connection', async () => {
    await start();
    standIn.fail({ fault: 'hang', times: 1 });
    standIn.fail({ fault: 'reset', times: 1 });
    const client = restApiClient();
    const get = (signal?: AbortSignal) =>
      client.send(new GetStagesCommand({ restApiId: 'orders1' }), signal === undefined ? {} : { abortSignal: signal });
    await expect(get(AbortSignal.timeout(100))).rejects.toMatchObject({ name: 'AbortError' });
    await expect(get()).rejects.toThrow('ECONNRESET');
    expect((await get()).item).toHaveLength(2);
  });

  test('an API that is deleted half-way', async () => {
    await start();
    standIn.fail({ fault: 'gone', service: 'apigateway', subject: 'orders1', from: 2 });
    const client = restApiClient();
    const restApiId = 'orders1';
    await client.send(new GetResourcesCommand({ restApiId }));
    await expect(client.send(new GetStagesCommand({ restApiId }))).rejects.toMatchObject({
      name: 'NotFoundException',
      message: `Invalid API identifier specified ${account}:orders1`,
    });
    await expect(client.send(new GetAuthorizersCommand({ restApiId }))).rejects.toMatchObject({
      name: 'NotFoundException',
    });
  });

  test('a token that leads to the same page again', async () => {
    await start({
      accounts: [{ id: account, regions: { [region]: { restApis: times(30, index => restApi(`api${index}`, 1)) } } }],
    });
    standIn.fail({ fault: 'repeat-page', operation: 'GetRestApis' });
    const client = restApiClient();
    const first = await client.send(new GetRestApisCommand({}));
    const second = await client.send(new GetRestApisCommand({ position: first.position }));
    expect(second.items).toEqual(first.items);
    expect(second.position).toBe(first.position);
  });
});

describe('the log', () => {
  test('has each call, by what it is about, and the most at a time', async () => {
    await start({ latencyMs: 50 });
    const client = restApiClient();
    const start0 = performance.now();
    await Promise.all([
      client.send(new GetStagesCommand({ restApiId: 'orders1' })),
      client.send(new GetStagesCommand({ restApiId: 'orders1' })),
      client.send(new GetRestApisCommand({})),
    ]);
    expect(performance.now() - start0).toBeGreaterThanOrEqual(45);
    await new LambdaClient(standIn.client(account, 'us-east-1')).send(new ListFunctionsCommand({}));
    expect(standIn.counts()).toEqual({
      'apigateway:GetRestApis': 1,
      'apigateway:GetStages': 2,
      'lambda:ListFunctions': 1,
    });
    expect(standIn.counts({ region: 'us-east-1' })).toEqual({ 'lambda:ListFunctions': 1 });
    expect(standIn.calls).toContainEqual({
      service: 'apigateway',
      operation: 'GetStages',
      account,
      region,
      subject: 'orders1',
      page: 1,
      outcome: 'answered',
    });
    expect(standIn.highWater()).toBe(3);
    expect(standIn.highWater(account, 'us-east-1')).toBe(1);
    expect(standIn.highWater(account, region, 'lambda')).toBe(0);
  });

  test('has what the stand-in does not know', async () => {
    await start();
    await fetch(`${standIn.url}/v2/vpclinks`, {
      headers: { authorization: `Credential=AKIA${account}TEST/20260101/${region}/apigateway/aws4_request` },
    });
    expect(standIn.unknown).toEqual(['GET /v2/vpclinks']);
  });
});
