import '../template/node-errors.ts';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { applyPatch } from 'diff';
import { main } from '../../src/cli.ts';

/** What one run of the command line printed, by lines, and its exit status. */
export interface Run {
  readonly status: number;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
}

/** A copy of a folder, in which the command line runs. */
export interface Workspace {
  readonly folder: string;
  run(args: readonly string[], from?: string): Promise<Run>;
  /** All files by their path. */
  texts(): Readonly<Record<string, string>>;
  /** Changes the text of every file. */
  rewrite(change: (text: string) => string): void;
  remove(): void;
}

export function workspaceOf(source: string): Workspace {
  const folder = mkdtempSync(join(tmpdir(), 'cfn-auth-audit-'));
  cpSync(source, folder, { recursive: true });
  const names = () =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .sort();
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  return {
    folder,
    texts: () => Object.fromEntries(names().map(name => [name, read(name)])),
    rewrite(change) {
      for (const name of names()) writeFileSync(join(folder, name), change(read(name)));
    },
    remove: () => rmSync(folder, { recursive: true }),
    async run(args, from = '.') {
      const printed = { stdout: '', stderr: '' };
      const output = (name: 'stdout' | 'stderr') => ({
        write(text: string) {
          printed[name] += text;
        },
      });
      const status = await main(args, {
        workingFolder: join(folder, from),
        environment: {},
        stdout: output('stdout'),
        stderr: output('stderr'),
        readStandardInput: () => Promise.reject(new Error('Nothing was to be read.')),
      });
      return { status, stdout: linesOf(printed.stdout), stderr: linesOf(printed.stderr) };
    },
  };
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

/** What a dry run and a run print, line by line. */
export interface Expected {
  readonly diff: readonly string[];
  readonly dryRun: readonly string[];
  readonly fixed: readonly string[];
  readonly remaining: readonly string[];
  readonly status: number;
}

/** That a dry run prints a diff and writes nothing, that --fix makes just that change, and that it has no more to do. */
export async function expectFixed(workspace: Workspace, expected: Expected): Promise<void> {
  const before = workspace.texts();
  const dryRun = await workspace.run(['--fix-dry-run']);
  expect([dryRun, workspace.texts()]).toEqual([
    { status: expected.status, stdout: expected.diff, stderr: expected.dryRun },
    before,
  ]);
  const fixed = await workspace.run(['--fix']);
  expect(fixed).toEqual({ status: expected.status, stdout: expected.remaining, stderr: expected.fixed });
  const after = workspace.texts();
  const [name = ''] = Object.keys(after).filter(each => after[each] !== before[each]);
  expect(after).toEqual({ ...before, [name]: applyPatch(before[name] ?? '', `${expected.diff.join('\n')}\n`) });
  const again = await workspace.run(['--fix']);
  expect([again.status, again.stdout, workspace.texts()]).toEqual([expected.status, expected.remaining, after]);
}
