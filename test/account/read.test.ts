import { afterEach, describe, expect, test } from '@jest/globals';
import type { AccountReading } from '../../src/account/declared.ts';
import type { Progress } from '../../src/account/read.ts';
import { readFrom } from './read-shop.ts';
import { account, checkoutArn, poolArn, region, shop } from './shop.ts';
import { accounts, httpApi, restApi, times, userPool } from './stand-in/large.ts';
import { type AwsStandIn, type StandInOptions, startAwsStandIn } from './stand-in/server.ts';

/** For accounts so large that this process is busy for a while. */
const patience = { connectionTimeout: 10_000, requestTimeout: 10_000, maxAttempts: 6 };

let aws: AwsStandIn;
afterEach(() => aws.close());

async function start(options: Partial<StandInOptions> = {}): Promise<void> {
  aws = await startAwsStandIn({ accounts: [shop], ...options });
}

function propertiesOf({ resources }: AccountReading, type: string): readonly unknown[] {
  return resources.filter(resource => resource.type === type).map(({ name, properties }) => [name, properties]);
}

describe('of the shop', () => {
  test('methods are below their resources, and name their authorizer, which names its pool', async () => {
    await start();
    const reading = await readFrom(aws);
    const api = { Ref: 'orders (orders1)' };
    const root = { 'Fn::GetAtt': ['orders (orders1)', 'RootResourceId'] };
    const resource = `arn:aws:apigateway:${region}::/restapis/orders1/resources/r2`;
    expect(propertiesOf(reading, 'AWS::ApiGateway::Resource')).toEqual([
      ['/orders/{id} of orders', { RestApiId: api, ParentId: root, PathPart: 'orders/{id}' }],
    ]);
    expect(propertiesOf(reading, 'AWS::ApiGateway::Method')).toEqual([
      [
        'GET / of orders',
        { RestApiId: api, ResourceId: root, HttpMethod: 'GET', AuthorizationType: 'NONE', ApiKeyRequired: false },
      ],
      [
        'DELETE /orders/{id} of orders',
        {
          RestApiId: api,
          ResourceId: { Ref: resource },
          HttpMethod: 'DELETE',
          AuthorizationType: 'AWS_IAM',
          ApiKeyRequired: true,
        },
      ],
      [
        'GET /orders/{id} of orders',
        {
          RestApiId: api,
          ResourceId: { Ref: resource },
          HttpMethod: 'GET',
          AuthorizationType: 'COGNITO_USER_POOLS',
          AuthorizerId: { Ref: 'Users (orders1/auth1)' },
          AuthorizationScopes: ['orders/read'],
          ApiKeyRequired: false,
        },
      ],
    ]);
    expect(propertiesOf(reading, 'AWS::ApiGateway::Authorizer')).toEqual([
      [
        'Users',
        {
          RestApiId: api,
          Name: 'Users',
          Type: 'COGNITO_USER_POOLS',
          ProviderARNs: [{ 'Fn::GetAtt': [`Users (${region}_Users)`, 'Arn'] }],
          IdentitySource: 'method.request.header.Authorization',
        },
      ],
    ]);
    expect(reading.resources.find(({ key }) => key === 'orders (orders1)')).toEqual({
      key: 'orders (orders1)',
      arn: `arn:aws:apigateway:${region}::/restapis/orders1`,
      name: 'orders',
      type: 'AWS::ApiGateway::RestApi',
      physicalId: 'orders1',
      properties: {
        Name: 'orders',
        EndpointConfiguration: { Types: ['REGIONAL'] },
        Policy: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke' }],
        },
        DisableExecuteApiEndpoint: false,
      },
      tags: { 'aws:cloudformation:stack-name': 'shop' },
    });
  });

  test('a stage serves what its deployment says', async () => {
    await start();
    expect((await readFrom(aws)).snapshots).toEqual([
      {
        api: 'orders (orders1)',
        apiArn: `arn:aws:apigateway:${region}::/restapis/orders1`,
        stage: 'live',
        stageArn: `arn:aws:apigateway:${region}::/restapis/orders1/stages/live`,
        methods: { '/orders/{id}': { GET: { authorizationType: 'NONE', apiKeyRequired: false } } },
      },
    ]);
  });

  test('a JWT authorizer names its pool as the issuer, and a client as the audience', async () => {
    await start();
    expect(propertiesOf(await readFrom(aws), 'AWS::ApiGatewayV2::Authorizer')).toEqual([
      [
        'Jwt',
        {
          ApiId: { Ref: 'payments (payments1)' },
          Name: 'Jwt',
          AuthorizerType: 'JWT',
          JwtConfiguration: {
            Issuer: { 'Fn::GetAtt': [`Users (${region}_Users)`, 'ProviderURL'] },
            Audience: [{ Ref: 'Web (web)' }],
          },
          IdentitySource: ['$request.header.Authorization'],
        },
      ],
    ]);
  });

  test('a domain is declared once, with the APIs behind it where it asks for certificates', async () => {
    await start();
    const reading = await readFrom(aws);
    const tls = { MutualTlsAuthentication: { TruststoreUri: 's3://acme/truststore.pem' } };
    expect(propertiesOf(reading, 'AWS::ApiGatewayV2::DomainName')).toEqual([
      ['api.acme.example', { DomainName: 'api.acme.example', ...tls }],
    ]);
    expect(propertiesOf(reading, 'AWS::ApiGateway::DomainName')).toEqual([
      ['edge.acme.example', { DomainName: 'edge.acme.example', ...tls }],
    ]);
    expect(propertiesOf(reading, 'AWS::ApiGatewayV2::ApiMapping')).toMatchObject([
      ['api.acme.example/payments', { DomainName: 'api.acme.example', ApiId: { Ref: 'payments (payments1)' } }],
    ]);
    expect(propertiesOf(reading, 'AWS::ApiGateway::BasePathMapping')).toMatchObject([
      ['edge.acme.example', { DomainName: 'edge.acme.example', RestApiId: { Ref: 'orders (orders1)' } }],
    ]);
  });

  test('whether a client has a secret is read, and the secret nowhere', async () => {
    await start();
    const reading = await readFrom(aws);
    expect(propertiesOf(reading, 'AWS::Cognito::UserPoolClient')).toMatchObject([
      ['Backend', { GenerateSecret: true, AllowedOAuthFlows: ['client_credentials'] }],
      ['Web', { GenerateSecret: false, CallbackURLs: ['https://acme.example/'] }],
    ]);
    expect(JSON.stringify(reading)).not.toContain('s3cr3t');
  });

  test('a function has a URL and a policy', async () => {
    await start();
    const reading = await readFrom(aws);
    expect(propertiesOf(reading, 'AWS::Lambda::Url')).toEqual([
      ['checkout', { TargetFunctionArn: checkoutArn, AuthType: 'NONE' }],
    ]);
    expect(propertiesOf(reading, 'AWS::Lambda::Permission')).toMatchObject([
      ['open of checkout', { FunctionName: 'checkout', Principal: '*', FunctionUrlAuthType: 'NONE' }],
    ]);
  });

  test('stacks are asked only for a comparison', async () => {
    await start();
    expect((await readFrom(aws)).stackResources).toEqual([]);
    expect(aws.count({ service: 'cloudformation' })).toBe(0);
    expect((await readFrom(aws, { withStacks: true })).stackResources).toEqual([
      { stackName: 'shop', logicalId: 'OrdersApi', type: 'AWS::ApiGateway::RestApi', physicalId: 'orders1' },
    ]);
  });

  test('APIs that are not included are not asked', async () => {
    await start();
    const reading = await readFrom(aws, { includes: name => name === 'payments' });
    const apis = reading.resources.filter(({ type }) => /::(?:RestApi|Api|GraphQLApi)$/.test(type));
    expect(apis.map(({ name }) => name)).toEqual(['payments']);
    expect(aws.count({ subject: 'orders1' })).toBe(0);
  });

  test('the reading is the same in whichever order the answers come', async () => {
    await start();
    const expected = await readFrom(aws, { withStacks: true });
    await aws.close();
    for (const seed of [1, 2, 3]) {
      let number = seed;
      await start({ latencyMs: () => (number = (number * 7919 + 104_729) % 20) });
      expect(JSON.stringify(await readFrom(aws, { withStacks: true }))).toBe(JSON.stringify(expected));
      if (seed < 3) await aws.close();
    }
  });

  test('progress counts up to all parts', async () => {
    await start();
    const events: Progress[] = [];
    await readFrom(aws, { onProgress: progress => events.push(progress) });
    expect(events.map(({ done }) => done)).toEqual(events.map((_, index) => index + 1));
    expect(events.at(-1)).toMatchObject({ account, region, done: events.length, total: events.length });
    expect(events.map(({ what }) => what)).toContain('the client Web of Users');
  });
});

