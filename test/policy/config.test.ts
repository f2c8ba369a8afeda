import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Endpoint } from '../../src/model/endpoint.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { AccountPlace, Place } from '../../src/model/place.ts';
import { loadPolicy } from '../../src/policy/config.ts';
import { emptyPolicy, type Policy } from '../../src/policy/policy.ts';
import { UserError } from '../../src/user-error.ts';
import { restEndpoint } from '../account/rest-endpoint.ts';
import { fixtures, ruleIds } from './fixture.ts';

function load(config: string): Promise<Policy> {
  return loadPolicy({ workingFolder: `${fixtures}/config`, config, ruleIds });
}

async function refusal(policy: Promise<Policy>): Promise<{ message: readonly string[]; hint: string }> {
  const error = await policy.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof UserError)) throw error;
  return { message: error.message.split('\n'), hint: error.hint };
}

test('every entry has its names, its reason and its place', async () => {
  const policy = await load('orders.yml');
  const place = { file: 'orders.yml' };
  expect(policy).toEqual({
    source: expect.objectContaining({ name: 'orders.yml' }),
    external: { isComplete: false, ssm: new Map(), exports: new Map(), pools: [] },
    levels: new Map([
      ['scope-not-declared', 'off'],
      ['authorizer-undefined', 'note'],
    ]),
    public: [
      {
        name: 'get /health of OrdersApi',
        reason: 'The load balancer has no token.',
        place: { ...place, line: 9, column: 11, endLine: 9, endColumn: 18, path: 'public.0.path' },
        scope: 'both',
        covers: expect.any(Function),
      },
      {
        name: '/public/** of *',
        reason: 'Prices are public.',
        place: { ...place, line: 12, column: 11, endLine: 12, endColumn: 21, path: 'public.1.path' },
        scope: 'both',
        covers: expect.any(Function),
      },
    ],
    ignore: [
      {
        name: 'endpoint-without-authorizer at Resources.Orders*.Properties.DefinitionBody.paths./orders/{id}.get.**',
        ruleId: 'endpoint-without-authorizer',
        reason: 'Partners call it until March.',
        place: { ...place, line: 17, column: 11, endLine: 17, endColumn: 80, path: 'ignore.0.path' },
        scope: 'templates',
        covers: expect.any(Function),
      },
      {
        name: 'api-without-default-authorizer at Resources.UsersApi.** of ./services/users/*.yaml',
        ruleId: 'api-without-default-authorizer',
        reason: 'Each event of Users names its authorizer.',
        place: { ...place, line: 20, column: 11, endLine: 20, endColumn: 32, path: 'ignore.1.path' },
        scope: 'templates',
        covers: expect.any(Function),
      },
    ],
  });
});

test('entries name what accounts have by ARN, or by API, method and path', async () => {
  const { public: open, ignore } = await load('accounts.yml');
  const account = { account: '123456789012', region: 'eu-west-1', path: 'AuthorizationType' };
  const at = (arn: string) => ({ ...account, arn });
  const catalogue = at('arn:aws:apigateway:eu-west-1::/restapis/a1b2c3/resources/x1/methods/GET');
  const orders = at('arn:aws:apigateway:eu-west-1::/restapis/d4e5f6/resources/y2/methods/GET');
  const endpoint = (place: AccountPlace, path: string) => restEndpoint(place, { path });
  const health = endpoint(orders, '/health');
  const order = endpoint(orders, '/orders/{id}');
  // Declared by the one, and decided by another thing, as a stage does that serves it otherwise.
  const stale = restEndpoint(orders, { path: '/items', declaredAt: catalogue });
  const covered = [endpoint(catalogue, '/items'), stale, health, order].map(each =>
    open.map(entry => entry.covers(each)),
  );
  expect(covered).toEqual([
    [true, false],
    [true, false],
    [false, true],
    [false, false],
  ]);
  const legacy = at('arn:aws:lambda:eu-west-1:123456789012:function:legacy-report');
  const finding = (ruleId: string, place: Place, about?: Endpoint): Finding => ({
    ruleId,
    severity: 'warning',
    message: 'Somebody can call it.',
    place,
    ...(about && { endpoint: about }),
  });
  const findings = [
    finding('scope-not-declared', legacy),
    finding('scope-not-declared', orders),
    finding('authorizer-undefined', orders, order),
    finding('authorizer-undefined', orders, health),
  ];
  expect(findings.map(each => ignore.map(entry => entry.covers(each)))).toEqual([
    [true, false],
    [false, false],
    [false, true],
    [false, false],
  ]);
  expect([...open, ...ignore].map(({ name, scope }) => `${name}: ${scope}`)).toEqual([
    'arn:aws:apigateway:*::/restapis/a1b2c3/**: accounts',
    'GET /health of orders: both',
    'scope-not-declared at arn:aws:lambda:eu-west-1:123456789012:function:legacy-*: accounts',
    'authorizer-undefined of orders/GET/orders/*: both',
  ]);
});

