/* The command line from end to end: its bundle as npx starts it, in a process of its own. */
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { manyEndpoints } from './action-run.ts';

/** The bundle; another one, as a build on trial, by CLI_BUNDLE. */
const bundle = resolve(process.env.CLI_BUNDLE ?? 'dist/cli.js');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-e2e-'));
  mkdirSync(join(folder, 'empty'));
  copyFileSync('test/cli/fixtures/queue.yaml', join(folder, 'queue.yaml'));
  copyFileSync('test/cli/fixtures/list.yaml', join(folder, 'list.yaml'));
  copyFileSync('test/cli/fixtures/broken.yaml', join(folder, 'broken.yaml'));
  copyFileSync('test/cli/fixtures/cyclic.yaml', join(folder, 'cyclic.yaml'));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the bundle; `input` is what it finds on standard input. */
async function run(args: readonly string[], { cwd = folder, input = '' } = {}): Promise<Run> {
  const child = spawn(process.execPath, [bundle, ...args], { cwd, env: { PATH: process.env.PATH } });
  child.stdin.on('error', () => undefined).end(input);
  const [stdout, stderr, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((done, fail) => child.on('close', done).on('error', fail)),
  ]);
  return { status, stdout, stderr };
}

/** What the README shows. */
const mistakes = `examples/cognito-m2m/api.yaml:28:9  error  depends-on-undefined
  CognitoTestAutomationClient depends on PostmanResourceServer, which the template does not have (LayerlessESBuildResourceServer may be meant).

    26 |     Type: AWS::Cognito::UserPoolClient
    27 |     DependsOn:
  > 28 |       - PostmanResourceServer
       |         ^^^^^^^^^^^^^^^^^^^^^
    29 |     Properties:

  Fix: Depend on LayerlessESBuildResourceServer instead.

examples/cognito-m2m/api.yaml:35:11  error  client-missing-depends-on
  The client CognitoTestAutomationClient names the scope layerless-esbuild/api, but nothing makes CloudFormation create LayerlessESBuildResourceServer before it.

    33 |         - client_credentials
    34 |       AllowedOAuthScopes:
  > 35 |         - layerless-esbuild/api
       |           ^^^^^^^^^^^^^^^^^^^^^
    36 |       AllowedOAuthFlowsUserPoolClient: true

  examples/cognito-m2m/api.yaml:15:3: LayerlessESBuildResourceServer is declared here
  Fix: Depend on LayerlessESBuildResourceServer instead of PostmanResourceServer.

examples/cognito-m2m/api.yaml:48:17  error  scope-not-declared
  The authorizer ClientCognitoAuthorizer of EchoApi asks for the scope layerless-esbuild/echo, but the resource server LayerlessESBuildResourceServer declares no scope echo; layerless-esbuild/api is declared.

    46 |             UserPoolArn: !Ref CognitoUserPoolArn
    47 |             AuthorizationScopes:
  > 48 |               - layerless-esbuild/echo
       |                 ^^^^^^^^^^^^^^^^^^^^^^

  examples/cognito-m2m/api.yaml:22:22: LayerlessESBuildResourceServer declares this scope
  Fix: Ask for layerless-esbuild/api instead.

Inferred, since no other template fits and no samconfig or --stack-name tells:
  examples/cognito-m2m/auth.yaml is taken for the stack example-auth, from which examples/cognito-m2m/api.yaml reads.

2 templates, 1 endpoint, 0 open; 3 errors, 0 warnings, 0 notes
`;

