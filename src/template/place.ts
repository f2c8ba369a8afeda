import type { AccountPlace, Place, TextPlace } from '../model/place.ts';
import { type Node, pathOf, segmentsOf } from './node.ts';
import { positionAt, type SourceFile } from './source.ts';

/** The place of a span of a file. */
export function placeOfSpan(file: SourceFile, start: number, end: number, path: string): TextPlace {
  const { line, column } = positionAt(file, start);
  const isOneLine = end < (file.lineStarts[line] ?? Number.POSITIVE_INFINITY);
  const to = isOneLine ? { line, column: column + end - start } : positionAt(file, end);
  return { file: file.name, line, column, endLine: to.line, endColumn: to.column, path };
}

/** The place of a node: as `textPlaceOf`, or the resource and the setting of a node that was read from an account. */
export function placeOf(node: Node): Place {
  return accountPlaceOf(node) ?? textPlaceOf(node);
}

/** The place of a node: as `textPlaceOfKey`, or the resource and the setting of a node that was read from an account. */
export function placeOfKey(node: Node): Place {
  return accountPlaceOf(node) ?? textPlaceOfKey(node);
}

/**
 * The smallest text that shows a node: a scalar or short-form call itself, the key of anything longer than a line, and
 * the value where it has no key.
 */
export function textPlaceOf(node: Node): TextPlace {
  const isLong = node.end === node.start || node.file.text.slice(node.start, node.end).includes('\n');
  return isLong ? textPlaceOfKey(node) : placeOfSpan(node.file, node.start, node.end, pathOf(node));
}

/** The place of the key that a node stands under; of the first key in a map without one, as an item of a list. */
export function textPlaceOfKey(node: Node): TextPlace {
  const span = node.key ?? firstSpan(node);
  return placeOfSpan(node.file, span.start, span.end, pathOf(node));
}

/** A node of a document of an account's resources stands for a setting of one of them. */
function accountPlaceOf(node: Node): AccountPlace | undefined {
  const { origin } = node.file;
  if (!origin) return undefined;
  const [section, id, , ...setting] = segmentsOf(node);
  const arn = section === 'Resources' ? origin.arnOf(String(id)) : undefined;
  return { arn: arn ?? origin.arn, account: origin.account, region: origin.region, path: setting.join('.') };
}

function firstSpan(node: Node): { start: number; end: number } {
  const first = node.kind === 'map' ? node.entries.values().next().value : undefined;
  if (first?.key) return first.key;
  const lineEnd = node.file.text.indexOf('\n', node.start);
  return { start: node.start, end: lineEnd < 0 ? node.end : Math.min(node.end, lineEnd) };
}