test.each(['empty.yml', 'comments-only.yml', 'sections-left-empty.yml'])('%s decides nothing', async name => {
  const source = expect.objectContaining({ name });
  expect(await load(name)).toEqual({ ...emptyPolicy, source });
});

describe('a config file is refused with all that is wrong with it', () => {
  test('unknown keys, rules and severities, and reasons that are missing', async () => {
    expect(await refusal(load('misspelt.yml'))).toEqual({
      message: [
        'misspelt.yml:2:3: "endpoint-without-authoriser" is not a rule; the nearest is "endpoint-without-authorizer".',
        'misspelt.yml:3:23: The severity of "scope-not-declared" is "warn"; "warning" is the nearest of off, note, warning and error.',
        'misspelt.yml:4:25: The severity of "authorizer-undefined" is "on"; it must be one of off, note, warning and error.',
        'misspelt.yml:5:3: "__proto__" is not a rule.',
        'misspelt.yml:6:1: The config file has no key "pubic"; "public" is the nearest of rules, public, ignore, external and complete.',
        'misspelt.yml:8:5: An entry of public needs the key "reason".',
        'misspelt.yml:10:5: An entry of public has no key "reasons"; "reason" is the nearest of api, method, path, arn and reason.',
        'misspelt.yml:12:5: An entry of public has no key "verb"; its keys are api, method, path, arn and reason.',
        'misspelt.yml:13:13: The reason of an entry of public is empty.',
        'misspelt.yml:15:11: "no-such-thing" is not a rule.',
        'misspelt.yml:18:11: An entry of ignore cannot name "policy-unused"; it can only be set under rules.',
        'misspelt.yml:21:1: The config file has no key "baseline"; its keys are rules, public, ignore, external and complete.',
      ],
      hint: 'Correct the config file; `cfn-auth-audit rules` lists the rules.',
    });
  });

  test('values of another type', async () => {
    expect(await refusal(load('wrong-types.yml'))).toEqual({
      message: [
        'wrong-types.yml:1:8: The section rules is a list; it must be a map of rule ids to severities.',
        'wrong-types.yml:3:3: The section public is a map; it must be a list of entries.',
        'wrong-types.yml:5:3: An entry of ignore is empty.',
        'wrong-types.yml:5:5: An entry of ignore is "Resources.OrdersApi"; it must be a map with the keys rule, path, file, endpoint, arn and reason.',
        'wrong-types.yml:6:11: The rule of an entry of ignore is the number 7; it must be a string.',
        'wrong-types.yml:7:11: The path of an entry of ignore is a list; it must be a string.',
        'wrong-types.yml:8:13: The reason of an entry of ignore is a map; it must be a string.',
        'wrong-types.yml:11:5: The path of an entry of ignore is empty.',
        'wrong-types.yml:12:11: The file of an entry of ignore is the boolean true; it must be a string.',
        'wrong-types.yml:13:13: The reason of an entry of ignore is the number 2026; it must be a string.',
      ],
      hint: 'Correct the config file.',
    });
  });

  test('entries about nothing, about two things, and with what does not fit', async () => {
    expect(await refusal(load('two-subjects.yml'))).toEqual({
      message: [
        'two-subjects.yml:2:5: An entry of public needs the key "api" or "arn".',
        'two-subjects.yml:4:5: An entry of public has both api and arn.',
        'two-subjects.yml:7:5: An entry of public with arn takes no method.',
        'two-subjects.yml:8:5: An entry of public with arn takes no path.',
        'two-subjects.yml:11:5: An entry of ignore needs the key "path" or "endpoint" or "arn".',
        'two-subjects.yml:15:5: An entry of ignore has both path and endpoint.',
        'two-subjects.yml:19:5: An entry of ignore with endpoint takes no file.',
      ],
      hint: 'Correct the config file.',
    });
  });

  test('a key that stands twice, and a tag', async () => {
    expect(await refusal(load('twice.yml'))).toEqual({
      message: [
        'twice.yml:2:30: The tag !Severity is not a function of CloudFormation; its value is unknown.',
        'twice.yml:2:30: The severity of "scope-not-declared" is a map; it must be one of off, note, warning and error.',
        'twice.yml:3:1: The key ignore stands twice, and only the last one counts.',
      ],
      hint: 'Correct the config file.',
    });
  });

  test.each([
    ['unreadable.yml', '1:1: The text is not valid YAML: expected a single document in the stream, but found more.'],
    [
      'list.yml',
      '1:1: The config file is a list; it must be a map with the keys rules, public, ignore, external and complete.',
    ],
    ['too-long.yml', '4:11: The path of an entry of ignore has 2001 characters; 2000 are allowed.'],
  ])('%s', async (name, message) => {
    expect(await refusal(load(name))).toEqual({ message: [`${name}:${message}`], hint: 'Correct the config file.' });
  });

  test('no file at the path given', async () => {
    expect(await refusal(load('../nowhere.yml'))).toEqual({
      message: ['The config file ../nowhere.yml does not exist.'],
      hint: 'Correct the path; it is relative to the working folder.',
    });
  });

  test('a folder at the path given', async () => {
    expect(await refusal(load('../comments'))).toEqual({
      message: ['The config file ../comments is a folder.'],
      hint: 'Name a file that can be read.',
    });
  });
});

