import '../template/node-errors.ts';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
