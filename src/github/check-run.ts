import type { getOctokit } from '@actions/github';
import { retry } from '@octokit/plugin-retry';
import { type Annotation, byteLength, cut } from './annotation.ts';
import type { Commit } from './commit.ts';

/** How to reach GitHub, and the commit to write to. */
export interface Connection {
  readonly apiUrl: string;
  readonly token: string;
  readonly commit: Commit;
  readonly userAgent: string;
  /** The wait before a first retry; those of the further ones are four and nine times as long. */
  readonly retryMilliseconds: number;
  /** How long one request may take, its retries included, the waits between them not. */
  readonly timeoutMilliseconds: number;
}

/** What a check run says. */
export interface CheckRun {
  readonly title: string;
  /** Markdown. */
  readonly summary: string;
  readonly conclusion: 'success' | 'failure' | 'neutral';
  readonly annotations: readonly Annotation[];
}

/** What became of a check run; the sentence is for the user. */
export type CheckRunOutcome =
  | { readonly kind: 'written' }
  /** It is there, and lacks annotations. */
  | { readonly kind: 'incomplete'; readonly missing: number; readonly sentence: string }
  /** There is none. */
  | { readonly kind: 'refused'; readonly sentence: string };

const name = 'cfn-auth-audit';
const annotationsPerRequest = 50;
/** What the API takes of a summary; characters by its own words, counted here as bytes to be safe. */
export const summaryLimit = 65_535;

type Client = ReturnType<typeof getOctokit>;

/** What GitHub accepted, or why it did not. */
type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

interface Failure {
  readonly isPermission: boolean;
  /** A clause: "GitHub answered 502". */
  readonly clause: string;
}

/**
 * Writes a check run with its annotations, 50 a request, which is the API's limit. Never throws for what GitHub or the
 * network does: that is in the outcome.
 *
 * @see https://docs.github.com/en/rest/checks/runs
 */
export async function writeCheckRun(connection: Connection, checkRun: CheckRun): Promise<CheckRunOutcome> {
  const client = await clientOf(connection);
  const { owner, repo, sha } = connection.commit;
  const batches = inBatches(checkRun.annotations);
  const last = batches.length - 1;
  const state = (batch: number) =>
    batch === last
      ? ({ status: 'completed', conclusion: checkRun.conclusion } as const)
      : ({ status: 'in_progress' } as const);

  const created = await attempt(connection, request =>
    client.rest.checks.create({
      owner,
      repo,
      name,
      head_sha: sha,
      ...state(0),
      output: output(checkRun, checkRun.summary, batches[0]),
      request,
    }),
  );
  if (!created.ok) return { kind: 'refused', sentence: refusal(created.failure) };
  const checkRunId = created.value.data.id;

  for (let batch = 1; batch <= last; batch += 1) {
    const updated = await attempt(connection, request =>
      client.rest.checks.update({
        owner,
        repo,
        check_run_id: checkRunId,
        ...state(batch),
        output: output(checkRun, checkRun.summary, batches[batch]),
        request,
      }),
    );
    if (!updated.ok) {
      return complete(connection, client, checkRun, checkRunId, batch * annotationsPerRequest, updated.failure);
    }
  }
  return { kind: 'written' };
}

/** Ends a check run whose annotations GitHub no longer takes, lest it wait for ever. */
async function complete(
  connection: Connection,
  client: Client,
  checkRun: CheckRun,
  checkRunId: number,
  written: number,
  failure: Failure,
): Promise<CheckRunOutcome> {
  const { owner, repo } = connection.commit;
  const total = checkRun.annotations.length;
  const missing = total - written;
  const sentence = `${missing} of ${total} annotations are missing from the check run, because ${failure.clause}.`;
  const completed = await attempt(connection, request =>
    client.rest.checks.update({
      owner,
      repo,
      check_run_id: checkRunId,
      status: 'completed',
      conclusion: checkRun.conclusion,
      output: output(checkRun, `${sentence}\n\n${checkRun.summary}`, []),
      request,
    }),
  );
  const open = completed.ok ? '' : ` It could not be completed either, because ${completed.failure.clause}.`;
  return { kind: 'incomplete', missing, sentence: sentence + open };
}

/** The module is loaded only here: it reads the event file and the proxy's settings as it loads. */
async function clientOf(connection: Connection): Promise<Client> {
  const github = await import('@actions/github');
  return github.getOctokit(
    connection.token,
    {
      baseUrl: connection.apiUrl,
      userAgent: connection.userAgent,
      retry: {
        retries: 3,
        retryAfterBaseValue: connection.retryMilliseconds,
        // Answers that stay the same however often one asks.
        doNotRetry: [400, 401, 403, 404, 410, 422, 451],
      },
    },
    retry,
  );
}

function output(checkRun: CheckRun, summary: string, annotations: readonly Annotation[] = []) {
  return {
    title: checkRun.title,
    summary: cut(summary, summaryLimit, byteLength),
    annotations: [...annotations],
  };
}

function inBatches(annotations: readonly Annotation[]): readonly (readonly Annotation[])[] {
  const batches = [annotations.slice(0, annotationsPerRequest)];
  for (let start = annotationsPerRequest; start < annotations.length; start += annotationsPerRequest) {
    batches.push(annotations.slice(start, start + annotationsPerRequest));
  }
  return batches;
}

async function attempt<T>(
  connection: Connection,
  send: (request: { readonly signal: AbortSignal }) => Promise<T>,
): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await send({ signal: AbortSignal.timeout(connection.timeoutMilliseconds) }) };
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined) throw error;
    return { ok: false, failure };
  }
}

/** What GitHub or the network did, by the shape of octokit's RequestError; undefined for any other error, a bug. */
function failureOf(error: unknown): Failure | undefined {
  if (!(error instanceof Error) || !('status' in error)) return undefined;
  if (!('response' in error) || error.response === undefined) {
    return { isPermission: false, clause: `GitHub could not be reached (${inShort(firstCause(error))})` };
  }
  const { status } = error;
  const isPermission = status === 404 || (status === 403 && !/rate limit/i.test(error.message));
  return { isPermission, clause: `GitHub answered ${status} (${inShort(error.message)})` };
}

/** What the network said, below octokit's and fetch's own words for it. */
function firstCause(error: unknown, above = ''): string {
  if (typeof error !== 'object' || error === null) return above;
  if (!('message' in error) || typeof error.message !== 'string') return above;
  return firstCause('cause' in error ? error.cause : undefined, error.message || above);
}

/** The first line of a message, which may be a whole HTML page. */
function inShort(message: string): string {
  return cut(message.trim().split(/[\r\n]/, 1)[0] ?? '', 200, text => text.length);
}

function refusal(failure: Failure): string {
  if (!failure.isPermission) return `The check run could not be written, because ${failure.clause}.`;
  return (
    'The token may not write a check run: give the job the permission `checks: write`. ' +
    'The token of a pull request from a fork can only read, whatever the workflow says.'
  );
}
