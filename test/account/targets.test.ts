import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { findTargets, type TargetOptions, type Targets } from '../../src/account/accounts.ts';
import { defaultRegion } from '../../src/account/session.ts';
import { accounts } from './stand-in/large.ts';
import { type AwsStandIn, startAwsStandIn } from './stand-in/server.ts';

const [management, orders, payments] = ['100000000000', '100000000001', '100000000002'] as const;
const regions = ['eu-west-1', 'us-east-1'];
const given: TargetOptions = { regions, allRegions: false, roleArns: [] };
const roleOf = (account: string) => `arn:aws:iam::${account}:role/audit`;

let aws: AwsStandIn;
const environment = { ...process.env };

beforeEach(async () => {
  const [first, ...others] = accounts(3, regions, {});
  if (!first) throw new Error('No account.');
  aws = await startAwsStandIn({ accounts: [first, ...others] });
  const { credentials } = aws.client(management, 'eu-west-1');
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: aws.url,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_CONFIG_FILE: '/nonexistent/config',
    AWS_SHARED_CREDENTIALS_FILE: '/nonexistent/credentials',
    AWS_EC2_METADATA_DISABLED: 'true',
  });
});

afterEach(async () => {
  await aws.close();
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  Object.assign(process.env, environment);
});

function named({ targets }: Targets): string[] {
  return targets.map(({ account, region }) => `${account} ${region}`);
}

describe('the accounts', () => {
  test("are the caller's own, where nothing else is said", async () => {
    const found = await findTargets(given);
    expect(named(found)).toEqual([`${management} eu-west-1`, `${management} us-east-1`]);
    expect(found.targets.map(({ partition }) => partition)).toEqual(['aws', 'aws']);
    expect(found.unread).toEqual([]);
    expect(aws.counts()).toEqual({ 'sts:GetCallerIdentity': 1 });
  });

  test("are those of the roles, each assumed once, and not the caller's own", async () => {
    const found = await findTargets({ ...given, roleArns: [roleOf(payments), roleOf(orders), roleOf(orders)] });
    expect(named(found)).toEqual([orders, payments].flatMap(account => regions.map(region => `${account} ${region}`)));
    expect(aws.counts()).toEqual({ 'sts:AssumeRole': 2, 'sts:GetCallerIdentity': 3 });
    expect((await found.targets[0]?.credentials())?.accessKeyId).toBe(`ASIA${orders}TEST`);
    await Promise.all(found.targets.map(({ credentials }) => credentials()));
    expect(aws.count({ operation: 'AssumeRole' })).toBe(2);
  });

  test("are all active ones of an organization, the caller's by its own credentials", async () => {
    const found = await findTargets({ ...given, regions: ['eu-west-1'], organizationRole: 'audit' });
    expect(named(found)).toEqual([management, orders, payments].map(account => `${account} eu-west-1`));
    expect((await found.targets[0]?.credentials())?.accessKeyId).toBe(`AKIA${management}TEST`);
    expect(aws.count({ operation: 'AssumeRole' })).toBe(2);
  });

  test('are unread where their role cannot be assumed, and the others are read', async () => {
    aws.fail({ fault: 'denied', operation: 'AssumeRole', subject: roleOf(orders) });
    const found = await findTargets({ ...given, roleArns: [roleOf(orders), roleOf(payments)] });
    expect(named(found)).toEqual(regions.map(region => `${payments} ${region}`));
    expect(found.unread).toEqual([
      {
        arn: roleOf(orders),
        what: `the account ${orders}`,
        action: 'sts:AssumeRole',
        reason: 'denied',
        detail: expect.stringMatching(/^AccessDenied: User: .* is not authorized to perform: sts:AssumeRole on/),
      },
    ]);
  });

  test('share the quotas of their Regions, and none with each other', async () => {
    const { targets } = await findTargets({ ...given, roleArns: [roleOf(payments), roleOf(orders)] });
    expect(new Set(targets.map(({ throttle }) => throttle)).size).toBe(2);
    expect(targets[0]?.throttle).toBe(targets[1]?.throttle);
  });

  test('cannot be had without credentials', async () => {
    delete process.env.AWS_ACCESS_KEY_ID;
    await expect(findTargets(given)).rejects.toThrow(
      /^There are no AWS credentials that work: CredentialsProviderError/,
    );
  });

  test('cannot be had with credentials that AWS does not know', async () => {
    process.env.AWS_ACCESS_KEY_ID = 'AKIA999999999999TEST';
    await expect(findTargets(given)).rejects.toThrow(
      'There are no AWS credentials that work: UnrecognizedClientException: The security token included in the request is invalid.',
    );
  });

  test('cannot be listed without leave', async () => {
    aws.fail({ fault: 'denied', operation: 'ListAccounts' });
    await expect(findTargets({ ...given, organizationRole: 'audit' })).rejects.toThrow(
      /^The accounts of the organization could not be listed: AccessDeniedException/,
    );
  });

  test.each(['audit', 'arn:aws:iam::1:role/audit', `arn:aws:iam::${orders}:user/audit`])('are no %s', async arn => {
    await expect(findTargets({ ...given, roleArns: [arn] })).rejects.toThrow(`${arn} is no ARN of a role.`);
  });

  test('are not reached by two roles', async () => {
    const [audit, admin] = ['audit', 'admin'].map(name => `arn:aws:iam::${orders}:role/${name}`);
    await expect(findTargets({ ...given, roleArns: [audit, admin] as string[] })).rejects.toThrow(
      `${audit} and ${admin} are roles of one account, ${orders}.`,
    );
  });
});

