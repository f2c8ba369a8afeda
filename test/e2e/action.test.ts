/* The action from end to end: its bundle, a runner's environment, and a stand-in for GitHub's REST API. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { forbidden, type StandIn, startStandIn } from '../github/rest-api-stand-in.ts';
import { manyEndpoints, runAction, type Workspace, workspace } from './action-run.ts';

const opened: { remove(): void }[] = [];
const started: StandIn[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) each.remove();
  await Promise.all(started.splice(0).map(each => each.close()));
});

function copyOf(source?: string): Workspace {
  const made = workspace(source);
  opened.push(made);
  return made;
}

async function gitHub(...how: Parameters<typeof startStandIn>): Promise<StandIn> {
  const standIn = await startStandIn(...how);
  started.push(standIn);
  return standIn;
}

const permission =
  'The token may not write a check run: give the job the permission `checks: write`. ' +
  'The token of a pull request from a fork can only read, whatever the workflow says.';

/** What the pull request shows of test/e2e/action/open-orders. */
const annotations = [
  {
    path: 'template.yaml',
    start_line: 4,
    end_line: 4,
    start_column: 3,
    end_column: 12,
    annotation_level: 'warning',
    title: 'api-without-default-authorizer',
    message: 'OrdersApi has no DefaultAuthorizer, so that an endpoint without Auth of its own is open.',
    raw_details:
      'Fix: Set DefaultAuthorizer in the Auth of the API (for the implicit API: in Globals.Api.Auth or Globals.HttpApi.Auth), and let endpoints that are meant to be open say so with `Authorizer: NONE`.',
  },
  {
    path: 'template.yaml',
    start_line: 16,
    end_line: 16,
    start_column: 9,
    end_column: 13,
    annotation_level: 'failure',
    title: 'endpoint-without-authorizer',
    message:
      'GET /orders accepts any caller: neither the event List of OrdersFunction nor its API names an authorizer.',
    raw_details:
      'Fix: Name a DefaultAuthorizer in the Auth of OrdersApi, or an Authorizer for this endpoint. Where it is meant to be open, list it under `public` in cfn-auth-audit.yml with the reason.',
  },
];

/** The same as workflow commands. */
const commands = [
  '::warning file=template.yaml,line=4,endLine=4,col=3,endColumn=12,title=api-without-default-authorizer' +
    '::OrdersApi has no DefaultAuthorizer, so that an endpoint without Auth of its own is open.%0AFix: Set DefaultAuthorizer in the Auth of the API (for the implicit API: in Globals.Api.Auth or Globals.HttpApi.Auth), and let endpoints that are meant to be open say so with `Authorizer: NONE`.',
  '::error file=template.yaml,line=16,endLine=16,col=9,endColumn=13,title=endpoint-without-authorizer' +
    '::GET /orders accepts any caller: neither the event List of OrdersFunction nor its API names an authorizer.%0AFix: Name a DefaultAuthorizer in the Auth of OrdersApi, or an Authorizer for this endpoint. Where it is meant to be open, list it under `public` in cfn-auth-audit.yml with the reason.',
];

/** What it shows of examples/cognito-m2m: the walk-through's own mistakes. */
const walkThrough = [
  {
    path: 'api.yaml',
    start_line: 28,
    end_line: 28,
    start_column: 9,
    end_column: 30,
    annotation_level: 'failure',
    title: 'depends-on-undefined',
    message:
      'CognitoTestAutomationClient depends on PostmanResourceServer, which the template does not have (LayerlessESBuildResourceServer may be meant).',
    raw_details: 'Fix: Depend on LayerlessESBuildResourceServer instead.',
  },
  {
    path: 'api.yaml',
    start_line: 35,
    end_line: 35,
    start_column: 11,
    end_column: 32,
    annotation_level: 'failure',
    title: 'client-missing-depends-on',
    message:
      'The client CognitoTestAutomationClient names the scope layerless-esbuild/api, but nothing makes CloudFormation create LayerlessESBuildResourceServer before it.',
    raw_details:
      'api.yaml:15:3: LayerlessESBuildResourceServer is declared here\nFix: Depend on LayerlessESBuildResourceServer instead of PostmanResourceServer.',
  },
  {
    path: 'api.yaml',
    start_line: 48,
    end_line: 48,
    start_column: 17,
    end_column: 39,
    annotation_level: 'failure',
    title: 'scope-not-declared',
    message:
      'The authorizer ClientCognitoAuthorizer of EchoApi asks for the scope layerless-esbuild/echo, but the resource server LayerlessESBuildResourceServer declares no scope echo; layerless-esbuild/api is declared.',
    raw_details:
      'api.yaml:22:22: LayerlessESBuildResourceServer declares this scope\nFix: Ask for layerless-esbuild/api instead.',
  },
];

