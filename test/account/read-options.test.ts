/* What is read of the shop by the options, in what order, and what of that is told meanwhile. */
import { afterEach, describe, expect, test } from '@jest/globals';
import type { AccountReading } from '../../src/account/declared.ts';
import type { Progress } from '../../src/account/read.ts';
import { readFrom } from './read-shop.ts';
import { account, poolArn, region, shop } from './shop.ts';
import { accounts, restApi, userPool } from './stand-in/large.ts';
import { type AwsStandIn, type StandInOptions, startAwsStandIn } from './stand-in/server.ts';

let aws: AwsStandIn;
afterEach(() => aws.close());

async function start(options: Partial<StandInOptions> = {}): Promise<void> {
  aws = await startAwsStandIn({ accounts: [shop], ...options });
}

function propertiesOf({ resources }: AccountReading, type: string): readonly unknown[] {
  return resources.filter(resource => resource.type === type).map(({ name, properties }) => [name, properties]);
}

describe('of the shop', () => {
  test('whether a client has a secret is read, and the secret nowhere', async () => {
    await start();
    const reading = await readFrom(aws);
    expect(propertiesOf(reading, 'AWS::Cognito::UserPoolClient')).toMatchObject([
      ['Backend', { GenerateSecret: true, AllowedOAuthFlows: ['client_credentials'] }],
      ['Web', { GenerateSecret: false, CallbackURLs: ['https://acme.example/'] }],
    ]);
    expect(JSON.stringify(reading)).not.toContain('s3cr3t');
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

describe('an interruption', () => {
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
