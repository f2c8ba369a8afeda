import { afterEach, describe, expect, test } from '@jest/globals';
import { annotations } from '../../src/github/annotation.ts';
import { type CheckRun, type CheckRunOutcome, writeCheckRun } from '../../src/github/check-run.ts';
import { finding, place, reportOf } from './reports.ts';
import { connectionTo, forbidden, type Refuse, type StandIn, serverError, startStandIn } from './rest-api-stand-in.ts';

let standIn: StandIn;
afterEach(() => standIn.close());

async function write(checkRun: CheckRun, refuse?: Refuse): Promise<CheckRunOutcome> {
  standIn = await startStandIn(refuse);
  return writeCheckRun(connectionTo(standIn), checkRun);
}

function checkRunOf(findings: number): CheckRun {
  const report = reportOf(Array.from({ length: findings }, (_, index) => finding(index + 1)));
  return { title: `${findings} errors`, summary: '# Orders', conclusion: 'failure', annotations: annotations(report) };
}

/** The lines that each request annotates, first and last, with what it says of the check run's end. */
function sent() {
  return standIn.requests.map(({ method, path, body }) => {
    const messages = body.output.annotations.map(annotation => annotation.message);
    return [method, path, messages[0], messages.at(-1), messages.length, body.status, body.conclusion];
  });
}

const create = '/repos/acme/orders/check-runs';
const update = '/repos/acme/orders/check-runs/7';

function about(line: number): string {
  return `GET /orders/${line} accepts any caller.`;
}

describe('a check run', () => {
  test('is made and completed by one request where 50 annotations suffice', async () => {
    const report = reportOf([
      finding(12, {
        related: [{ place: place(30), message: 'The default authorizer stands here.' }],
        fix: { description: 'Add an Auth property', edits: [] },
      }),
      finding(14, { severity: 'warning', ruleId: 'scope-not-declared', place: { ...place(14), endLine: 16 } }),
      finding(15, { severity: 'note', ruleId: 'ssm-parameter-unused' }),
      finding(18, { suppression: { kind: 'ignore', reason: 'A health check', place: place(1) } }),
    ]);
    const outcome = await write({
      title: '1 error, 1 warning, 1 note',
      summary: '# Orders',
      conclusion: 'failure',
      annotations: annotations(report),
    });
    expect(outcome).toEqual({ kind: 'written' });
    expect(standIn.requests).toEqual([
      {
        method: 'POST',
        path: create,
        authorization: 'token ghs_stand_in',
        body: {
          name: 'cfn-auth-audit',
          head_sha: 'c0ffee',
          status: 'completed',
          conclusion: 'failure',
          output: {
            title: '1 error, 1 warning, 1 note',
            summary: '# Orders',
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
                raw_details:
                  'stacks/template.yaml:30:9: The default authorizer stands here.\n' + 'Fix: Add an Auth property',
              },
              {
                path: 'stacks/template.yaml',
                start_line: 14,
                end_line: 16,
                annotation_level: 'warning',
                title: 'scope-not-declared',
                message: 'GET /orders/14 accepts any caller.',
              },
              {
                path: 'stacks/template.yaml',
                start_line: 15,
                end_line: 15,
                start_column: 9,
                end_column: 14,
                annotation_level: 'notice',
                title: 'ssm-parameter-unused',
                message: 'GET /orders/15 accepts any caller.',
              },
            ],
          },
        },
      },
    ]);
  });

  test('without annotations is one request', async () => {
    const outcome = await write({
      title: 'Nothing found',
      summary: '# Orders',
      conclusion: 'success',
      annotations: [],
    });
    expect(outcome).toEqual({ kind: 'written' });
    expect(standIn.requests.map(request => request.body)).toEqual([
      {
        name: 'cfn-auth-audit',
        head_sha: 'c0ffee',
        status: 'completed',
        conclusion: 'success',
        output: { title: 'Nothing found', summary: '# Orders', annotations: [] },
      },
    ]);
  });

  test('of 50 annotations is one request, of 51 two', async () => {
    expect(await write(checkRunOf(50))).toEqual({ kind: 'written' });
    expect(sent()).toEqual([['POST', create, about(1), about(50), 50, 'completed', 'failure']]);
    await standIn.close();
    expect(await write(checkRunOf(51))).toEqual({ kind: 'written' });
    expect(sent()).toEqual([
      ['POST', create, about(1), about(50), 50, 'in_progress', undefined],
      ['PATCH', update, about(51), about(51), 1, 'completed', 'failure'],
    ]);
  });

  test('of 120 annotations is completed by the last of three requests', async () => {
    expect(await write(checkRunOf(120))).toEqual({ kind: 'written' });
    expect(sent()).toEqual([
      ['POST', create, about(1), about(50), 50, 'in_progress', undefined],
      ['PATCH', update, about(51), about(100), 50, 'in_progress', undefined],
      ['PATCH', update, about(101), about(120), 20, 'completed', 'failure'],
    ]);
  });

  test('has its summary cut to what the API takes', async () => {
    const summary = 'ä'.repeat(40_000);
    await write({ title: 'Long', summary, conclusion: 'neutral', annotations: [] });
    expect(standIn.requests.map(request => request.body.output.summary)).toEqual([`${'ä'.repeat(32_766)}…`]);
  });
});

