/* Accounts and Regions have quotas of their own, so that many take no longer than the slowest of them. */
import { tmpdir } from 'node:os';
import { afterEach, expect, test } from '@jest/globals';
import { scan } from '../../src/scan/scan.ts';
import type { StandInAccount } from '../account/stand-in/account.ts';
import { accounts, restApi, times } from '../account/stand-in/large.ts';
import { type AwsStandIn, startAwsStandIn } from '../account/stand-in/server.ts';
import { isAsked, virtualTime } from '../account/virtual-time.ts';

const regions = ['eu-central-1', 'eu-west-1', 'us-east-1', 'us-west-2'];
const slow = '100000000007';

/** 20 accounts with an API in each of 4 Regions, of which one Region of one account has 30. */
const organization: StandInAccount[] = accounts(20, regions, { restApis: [restApi('orders', 5)] }).map(account =>
  account.id === slow
    ? {
        ...account,
        regions: { ...account.regions, 'eu-west-1': { restApis: times(30, each => restApi(`api${each}`, 5)) } },
      }
    : account,
);

let standIn: AwsStandIn | undefined;

afterEach(async () => {
  for (const name of ['AWS_ENDPOINT_URL', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) delete process.env[name];
  await standIn?.close();
});

/** Seconds of AWS's time that a scan takes of the accounts' Regions, each answer of which takes a tenth of one. */
async function secondsOf(choice: { readonly organizationRole?: string; readonly roleArns: readonly string[] }) {
  const time = virtualTime();
  standIn = await startAwsStandIn({ accounts: organization, quotas: { speed: 1 }, clock: time, latencyMs: 100 });
  process.env.AWS_ENDPOINT_URL = standIn.url;
  process.env.AWS_ACCESS_KEY_ID = 'AKIA100000000000TEST';
  process.env.AWS_SECRET_ACCESS_KEY = 'stand-in';
  const report = await time.passUntil(
    scan({
      workingFolder: tmpdir(),
      ruleSeverities: {},
      include: [],
      regions,
      allRegions: false,
      onNotice: () => undefined,
      clock: time,
      ...choice,
    }),
    isAsked(standIn),
  );
  expect(report.unread).toEqual([]);
  expect(standIn.count({ outcome: 'over-quota' })).toBe(0);
  const { summary } = report;
  await standIn.close();
  return { seconds: time.now() / 1000, scanned: summary.scan };
}

test('20 accounts in 4 Regions take as long as the account that takes longest', async () => {
  const all = await secondsOf({ organizationRole: 'Audit', roleArns: [] });
  const alone = await secondsOf({ roleArns: [`arn:aws:iam::${slow}:role/Audit`] });
  expect([all.scanned?.accounts, alone.scanned?.accounts]).toEqual([20, 1]);
  // 33 times GetResources, of which AWS allows five every two seconds after the first five.
  expect(alone.seconds).toBeGreaterThan((33 - 5) / 2.5);
  expect(all.seconds).toBeLessThan(alone.seconds * 1.2);
});
