/* Reading an organization in the emulator, from the first call to the resources as CloudFormation would declare them. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { schema } from 'yaml-cfn';
import { findTargets } from '../../src/account/accounts.ts';
import type { AccountReading, DeclaredResource } from '../../src/account/declared.ts';
import { accountModel } from '../../src/account/model.ts';
import { readAccountRegion } from '../../src/account/read.ts';
import type { Target } from '../../src/account/session.ts';
import type { Endpoint } from '../../src/model/endpoint.ts';
import { placeText } from '../../src/model/place.ts';
import { emptyPolicy, nothingOutside } from '../../src/policy/policy.ts';
import { apiText, authorizerText, guardText, pathText, scopeText } from '../../src/report/guard.ts';
import { runRules } from '../../src/run-rules.ts';
import { describeEmulator, type Emulator } from './emulator/emulator.ts';
import { found } from './emulator/ids.ts';
import { allows, type Permission, permissionsOf, type Requested, type Statement } from './emulator/permissions.ts';
import { credentials, managementAccount, roleName } from './emulator/world.ts';

/** Type, name, ARN and properties. */
type Row = readonly [string, string, string, unknown];

/** The resources as expected/ has them: with names in the place of ids, and references by what they mean. */
function rowsOf(reading: AccountReading, emulator: Emulator): readonly Row[] {
  const labels = new Map(reading.resources.map(resource => [resource.key, labelOf(resource)]));
  const rows = reading.resources.map(({ type, name, arn, properties }) => [
    type,
    name,
    arn,
    labelled(properties, labels),
  ]);
  return sorted(JSON.parse(local(JSON.stringify(rows), reading, emulator)) as Row[]);
}

