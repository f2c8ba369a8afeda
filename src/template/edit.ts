import type { TextEdit } from '../model/place.ts';
import type { ListNode, MapNode, Node } from './node.ts';
import { positionAt, type SourceFile } from './source.ts';

/** Replaces a span of a file. */
function edit(file: SourceFile, start: number, end: number, text: string): TextEdit {
  const from = positionAt(file, start);
  const to = positionAt(file, end);
  return { file: file.name, ...from, endLine: to.line, endColumn: to.column, text };
}

/** Puts another string in place of a scalar's, in the quotes that it stands in. */
export function replaceScalar(node: Node, value: string): TextEdit {
  const { file, end } = node;
  const start = contentStart(node);
  const quote = file.text[start];
  const isQuoted = quote === '"' || quote === "'";
  return edit(file, start + (isQuoted ? 1 : 0), end - (isQuoted ? 1 : 0), value);
}

/** Puts `to` in place of a scalar that reads `from`; undefined where it stands otherwise, as by a Ref. */
export function replaceText(node: Node, from: string, to: string): TextEdit | undefined {
  const text = node.file.text.slice(node.start, node.end).replace(/^(["'])(.*)\1$/s, '$2');
  return node.kind === 'scalar' && text === from ? replaceScalar(node, to) : undefined;
}

/** Puts `to` in place of the key that reads `from`; undefined where the node stands under another. */
export function replaceKey(node: Node, from: string, to: string): TextEdit | undefined {
  const { file, key } = node;
  if (!key) return undefined;
  const text = file.text.slice(key.start, key.end);
  const quote = /^["']/.exec(text)?.[0] ?? '';
  return text === `${quote}${from}${quote}` ? edit(file, key.start, key.end, `${quote}${to}${quote}`) : undefined;
}

/** Writes a value where a key has none. */
export function fillEmpty(node: Node, value: string): TextEdit {
  return edit(node.file, node.start, node.end, ` ${value}`);
}

/** Adds `key: value` as a map's entry right after that of `after`; a flow map (JSON) gets it in its own style. */
export function insertEntryAfter(
  map: MapNode,
  after: string,
  key: string,
  value: string | boolean,
): TextEdit | undefined {
  const sibling = map.entries.get(after);
  // An entry that a merge key brings in stands in a map that others share.
  if (!sibling?.key || sibling.parent?.start !== map.start) return undefined;
  const { file } = map;
  if (isFlow(map)) {
    const gap = gapBefore(file, sibling.key.start);
    return edit(file, sibling.end, sibling.end, `,${gap}${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  }
  const lineEnd = endOfLine(file, sibling.end);
  const indent = ' '.repeat(columnOf(file, sibling.key.start));
  return edit(file, lineEnd, lineEnd, `${newlineOf(file)}${indent}${key}: ${value}`);
}

/** Adds a string to a list, in the list's own style. */
export function appendItem(list: ListNode, value: string): TextEdit | undefined {
  const last = list.items.at(-1);
  const { file } = list;
  if (!last) return isFlow(list) ? edit(file, list.end - 1, list.end - 1, quoteAs(list, value)) : undefined;
  if (isFlow(list)) return edit(file, last.end, last.end, `,${gapBefore(file, last.start)}${quoteAs(list, value)}`);
  const lineEnd = endOfLine(file, last.end);
  const lead = file.text.slice(lineStart(file, last.start), last.start);
  return edit(file, lineEnd, lineEnd, `${newlineOf(file)}${lead}${value}`);
}

/** Makes a list of a scalar and another string, in the same quotes. */
export function listWith(scalar: Node, value: string): TextEdit {
  const { file, end } = scalar;
  const start = contentStart(scalar);
  const written = file.text.slice(start, end);
  const isBlock = /^[|>]/.test(written) && scalar.kind === 'scalar';
  const text = isBlock ? String(scalar.value).trimEnd() : written;
  const quote = /^["']/.exec(text)?.[0] ?? '';
  return edit(file, start, end, `[${text}, ${quote}${value}${quote}]`);
}

/** Takes an entry out of a map, with its comma or its lines; undefined where it is the only one. */
export function removeEntry(node: Node): TextEdit | undefined {
  const { file, key, parent } = node;
  if (!key || parent?.kind !== 'map' || parent.entries.size < 2) return undefined;
  if (!isFlow(parent)) {
    const start = lineStart(file, key.start);
    if (file.text.slice(start, key.start).trim() !== '') return undefined;
    const lineEnd = endOfLine(file, Math.max(node.end, key.end));
    const newline = /^\r?\n/.exec(file.text.slice(lineEnd, lineEnd + 2))?.[0] ?? '';
    return edit(file, start, lineEnd + newline.length, '');
  }
  // A repeated key stands where the first one did, with the value of the last.
  const siblings = [...parent.entries.values()].toSorted((a, b) => a.start - b.start);
  const index = siblings.indexOf(node);
  const next = siblings[index + 1];
  if (next?.key) return edit(file, key.start, next.key.start, '');
  const before = siblings[index - 1];
  return before ? edit(file, before.end, node.end, '') : undefined;
}

function isFlow(node: MapNode | ListNode): boolean {
  const first = node.file.text[contentStart(node)];
  return first === '{' || first === '[';
}

/** Where a node's own text begins: behind its anchor. */
function contentStart({ file, start, end }: Node): number {
  return start + (/^&\S+\s+/.exec(file.text.slice(start, end))?.[0].length ?? 0);
}

/** A new item in the quotes of the list's others, plain where they have none. */
function quoteAs(list: ListNode, value: string): string {
  const sample = list.items.at(-1);
  const quote = sample ? sample.file.text[sample.start] : '"';
  return quote === '"' || quote === "'" ? `${quote}${value}${quote}` : value;
}

/** The white space between a token and what stands before it: a line break with its indent, or a space. */
function gapBefore(file: SourceFile, offset: number): string {
  let start = offset;
  while (start > 0 && /\s/.test(file.text[start - 1] ?? '')) start -= 1;
  return file.text.slice(start, offset) || ' ';
}

function columnOf(file: SourceFile, offset: number): number {
  return positionAt(file, offset).column - 1;
}

function lineStart(file: SourceFile, offset: number): number {
  return file.lineStarts[positionAt(file, offset).line - 1] ?? 0;
}

function endOfLine(file: SourceFile, offset: number): number {
  const newline = file.text.indexOf('\n', offset);
  if (newline < 0) return file.text.length;
  return file.text[newline - 1] === '\r' ? newline - 1 : newline;
}

function newlineOf(file: SourceFile): string {
  return file.text.includes('\r\n') ? '\r\n' : '\n';
}
