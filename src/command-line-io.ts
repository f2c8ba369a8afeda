import { writeFile } from 'node:fs/promises';
import { inLargePieces } from './iterables.ts';
import { UserError } from './user-error.ts';

/** What the program needs of the process that runs it. */
export interface CommandLineIo {
  readonly workingFolder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly readStandardInput: () => Promise<string>;
  /** Has `stop` called when the user presses Ctrl-C, in place of what ends the process; returns what takes that back. */
  readonly onInterrupt?: (stop: () => void) => () => void;
}

export interface Output {
  /** Returns false where the text has to wait for a slow reader, and more would have to wait with it. */
  write(text: string): unknown;
  /** `drain`: what has waited is taken; `error` and `close`: nobody reads it any more. */
  on?(event: 'drain' | 'error' | 'close', listener: () => void): unknown;
  off?(event: 'drain' | 'error' | 'close', listener: () => void): unknown;
  readonly isTTY?: boolean;
  /** How many characters a line of the terminal takes. */
  readonly columns?: number;
}

/** Where a command's output goes, and how it looks. */
export interface OutputOptions {
  readonly output?: string;
  readonly color: boolean;
}

/** Colour is for terminals, and for those that ask for it; see https://no-color.org and https://force-color.org. */
export function usesColor(options: OutputOptions, io: CommandLineIo): boolean {
  if (!options.color || options.output !== undefined || io.environment.NO_COLOR) return false;
  return io.stdout.isTTY === true || Boolean(io.environment.FORCE_COLOR);
}

/** Prints a text, or the pieces of one, to the file that is asked for, or else to standard output. */
export async function print(text: string | Iterable<string>, options: OutputOptions, io: CommandLineIo): Promise<void> {
  const pieces = typeof text === 'string' ? [text] : inLargePieces(text);
  if (options.output === undefined) {
    for (const piece of pieces) if (io.stdout.write(piece) === false && !(await isTaken(io.stdout))) return;
    return;
  }
  try {
    await writeFile(options.output, pieces);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new UserError(
      `${options.output} cannot be written (${error.code}).`,
      'Give --output the path of a file that can be.',
    );
  }
}

/** Waits until what has been written is taken; false where nobody reads it any more. */
function isTaken(output: Output): Promise<boolean> {
  return new Promise(resolve => {
    const drained = () => end(true);
    const gone = () => end(false);
    const end = (isRead: boolean) => {
      output.off?.('drain', drained);
      output.off?.('error', gone);
      output.off?.('close', gone);
      resolve(isRead);
    };
    output.on?.('drain', drained);
    output.on?.('error', gone);
    output.on?.('close', gone);
  });
}
