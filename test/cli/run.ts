import '../template/node-errors.ts';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from '../../src/cli.ts';

const fixtures = fileURLToPath(new URL('fixtures', import.meta.url));

/** What one run of the command line printed, and its exit status. */
export interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** Below the workspace. */
  readonly from?: string;
  readonly input?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Which of the outputs are a terminal. */
  readonly terminals?: readonly ('stdout' | 'stderr')[];
  /** Is handed what Ctrl-C calls. */
  readonly onInterrupt?: (stop: () => void) => void;
}

/** A folder with a copy of the fixtures, in which the command line runs within this process. */
export interface Workspace {
  readonly folder: string;
  run(args: readonly string[], options?: RunOptions): Promise<Run>;
  write(path: string, text: string): void;
  /** Puts a copy of a fixture at another path. */
  copy(fixture: string, path: string): void;
  read(path: string): string;
  remove(): void;
}

export function workspace(): Workspace {
  const folder = mkdtempSync(join(tmpdir(), 'cli-'));
  cpSync(fixtures, folder, { recursive: true });
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  return {
    folder,
    write,
    copy: (fixture, path) => write(path, readFileSync(join(fixtures, fixture), 'utf8')),
    read: path => readFileSync(join(folder, path), 'utf8'),
    remove: () => rmSync(folder, { recursive: true }),
    async run(args, { from = '.', input, environment = {}, terminals = [], onInterrupt } = {}) {
      const texts = { stdout: '', stderr: '' };
      const output = (name: 'stdout' | 'stderr') => ({
        isTTY: terminals.includes(name),
        write(text: string) {
          texts[name] += text;
        },
      });
      const status = await main(args, {
        workingFolder: join(folder, from),
        environment,
        stdout: output('stdout'),
        stderr: output('stderr'),
        readStandardInput: () =>
          input === undefined ? Promise.reject(new Error('Nothing was to be read.')) : Promise.resolve(input),
        ...(onInterrupt && {
          onInterrupt: stop => {
            onInterrupt(stop);
            return () => undefined;
          },
        }),
      });
      return { status, ...texts };
    },
  };
}