describe('pages', () => {
  test('are all read, and cost what the formula says', async () => {
    await start({
      accounts: accounts(1, [region], {
        // 501 resources below the root; 30 methods.
        restApis: [restApi('big', 30, 495), ...times(501, index => restApi(`api${index}`, 30))],
        httpApis: [httpApi('routes', 501)],
        userPools: [userPool(`${region}_A`, 61, 51), ...times(60, index => userPool(`${region}_${index}`, 0, 0))],
        functions: times(51, index => ({ name: `f${index}` })),
        graphqlApis: times(26, index => ({ id: `g${index}`, name: `g${index}`, authenticationType: 'AWS_IAM' })),
      }),
    });
    const reading = await readFrom(aws, { account: '100000000000', speed: 100_000, patience });
    expect(reading.unread).toEqual([]);
    const expected = {
      'apigateway:GetAuthorizers': 502,
      'apigateway:GetDeployment': 502,
      'apigateway:GetDomainNames': 1,
      'apigateway:GetResources': 503,
      'apigateway:GetRestApis': 2,
      'apigateway:GetStages': 502,
      'apigatewayv2:GetApis': 1,
      'apigatewayv2:GetAuthorizers': 1,
      'apigatewayv2:GetDomainNames': 1,
      'apigatewayv2:GetRoutes': 2,
      'apigatewayv2:GetStages': 1,
      'appsync:ListGraphqlApis': 2,
      'cognito-idp:DescribeUserPool': 61,
      'cognito-idp:DescribeUserPoolClient': 61,
      'cognito-idp:ListResourceServers': 62,
      'cognito-idp:ListUserPoolClients': 62,
      'cognito-idp:ListUserPools': 2,
      'lambda:GetPolicy': 51,
      'lambda:ListFunctionUrlConfigs': 51,
      'lambda:ListFunctions': 2,
    };
    expect(reading.calls).toEqual(expected);
    expect(aws.counts()).toEqual(expected);
    const count = (type: string) => reading.resources.filter(resource => resource.type === type).length;
    expect(count('AWS::ApiGateway::Method')).toBe(502 * 30);
    expect(count('AWS::ApiGatewayV2::Route')).toBe(501);
    expect(count('AWS::Cognito::UserPoolClient')).toBe(61);
    expect(count('AWS::Cognito::UserPoolResourceServer')).toBe(51);
    expect(count('AWS::AppSync::GraphQLApi')).toBe(26);
  });

  test('before one that fails are kept, and the rest is unread', async () => {
    await start({ accounts: accounts(1, [region], { httpApis: [httpApi('routes', 501)] }) });
    aws.fail({ fault: 'broken', operation: 'GetRoutes', from: 2 });
    const { resources, unread } = await readFrom(aws, { account: '100000000000' });
    expect(resources.filter(({ type }) => type === 'AWS::ApiGatewayV2::Route')).toHaveLength(500);
    expect(unread).toMatchObject([{ what: 'the routes of routes', reason: 'failed' }]);
  });

  test('that lead to themselves come to an end', async () => {
    await start({ accounts: accounts(1, [region], { httpApis: [httpApi('routes', 501)] }) });
    aws.fail({ fault: 'repeat-page', operation: 'GetRoutes' });
    const { unread } = await readFrom(aws, { account: '100000000000' });
    expect(unread).toMatchObject([{ what: 'the routes of routes', reason: 'failed' }]);
  });

  test('of clients and resource servers that are not complete leave room for any', async () => {
    await start({ accounts: accounts(1, [region], { userPools: [userPool(`${region}_A`, 61, 51)] }) });
    aws.fail({ fault: 'denied', operation: 'ListUserPoolClients', from: 2 });
    aws.fail({ fault: 'denied', operation: 'ListResourceServers', from: 2 });
    const reading = await readFrom(aws, { account: '100000000000', speed: 100_000 });
    const key = `Pool ${region}_A (${region}_A)`;
    const ofClients = reading.resources.find(({ name }) => name === `the clients of Pool ${region}_A`);
    expect(ofClients?.properties).toMatchObject({
      UserPoolId: { Ref: key },
      AllowedOAuthScopes: { 'Fn::Unread': expect.stringMatching(/^the clients of .* could not be read: AccessDenied/) },
    });
    const ofServers = reading.resources.find(({ name }) => name === `the resource servers of Pool ${region}_A`);
    expect(ofServers?.properties).toMatchObject({
      UserPoolId: { Ref: key },
      Identifier: {
        'Fn::Unread': expect.stringMatching(/^the resource servers of .* could not be read: AccessDenied/),
      },
    });
  });
});

