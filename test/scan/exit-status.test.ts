/* The command's exit status, of accounts that are read whole and of such that are not. */
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { faultlessAccounts } from '../account/faultless.ts';
import { account, region, shop } from '../account/shop.ts';
import type { StandInAccount } from '../account/stand-in/account.ts';
import type { FaultRule } from '../account/stand-in/faults.ts';
import { type AwsStandIn, startAwsStandIn } from '../account/stand-in/server.ts';
import { type Run, type Workspace, workspace } from '../cli/run.ts';

const faultless: StandInAccount = { id: account, regions: {}, ...faultlessAccounts(1)[0] };
const denied: FaultRule = { fault: 'denied', service: 'apigatewayv2', operation: 'GetRoutes' };
const gone: FaultRule = { fault: 'gone', service: 'apigateway', subject: 'orders1' };

let folder: Workspace;
let standIn: AwsStandIn;

beforeAll(() => {
  folder = workspace();
});

afterEach(async () => {
  for (const name of ['AWS_ENDPOINT_URL', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) delete process.env[name];
  await standIn.close();
});

afterAll(() => folder.remove());

async function run(scanned: StandInAccount, args: readonly string[], fault?: FaultRule): Promise<Run> {
  standIn = await startAwsStandIn({ accounts: [scanned] });
  if (fault) standIn.fail(fault);
  process.env.AWS_ENDPOINT_URL = standIn.url;
  process.env.AWS_ACCESS_KEY_ID = `AKIA${scanned.id}TEST`;
  process.env.AWS_SECRET_ACCESS_KEY = 'stand-in';
  const result = await folder.run(['scan', '--region', region, ...args]);
  expect(result.stdout + result.stderr).not.toContain('s3cr3t');
  return result;
}

const cases: readonly (readonly [string, number, StandInAccount, readonly string[], FaultRule | undefined])[] = [
  ['a faultless account', 0, faultless, [], undefined],
  ['one with faults', 1, shop, [], undefined],
  ['one with faults that are none to fail on', 0, shop, ['--fail-on', 'never'], undefined],
  ['a faultless one of which routes are denied', 2, faultless, [], denied],
  ['one that may be incomplete', 0, faultless, ['--allow-incomplete'], denied],
  ['one with faults that is incomplete', 2, shop, [], denied],
  ['one with faults that may be incomplete', 1, shop, ['--allow-incomplete'], denied],
  ['one with an API that is deleted half-way', 2, faultless, [], gone],
  ['one with a list that has no end', 2, faultless, [], { fault: 'repeat-page', operation: 'GetRestApis' }],
];

test.each(cases)('of %s: %i', async (_what, status, scanned, args, fault) => {
  expect((await run(scanned, args, fault)).status).toBe(status);
});

test('of an account whose key is not known: 2, in words and without a stack', async () => {
  standIn = await startAwsStandIn({ accounts: [shop] });
  process.env.AWS_ENDPOINT_URL = standIn.url;
  process.env.AWS_ACCESS_KEY_ID = 'AKIA999999999999TEST';
  process.env.AWS_SECRET_ACCESS_KEY = 'stand-in';
  const { status, stdout, stderr } = await folder.run(['scan', '--region', region]);
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain('The security token included in the request is invalid.');
  expect(stderr).not.toMatch(/\n\s+at /);
});

test('what is missing is named with its IAM action', async () => {
  const { stdout } = await run(faultless, [], denied);
  expect(stdout).toContain('the routes of payments');
  expect(stdout).toContain('apigateway:GET');
});
