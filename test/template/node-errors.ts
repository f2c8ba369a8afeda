/*
 * Jest runs tests in a realm of their own, to which an error of node:fs is no `Error`. Imported for this: from here on
 * it is one, as in any other program.
 */
import { readFileSync } from 'node:fs';

function outerError(): ErrorConstructor {
  try {
    readFileSync('/there/is/no/such/file');
  } catch (error) {
    return Object.getPrototypeOf(error).constructor;
  }
  throw new Error('node:fs read what is not there.');
}

globalThis.Error = outerError();
