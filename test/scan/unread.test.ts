/*
 * What is not read of an account never looks like a fault of it, and never like none: whatever call is denied, a scan
 * finds nothing that it does not find where it may read all, and says that it is incomplete.
 */
import { tmpdir } from 'node:os';
import { afterEach, expect, test } from '@jest/globals';
import type { Report } from '../../src/report/report.ts';
import { scan } from '../../src/scan/scan.ts';
import { account, region, shop } from '../account/shop.ts';
import { type AwsStandIn, startAwsStandIn } from '../account/stand-in/server.ts';

let standIn: AwsStandIn;

afterEach(async () => {
  for (const name of Object.keys(environment(''))) delete process.env[name];
  await standIn.close();
});

function environment(url: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: `AKIA${account}TEST`,
    AWS_SECRET_ACCESS_KEY: 'stand-in',
  };
}

/** Scans the shop, with calls denied that are named `service:Operation`. */
async function scanned(denied: string): Promise<Report> {
  standIn = await startAwsStandIn({ accounts: [shop] });
  standIn.fail({ fault: 'denied', when: ({ service, operation }) => `${service}:${operation}` === denied });
  Object.assign(process.env, environment(standIn.url));
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
  return findings.map(({ ruleId, place, message }) => `${ruleId} at ${JSON.stringify(place)}: ${message}`);
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

test.each(calls)('%s denied', async call => {
  const whole = findingsOf(await scanned('none'));
  expect(Object.keys(standIn.counts({ account })).filter(each => !each.startsWith('sts:'))).toEqual(calls);
  await standIn.close();

  const report = await scanned(call);
  expect(report.unread).not.toEqual([]);
  expect(findingsOf(report).filter(finding => !whole.includes(finding))).toEqual([]);
  // Why something is not known is said in words, not in those of the program.
  expect(report.unknowns.filter(({ message }) => /Fn::|\$\{|undefined/.test(message))).toEqual([]);
});
