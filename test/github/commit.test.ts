import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { commitOf } from '../../src/github/commit.ts';

const folder = mkdtempSync(join(tmpdir(), 'commit-'));
afterAll(() => rmSync(folder, { recursive: true }));

function event(payload: unknown): string {
  const path = join(folder, 'event.json');
  writeFileSync(path, JSON.stringify(payload));
  return path;
}

describe('the commit to report on', () => {
  const run = { GITHUB_REPOSITORY: 'acme/orders', GITHUB_SHA: 'merge' };
  const merge = { owner: 'acme', repo: 'orders', sha: 'merge' };

  test('is the head of a pull request, not its merge with the base', () => {
    const GITHUB_EVENT_PATH = event({ pull_request: { number: 12, head: { sha: 'head' } } });
    expect(commitOf({ ...run, GITHUB_EVENT_PATH })).toEqual({ owner: 'acme', repo: 'orders', sha: 'head' });
  });

  test('is the pushed one for an event without a pull request', () => {
    expect(commitOf({ ...run, GITHUB_EVENT_PATH: event({ ref: 'refs/heads/main' }) })).toEqual(merge);
  });

  test('is the run’s own without an event', () => {
    expect(commitOf(run)).toEqual(merge);
    expect(commitOf({ ...run, GITHUB_EVENT_PATH: join(folder, 'none.json') })).toEqual(merge);
  });

  test('is not known outside of a run', () => {
    expect(commitOf({})).toBeUndefined();
    expect(commitOf({ GITHUB_REPOSITORY: 'acme/orders' })).toBeUndefined();
  });
});
