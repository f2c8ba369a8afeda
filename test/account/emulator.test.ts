/* Reading the accounts of the emulator, from the first call to the resources as CloudFormation would declare them. */
import { readFileSync } from 'node:fs';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { schema } from 'yaml-cfn';
import type { AccountReading, DeclaredResource } from '../../src/account/declared.ts';
import { readAccountRegion } from '../../src/account/read.ts';
import { createThrottle } from '../../src/account/throttle.ts';
import { describeEmulator, type Emulator } from './emulator/emulator.ts';
import { credentials } from './emulator/world.ts';

type Account = 'production' | 'staging';

/** Type, name, ARN and properties. */
type Row = readonly [string, string, string, unknown];

function read(emulator: Emulator, account: Account, region: string): Promise<AccountReading> {
  // The readers' clients find it as those of the AWS CLI do.
  process.env.AWS_ENDPOINT_URL = emulator.proxy.url;
  return readAccountRegion(
    {
      account: emulator.world[account],
      region,
      partition: 'aws',
      credentials: fromTemporaryCredentials({
        masterCredentials: credentials,
        params: { RoleArn: emulator.roleArn(account), RoleSessionName: 'scan' },
        clientConfig: { region, endpoint: emulator.proxy.url },
      }),
      throttle: createThrottle(),
    },
    { withStacks: true },
  );
}

/** The resources as expected/ has them: with names in the place of ids, and references by what they mean. */
function rowsOf(reading: AccountReading, emulator: Emulator): readonly Row[] {
  const labels = new Map(reading.resources.map(resource => [resource.key, labelOf(resource)]));
  const local = new RegExp(`arn:aws:([a-z-]+):${reading.region}:(?:${reading.account})?:`, 'g');
  const text = JSON.stringify(
    reading.resources.map(({ type, name, arn, properties }) => [type, name, arn, labelled(properties, labels)]),
  ).replaceAll(local, (_arn, service: string) => (service === 'apigateway' ? '' : `${service}:`));
  return sorted(JSON.parse(emulator.withNames(text)) as Row[]);
}

/** Such as `RestApi orders`. */
function labelOf({ type, name }: DeclaredResource): string {
  return `${type.split('::').at(-1)} ${name}`;
}

function labelled(value: unknown, labels: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map(item => labelled(item, labels));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]: [string, unknown]): [string, unknown] => {
    if (key === 'Ref' && typeof item === 'string') return [key, labels.get(item) ?? `nothing that is called ${item}`];
    if (key === 'Fn::GetAtt' && Array.isArray(item)) return [key, [labels.get(item[0]), item[1]]];
    return [key, labelled(item, labels)];
  });
  return Object.fromEntries(entries);
}

function expected(account: Account, region: string): readonly Row[] {
  const file = new URL(`emulator/expected/${account}-${region}.yaml`, import.meta.url);
  return sorted(load(readFileSync(file, 'utf8'), { schema }) as Row[]);
}

function sorted(rows: readonly Row[]): readonly Row[] {
  const order = ([type, name, arn]: Row) => `${type} ${name} ${arn}`;
  return rows.toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
}

describeEmulator('of the accounts in the emulator', emulator => {
  test.each<[Account, string]>([
    ['production', 'eu-west-1'],
    ['production', 'us-east-1'],
    ['staging', 'eu-west-1'],
    ['staging', 'us-east-1'],
  ])('%s in %s is read whole', async (account, region) => {
    const reading = await read(emulator(), account, region);
    expect(reading.unread).toEqual([]);
    expect(rowsOf(reading, emulator())).toEqual(expected(account, region));
  });
});