test.each(['nonsense', 'localhost:5000'])('an endpoint is not %s', async url => {
  process.env.AWS_ENDPOINT_URL = url;
  await expect(findTargets(given)).rejects.toThrow(`AWS_ENDPOINT_URL is no address of HTTP: "${url}".`);
});

describe('the Regions', () => {
  test.each(['', 'ireland', 'eu-west-1/', 'evil.example/#', 'eu-west-1@evil.example'])('are no "%s"', async region => {
    await expect(findTargets({ ...given, regions: ['eu-west-1', region] })).rejects.toThrow(
      `"${region}" is no name of a Region.`,
    );
  });

  test.each(['us-gov-west-1', 'us-isob-east-1', 'eusc-de-east-1', 'ap-southeast-4'])('are such as %s', async region => {
    expect(named(await findTargets({ ...given, regions: [region] }))).toEqual([`${management} ${region}`]);
  });

  test('are all that are enabled for each account', async () => {
    const found = await findTargets({ ...given, regions: [], allRegions: true, roleArns: [roleOf(orders)] });
    expect(named(found)).toEqual(regions.map(region => `${orders} ${region}`));
    expect(aws.counts()).toEqual({ 'account:ListRegions': 1, 'sts:AssumeRole': 1, 'sts:GetCallerIdentity': 2 });
  });

  test('leave the account unread where they cannot be listed', async () => {
    aws.fail({ fault: 'denied', operation: 'ListRegions', account: orders });
    const options = { ...given, regions: [], allRegions: true, roleArns: [roleOf(orders), roleOf(payments)] };
    const found = await findTargets(options);
    expect(named(found)).toEqual(regions.map(region => `${payments} ${region}`));
    expect(found.unread).toMatchObject([
      { what: `the Regions of the account ${orders}`, action: 'account:ListRegions', reason: 'denied' },
    ]);
  });

  test.each([
    [{ AWS_REGION: 'eu-north-1', AWS_DEFAULT_REGION: 'eu-south-1' }, 'eu-north-1'],
    [{ AWS_DEFAULT_REGION: 'eu-south-1' }, 'eu-south-1'],
    [{ AWS_CONFIG_FILE: 'test/account/fixtures/aws-config' }, 'ap-southeast-2'],
  ])('are by %j the one that the AWS CLI would take', async (variables, expected) => {
    Object.assign(process.env, variables);
    expect(await defaultRegion('orders')).toBe(expected);
  });

  test('have to be said somewhere', async () => {
    await expect(findTargets({ ...given, regions: [] })).rejects.toMatchObject({
      message: 'Which Region to scan is not said.',
      hint: 'Say which with --region, or set AWS_REGION or the region of the profile.',
    });
  });
});

describe('once interrupted', () => {
  /** Finds what to read, and is interrupted once nothing has come for a while and one call waits for its answer. */
  async function interrupted(options: TargetOptions): Promise<Targets> {
    const interruption = new AbortController();
    const finding = findTargets({ ...options, signal: interruption.signal });
    let [count, quietSince] = [0, Date.now()];
    const timer = setInterval(() => {
      if (aws.count() > count || aws.underWay() !== 1) [count, quietSince] = [aws.count(), Date.now()];
      else if (count >= 3 && Date.now() - quietSince > 1000) interruption.abort();
    }, 20);
    return finding.finally(() => clearInterval(timer));
  }

  test('a role that AWS does not answer for is unread, and the others are opened', async () => {
    aws.fail({ fault: 'hang', operation: 'AssumeRole', subject: roleOf(orders) });
    const found = await interrupted({ ...given, roleArns: [roleOf(orders), roleOf(payments)] });
    expect(named(found)).toEqual(regions.map(region => `${payments} ${region}`));
    expect(found.unread).toEqual([
      {
        arn: roleOf(orders),
        what: `the account ${orders}`,
        action: 'sts:AssumeRole',
        reason: 'interrupted',
        detail: 'the scan was interrupted',
      },
    ]);
  });

  test('an account whose Regions AWS does not list is unread', async () => {
    aws.fail({ fault: 'hang', operation: 'ListRegions', account: orders });
    const options = { ...given, regions: [], allRegions: true, roleArns: [roleOf(orders)] };
    expect((await interrupted(options)).unread).toMatchObject([
      { what: `the Regions of the account ${orders}`, action: 'account:ListRegions', reason: 'interrupted' },
    ]);
  });

  test.each([
    ['who the caller is', 'GetCallerIdentity'],
    ['what the organization has', 'ListAccounts'],
  ])('before AWS says %s, there is nothing to tell', async (_what, operation) => {
    aws.fail({ fault: 'hang', operation });
    const interruption = new AbortController();
    const finding = findTargets({ ...given, organizationRole: 'audit', signal: interruption.signal });
    setTimeout(() => interruption.abort(), 300);
    await expect(finding).rejects.toMatchObject({
      message: 'The scan was interrupted before anything was read.',
      hint: 'Run it again.',
    });
  });
});

describe('a shard', () => {
  test('assumes the roles of its own accounts only', async () => {
    const options = { ...given, regions: ['eu-west-1'], roleArns: [roleOf(orders), roleOf(payments)] };
    const found = await findTargets({ ...options, shard: { index: 2, count: 2 } });
    expect(named(found)).toEqual([`${payments} eu-west-1`]);
    expect(aws.count({ operation: 'AssumeRole' })).toBe(1);
  });

  test('together with the others has all pairs once', async () => {
    const options = { ...given, regions: [], allRegions: true, organizationRole: 'audit' };
    const found = await Promise.all([1, 2, 3, 4].map(index => findTargets({ ...options, shard: { index, count: 4 } })));
    expect(found.flatMap(named).toSorted()).toEqual(
      [management, orders, payments].flatMap(account => regions.map(region => `${account} ${region}`)),
    );
  });
});