describe('a check run that GitHub does not take', () => {
  const permission =
    'The token may not write a check run: give the job the permission `checks: write`. ' +
    'The token of a pull request from a fork can only read, whatever the workflow says.';

  test.each([
    ['a token that may only read', forbidden],
    ['a repository that the token may not see', { status: 404, body: { message: 'Not Found' } }],
  ])('because of %s is refused at once, and the permission named', async (_name, answer) => {
    expect(await write(checkRunOf(120), () => answer)).toEqual({ kind: 'refused', sentence: permission });
    expect(standIn.requests.map(request => request.method)).toEqual(['POST']);
  });

  test('because of a rate limit is not taken for a missing permission', async () => {
    const answer = { status: 403, body: { message: 'You have exceeded a secondary rate limit.' } };
    expect(await write(checkRunOf(1), () => answer)).toEqual({
      kind: 'refused',
      sentence:
        'The check run could not be written, because GitHub answered 403 (You have exceeded a secondary rate limit.).',
    });
  });

  test('because of what it says is refused at once, with the status', async () => {
    const answer = { status: 422, body: { message: 'No commit found for SHA: c0ffee' } };
    expect(await write(checkRunOf(1), () => answer)).toEqual({
      kind: 'refused',
      sentence: 'The check run could not be written, because GitHub answered 422 (No commit found for SHA: c0ffee).',
    });
    expect(standIn.requests.map(request => request.method)).toEqual(['POST']);
  });

  test('because the server is ill is asked four times, then refused', async () => {
    expect(await write(checkRunOf(1), () => serverError)).toEqual({
      kind: 'refused',
      sentence: 'The check run could not be written, because GitHub answered 502 (Server Error).',
    });
    expect(standIn.requests.map(request => request.method)).toEqual(['POST', 'POST', 'POST', 'POST']);
  });

  test('because the server is ill for a moment is written after all', async () => {
    expect(await write(checkRunOf(1), request => (request < 3 ? serverError : undefined))).toEqual({ kind: 'written' });
    expect(standIn.requests.map(request => request.method)).toEqual(['POST', 'POST', 'POST']);
  });

  test('because nothing listens there is refused', async () => {
    standIn = await startStandIn();
    await standIn.close();
    expect(await writeCheckRun(connectionTo(standIn), checkRunOf(1))).toEqual({
      kind: 'refused',
      sentence:
        'The check run could not be written, because GitHub could not be reached ' +
        `(connect ECONNREFUSED ${standIn.url.slice('http://'.length)}).`,
    });
  });

  test('because it does not answer is refused in time', async () => {
    standIn = await startStandIn(() => 'silence');
    expect(await writeCheckRun({ ...connectionTo(standIn), timeoutMilliseconds: 100 }, checkRunOf(1))).toEqual({
      kind: 'refused',
      sentence:
        'The check run could not be written, because GitHub could not be reached ' +
        '(The operation was aborted due to timeout).',
    });
  });
});

describe('a check run whose later annotations GitHub does not take', () => {
  test('is completed without them, and says so', async () => {
    const failing = (request: number) => (request === 3 ? { status: 422, body: { message: 'Too much' } } : undefined);
    const sentence = '20 of 120 annotations are missing from the check run, because GitHub answered 422 (Too much).';
    expect(await write(checkRunOf(120), failing)).toEqual({ kind: 'incomplete', missing: 20, sentence });
    expect(standIn.requests[3]).toEqual({
      method: 'PATCH',
      path: update,
      authorization: 'token ghs_stand_in',
      body: {
        status: 'completed',
        conclusion: 'failure',
        output: { title: '120 errors', summary: `${sentence}\n\n# Orders`, annotations: [] },
      },
    });
    expect(standIn.requests.map(request => request.body.output.annotations.length)).toEqual([50, 50, 20, 0]);
  });

  test('says that it could not be completed where it could not', async () => {
    const outcome = await write(checkRunOf(120), request => (request > 1 ? forbidden : undefined));
    const clause =
      'GitHub answered 403 (Resource not accessible by integration - https://docs.github.com/rest/checks/runs#create-a-check-run)';
    expect(outcome).toEqual({
      kind: 'incomplete',
      missing: 70,
      sentence:
        `70 of 120 annotations are missing from the check run, because ${clause}. ` +
        `It could not be completed either, because ${clause}.`,
    });
  });
});