describe('the config file is looked for', () => {
  let repository: string;
  beforeEach(() => {
    repository = realpathSync(mkdtempSync(join(tmpdir(), 'cfn-auth-audit-')));
    mkdirSync(join(repository, 'shop/services/users'), { recursive: true });
  });
  afterEach(() => rmSync(repository, { recursive: true }));

  const put = (path: string) => cpSync(`${fixtures}/config/orders.yml`, join(repository, path));
  const found = async (folder: string) =>
    (await loadPolicy({ workingFolder: join(repository, folder), ruleIds })).source?.name;

  test('in the working folder, then upward', async () => {
    put('cfn-auth-audit.yml');
    put('shop/services/cfn-auth-audit.yaml');
    expect([await found('shop/services'), await found('shop/services/users'), await found('shop')]).toEqual([
      'cfn-auth-audit.yaml',
      '../cfn-auth-audit.yaml',
      '../cfn-auth-audit.yml',
    ]);
  });

  test("up to the repository's root and no further", async () => {
    put('cfn-auth-audit.yml');
    mkdirSync(join(repository, 'shop/.git'));
    expect(await found('shop/services')).toBeUndefined();
    put('shop/cfn-auth-audit.yml');
    expect(await found('shop/services')).toBe('../cfn-auth-audit.yml');
  });

  test('and is the only one of its folder', async () => {
    put('shop/cfn-auth-audit.yml');
    put('shop/cfn-auth-audit.yaml');
    expect(await refusal(loadPolicy({ workingFolder: join(repository, 'shop/services'), ruleIds }))).toEqual({
      message: ['There are two config files, ../cfn-auth-audit.yml and ../cfn-auth-audit.yaml.'],
      hint: 'Keep one of them, or name one with --config.',
    });
  });

  test('and its globs of files are relative to its own folder', async () => {
    put('shop/cfn-auth-audit.yml');
    const covered = async (workingFolder: string, file: string) => {
      const { ignore } = await loadPolicy({ workingFolder: join(repository, workingFolder), ruleIds });
      const place = { file, line: 1, column: 1, endLine: 1, endColumn: 2, path: 'Resources.UsersApi' };
      const finding = { ruleId: 'api-without-default-authorizer', severity: 'warning', message: '', place } as const;
      return ignore.map(entry => entry.covers(finding));
    };
    expect(await covered('shop', 'services/users/api.yaml')).toEqual([false, true]);
    expect(await covered('shop/services', 'users/api.yaml')).toEqual([false, true]);
    expect(await covered('shop/services/users', './api.yaml')).toEqual([false, true]);
    expect(await covered('shop/services', 'services/users/api.yaml')).toEqual([false, false]);
    expect(await covered('shop/services', '-')).toEqual([false, false]);
  });
});
