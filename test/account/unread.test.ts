/* What could not be read is neither a violation nor a pass: of a faultless account, whatever part of it is unread. */
import { afterEach, describe, expect, test } from '@jest/globals';
import type { AccountReading } from '../../src/account/declared.ts';
import { findingsOf } from './audit-reading.ts';
import { faultlessAccounts, region } from './faultless.ts';
import { impatience, readFrom } from './read-shop.ts';
import type { Fault } from './stand-in/faults.ts';
import { type AwsStandIn, startAwsStandIn } from './stand-in/server.ts';

const apiArn = (path: string) => `arn:aws:apigateway:${region}::${path}`;
const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:ACCOUNT:${resource}`;
const poolArn = arn('cognito-idp', `userpool/${region}_Users`);
const checkout = arn('lambda', 'function:checkout');

/** What a template's clients need and an account's have: somebody has created them. */
const ofTemplates = /^client-missing-depends-on:/;

/** A call, and what is not known without it: what, the ARN and the IAM action. */
type Needed = readonly [
  service: 'apigateway' | 'apigatewayv2' | 'cognito-idp' | 'lambda' | 'appsync' | 'cloudformation',
  operation: string,
  what: string,
  arn: string,
  action: string,
];

const needed: readonly Needed[] = [
  ['apigateway', 'GetRestApis', 'the REST APIs', apiArn('/restapis'), 'apigateway:GET'],
  ['apigateway', 'GetResources', 'the methods of orders', apiArn('/restapis/orders1'), 'apigateway:GET'],
  ['apigateway', 'GetAuthorizers', 'the authorizers of orders', apiArn('/restapis/orders1'), 'apigateway:GET'],
  ['apigateway', 'GetStages', 'the stages of orders', apiArn('/restapis/orders1'), 'apigateway:GET'],
  [
    'apigateway',
    'GetDeployment',
    'what orders has deployed',
    apiArn('/restapis/orders1/deployments/d1'),
    'apigateway:GET',
  ],
  ['apigateway', 'GetDomainNames', 'the custom domains', apiArn('/domainnames'), 'apigateway:GET'],
  ['apigatewayv2', 'GetApis', 'the HTTP and WebSocket APIs', apiArn('/apis'), 'apigateway:GET'],
  ['apigatewayv2', 'GetRoutes', 'the routes of payments', apiArn('/apis/payments1'), 'apigateway:GET'],
  ['apigatewayv2', 'GetAuthorizers', 'the authorizers of payments', apiArn('/apis/payments1'), 'apigateway:GET'],
  ['apigatewayv2', 'GetStages', 'the stages of payments', apiArn('/apis/payments1'), 'apigateway:GET'],
  ['apigatewayv2', 'GetDomainNames', 'the custom domains', apiArn('/domainnames'), 'apigateway:GET'],
  [
    'apigatewayv2',
    'GetApiMappings',
    'the APIs behind api.acme.example',
    apiArn('/domainnames/api.acme.example'),
    'apigateway:GET',
  ],
  ['cognito-idp', 'ListUserPools', 'the user pools', arn('cognito-idp', 'userpool/*'), 'cognito-idp:ListUserPools'],
  ['cognito-idp', 'DescribeUserPool', 'the settings and the domain of Users', poolArn, 'cognito-idp:DescribeUserPool'],
  ['cognito-idp', 'ListResourceServers', 'the resource servers of Users', poolArn, 'cognito-idp:ListResourceServers'],
  ['cognito-idp', 'ListUserPoolClients', 'the clients of Users', poolArn, 'cognito-idp:ListUserPoolClients'],
  [
    'cognito-idp',
    'DescribeUserPoolClient',
    'the client Machine of Users',
    poolArn,
    'cognito-idp:DescribeUserPoolClient',
  ],
  ['lambda', 'ListFunctions', 'the functions', arn('lambda', 'function:*'), 'lambda:ListFunctions'],
  ['lambda', 'ListFunctionUrlConfigs', 'the URLs of checkout', checkout, 'lambda:ListFunctionUrlConfigs'],
  ['lambda', 'GetPolicy', 'who may invoke checkout', checkout, 'lambda:GetPolicy'],
  ['appsync', 'ListGraphqlApis', 'the GraphQL APIs', arn('appsync', 'apis/*'), 'appsync:ListGraphqlApis'],
  [
    'cloudformation',
    'ListStacks',
    'the CloudFormation stacks',
    arn('cloudformation', 'stack/*'),
    'cloudformation:ListStacks',
  ],
  [
    'cloudformation',
    'ListStackResources',
    'the resources of the stack shop',
    arn('cloudformation', 'stack/shop/ID'),
    'cloudformation:ListStackResources',
  ],
];

/**
 * Scopes that nothing seems to use, where it is not known which endpoints there are: there is no resource that could
 * say so. Whoever runs the rules leaves scope-unused out where methods or routes are unread.
 */
const ofUnknownEndpoints = /^scope-unused:/;
const hidesEndpoints = new Set(['GetRestApis', 'GetResources', 'GetApis', 'GetRoutes']);

/** What does not answer is waited for once. */
const hurry = { connectionTimeout: 10_000, requestTimeout: 3000, maxAttempts: 1 };

let aws: AwsStandIn;
afterEach(() => aws.close());

/** Reads one account for each call, in which that call fails. */
async function readEach(fault: Fault, times?: number) {
  const all = faultlessAccounts(needed.length);
  aws = await startAwsStandIn({ accounts: all });
  const named = needed.map(([service, operation], index) => ({ service, operation, account: all[index]?.id ?? '' }));
  for (const call of named) aws.fail({ fault, ...call, ...(times !== undefined && { times }) });
  const readings = await Promise.all(
    named.map(call =>
      readFrom(aws, {
        account: call.account,
        region,
        withStacks: true,
        patience: fault === 'hang' ? hurry : impatience,
      }),
    ),
  );
  return needed.map((call, index) => ({ call, reading: readings[index] as AccountReading }));
}

/** The unread parts of a reading, as the list of calls has them. */
function unreadOf({ account, unread }: AccountReading) {
  return unread.map(part => ({
    ...part,
    arn: part.arn.replaceAll(account, 'ACCOUNT').replace(/(stack\/shop\/).*/, '$1ID'),
  }));
}

test('of the whole of it nothing is unread, and nothing found', async () => {
  aws = await startAwsStandIn({ accounts: faultlessAccounts(1) });
  const reading = await readFrom(aws, { account: '100000000000', region, withStacks: true });
  expect(reading.unread).toEqual([]);
  expect((await findingsOf(reading)).filter(finding => !ofTemplates.test(finding))).toEqual([]);
  expect(aws.unknown).toEqual([]);
});

test('each call that is denied leaves its part unread, with what AWS said', async () => {
  for (const { call, reading } of await readEach('denied')) {
    const [, , what, arn, action] = call;
    const detail = expect.stringMatching(/^AccessDenied(?:Exception)?: User: .* is not authorized to perform: /);
    expect(unreadOf(reading)).toEqual([{ what, arn, action, reason: 'denied', detail }]);
  }
});

test('none that is denied makes anything found', async () => {
  const found: string[] = [];
  for (const { call, reading } of await readEach('denied')) {
    const isKnown = (finding: string) =>
      ofTemplates.test(finding) || (hidesEndpoints.has(call[1]) && ofUnknownEndpoints.test(finding));
    const findings = await findingsOf(reading);
    found.push(...findings.filter(finding => !isKnown(finding)).map(finding => `${call[1]}: ${finding}`));
  }
  expect(found).toEqual([]);
});

describe('each call', () => {
  test.each([
    ['throttled', 'throttled'],
    ['broken', 'failed'],
    ['hang', 'timed-out'],
    ['reset', 'failed'],
    ['gone', 'gone'],
  ] as const)('that is %s to the end leaves its part %s', async (fault, reason) => {
    for (const { call, reading } of await readEach(fault)) {
      // Lambda says so of a function without a policy.
      const isAbsent = fault === 'gone' && call[1] === 'GetPolicy';
      expect(reading.unread.map(part => [part.what, part.reason])).toEqual(isAbsent ? [] : [[call[2], reason]]);
    }
  });

  test('that is refused once is asked again', async () => {
    for (const { reading } of await readEach('throttled', 1)) {
      expect(reading.unread).toEqual([]);
      expect(reading.calls).toEqual(aws.counts({ account: reading.account }));
    }
  });
});