/** A text with names in the place of ids, and ARNs of an account and Region without what says so. */
function local(text: string, { account, region }: Pick<Target, 'account' | 'region'>, emulator: Emulator): string {
  const pattern = new RegExp(`arn:aws:([a-z-]+):${region}:(?:${account})?:`, 'g');
  const short = text.replaceAll(pattern, (_arn, service: string) => (service === 'apigateway' ? '' : `${service}:`));
  return emulator.withNames(short);
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

function expected(account: string, region: string): readonly Row[] {
  return sorted(expectedFile(`${account}-${region}.yaml`) as Row[]);
}

function expectedFile(name: string): unknown {
  return load(readFileSync(new URL(`emulator/expected/${name}`, import.meta.url), 'utf8'), { schema });
}

/** Severity and rule, place, message. */
type FindingRow = readonly [string, string, string];

function findingRows(reading: AccountReading, emulator: Emulator): readonly string[][] {
  const findings = runRules(accountModel(reading, nothingOutside), emptyPolicy, {});
  const rows = findings.map(({ severity, ruleId, place, message }) => [
    `${severity} ${ruleId}`,
    // The account is said by the expectation's own heading.
    placeText(place).replace(`${reading.account} `, ''),
    message,
  ]);
  return (JSON.parse(local(JSON.stringify(rows), reading, emulator)) as string[][]).toSorted();
}

function endpointRow(endpoint: Endpoint): string {
  const { method, api, apiKeyRequired } = endpoint;
  const described = guardText(endpoint, authorizer =>
    [authorizerText(authorizer), ...authorizer.scopes.map(scopeText)].join(' '),
  );
  const name = [apiText(endpoint), ...(api.type === 'WEBSOCKET' ? [] : [method]), pathText(endpoint)];
  return `${name.filter(part => part !== '').join(' ')}: ${described}${apiKeyRequired ? ' (key)' : ''}`;
}

function sorted(rows: readonly Row[]): readonly Row[] {
  const order = ([type, name, arn]: Row) => `${type} ${name} ${arn}`;
  return rows.toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** The statements of policies in docs/scan. */
function documented(...files: readonly string[]): readonly Permission[] {
  return files.flatMap(file => {
    const text = readFileSync(new URL(`../../docs/scan/${file}`, import.meta.url), 'utf8');
    return permissionsOf((JSON.parse(text) as { readonly Statement: readonly Statement[] }).Statement);
  });
}

describeEmulator('the organization in the emulator', emulator => {
  let targets: readonly Target[];
  let readings: ReadonlyMap<string, AccountReading>;
  let requests: readonly Requested[];

  beforeAll(async () => {
    // The clients find the emulator as the AWS CLI would.
    Object.assign(process.env, emulator().environment);
    const before = emulator().proxy.requests.length;
    const found = await findTargets({ regions: [], allRegions: true, roleArns: [], organizationRole: roleName });
    expect(found.unread).toEqual([]);
    targets = found.targets;
    readings = new Map(
      await Promise.all(
        targets.map(async target => [placeOf(target), await readAccountRegion(target, { withStacks: true })] as const),
      ),
    );
    requests = emulator().proxy.requests.slice(before);
  });

  /** Such as `production in eu-west-1`. */
  function placeOf({ account, region }: Pick<Target, 'account' | 'region'>): string {
    const names = new Map([[managementAccount, 'management'], ...emulator().world.names]);
    return `${names.get(account)?.replace('Account', '')} in ${region}`;
  }

  function readingOf(place: string): AccountReading {
    return found(readings.get(place), place);
  }

  test('has three accounts, each with the Regions that are enabled', () => {
    expect(targets.map(placeOf).toSorted()).toEqual([
      'management in eu-west-1',
      'management in us-east-1',
      'production in eu-west-1',
      'production in us-east-1',
      'staging in eu-west-1',
      'staging in us-east-1',
    ]);
  });

  test('is read by the roles that are named as well, and in shards', async () => {
    const { roleArn } = emulator();
    const named = { regions: ['us-east-1', 'eu-west-1'], allRegions: false, roleArns: [roleArn('staging')] };
    expect((await findTargets(named)).targets.map(placeOf)).toEqual(['staging in eu-west-1', 'staging in us-east-1']);
    const shard = await findTargets({ ...named, shard: { index: 2, count: 2 } });
    expect(shard.targets.map(placeOf)).toEqual(['staging in us-east-1']);
  });

  test('could be read whole', () => {
    expect([...readings.values()].flatMap(({ unread }) => unread)).toEqual([]);
  });

  test.each([
    ['production', 'eu-west-1'],
    ['production', 'us-east-1'],
    ['staging', 'eu-west-1'],
    ['staging', 'us-east-1'],
  ])('has in %s in %s what is expected', (account, region) => {
    expect(rowsOf(readingOf(`${account} in ${region}`), emulator())).toEqual(expected(account, region));
  });

  describe('to the rules', () => {
    const findings = expectedFile('findings.yaml') as Readonly<Record<string, readonly FindingRow[]>>;
    const endpoints = expectedFile('endpoints.yaml') as Readonly<Record<string, readonly string[]>>;

    test.each(Object.entries(findings))('has in %s just these faults', (place, rows) => {
      expect(findingRows(readingOf(place), emulator())).toEqual(rows.toSorted());
    });

    test.each(Object.entries(endpoints))('has in %s these endpoints', (place, rows) => {
      const model = accountModel(readingOf(place), nothingOutside);
      expect(model.endpoints.map(endpointRow).toSorted()).toEqual(rows.toSorted());
      expect(model.unknowns).toEqual([]);
    });
  });

  test.each(['management in eu-west-1', 'management in us-east-1'])('runs nothing as %s', place => {
    expect(readingOf(place).resources).toEqual([]);
  });

  test('serves what it has deployed, which is not always what it is set to', () => {
    const served = [...readings.values()].flatMap(({ snapshots }) => snapshots);
    const rows = served.flatMap(({ stageArn, methods }) =>
      Object.entries(methods).flatMap(([path, byMethod]) =>
        Object.entries(byMethod).map(([method, { authorizationType, apiKeyRequired }]) =>
          [
            emulator()
              .withNames(stageArn)
              .replace(/^.*::\/restapis\//, ''),
            `${method} ${path}`,
            `${authorizationType}${apiKeyRequired ? ' with a key' : ''}`,
          ].join(': '),
        ),
      ),
    );
    expect(rows.toSorted()).toEqual([
      '${orders}/stages/live: DELETE /orders/{id}: AWS_IAM',
      '${orders}/stages/live: GET /: NONE',
      '${orders}/stages/live: GET /orders/export: NONE with a key',
      '${orders}/stages/live: GET /orders/{id}: CUSTOM',
      '${orders}/stages/live: GET /orders: COGNITO_USER_POOLS',
      '${orders}/stages/live: OPTIONS /orders: NONE',
      '${orders}/stages/live: POST /orders: COGNITO_USER_POOLS',
      '${payroll}/stages/live: GET /salaries: NONE',
      // Protected since, and not deployed.
      '${refunds}/stages/live: POST /refunds: NONE',
      '${staging-orders}/stages/live: DELETE /orders/{id}: AWS_IAM',
      '${staging-orders}/stages/live: GET /orders: COGNITO_USER_POOLS',
      '${staging-orders}/stages/live: POST /orders: COGNITO_USER_POOLS',
    ]);
  });

  test('has a stack whose resources lead to what was read', () => {
    const { stackResources, resources } = readingOf('staging in eu-west-1');
    const rows = stackResources.map(({ stackName, logicalId, type, physicalId }) => [
      `${stackName} ${logicalId}`,
      emulator().withNames(physicalId),
      resources.find(resource => resource.type === type && resource.physicalId === physicalId)?.name ?? 'by its name',
    ]);
    expect(rows).toEqual([
      ['staging-orders Customers', '${staging-customers}', 'staging-customers'],
      ['staging-orders CustomersDomain', 'staging-orders', 'by its name'],
      ['staging-orders CustomersOnly', '${staging-orders customers-only}', 'customers-only'],
      ['staging-orders OneOrderPath', '${staging-orders /orders/{id}}', '/orders/{id} of staging-orders'],
      ['staging-orders Orders', '${staging-orders}', 'staging-orders'],
      ['staging-orders OrdersPath', '${staging-orders /orders}', '/orders of staging-orders'],
      // Of an identifier, there may be one in each pool.
      ['staging-orders OrdersServer', 'orders', 'by its name'],
      ['staging-orders WebShop', '${staging-customers web-shop}', 'web-shop'],
    ]);
  });

  test('keeps its secrets', () => {
    const { secrets } = emulator().world;
    expect(secrets.length).toBeGreaterThan(0);
    const text = JSON.stringify([...readings.values()]);
    expect(secrets.filter(secret => text.includes(secret))).toEqual([]);
  });

  test('is the same when it is read again', async () => {
    const again = await Promise.all(targets.map(target => readAccountRegion(target, { withStacks: true })));
    expect(again).toEqual(targets.map(target => readingOf(placeOf(target))));
  });

  describe('is asked', () => {
    const byManagement = (request: Requested) => request.accessKey === credentials.accessKeyId;
    // Anyone may.
    const asksWhoItIs = (request: Requested) => request.action === 'sts:GetCallerIdentity';
    const member = documented('least-privilege.json');
    const management = documented('least-privilege.json', 'organization.json');

    test('for nothing that docs/scan does not allow', () => {
      const refused = requests.filter(
        request =>
          !asksWhoItIs(request) &&
          !(byManagement(request) ? management : member).some(permission => allows(permission, request)),
      );
      expect(refused.map(({ action, resource }) => `${action} ${resource}`)).toEqual([]);
    });

    test('for all that docs/scan allows', () => {
      const unused = management.filter(permission => !requests.some(request => allows(permission, request)));
      expect(unused).toEqual([
        // Of a domain with mutual TLS that the second version of API Gateway does not list, as it does all in AWS.
        { action: 'apigateway:GET', resource: 'arn:aws:apigateway:*::/domainnames/*/basepathmappings' },
      ]);
    });
  });
});
