import { codeFrameColumns } from '@babel/code-frame';
import { isTextPlace, type Place } from '../model/place.ts';
import { terminalText } from './escape.ts';
import type { SourceLines } from './source-lines.ts';
import { terminalWidth } from './width.ts';

const linesAbove = 2;
const linesBelow = 1;

/** Of a line longer than this many characters, as in minified JSON, only the part around the place is shown. */
const longestLine = 120;
const charactersBefore = 40;

/**
 * The lines around a place with its text underlined, safe to print; of a place of many lines, its first ones with the
 * first underlined. None where the source is not at hand or has no such line.
 */
export function codeFrame(lines: SourceLines, place: Place): readonly string[] {
  if (!isTextPlace(place)) return [];
  const source = lines(place.file);
  const line = source?.[place.line - 1];
  if (source === undefined || line === undefined) return [];

  let first = Math.max(1, place.line - linesAbove);
  while (first < place.line && isBlank(source[first - 1])) first++;
  let last = Math.min(source.length, place.line + linesBelow + (place.endLine > place.line ? 1 : 0));
  while (last > place.line && isBlank(source[last - 1])) last--;

  const cut = line.length > longestLine ? Math.max(0, place.column - 1 - charactersBefore) : 0;
  const end = place.endLine > place.line ? line.trimEnd().length : place.endColumn - 1;
  const start = place.column - 1;
  const startColumn = columnAt(line, start, cut);
  const endColumn = columnAt(line, Math.min(Math.max(end, start), cut + longestLine), cut);

  const shown = source.slice(first - 1, last).map(text => shorten(text, cut));
  // The frame's underline starts no further right than its line's last character, which may take two columns.
  shown[place.line - first] = (shown[place.line - first] ?? '').padEnd(startColumn);
  const underlined = {
    start: { line: place.line, column: startColumn },
    end: { line: place.line, column: endColumn },
  };
  // Not written in the call, since the package's types do not know `startLine` yet.
  const options = { startLine: first, linesAbove, linesBelow: last - place.line, highlightCode: false };
  return codeFrameColumns(shown.join('\n'), underlined, options)
    .split('\n')
    .map(text => text.trimEnd());
}

function isBlank(line: string | undefined): boolean {
  return line === undefined || line.trim() === '';
}

/** The part of a line that is shown, its left `cut` characters being left out. */
function shorten(line: string, cut: number): string {
  const part = printable(line.slice(cut, cut + longestLine));
  return `${cut > 0 ? '…' : ''}${part}${line.length > cut + longestLine ? '…' : ''}`;
}

/** The 1-based column of the terminal at which the character at `offset` of a line, or around it, is shown. */
function columnAt(line: string, offset: number, cut: number): number {
  const isWithin = (line.codePointAt(offset - 1) ?? 0) > 0xffff;
  return terminalWidth(printable(line.slice(cut, isWithin ? offset - 1 : offset))) + (cut > 0 ? 1 : 0) + 1;
}

function printable(text: string): string {
  return terminalText(text.replaceAll('\t', '    '));
}
