/* moto, the AWS emulator in Python: installed into a virtual environment of its own, started and stopped. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** What the proxy makes up for was checked with this version. */
const version = '5.2.5';
const cache = fileURLToPath(new URL('../../../node_modules/.cache', import.meta.url));
const installMilliseconds = 180_000;
const startMilliseconds = 20_000;

/** The Python that has moto, or why there is none. */
export type Installed = { readonly python: string } | { readonly missing: string };

/** Installs moto where it is not yet; a second run finds it there. */
export async function installMoto(): Promise<Installed> {
  const folder = join(cache, `moto-${version}`);
  if (existsSync(pythonOf(folder))) return { python: pythonOf(folder) };
  // Another test may do the same meanwhile, and a run may be interrupted: only what is complete gets the name.
  const unfinished = `${folder}-${process.pid}`;
  const steps: readonly (readonly [string, ...string[]])[] = [
    ['python3', '-m', 'venv', unfinished],
    [
      pythonOf(unfinished),
      ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input', '--retries', '1'],
      `moto[server]==${version}`,
    ],
    // Compiles it as well, which the first start would otherwise take seconds for.
    [pythonOf(unfinished), '-c', 'import moto.moto_server.threaded_moto_server'],
  ];
  try {
    for (const [command, ...args] of steps) {
      const failure = await failureOf(command, args);
      if (failure !== undefined) return { missing: `${[command, ...args.slice(0, 3)].join(' ')}: ${failure}` };
    }
    keep(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return { python: pythonOf(folder) };
}

/** A virtual environment may be moved, as long as only its Python is called. */
function keep(unfinished: string, folder: string): void {
  try {
    // What is there may be of a Python that is gone.
    if (!existsSync(pythonOf(folder))) rmSync(folder, { recursive: true, force: true });
    renameSync(unfinished, folder);
  } catch (error) {
    // Another test was quicker.
    if (!existsSync(pythonOf(folder))) throw error;
  }
}

function pythonOf(folder: string): string {
  return join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
}

/** The last line of what a command that failed says; undefined where it did not fail. */
function failureOf(command: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise(resolve => {
    execFile(command, args, { timeout: installMilliseconds }, (error, stdout, stderr) => {
      if (error === null) resolve(undefined);
      else resolve(lastLine(stderr) ?? lastLine(stdout) ?? error.message);
    });
  });
}

function lastLine(text: string): string | undefined {
  return text.trim().split('\n').at(-1) || undefined;
}

export interface Moto {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts moto on a free port of loopback; throws, with what it said, where it does not come up in time. */
export async function startMoto(python: string): Promise<Moto> {
  const child = spawn(python, [fileURLToPath(new URL('serve.py', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // moto reads some of these, such as MOTO_ACCOUNT_ID, and what is asked of it must depend on nothing else.
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:AWS|MOTO)_/.test(name))),
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said = `${said}${chunk}`.slice(-4000);
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async () => {
    process.removeListener('exit', kill);
    await stopped(child);
  };
  try {
    return { port: await portOf(child), stop };
  } catch (error) {
    await stop();
    throw new Error(`moto does not start: ${said.trim() || String(error)}`);
  }
}

/** The port that it prints once it listens there. */
function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer in time')), startMilliseconds);
    const fail = (error: Error) => {
      clearTimeout(timer);
      reject(error);
    };
    child.once('error', fail);
    child.once('exit', status => fail(new Error(`it ended with ${status}`)));
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).once('line', line => {
      clearTimeout(timer);
      resolve(Number(line));
    });
  });
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()));
  // It holds nothing that it would have to save.
  child.kill('SIGKILL');
  await ended;
}
