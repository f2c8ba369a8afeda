import type { Place } from '../model/place.ts';
import { type Node, pathOf } from './node.ts';
import { positionAt, type SourceFile } from './source.ts';

/** The place of a span of a file. */
export function placeOfSpan(file: SourceFile, start: number, end: number, path: string): Place {
  const from = positionAt(file, start);
  const to = positionAt(file, end);
  return { file: file.name, ...from, endLine: to.line, endColumn: to.column, path };
}

/**
 * The smallest text that shows a node: a scalar or short-form call itself, the key of anything longer than a line, and
 * the value where it has no key.
 */
export function placeOf(node: Node): Place {
  const isLong = node.end === node.start || node.file.text.slice(node.start, node.end).includes('\n');
  return isLong ? placeOfKey(node) : placeOfSpan(node.file, node.start, node.end, pathOf(node));
}

/** The place of the key that a node stands under; of the first key in a map without one, as an item of a list. */
export function placeOfKey(node: Node): Place {
  const span = node.key ?? firstSpan(node);
  return placeOfSpan(node.file, span.start, span.end, pathOf(node));
}

function firstSpan(node: Node): { start: number; end: number } {
  const first = node.kind === 'map' ? node.entries.values().next().value : undefined;
  if (first?.key) return first.key;
  const lineEnd = node.file.text.indexOf('\n', node.start);
  return { start: node.start, end: lineEnd < 0 ? node.end : Math.min(node.end, lineEnd) };
}