describe('the examples', () => {
  test('the walk-through has its three mistakes', async () => {
    expect(await run(['examples/cognito-m2m'], { cwd: process.cwd() })).toEqual({
      status: 1,
      stderr: '',
      stdout: mistakes,
    });
  });

  test('its corrected twin has none', async () => {
    expect(await run(['examples/cognito-m2m-fixed'], { cwd: process.cwd() })).toEqual({
      status: 0,
      stderr: '',
      stdout: `Inferred, since no other template fits and no samconfig or --stack-name tells:
  examples/cognito-m2m-fixed/auth.yaml is taken for the stack example-auth, from which examples/cognito-m2m-fixed/api.yaml reads.

No problems found.
2 templates, 1 endpoint, 0 open; 0 errors, 0 warnings, 0 notes
`,
    });
  });

  test('endpoints shows who guards the one that there is', async () => {
    expect(await run(['endpoints', 'examples/cognito-m2m'], { cwd: process.cwd() })).toEqual({
      status: 0,
      stderr: '',
      stdout: `API      METHOD  PATH   GUARDED BY                                                DECIDED AT
EchoApi  POST    /echo  COGNITO ClientCognitoAuthorizer (layerless-esbuild/echo)  examples/cognito-m2m/api.yaml:43

1 endpoint, 0 open
`,
    });
  });
});

describe('one process', () => {
  test('--version', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(await run(['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('reads standard input', async () => {
    const input = 'Resources:\n  Orders:\n    Type: AWS::SQS::Queue\n';
    expect(await run(['-'], { input })).toEqual({
      status: 0,
      stderr: '',
      stdout: 'No problems found.\n1 template, 0 endpoints, 0 open; 0 errors, 0 warnings, 0 notes\n',
    });
  });

  test('writes a file, relative to the working folder', async () => {
    const written = await run(['--format', 'json', '--output', 'audit.json', '--fail-on', 'never', 'queue.yaml']);
    expect(written).toEqual({ status: 0, stdout: '', stderr: '' });
    const printed = await run(['--format', 'json', 'queue.yaml']);
    expect(readFileSync(join(folder, 'audit.json'), 'utf8')).toBe(printed.stdout);
  });

  test.each([
    ['--strict', "error: unknown option '--strict'"],
    ['missing.yaml', 'There is no file or folder missing.yaml.'],
    ['empty', 'There is no SAM or CloudFormation template in empty.'],
    ['list.yaml', 'list.yaml is not a SAM or CloudFormation template: its top level is a list.'],
  ])('%s: a message, no stack, and status 2', async (arg, message) => {
    const { status, stdout, stderr } = await run([arg]);
    expect([status, stdout, stderr.split('\n').length, stderr.split('\n')[0]]).toEqual([2, '', 3, message]);
  });

  test.each([
    ['broken.yaml', 'broken.yaml:4:1  error  template-unreadable'],
    ['cyclic.yaml', 'cyclic.yaml:4:17  error  template-unreadable'],
  ])('%s: a finding, and status 2', async (arg, line) => {
    const { status, stdout, stderr } = await run([arg]);
    expect([status, stderr, stdout.split('\n')[0]]).toEqual([2, '', line]);
  });

  test('1 MB is read, and all of a long output written', async () => {
    const count = 500;
    const queues = Array.from({ length: count }, (_, n) =>
      [
        `  Queue${n}:`,
        '    Type: AWS::SQS::Queue',
        '    DependsOn: Orders',
        '    Properties:',
        `      QueueName: ${'q'.repeat(2000)}${n}`,
      ].join('\n'),
    );
    writeFileSync(join(folder, 'big.yaml'), `Resources:\n${queues.join('\n')}\n`);
    const { status, stdout, stderr } = await run(['--format', 'json', 'big.yaml']);
    const report = JSON.parse(stdout) as { findings: unknown[] };
    expect([status, stderr, report.findings.length]).toEqual([1, '', count]);
  });

  test('a reader that has seen enough is no crash', async () => {
    writeFileSync(join(folder, 'many.yaml'), manyEndpoints(1000));
    const pipe = spawn('sh', ['-c', '"$0" "$1" --format json many.yaml | head -n 1', process.execPath, bundle], {
      cwd: folder,
    });
    const [stdout, stderr] = await Promise.all([text(pipe.stdout), text(pipe.stderr)]);
    expect([stdout, stderr]).toEqual(['{\n', '']);
  });
});