describe('stages', () => {
  test('that serve one deployment cost one GetDeployment, and a canary one more', async () => {
    const api = {
      ...restApi('api', 5),
      stages: [
        { name: 'live', deployment: 'd1', canary: 'd2' },
        { name: 'test', deployment: 'd1' },
      ],
    };
    await start({ accounts: accounts(1, [region], { restApis: [api] }) });
    const { snapshots, calls } = await readFrom(aws, { account: '100000000000' });
    expect(snapshots.map(({ stage }) => stage)).toEqual(['live', 'live (canary)', 'test']);
    expect(calls['apigateway:GetDeployment']).toBe(2);
  });
});

describe('100 REST APIs of 30 methods', () => {
  test("are read within AWS's quotas, in little more than these ask for", async () => {
    const speed = 8;
    await start({
      accounts: accounts(1, [region], { restApis: times(100, index => restApi(`api${index}`, 30)) }),
      quotas: { speed },
      latencyMs: 5,
    });
    const began = performance.now();
    const reading = await readFrom(aws, {
      account: '100000000000',
      speed,
      patience,
    });
    const seconds = ((performance.now() - began) / 1000) * speed;
    expect(reading.unread).toEqual([]);
    expect(aws.count({ outcome: 'over-quota' })).toBeLessThanOrEqual(5);
    // GetResources alone takes (100 - 5) / 2.5 = 38 seconds at the least.
    expect(seconds).toBeGreaterThan(38);
    expect(seconds).toBeLessThan(55);
  });
});

