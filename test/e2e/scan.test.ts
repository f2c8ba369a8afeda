/* `scan` and `merge` from end to end: the bundle in a process of its own, and an emulator of AWS that it asks. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { z } from 'zod';
import { describeEmulator } from '../account/emulator/emulator.ts';
import { managementAccount, roleName } from '../account/emulator/world.ts';

/** The bundle; another one, as a build on trial, by CLI_BUNDLE. */
const bundle = resolve(process.env.CLI_BUNDLE ?? 'dist/cli.js');
const emulatorFolder = resolve('test/account/emulator');

const place = { arn: z.string(), account: z.string(), region: z.string() };
const jsonReport = z.object({
  findings: z.array(
    z.object({
      ruleId: z.string(),
      severity: z.string(),
      message: z.string(),
      ...place,
      path: z.string(),
      consoleUri: z.string().optional(),
    }),
  ),
  endpoints: z.array(
    z.object({
      apiId: z.string().nullable(),
      apiType: z.string(),
      method: z.string(),
      path: z.string(),
      apiKeyRequired: z.boolean(),
      auth: z.array(z.object({ type: z.string(), name: z.string().nullable(), scopes: z.array(z.unknown()) })),
      account: z.string(),
      region: z.string(),
    }),
  ),
  unknowns: z.array(z.unknown()),
  unread: z.array(z.unknown()),
  scanned: z.array(z.object({ account: z.string(), region: z.string(), apis: z.number(), calls: z.number() })),
  summary: z.unknown(),
});

type JsonReport = z.infer<typeof jsonReport>;

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'scan-e2e-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const organization = ['scan', '--organization', '--role-name', roleName, '--all-regions'];

