import { existsSync, readFileSync } from 'node:fs';

/** The commit that a workflow run is about, and its repository. */
export interface Commit {
  readonly owner: string;
  readonly repo: string;
  readonly sha: string;
}

/** The variables of a process, as a runner sets them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The commit to report on: a pull request's head, which is what its reviewers see, not the merge commit of GITHUB_SHA;
 * undefined outside of a workflow run.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
export function commitOf(environment: Environment): Commit | undefined {
  const [owner, repo] = (environment.GITHUB_REPOSITORY ?? '').split('/');
  const sha = pullRequestHead(environment.GITHUB_EVENT_PATH) ?? environment.GITHUB_SHA;
  if (owner === undefined || repo === undefined || sha === undefined || sha === '') return undefined;
  return { owner, repo, sha };
}

function pullRequestHead(eventPath: string | undefined): string | undefined {
  if (eventPath === undefined || !existsSync(eventPath)) return undefined;
  const event: unknown = JSON.parse(readFileSync(eventPath, 'utf8'));
  const sha = property(property(property(event, 'pull_request'), 'head'), 'sha');
  return typeof sha === 'string' ? sha : undefined;
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
