/* `scan` and `merge` at the command line: what they refuse, what they say meanwhile, and how they end. */
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { account, region, shop } from '../account/shop.ts';
import { type AwsStandIn, startAwsStandIn } from '../account/stand-in/server.ts';
import { type Workspace, workspace } from './run.ts';

const folder: Workspace = workspace();
afterAll(() => folder.remove());

const before = { ...process.env };
let aws: AwsStandIn;

beforeEach(async () => {
  aws = await startAwsStandIn({ accounts: [shop] });
  const { accessKeyId, secretAccessKey } = aws.client(account, region).credentials;
  process.env.AWS_ENDPOINT_URL = aws.url;
  process.env.AWS_ACCESS_KEY_ID = accessKeyId;
  process.env.AWS_SECRET_ACCESS_KEY = secretAccessKey;
});

afterEach(async () => {
  process.env = { ...before };
  await aws.close();
});

const scan = ['scan', '--region', region];

describe('what scan refuses', () => {
  test.each([
    [['--organization'], '--organization needs a role to read each account by.', 'Name it with --role-name NAME.'],
    [
      ['--role-name', 'audit'],
      '--role-name is for --organization.',
      'Give --organization too, or a role by --role-arn ARN.',
    ],
    [['--stack-name', 'shop'], '--stack-name is for --compare.', 'Give the templates too: --compare PATH.'],
    [['--config-env', 'prod'], '--config-env is for --compare.', 'Give the templates too: --compare PATH.'],
    [['--shard', '5/4'], '--shard 5/4 is not of the form I/N.', 'Number the shards from 1: --shard 1/4 to 4/4.'],
    [['--role-arn', 'audit'], 'audit is no ARN of a role.', 'Write it as arn:aws:iam::123456789012:role/NAME.'],
    [
      ['--include', 'order-*'],
      'No API of the scanned accounts has a name like "order-*".',
      'Globs are compared with whole names, upper and lower case apart: --include "orders-*".',
    ],
    [
      ['--compare', 'nowhere'],
      'There is no file or folder nowhere.',
      'Check the path; it is relative to the working folder.',
    ],
  ])('%j', async (options, message, hint) => {
    const { status, stdout, stderr } = await folder.run([...scan, ...options, '--quiet']);
    expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: '', stderr: `${message}\n${hint}\n` });
  });

  test('options that exclude each other', async () => {
    const { status, stderr } = await folder.run([...scan, '--all-regions']);
    expect([status, stderr.split('\n')[0]]).toEqual([
      2,
      "error: option '--all-regions' cannot be used with option '--region <region>'",
    ]);
  });

  test('credentials that AWS does not know', async () => {
    process.env.AWS_ACCESS_KEY_ID = 'AKIAUNKNOWN';
    const { status, stderr } = await folder.run(scan);
    expect([status, stderr]).toEqual([
      2,
      'There are no AWS credentials that work: UnrecognizedClientException: The security token included in the request is invalid.\n' +
        'Check them with: aws sts get-caller-identity. Credentials are found as the AWS CLI finds them.\n',
    ]);
  });
});

test('a scan says on standard error which Regions are done, and nothing else there', async () => {
  const { status, stdout, stderr } = await folder.run([...scan, '--include', 'orders', '--fail-on', 'never']);
  expect([status, stderr]).toEqual([0, `[1/1] ${account} ${region}: 1 API, 4 endpoints, 22 calls\n`]);
  expect(stdout.split('\n').at(-2)).toBe(
    '1 account, 1 Region, 1 API, 4 endpoints, 2 open; 2 errors, 4 warnings, 0 notes',
  );
});

test('a scan that may not read a part is incomplete, names the action, and is no pass', async () => {
  aws.fail({ fault: 'denied', operation: 'GetRoutes' });
  const { status, stdout, stderr } = await folder.run([...scan, '--fail-on', 'never']);
  expect(status).toBe(2);
  expect(stdout).toContain(
    [
      'Could not be read:',
      `  ${account} arn:aws:apigateway:eu-west-1::/apis/payments1: the routes of payments: apigateway:GET is not allowed`,
      `    AccessDeniedException: User: arn:aws:sts::${account}:assumed-role/audit/scan is not authorized to perform: apigateway:GET on resource: arn:aws:apigateway:eu-west-1::/apis/payments1/routes because no identity-based policy allows the apigateway:GET action`,
      '',
    ].join('\n'),
  );
  expect(stderr.split('\n').slice(-2)).toEqual([
    'The scan is incomplete: 1 part could not be read. With --allow-incomplete, that is no failure.',
    '',
  ]);
  expect((await folder.run([...scan, '--fail-on', 'never', '--allow-incomplete'])).status).toBe(0);
});

test('Ctrl-C ends a scan with what has been read', async () => {
  aws.fail({ fault: 'hang', operation: 'GetPolicy', subject: 'checkout' });
  const interrupted = folder.run([...scan, '--format', 'json'], {
    onInterrupt: stop => {
      const timer = setInterval(() => {
        // All calls of the scan, with the one that says who it is, and all but one answered.
        if (aws.count() < 26 || aws.underWay() > 1) return;
        clearInterval(timer);
        // What is answered has yet to arrive.
        setTimeout(stop, 200);
      }, 5);
    },
  });
  const { status, stdout, stderr } = await interrupted;
  const { endpoints, unread } = JSON.parse(stdout);
  expect(status).toBe(2);
  expect(endpoints.map(({ method, path, apiId }: Record<string, string>) => `${method} ${path} ${apiId}`)).toContain(
    'GET /payments payments',
  );
  expect(unread).toEqual([
    {
      arn: `arn:aws:lambda:${region}:${account}:function:checkout`,
      account,
      region,
      what: 'who may invoke checkout',
      action: 'lambda:GetPolicy',
      reason: 'interrupted',
      detail: 'the scan was interrupted',
    },
  ]);
  expect(stderr).toContain(
    'Interrupted: what has been read, if anything, is reported. Press Ctrl-C again to stop at once.\n',
  );
});

test('merge needs files that can be read', async () => {
  expect(await folder.run(['merge', 'nowhere.json'])).toEqual({
    status: 2,
    stdout: '',
    stderr: 'nowhere.json cannot be read (ENOENT).\nName the files that `scan --output` has written.\n',
  });
});