describeEmulator('a scan of the emulator', emulator => {
  async function run(...args: readonly string[]): Promise<Run> {
    const child = spawn(process.execPath, [bundle, ...args], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, ...emulator().environment },
    });
    const [stdout, stderr, status] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise<number | null>((done, fail) => child.on('close', done).on('error', fail)),
    ]);
    return { status, stdout, stderr };
  }

  async function report(...args: readonly string[]): Promise<JsonReport & { readonly status: number | null }> {
    const { status, stdout } = await run(...args, '--format', 'json');
    return { status, ...jsonReport.parse(JSON.parse(stdout)) };
  }

  /** Such as `production in eu-west-1`. */
  function placeOf({ account, region }: { readonly account: string; readonly region: string }): string {
    const names = new Map([[managementAccount, 'management'], ...emulator().world.names]);
    return `${names.get(account)?.replace('Account', '')} in ${region}`;
  }

  /** The ARN as expected/ has it, which is without what the account and the Region say. */
  function local(arn: string): string {
    const short = arn.replace(/^arn:aws:([a-z-]+):[a-z0-9-]*:\d*:/, (_prefix, service: string) =>
      service === 'apigateway' ? '' : `${service}:`,
    );
    return emulator().withNames(short);
  }

  function findingRows({ findings }: JsonReport): readonly string[] {
    return findings.map(finding => {
      const where = [local(finding.arn), finding.path].filter(part => part !== '').join(' ');
      const { severity, ruleId, message } = finding;
      return [placeOf(finding), `${severity} ${ruleId}`, where, emulator().withNames(message)].join(' | ');
    });
  }

  /** The rows of expected/findings.yaml. */
  function expectedFindings(): readonly string[] {
    const byPlace = load(readFileSync(join(emulatorFolder, 'expected/findings.yaml'), 'utf8'));
    const places = z.record(z.string(), z.array(z.array(z.string()))).parse(byPlace);
    return Object.entries(places).flatMap(([at, rows]) => rows.map(row => [at, ...row].join(' | ')));
  }

  let whole: JsonReport & { readonly status: number | null };
  beforeAll(async () => {
    whole = await report(...organization);
  });

  test('finds in all accounts and Regions just what is wrong there', () => {
    expect(findingRows(whole).toSorted()).toEqual(expectedFindings().toSorted());
    expect(whole.status).toBe(1);
    expect(whole.unread).toEqual([]);
    expect(whole.unknowns).toEqual([]);
  });

  test('says what it has read', () => {
    expect(whole.scanned.map(scanned => `${placeOf(scanned)}: ${scanned.apis}`).toSorted()).toEqual([
      'management in eu-west-1: 0',
      'management in us-east-1: 0',
      'production in eu-west-1: 5',
      'production in us-east-1: 1',
      'staging in eu-west-1: 1',
      'staging in us-east-1: 1',
    ]);
  });

  test('knows who may call what', () => {
    const rows = whole.endpoints.map(endpoint => {
      const { apiType, method, path, auth, apiKeyRequired } = endpoint;
      const guards = auth.map(({ type, name, scopes }) => [type, ...(name ? [name] : []), ...scopes].join(' '));
      const name = emulator().withNames(endpoint.apiId ?? '');
      const call = [name, method, path].filter(part => part !== '').join(' ');
      return `${placeOf(endpoint)} | ${apiType} ${call} | ${guards.join(', ') || 'nobody'}${apiKeyRequired ? ' (key)' : ''}`;
    });
    expect(rows.toSorted()).toEqual([
      'production in eu-west-1 | APPSYNC catalog | API_KEY, COGNITO',
      'production in eu-west-1 | FUNCTION_URL reports | AWS_IAM',
      'production in eu-west-1 | FUNCTION_URL webhooks | nobody',
      'production in eu-west-1 | HTTP shop ANY $default | nobody',
      'production in eu-west-1 | HTTP shop GET /items | JWT shoppers https://shop.example.com/browse',
      'production in eu-west-1 | HTTP shop GET /prices | nobody',
      'production in eu-west-1 | HTTP shop POST /checkout | JWT shoppers https://shop.example.com/checkout',
      'production in eu-west-1 | REST orders DELETE /orders/{id} | AWS_IAM',
      'production in eu-west-1 | REST orders GET / | nobody',
      'production in eu-west-1 | REST orders GET /orders | COGNITO customers-only orders/read',
      'production in eu-west-1 | REST orders GET /orders/export | nobody (key)',
      'production in eu-west-1 | REST orders GET /orders/{id} | LAMBDA partners-only',
      'production in eu-west-1 | REST orders OPTIONS /orders | nobody',
      'production in eu-west-1 | REST orders POST /orders | COGNITO customers-only',
      'production in eu-west-1 | REST payroll GET /salaries | nobody',
      'production in eu-west-1 | WEBSOCKET chat $connect | nobody',
      'production in eu-west-1 | WEBSOCKET chat $disconnect | nobody',
      'production in eu-west-1 | WEBSOCKET chat sendMessage | nobody',
      'production in us-east-1 | FUNCTION_URL status-images | nobody',
      'production in us-east-1 | HTTP status GET /status | nobody',
      'staging in eu-west-1 | REST staging-orders DELETE /orders/{id} | AWS_IAM',
      'staging in eu-west-1 | REST staging-orders GET /orders | COGNITO customers-only orders/read',
      'staging in eu-west-1 | REST staging-orders POST /orders | COGNITO customers-only orders/write',
      // Its stage has yet to be deployed with AWS_IAM.
      'staging in us-east-1 | REST refunds POST /refunds | nobody',
    ]);
  });

  test('reads the account of each role that is named', async () => {
    const { roleArn } = emulator();
    const { findings, status } = await report('scan', '--role-arn', roleArn('staging'), '--region', 'us-east-1');
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(['deployment-stale']);
    expect(status).toBe(1);
  });

  test("reads the caller's own account, by the Region that is configured", async () => {
    const { findings, scanned, status } = await report('scan');
    expect(findings).toEqual([]);
    expect(scanned.map(placeOf)).toEqual(['management in eu-west-1']);
    expect(status).toBe(0);
  });

  test('reads only the APIs of a name', async () => {
    const production = ['--role-arn', emulator().roleArn('production'), '--region', 'eu-west-1'];
    const { endpoints } = await report('scan', ...production, '--include', 's*p');
    const apis = endpoints.filter(({ apiType }) => apiType !== 'FUNCTION_URL').map(({ apiId }) => apiId);
    expect([...new Set(apis)]).toEqual(['shop']);
  });

  test('gives in parts, put together, what it gives as a whole', async () => {
    const shards = ['1', '2', '3', '4'].map(index => ({ index, file: `scan-${index}.json` }));
    for (const { index, file } of shards) {
      const args = ['--shard', `${index}/4`, '--format', 'json', '--output', file, '--fail-on', 'never'];
      expect(await run(...organization, ...args)).toMatchObject({ status: 0, stdout: '' });
    }
    const merged = await report('merge', ...shards.map(({ file }) => file));
    expect(merged).toEqual(whole);
  });

  test.each(['text', 'json', 'sarif', 'markdown', 'github'])('as %s, tells no secret', async format => {
    const { stdout, stderr } = await run(...organization, '--format', format);
    const { secrets } = emulator().world;
    expect(secrets.filter(secret => `${stdout}${stderr}`.includes(secret))).toEqual([]);
  });

  test('prints a line for each account and Region on standard error, and nothing else there', async () => {
    const { stderr, stdout } = await run(...organization);
    const lines = emulator().withNames(stderr).trim().split('\n');
    const read = lines.filter(line => /^\[\d\/6\] /.test(line)).map(line => line.replace(/^\S+ |, \d+ calls?$/g, ''));
    expect(read.toSorted()).toEqual([
      '${productionAccount} eu-west-1: 5 APIs, 18 endpoints',
      '${productionAccount} us-east-1: 1 API, 2 endpoints',
      '${stagingAccount} eu-west-1: 1 API, 3 endpoints',
      '${stagingAccount} us-east-1: 1 API, 1 endpoint',
      `${managementAccount} eu-west-1: 0 APIs, 0 endpoints`,
      `${managementAccount} us-east-1: 0 APIs, 0 endpoints`,
    ]);
    expect(lines.length).toBe(6);
    expect(stdout).toContain('deployment-stale');
  });

  describe('that compares with templates', () => {
    /** The findings of a scan of an account and Region that compares with a template, in words. */
    async function compare(account: 'production' | 'staging', region: string, template: string, content: string) {
      writeFileSync(join(folder, template), content);
      const role = emulator().roleArn(account);
      const compared = await report('scan', '--role-arn', role, '--region', region, '--compare', template);
      expect(compared.unread).toEqual([]);
      expect(compared.unknowns).toEqual([]);
      return compared.findings.map(({ severity, ruleId, message }) => `${severity} ${ruleId}: ${message}`).toSorted();
    }

    const orders = readFileSync(join(emulatorFolder, 'orders.yaml'), 'utf8');
    const status = readFileSync(join(emulatorFolder, 'status.yaml'), 'utf8');

    test('finds no drift where the account is as its template says', async () => {
      expect(await compare('staging', 'eu-west-1', 'orders.yaml', orders)).toEqual([]);
    });

    test('finds each drift of a stack', async () => {
      const changed = orders
        .replace('AuthorizationScopes: [orders/read]', 'AuthorizationScopes: [orders/write]')
        .replace('AuthorizationType: AWS_IAM', 'AuthorizationType: NONE')
        .replace('HttpMethod: POST', 'HttpMethod: PUT');
      expect(await compare('staging', 'eu-west-1', 'changed.yaml', changed)).toEqual([
        'warning drift: DELETE /orders/{id} of staging-orders differs from its template: it is guarded by AWS_IAM instead of no authorizer, so that the template lets more callers through than the account.',
        'warning drift: GET /orders of staging-orders differs from its template: it asks for the scope orders/read instead of the scope orders/write.',
        'warning drift: POST /orders of staging-orders is in the account but not in the template.',
        'warning drift: PUT /orders of Orders is in the template but not in the account.',
      ]);
    });

    test('finds by its name an API that is more open than the template says', async () => {
      const found = await compare('production', 'us-east-1', 'status.yaml', status);
      expect(found.filter(finding => finding.includes(' drift: '))).toEqual([
        'error drift: GET /status of status differs from its template: it has no authorizer instead of AWS_IAM, so that the account lets more callers through than the template.',
      ]);
    });
  });
});
