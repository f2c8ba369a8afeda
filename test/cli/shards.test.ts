/* What only all shards of a scan together can tell: what none of them has met, and that one of them is missing. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { account, shop } from '../account/shop.ts';
import { type AwsStandIn, startAwsStandIn } from '../account/stand-in/server.ts';
import { workspace } from './run.ts';

const folder = workspace();
const path = (name: string) => join(folder.folder, name);
const before = { ...process.env };
let aws: AwsStandIn;

/** Its API is deployed in one Region of the two; the other one is deployed nowhere. */
const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Payments:
    Type: AWS::Serverless::HttpApi
    Properties:
      Name: payments
  PaymentsFunction:
    Type: AWS::Serverless::Function
    Properties:
      Events:
        Any:
          Type: HttpApi
          Properties: { ApiId: !Ref Payments }
  Refunds:
    Type: AWS::Serverless::HttpApi
    Properties:
      Name: refunds
  RefundsFunction:
    Type: AWS::Serverless::Function
    Properties:
      Events:
        Any:
          Type: HttpApi
          Properties: { ApiId: !Ref Refunds }
`;

/** The function's URL is open in one Region; there is no other function. */
const config = `ignore:
  - rule: function-url-open
    arn: arn:aws:lambda:eu-west-1:${account}:function:checkout
    reason: Whoever pays is not signed in.
  - rule: function-url-open
    arn: arn:aws:lambda:eu-west-1:${account}:function:refund
    reason: It has been taken down.
