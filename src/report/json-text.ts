import { printableJson } from './escape.ts';

/** A value as indented JSON, ending with a newline, that is safe to print. */
export function jsonText(value: unknown): string {
  return `${printableJson(JSON.stringify(value, undefined, 2))}\n`;
}

/**
 * The same text piece by piece, of a document in which lists may be iterables: they are read while they are written, and
 * their items have no such lists within.
 */
export function* jsonPieces(document: object): Generator<string> {
  yield* pieces(document, '\n');
  yield '\n';
}

function* pieces(value: unknown, lineBreak: string): Generator<string> {
  if (typeof value !== 'object' || value === null) {
    yield printableJson(JSON.stringify(value));
    return;
  }
  const isList = Symbol.iterator in value;
  const isFrame = !isList || Array.isArray(value);
  const [start, end] = isList ? '[]' : '{}';
  const innerBreak = `${lineBreak}  `;
  let separator = start;
  for (const [key, item] of isList ? unnamed(value as Iterable<unknown>) : Object.entries(value)) {
    if (item === undefined) continue;
    yield `${separator}${innerBreak}${key === undefined ? '' : `${printableJson(JSON.stringify(key))}: `}`;
    if (isFrame) yield* pieces(item, innerBreak);
    else yield printableJson(JSON.stringify(item, undefined, 2)).replaceAll('\n', innerBreak);
    separator = ',';
  }
  yield separator === start ? `${start}${end}` : `${lineBreak}${end}`;
}

function* unnamed(items: Iterable<unknown>): Generator<readonly [undefined, unknown]> {
  for (const item of items) yield [undefined, item];
}
