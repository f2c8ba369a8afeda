import type * as core from '@actions/core';
import { inLargePieces } from '../iterables.ts';

/** Prints the lines of a text, which may come in pieces, to the job's log. */
export function logLines(pieces: Iterable<string>, { info }: Pick<typeof core, 'info'>): void {
  // The toolkit ends each message with a line break of its own.
  for (const piece of inLargePieces(pieces)) info(piece.replace(/\n$/, ''));
}