`;

const scan = ['scan', '--region', 'eu-west-1', '--region', 'us-east-1', '--compare', 'api.yaml', '--format', 'json'];

beforeAll(async () => {
  folder.write('api.yaml', template);
  folder.write('cfn-auth-audit.yml', config);
  aws = await startAwsStandIn({ accounts: [{ ...shop, regions: { ...shop.regions, 'us-east-1': {} } }] });
  const { accessKeyId, secretAccessKey } = aws.client(account, 'eu-west-1').credentials;
  process.env.AWS_ENDPOINT_URL = aws.url;
  process.env.AWS_ACCESS_KEY_ID = accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = secretAccessKey;
  for (const shard of ['1/2', '2/2']) {
    await folder.run([...scan, '--shard', shard, '--output', path(`${shard.replace('/', '-')}.json`), '--quiet']);
  }
});

afterAll(async () => {
  process.env = { ...before };
  await aws.close();
  folder.remove();
});

interface Told {
  readonly findings: readonly { readonly ruleId: string; readonly message: string }[];
  readonly unknowns: readonly { readonly message: string }[];
}

/** What a report says of what was not met; of the shop, one more thing is not known. */
function unmet({ findings, unknowns }: Told): readonly string[] {
  return [
    ...findings.filter(({ ruleId }) => ruleId === 'policy-unused').map(({ message }) => message),
    ...unknowns.map(({ message }) => message).filter(message => !message.includes('payments/read')),
  ];
}

const refunds = 'Whether Refunds is deployed as declared is not known: no scanned account has it.';
const payments = 'Whether Payments is deployed as declared is not known: no scanned account has it.';
const ignoreOf = (name: string) =>
  `The ignore entry for function-url-open at arn:aws:lambda:eu-west-1:${account}:function:${name} matches no finding.`;

test('a scan of all says what it has not met', async () => {
  const { stdout } = await folder.run([...scan, '--quiet']);
  expect(unmet(JSON.parse(stdout))).toEqual([ignoreOf('refund'), refunds]);
});

test('a shard keeps to itself what another may have met', () => {
  const [first, second] = ['1-2.json', '2-2.json'].map(name => JSON.parse(folder.read(name)));
  expect([first, second].map(unmet)).toEqual([[], []]);
  expect(first.shards).toMatchObject([{ index: 1, count: 2 }]);
  expect(unmet(first.shards[0].unmet)).toEqual([ignoreOf('refund'), refunds]);
  expect(second.shards).toMatchObject([{ index: 2, count: 2 }]);
  expect(unmet(second.shards[0].unmet)).toEqual([ignoreOf('checkout'), ignoreOf('refund'), payments, refunds]);
});

test('both say together what one scan says', async () => {
  const whole = await folder.run([...scan, '--quiet']);
  const merged = await folder.run(['merge', path('2-2.json'), path('1-2.json'), '--format', 'json']);
  const { shards, ...report } = JSON.parse(merged.stdout);
  expect(report).toEqual(JSON.parse(whole.stdout));
  expect(shards.map(({ index, count }: Record<string, number>) => `${index}/${count}`)).toEqual(['1/2', '2/2']);
  expect([merged.status, merged.stderr]).toEqual([whole.status, '']);
});

describe('of a shard that is missing', () => {
  const incomplete = 'The scan is incomplete: the shard 1/2 is missing. With --allow-incomplete, that is no failure.\n';

  test('the report says so, and of the policy nothing that only all can tell', async () => {
    const { status, stdout, stderr } = await folder.run(['merge', path('2-2.json'), '--format', 'json']);
    const report = JSON.parse(stdout);
    expect(unmet(report)).toEqual([payments, refunds]);
    expect(report.summary.scan).toMatchObject({ accounts: 1, regions: 1, unread: 0, missingShards: ['1/2'] });
    expect([status, stderr]).toEqual([2, incomplete]);
  });

  test('so does the text, in which no problem is found in what could be read', async () => {
    const { status, stdout } = await folder.run(['merge', path('2-2.json'), '--allow-incomplete']);
    expect(stdout.split('\n').slice(-3)).toEqual([
      'No problems found in what could be read and determined.',
      '1 account, 1 Region, 0 APIs, 0 endpoints, 0 open; 0 errors, 0 warnings, 0 notes; the shard 1/2 is missing; 2 could not be determined',
      '',
    ]);
    expect(status).toBe(0);
  });
});

describe('what is merged can be merged again', () => {
  const merge = (...names: readonly string[]) => folder.run(['merge', '--format', 'json', ...names.map(path)]);

  test('to the same, where it is complete', async () => {
    const once = await merge('1-2.json', '2-2.json');
    folder.write('both.json', once.stdout);
    expect(await merge('both.json')).toEqual(once);
  });

  test('with what was missing', async () => {
    const complete = await merge('1-2.json', '2-2.json');
    const part = await merge('2-2.json');
    folder.write('part.json', part.stdout);
    expect(await merge('part.json')).toEqual(part);
    expect(await merge('1-2.json', 'part.json')).toEqual(complete);
  });
});

test('what whole scans of different Regions say of no account is kept, and said once', async () => {
  const names = ['eu-west-1.json', 'us-east-1.json'];
  for (const name of names) {
    const args = ['scan', '--region', name.replace('.json', ''), '--format', 'json', '--output', path(name), '--quiet'];
    await folder.run(args);
  }
  const { stdout } = await folder.run(['merge', '--format', 'json', ...names.map(path)]);
  expect(unmet(JSON.parse(stdout))).toEqual([ignoreOf('checkout'), ignoreOf('refund')]);
});

test('a glob that fits no API of any shard is refused once all have looked', async () => {
  const args = ['scan', '--region', 'eu-west-1', '--region', 'us-east-1', '--include', 'nosuch-*', '--format', 'json'];
  const names = ['nosuch-1-2.json', 'nosuch-2-2.json'];
  for (const [index, name] of names.entries()) {
    await folder.run([...args, '--shard', `${index + 1}/2`, '--output', path(name), '--quiet']);
  }
  expect(await folder.run(['merge', ...names.map(path)])).toEqual({
    status: 2,
    stdout: '',
    stderr:
      'No API of the scanned accounts has a name like "nosuch-*".\n' +
      'Globs are compared with whole names, upper and lower case apart: --include "orders-*".\n',
  });
  const first = await folder.run(['merge', path('nosuch-1-2.json')]);
  expect(first.stderr).toContain('the shard 2/2 is missing');
});

test('what is left out of a scan is not said to be unused', async () => {
  const { stdout } = await folder.run([...scan, '--include', 'payments', '--quiet']);
  expect(unmet(JSON.parse(stdout))).toEqual([]);
});

test('of what could not be read, an entry of the policy may be', async () => {
  aws.fail({ fault: 'denied', operation: 'ListFunctions' });
  const names = ['denied-1-2.json', 'denied-2-2.json'];
  for (const [index, name] of names.entries()) {
    await folder.run([...scan, '--shard', `${index + 1}/2`, '--output', path(name), '--quiet']);
  }
  const { stdout } = await folder.run(['merge', '--format', 'json', ...names.map(path)]);
  expect(unmet(JSON.parse(stdout))).toEqual([refunds]);
});

test.each([
  [
    ['1-2.json', 'of-three.json'],
    `${path('1-2.json')} has the shard 1/2, but ${path('of-three.json')} has the shard 2/3.`,
  ],
  [['1-2.json', 'whole.json'], `${path('1-2.json')} has the shard 1/2, but ${path('whole.json')} is of a whole scan.`],
  [['2-2.json', 'empty.json'], `${path('2-2.json')} and ${path('empty.json')} both have the shard 2/2.`],
])('%j are not of one scan', async (names, message) => {
  const second = JSON.parse(folder.read('2-2.json'));
  const { shards, ...whole } = second;
  folder.write('of-three.json', JSON.stringify({ ...whole, shards: [{ ...shards[0], count: 3 }] }));
  folder.write('whole.json', JSON.stringify(whole));
  folder.write('empty.json', JSON.stringify({ ...second, scanned: [] }));
  expect(await folder.run(['merge', ...names.map(path)])).toEqual({
    status: 2,
    stdout: '',
    stderr: `${message}\nMerge the reports of one scan, each shard once.\n`,
  });
});

test.each([
  { index: 5, count: 4 },
  { index: 0, count: 0 },
  { index: 1, count: 1e15 },
])('there is no shard %j', async numbers => {
  const { shards, ...report } = JSON.parse(folder.read('2-2.json'));
  folder.write('odd.json', JSON.stringify({ ...report, shards: [{ ...shards[0], ...numbers }] }));
  const { status, stderr } = await folder.run(['merge', path('odd.json')]);
  expect([status, stderr.split('\n')[0]]).toEqual([
    2,
    expect.stringMatching(/odd\.json is no report of a scan: shards\.0.* is not as it should be\.$/),
  ]);
});

test('of many shards that are missing, ten are named', async () => {
  const { shards, ...report } = JSON.parse(folder.read('2-2.json'));
  folder.write('few.json', JSON.stringify({ ...report, shards: [{ ...shards[0], index: 2, count: 14 }] }));
  const { stderr } = await folder.run(['merge', path('few.json')]);
  const named = '1/14, 3/14, 4/14, 5/14, 6/14, 7/14, 8/14, 9/14, 10/14, 11/14';
  expect(stderr).toContain(`the shards ${named} and 3 more are missing`);
});
