import { afterEach, describe, expect, test } from '@jest/globals';
import { annotate, type Runner } from '../../src/github/annotate.ts';
import type { ActionInputs } from '../../src/github/inputs.ts';
import { verdict } from '../../src/github/verdict.ts';
import type { Finding } from '../../src/model/finding.ts';
import { finding, place, reportOf } from './reports.ts';
import { forbidden, type Refuse, type StandIn, startStandIn } from './rest-api-stand-in.ts';

let standIn: StandIn;
afterEach(() => standIn.close());

const permission =
  'The token may not write a check run: give the job the permission `checks: write`. ' +
  'The token of a pull request from a fork can only read, whatever the workflow says.';
const instead = 'The findings are annotated by workflow commands instead.';

/** Annotates, and returns what the runner was told: the toolkit's function and its argument. */
async function told(
  findings: readonly Finding[],
  how: {
    readonly annotations?: ActionInputs['annotations'];
    readonly token?: string;
    readonly environment?: Runner['environment'];
    readonly refuse?: Refuse;
  } = {},
): Promise<readonly (readonly [string, unknown])[]> {
  standIn = await startStandIn(how.refuse);
  process.env.GITHUB_API_URL = standIn.url;
  const calls: (readonly [string, unknown])[] = [];
  const record = (name: string) => (message: unknown) => {
    calls.push([name, message]);
  };
  const report = reportOf(findings);
  await annotate(
    report,
    verdict(report.summary, 'error'),
    { annotations: how.annotations ?? 'check-run', token: how.token ?? 'ghs_stand_in' },
    {
      environment: how.environment ?? {
        GITHUB_API_URL: standIn.url,
        GITHUB_REPOSITORY: 'acme/orders',
        GITHUB_SHA: 'c0ffee',
      },
      core: {
        getInput: () => '',
        info: record('info'),
        notice: record('notice'),
        setFailed: record('setFailed'),
        setOutput: record('setOutput'),
        warning: record('warning'),
      },
    },
  );
  return calls;
}

const command =
  '::error file=stacks/template.yaml,line=12,endLine=12,col=9,endColumn=14,title=endpoint-without-authorizer' +
  '::GET /orders/12 accepts any caller.%0AFix: Give the endpoint an authorizer.';

describe('findings', () => {
  test('become a check run, of which the log says nothing', async () => {
    expect(await told([finding(12)])).toEqual([]);
    expect(standIn.requests.map(({ path, body }) => [path, body.conclusion, body.output])).toEqual([
      [
        '/repos/acme/orders/check-runs',
        'failure',
        {
          title: '1 template, 4 endpoints, 2 open; 1 error, 0 warnings, 0 notes',
          summary: expect.stringMatching(/^## cfn-auth-audit\n/),
          annotations: [
            {
              path: 'stacks/template.yaml',
              start_line: 12,
              end_line: 12,
              start_column: 9,
              end_column: 14,
              annotation_level: 'failure',
              title: 'endpoint-without-authorizer',
              message: 'GET /orders/12 accepts any caller.',
              raw_details: 'Fix: Give the endpoint an authorizer.',
            },
          ],
        },
      ],
    ]);
  });

  test('become workflow commands where these are asked for', async () => {
    expect(await told([finding(12)], { annotations: 'commands' })).toEqual([['info', command]]);
    expect(standIn.requests).toEqual([]);
  });

  test('become nothing where nothing is asked for', async () => {
    expect(await told([finding(12)], { annotations: 'none' })).toEqual([]);
    expect(standIn.requests).toEqual([]);
  });

  test('become workflow commands where the token may not write checks', async () => {
    expect(await told([finding(12)], { refuse: () => forbidden })).toEqual([
      ['info', command],
      ['notice', `${permission} ${instead}`],
    ]);
  });

  test('become workflow commands where there is no token, or no run', async () => {
    expect(await told([finding(12)], { token: '' })).toEqual([
      ['info', command],
      ['notice', `There is no token to write a check run with. ${instead}`],
    ]);
    await standIn.close();
    expect(await told([finding(12)], { environment: {} })).toEqual([
      ['info', command],
      ['notice', `There is no commit to write a check run for: this is no run of a workflow. ${instead}`],
    ]);
  });

  test('that GitHub does not annotate are counted', async () => {
    const findings = [
      ...Array.from({ length: 12 }, (_, index) => finding(index + 1)),
      ...Array.from({ length: 11 }, (_, index) => finding(index + 20, { severity: 'warning' })),
      ...Array.from({ length: 10 }, (_, index) => finding(index + 40, { severity: 'note' })),
      finding(60, { suppression: { kind: 'comment', reason: 'A health check', place: place(59) } }),
    ];
    const [commands, ...rest] = await told(findings, { annotations: 'commands' });
    expect(String(commands?.[1]).replaceAll(/ .*/g, '').split('\n')).toEqual([
      ...Array(12).fill('::error'),
      ...Array(11).fill('::warning'),
      ...Array(10).fill('::notice'),
    ]);
    expect(rest).toEqual([
      [
        'info',
        'GitHub shows the first 10 annotations of each severity: 3 findings are in this log, but not annotated.',
      ],
    ]);
  });

  test('that are missing from the check run are counted in a warning', async () => {
    const findings = Array.from({ length: 60 }, (_, index) => finding(index + 1));
    const refuse = (request: number) => (request === 2 ? { status: 422, body: { message: 'Too much' } } : undefined);
    expect(await told(findings, { refuse })).toEqual([
      ['warning', '10 of 60 annotations are missing from the check run, because GitHub answered 422 (Too much).'],
    ]);
  });

  test('that are not there leave only the reason in the log', async () => {
    expect(await told([], { refuse: () => forbidden })).toEqual([['info', permission]]);
  });
});

test('what a template says is no workflow command, and no control of a terminal', async () => {
  const hostile = finding(12, {
    message: 'GET /a\r\n::stop-commands::x\n##[add-mask]y%0A::error::z\u001b[2J\u202e accepts any caller.',
    place: { ...place(12), file: 'a,line=1::\n::set-output name=a::b.yaml' },
  });
  expect(await told([hostile], { refuse: () => forbidden })).toEqual([
    [
      'info',
      '::error file=a%2Cline=1%3A%3A%0A%3A%3Aset-output name=a%3A%3Ab.yaml,line=12,endLine=12,col=9,endColumn=14,' +
        'title=endpoint-without-authorizer::GET /a%0D%0A::stop-commands::x%0A##[add-mask]y%250A::error::z␛[2J\uFFFD ' +
        'accepts any caller.%0AFix: Give the endpoint an authorizer.',
    ],
    ['notice', `${permission} ${instead}`],
  ]);
  expect(standIn.requests[0]?.body.output.annotations.map(annotation => annotation.message)).toEqual([
    'GET /a␍␊::stop-commands::x␊##[add-mask]y%0A::error::z␛[2J\uFFFD accepts any caller.',
  ]);
});
