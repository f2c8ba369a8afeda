/* The step of examples/workflows/scheduled-scan.yml that keeps the issue: run by bash, with stand-ins for gh and npx. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { z } from 'zod';

const workflow = z
  .object({
    env: z.object({ SHARDS: z.string() }),
    jobs: z.object({
      scan: z.object({ strategy: z.object({ matrix: z.object({ shard: z.array(z.number()) }) }) }),
      report: z.object({ steps: z.array(z.object({ name: z.string().optional(), run: z.string().optional() })) }),
    }),
  })
  .parse(load(readFileSync('examples/workflows/scheduled-scan.yml', 'utf8')));
const script = workflow.jobs.report.steps.find(({ name }) => name === 'keep the issue up to date')?.run ?? '';

/** An API may be called so; none of it may be run, or end an argument. */
const hostile = '`$(touch hostile)` $(touch hostile) "; touch hostile; # \u{1F600} ${{ github.token }}\n';
const run = 'https://github.com/example/orders/actions/runs/5';
const epilogue = `\n\nFrom [this run](${run}), which has all of it in its artifacts.\n`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scheduled-scan-'));
  mkdirSync(join(folder, 'bin'));
  // Each writes down how it was called, an argument a word; npx writes the report and ends as it is told.
  standIn(
    'gh',
    'printf "%s|" gh "$@" >>calls; echo >>calls; if [ "$1 $2" = "issue list" ]; then printf "%s" "$OPEN_ISSUE"; fi',
  );
  standIn('npx', 'printf "%s|" npx "$@" >>calls; echo >>calls; cp report.md findings.md; exit "$MERGE_STATUS"');
});
afterEach(() => rmSync(folder, { recursive: true }));

function standIn(name: string, body: string): void {
  const file = join(folder, 'bin', name);
  writeFileSync(file, `#!/usr/bin/env bash\n${body}\n`);
  chmodSync(file, 0o755);
}

interface Given {
  readonly openIssue?: string;
  readonly mergeStatus?: number;
  readonly scanResult?: string;
  readonly shards?: readonly number[];
  readonly report?: string;
}

interface Done {
  /** How gh was called, but for the question which issue is open. */
  readonly calls: readonly string[];
  readonly body: string;
}

function keepIssue({
  openIssue = '',
  mergeStatus = 0,
  scanResult = 'success',
  shards = [1, 2, 3, 4],
  report = '',
}: Given): Done {
  for (const shard of shards) writeFileSync(join(folder, `scan-${shard}.json`), '{}');
  writeFileSync(join(folder, 'report.md'), report);
  const { status, stderr } = spawnSync('bash', ['-e', '-c', script], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
      SHARDS: workflow.env.SHARDS,
      SCAN_RESULT: scanResult,
      RUN_URL: run,
      OPEN_ISSUE: openIssue,
      MERGE_STATUS: `${mergeStatus}`,
    },
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const calls = readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
  return {
    calls: calls.filter(call => call.startsWith('gh|') && !call.startsWith('gh|issue|list|')),
    body: readFileSync(join(folder, 'issue.md'), 'utf8'),
  };
}

const opened = [
  'gh|label|create|cfn-auth-audit|--force|--color|D93F0B|--description|Who can call each endpoint|',
  'gh|issue|create|--title|Endpoints and user pools that need attention|--label|cfn-auth-audit|--body-file|issue.md|',
];

test('the matrix has as many parts as the report expects', () => {
  expect(workflow.jobs.scan.strategy.matrix.shard.map(String)).toEqual(['1', '2', '3', '4']);
  expect(workflow.env.SHARDS).toBe('4');
});

test('no expression of GitHub stands in the script, which would become a part of it', () => {
  expect(script).not.toContain('${{');
});

describe('the issue', () => {
  test('is opened with the first findings', () => {
    expect(keepIssue({ mergeStatus: 1, report: hostile })).toEqual({ calls: opened, body: hostile + epilogue });
    expect(existsSync(join(folder, 'hostile'))).toBe(false);
  });

  test('is edited while there are some', () => {
    const { calls, body } = keepIssue({ mergeStatus: 1, openIssue: '12', report: 'GET /prices is open.' });
    expect(calls).toEqual(['gh|issue|edit|12|--body-file|issue.md|']);
    expect(body).toBe(`GET /prices is open.${epilogue}`);
  });

  test('is closed when nothing is found any more', () => {
    expect(keepIssue({ openIssue: '12' }).calls).toEqual([
      'gh|issue|edit|12|--body-file|issue.md|',
      `gh|issue|close|12|--comment|A complete scan finds nothing any more: ${run}|`,
    ]);
  });

  test('is none where there never was anything', () => {
    expect(keepIssue({}).calls).toEqual([]);
  });

  const incomplete = '**The scan is incomplete: there may be more than what is listed here.**\n\n';
  test.each<[string, Given]>([
    ['a part could not be read', { mergeStatus: 2 }],
    ['a runner failed', { scanResult: 'failure' }],
    ["a part's file is missing", { shards: [1, 2, 4] }],
    ['there is nothing at all', { shards: [] }],
  ])('stays open where %s', (_why, given) => {
    const { calls, body } = keepIssue({ ...given, openIssue: '12' });
    expect(calls).toEqual(['gh|issue|edit|12|--body-file|issue.md|']);
    expect(body).toBe(incomplete + epilogue);
  });

  test('is opened where a scan could not be done, though nothing was found', () => {
    expect(keepIssue({ scanResult: 'failure' })).toEqual({ calls: opened, body: incomplete + epilogue });
  });

  test('is no longer than GitHub takes, and has no half of a character', () => {
    const { body } = keepIssue({ mergeStatus: 1, report: `a${'\u{1F600}'.repeat(20_000)}` });
    expect(body).toBe(`a${'\u{1F600}'.repeat(14_999)}${epilogue}`);
  });
});
