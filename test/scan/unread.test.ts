/*
 * What is not read of an account never looks like a fault of it, and never like none: whatever call is denied, a scan
 * finds nothing that it does not find where it may read all, and says that it is incomplete.
 */
import { tmpdir } from 'node:os';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Report } from '../../src/report/report.ts';
import { scan } from '../../src/scan/scan.ts';
import { faultlessAccounts } from '../account/faultless.ts';
import { account, region, shop } from '../account/shop.ts';
import type { StandInAccount } from '../account/stand-in/account.ts';
import { type AwsStandIn, startAwsStandIn } from '../account/stand-in/server.ts';

let standIn: AwsStandIn;

afterEach(async () => {
  for (const name of Object.keys(environment('', ''))) delete process.env[name];
  await standIn.close();
});

function environment(url: string, account: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: `AKIA${account}TEST`,
    AWS_SECRET_ACCESS_KEY: 'stand-in',
  };
}

/** Scans an account, with calls denied that are named `service:Operation`. */
async function scanned(scannedAccount: StandInAccount, denied = ''): Promise<Report> {
  standIn = await startAwsStandIn({ accounts: [scannedAccount] });
  standIn.fail({ fault: 'denied', when: ({ service, operation }) => `${service}:${operation}` === denied });
  Object.assign(process.env, environment(standIn.url, scannedAccount.id));
  const speed = 1000;
  return scan({
    workingFolder: tmpdir(),
    ruleSeverities: {},
    include: [],
    regions: [region],
    allRegions: false,
    roleArns: [],
    onNotice: () => undefined,
    clock: {
      now: () => performance.now() * speed,
      sleep: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds / speed)),
    },
  });
}

function findingsOf({ findings }: Report): string[] {
  return [...findings].map(({ ruleId, place, message }) => `${ruleId} at ${JSON.stringify(place)}: ${message}`);
}

const calls = [
  'apigateway:GetAuthorizers',
  'apigateway:GetBasePathMappings',
  'apigateway:GetDeployment',
  'apigateway:GetDomainNames',
  'apigateway:GetResources',
  'apigateway:GetRestApis',
  'apigateway:GetStages',
  'apigatewayv2:GetApiMappings',
  'apigatewayv2:GetApis',
  'apigatewayv2:GetAuthorizers',
  'apigatewayv2:GetDomainNames',
  'apigatewayv2:GetRoutes',
  'apigatewayv2:GetStages',
  'appsync:ListGraphqlApis',
  'cognito-idp:DescribeUserPool',
  'cognito-idp:DescribeUserPoolClient',
  'cognito-idp:ListResourceServers',
  'cognito-idp:ListUserPoolClients',
  'cognito-idp:ListUserPools',
  'lambda:GetPolicy',
  'lambda:ListFunctionUrlConfigs',
  'lambda:ListFunctions',
];

const faultless: StandInAccount = { id: account, regions: {}, ...faultlessAccounts(1)[0] };

/** Whoever is told why something is not known is told in words, not in those of the program. */
function unspeakable({ unknowns }: Report): string[] {
  return [...unknowns].map(({ message }) => message).filter(message => /Fn::|\$\{|undefined/.test(message));
}

test('these are all the calls of a scan', async () => {
  expect((await scanned(shop)).unread).toEqual([]);
  expect(Object.keys(standIn.counts()).filter(call => !call.startsWith('sts:'))).toEqual(calls);
});

test('of a faultless account, nothing is found', async () => {
  const report = await scanned(faultless);
  expect(findingsOf(report)).toEqual([]);
  expect(report.unread).toEqual([]);
});

/** Of the shop: a method that has yet to be deployed, which is not known without these calls. */
const configured = [
  `endpoint-without-authorizer at {"arn":"arn:aws:apigateway:eu-west-1::/restapis/orders1/resources/r0/methods/GET","account":"${account}","region":"eu-west-1","path":"AuthorizationType"}: GET / accepts any caller: AuthorizationType of GET / of orders is NONE.`,
];
const tellWhatIsServed = ['apigateway:GetDeployment', 'apigateway:GetStages'];

describe.each(calls)('%s denied', call => {
  test('of a faultless account, nothing is found', async () => {
    const report = await scanned(faultless, call);
    expect(findingsOf(report)).toEqual([]);
    expect(unspeakable(report)).toEqual([]);
  });

  test('of the shop, nothing is found that is not found otherwise, but what may be served', async () => {
    const whole = findingsOf(await scanned(shop));
    await standIn.close();
    const report = await scanned(shop, call);
    expect(report.unread).not.toEqual([]);
    const found = findingsOf(report).filter(finding => !whole.includes(finding));
    expect(found).toEqual(tellWhatIsServed.includes(call) ? configured : []);
    expect(unspeakable(report)).toEqual([]);
  });
});