describe('an interruption', () => {
  test('ends the calls; what was read is kept, and what was not is unread', async () => {
    await start({
      accounts: accounts(1, [region], { httpApis: times(50, index => httpApi(`api${index}`, 2)) }),
      latencyMs: 5,
    });
    const interruption = new AbortController();
    const reading = await readFrom(aws, {
      account: '100000000000',
      signal: interruption.signal,
      onProgress: ({ what }) => {
        if (what.startsWith('the routes of')) interruption.abort(new Error('Ctrl-C'));
      },
    });
    const sent = Object.values(reading.calls).reduce((sum, count) => sum + count, 0);
    expect(reading.resources.filter(({ type }) => type === 'AWS::ApiGatewayV2::Api')).toHaveLength(50);
    expect(reading.resources.filter(({ type }) => type === 'AWS::ApiGatewayV2::Route').length).toBeGreaterThan(0);
    expect(reading.unread.length).toBeGreaterThan(50);
    expect(new Set(reading.unread.map(({ reason, detail }) => `${reason}: ${detail}`))).toEqual(
      new Set(['interrupted: the scan was interrupted']),
    );
    await new Promise(resolve => setTimeout(resolve, 100));
    // Those that were under way arrive, and no others.
    expect(aws.count()).toBeLessThanOrEqual(sent);
    expect(sent).toBeLessThan(50);
  });

  test('before the first call makes none', async () => {
    await start();
    const { resources, unread, calls } = await readFrom(aws, { signal: AbortSignal.abort(), withStacks: true });
    expect(resources).toEqual([]);
    expect(calls).toEqual({});
    expect(unread.map(({ what }) => what)).toEqual([
      'the HTTP and WebSocket APIs',
      'the custom domains',
      'the REST APIs',
      'the GraphQL APIs',
      'the CloudFormation stacks',
      'the user pools',
      'the functions',
    ]);
    expect(aws.count()).toBe(0);
  });
});

test('pools of another account stay text', async () => {
  const elsewhere = poolArn.replace(account, '999988887777');
  const api = {
    ...restApi('api', 2),
    authorizers: [{ id: 'cognito', name: 'C', type: 'COGNITO_USER_POOLS' as const, providerArns: [elsewhere] }],
  };
  await start({ accounts: accounts(1, [region], { restApis: [api] }) });
  const reading = await readFrom(aws, { account: '100000000000' });
  expect(propertiesOf(reading, 'AWS::ApiGateway::Authorizer')).toMatchObject([['C', { ProviderARNs: [elsewhere] }]]);
});
