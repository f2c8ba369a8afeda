/* The action where it scans an account: its bundle, a runner's environment, and stand-ins for GitHub and for AWS. */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { account, region, shop } from '../account/shop.ts';
import { type AwsStandIn, startAwsStandIn } from '../account/stand-in/server.ts';
import { type StandIn, startStandIn } from '../github/rest-api-stand-in.ts';
import { type ActionRun, runAction, type Workspace, workspace } from './action-run.ts';

let aws: AwsStandIn;
let gitHub: StandIn;
let checkout: Workspace;

beforeEach(async () => {
  [aws, gitHub] = await Promise.all([startAwsStandIn({ accounts: [shop] }), startStandIn()]);
  checkout = workspace();
});

afterEach(async () => {
  checkout.remove();
  await Promise.all([aws.close(), gitHub.close()]);
});

function scan(inputs: Readonly<Record<string, string>> = {}): Promise<ActionRun> {
  const { accessKeyId, secretAccessKey } = aws.client(account, region).credentials;
  const given = { scan: 'true', regions: region, ...inputs };
  return runAction(checkout, gitHub, given, {
    AWS_ENDPOINT_URL: aws.url,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
  });
}

describe('a scan by the action', () => {
  test('fails for what it finds, shows it in the summary, and annotates nothing', async () => {
    const run = await scan({ 'json-file': 'out/scan.json', 'sarif-file': 'out/scan.sarif' });
    expect(run.status).toBe(1);
    expect(run.outputs).toEqual({
      findings: '9',
      errors: '3',
      warnings: '6',
      'open-endpoints': '3',
      unread: '0',
      'sarif-file': 'out/scan.sarif',
      'json-file': 'out/scan.json',
    });
    expect(run.commands).toEqual(['::error::The audit found 3 errors, and fail-on is error.']);
    expect(gitHub.requests).toEqual([]);
    expect(run.summary).toContain(
      '1 account, 1 Region, 3 APIs, 7 endpoints, 3 open; 3 errors, 6 warnings, 0 notes; 1 could not be determined.',
    );
    const places = JSON.parse(checkout.read('out/scan.sarif')).runs[0].results.map(
      ({ locations }: { readonly locations: readonly unknown[] }) => locations[0],
    );
    expect(places[0]).toEqual({
      logicalLocations: [
        {
          fullyQualifiedName: `${account} arn:aws:apigateway:${region}::/apis/payments1 DisableExecuteApiEndpoint`,
          kind: 'resource',
          name: 'DisableExecuteApiEndpoint',
        },
      ],
    });
    const { scanned, unread } = JSON.parse(checkout.read('out/scan.json'));
    expect({ scanned, unread }).toEqual({ scanned: [{ account, region, apis: 3, calls: 25 }], unread: [] });
  });

  test('that is not complete fails, unless that is allowed', async () => {
    aws.fail({ fault: 'denied', operation: 'ListUserPools' });
    const run = await scan({ 'fail-on': 'never' });
    expect([run.status, run.outputs.unread, run.commands]).toEqual([
      1,
      '1',
      ['::error::The scan is incomplete: 1 part could not be read. The input allow-incomplete lets that pass.'],
    ]);
    expect(run.summary).toContain('### Could not be read');
    const allowed = await scan({ 'fail-on': 'never', 'allow-incomplete': 'true' });
    expect([allowed.status, allowed.outputs.unread, allowed.commands]).toEqual([0, '1', []]);
  });

  test('without credentials could not be done', async () => {
    const run = await runAction(
      checkout,
      gitHub,
      { scan: 'true', regions: region },
      { AWS_EC2_METADATA_DISABLED: 'true' },
    );
    expect(run.status).toBe(2);
    expect(run.commands).toEqual([
      '::error::There are no AWS credentials that work: CredentialsProviderError: Could not load credentials from any providers%0ACheck them with: aws sts get-caller-identity. Credentials are found as the AWS CLI finds them.',
    ]);
  });
});
