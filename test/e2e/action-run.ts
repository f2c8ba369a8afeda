/* Runs the action's bundle as GitHub's runner does: a process of its own, told everything by its environment. */
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { StandIn } from '../github/rest-api-stand-in.ts';

/** The bundle; another one, as a build on trial, by ACTION_BUNDLE. */
const bundle = resolve(process.env.ACTION_BUNDLE ?? 'dist/action.js');

/** A checkout and the files that a runner makes for a step. */
export interface Workspace {
  readonly folder: string;
  write(path: string, text: string): void;
  read(path: string): string;
  remove(): void;
}

export interface ActionRun {
  readonly status: number | null;
  /** Lines of what it printed that are workflow commands. */
  readonly commands: readonly string[];
  readonly stdout: string;
  readonly stderr: string;
  /** The step's outputs. */
  readonly outputs: Readonly<Record<string, string>>;
  /** The step's summary. */
  readonly summary: string;
}

/** A workspace with a copy of a folder's files. */
export function workspace(source?: string): Workspace {
  const root = mkdtempSync(join(tmpdir(), 'action-'));
  const folder = join(root, 'workspace');
  mkdirSync(folder);
  mkdirSync(join(root, 'runner'));
  if (source !== undefined) cpSync(source, folder, { recursive: true });
  return {
    folder,
    write: (path, text) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    },
    read: path => readFileSync(join(folder, path), 'utf8'),
    remove: () => rmSync(root, { recursive: true }),
  };
}

/** A template of open endpoints, as many as are asked for. */
export function manyEndpoints(count: number): string {
  const events = Array.from({ length: count }, (_, index) => [
    `        Order${index + 1}:`,
    '          Type: HttpApi',
    `          Properties: { Method: get, Path: /orders/${index + 1} }`,
  ]);
  return [
    'Transform: AWS::Serverless-2016-10-31',
    'Resources:',
    '  OrdersFunction:',
    '    Type: AWS::Serverless::Function',
    '    Properties:',
    '      Runtime: nodejs24.x',
    '      Handler: orders.handler',
    '      CodeUri: src',
    '      Events:',
    ...events.flat(),
    '',
  ].join('\n');
}

/** Runs the action on a pull request; a variable that is undefined is one that the runner does not set. */
export async function runAction(
  { folder }: Workspace,
  standIn: StandIn,
  inputs: Readonly<Record<string, string>> = {},
  variables: Readonly<Record<string, string | undefined>> = {},
): Promise<ActionRun> {
  const runner = join(folder, '..', 'runner');
  const event = join(runner, 'event.json');
  const output = join(runner, 'output');
  const summary = join(runner, 'summary.md');
  writeFileSync(event, JSON.stringify({ action: 'opened', pull_request: { number: 12, head: { sha: 'head-sha' } } }));
  writeFileSync(output, '');
  writeFileSync(summary, '');
  const given = Object.entries({ token: 'ghs_stand_in', ...inputs });
  const environment = {
    PATH: process.env.PATH,
    NO_COLOR: '1',
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: standIn.url,
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_EVENT_PATH: event,
    GITHUB_OUTPUT: output,
    GITHUB_REPOSITORY: 'acme/orders',
    GITHUB_SHA: 'merge-sha',
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_WORKSPACE: folder,
    ...Object.fromEntries(given.map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
    ...variables,
  };
  const child = spawn(process.env.ACTION_NODE ?? process.execPath, [bundle], { cwd: folder, env: environment });
  child.stdin.end();
  const [stdout, stderr, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((done, fail) => child.on('close', done).on('error', fail)),
  ]);
  return {
    status,
    // As the runner reads them, also those of older days and those behind white space.
    commands: stdout.split(/\r\n|\r|\n/).filter(line => /^\s*::|##\[/.test(line)),
    stdout,
    stderr,
    outputs: outputsOf(readFileSync(output, 'utf8')),
    summary: readFileSync(summary, 'utf8'),
  };
}

async function text(stream: NodeJS.ReadableStream): Promise<string> {
  let all = '';
  for await (const chunk of stream.setEncoding('utf8')) all += chunk;
  return all;
}

/** What a runner reads in the file of GITHUB_OUTPUT: `name<<end`, the value, `end`. */
function outputsOf(file: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...file.matchAll(/^(.+)<<(.+)\n(?:([\s\S]*?)\n)?\2$/gm)].map(([, name, , value]) => [name, value ?? '']),
  );
}