describe('the action', () => {
  test('annotates the pull request, writes its files, summary and outputs, and fails', async () => {
    const standIn = await gitHub();
    const orders = copyOf('test/e2e/action/open-orders');
    const run = await runAction(orders, standIn, { 'sarif-file': 'out/audit.sarif', 'json-file': 'out/audit.json' });

    expect([run.stderr, run.commands]).toEqual(['', ['::error::The audit found 1 error, and fail-on is error.']]);
    expect(run.status).toBe(1);
    expect(standIn.requests).toEqual([
      {
        method: 'POST',
        path: '/repos/acme/orders/check-runs',
        authorization: 'token ghs_stand_in',
        body: {
          name: 'cfn-auth-audit',
          head_sha: 'head-sha',
          status: 'completed',
          conclusion: 'failure',
          output: {
            title: '1 template, 1 endpoint, 1 open; 1 error, 1 warning, 0 notes',
            summary: run.summary,
            annotations,
          },
        },
      },
    ]);
    expect(run.summary).toMatch(/^## cfn-auth-audit\n/);
    expect(run.outputs).toEqual({
      findings: '2',
      errors: '1',
      warnings: '1',
      'open-endpoints': '1',
      'sarif-file': 'out/audit.sarif',
      unread: '0',
      'json-file': 'out/audit.json',
    });
    const found = [
      ['api-without-default-authorizer', 'template.yaml'],
      ['endpoint-without-authorizer', 'template.yaml'],
    ];
    expect(jsonFindings(orders.read('out/audit.json'))).toEqual(found);
    expect(sarifFindings(orders.read('out/audit.sarif'))).toEqual(found);
  });

  test('annotates the mistakes of the walk-through, and nothing in its corrected twin', async () => {
    const mistaken = await gitHub();
    const run = await runAction(copyOf('examples/cognito-m2m'), mistaken);
    expect([run.stderr, run.commands, run.status]).toEqual([
      '',
      ['::error::The audit found 3 errors, and fail-on is error.'],
      1,
    ]);
    expect(mistaken.requests.map(({ body }) => [body.conclusion, body.output.annotations])).toEqual([
      ['failure', walkThrough],
    ]);
    const corrected = await gitHub();
    const twin = await runAction(copyOf('examples/cognito-m2m-fixed'), corrected);
    expect([twin.stderr, twin.commands, twin.status]).toEqual(['', [], 0]);
    expect(corrected.requests.map(({ body }) => [body.conclusion, body.output.annotations])).toEqual([['success', []]]);
  });

  test('writes 120 annotations by three requests', async () => {
    const standIn = await gitHub();
    const orders = copyOf();
    orders.write('stacks/template.yaml', manyEndpoints(120));
    const run = await runAction(orders, standIn, { paths: 'stacks', rules: 'api-without-default-authorizer=off' });

    expect([run.stderr, run.commands]).toEqual(['', ['::error::The audit found 120 errors, and fail-on is error.']]);
    expect(
      standIn.requests.map(({ method, path, body }) => [
        method,
        path,
        body.output.annotations.length,
        body.status,
        body.conclusion,
      ]),
    ).toEqual([
      ['POST', '/repos/acme/orders/check-runs', 50, 'in_progress', undefined],
      ['PATCH', '/repos/acme/orders/check-runs/7', 50, 'in_progress', undefined],
      ['PATCH', '/repos/acme/orders/check-runs/7', 20, 'completed', 'failure'],
    ]);
  });

  test('falls back to workflow commands where the token may not write checks, and says so', async () => {
    const standIn = await gitHub(() => forbidden);
    const run = await runAction(copyOf('test/e2e/action/open-orders'), standIn);

    expect(run.stderr).toBe('');
    expect(run.commands).toEqual([
      ...commands,
      `::notice::${permission} The findings are annotated by workflow commands instead.`,
      '::error::The audit found 1 error, and fail-on is error.',
    ]);
    expect(run.status).toBe(1);
    expect(standIn.requests.map(request => request.method)).toEqual(['POST']);
  });

  test('gives its verdict without GitHub, without a summary, and without failing where that is asked for', async () => {
    const standIn = await gitHub();
    const run = await runAction(
      copyOf('test/e2e/action/open-orders'),
      standIn,
      { 'fail-on': 'never', annotations: 'none', summary: 'true' },
      { GITHUB_STEP_SUMMARY: undefined, GITHUB_EVENT_PATH: undefined },
    );
    expect([run.status, run.stderr, run.commands, run.summary]).toEqual([0, '', [], '']);
    expect(run.stdout.trimEnd().split('\n').slice(-2)).toEqual([
      '1 template, 1 endpoint, 1 open; 1 error, 1 warning, 0 notes',
      'This runner shows no step summary: GITHUB_STEP_SUMMARY is not set.',
    ]);
    expect(standIn.requests).toEqual([]);
  });

  test('lets nothing of a template become a workflow command', async () => {
    const orders = copyOf('test/e2e/action/hostile');
    const byCheckRun = await runAction(orders, await gitHub());
    expect([byCheckRun.stderr, byCheckRun.commands]).toEqual([
      '',
      ['::error::The audit found 1 error, and fail-on is error.'],
    ]);
    const byCommands = await runAction(orders, await gitHub(), { annotations: 'commands' });
    expect(byCommands.commands.map(command => command.split(/[ :]+/)[1])).toEqual(['warning', 'error', 'error']);
    expect(byCommands.outputs.findings).toBe('2');
    expect(byCommands.stdout).not.toContain('\u001b');
    expect(byCommands.summary).not.toMatch(/(?<!\\)<img/);
  });
});

describe('the action ends with status 2 and a message', () => {
  test('for an input that it does not know', async () => {
    const standIn = await gitHub();
    const run = await runAction(copyOf('test/e2e/action/open-orders'), standIn, { 'fail-on': 'high' });
    expect([run.status, run.stderr, run.stdout]).toEqual([
      2,
      '',
      '::error::The input fail-on cannot be "high".%0AMake it error, warning, note or never.\n',
    ]);
    expect(standIn.requests).toEqual([]);
  });

  test('for a workspace without templates', async () => {
    const standIn = await gitHub();
    const run = await runAction(copyOf(), standIn);
    expect([run.status, run.stderr, run.commands.map(command => command.slice(0, '::error::'.length))]).toEqual([
      2,
      '',
      ['::error::'],
    ]);
    expect(standIn.requests).toEqual([]);
  });

  test('for what is no fault of the user, with a stack that is one command', async () => {
    const orders = copyOf('test/e2e/action/open-orders');
    orders.write('event.json', '{');
    const run = await runAction(orders, await gitHub(), {}, { GITHUB_EVENT_PATH: `${orders.folder}/event.json` });
    expect([run.status, run.stderr, run.commands]).toEqual([
      2,
      '',
      [expect.stringMatching(/^::error::SyntaxError: .*%0A {4}at /)],
    ]);
  });

  test('for a file that it cannot write', async () => {
    const orders = copyOf('test/e2e/action/open-orders');
    orders.write('out', 'a file, not a folder');
    const run = await runAction(orders, await gitHub(), { 'sarif-file': 'out/audit.sarif' });
    expect([run.status, run.stderr, run.commands]).toEqual([
      2,
      '',
      [
        '::error::out/audit.sarif cannot be written (EEXIST).%0AGive the input sarif-file the path of a file that can be.',
      ],
    ]);
  });
});

function jsonFindings(text: string) {
  const report = JSON.parse(text) as {
    readonly findings: readonly { readonly ruleId: string; readonly file: string }[];
  };
  return report.findings.map(({ ruleId, file }) => [ruleId, file]);
}

function sarifFindings(text: string) {
  const log = JSON.parse(text) as import('sarif').Log;
  return log.runs[0]?.results?.map(({ ruleId, locations }) => [
    ruleId,
    locations?.[0]?.physicalLocation?.artifactLocation?.uri,
  ]);
}
