import { isTextPlace, type Place } from '../model/place.ts';
import type { Report } from './report.ts';

/** The lines of a source by its name, without their ends; undefined where the text is not at hand. */
export type SourceLines = (file: string) => readonly string[] | undefined;

/** Splits each source into lines when it is first asked for. */
export function sourceLines(sourceText: Report['sourceText']): SourceLines {
  const cache = new Map<string, readonly string[] | undefined>();
  return file => {
    if (!cache.has(file)) cache.set(file, split(sourceText(file)));
    return cache.get(file);
  };
}

/** A byte order mark is not part of the text that places count in. */
function split(text: string | undefined): readonly string[] | undefined {
  return text?.replace(/^\uFEFF/, '').split(/\r?\n/);
}

/** The text of a place, lines joined by line feeds; '' where it is not at hand. */
export function textAt(lines: SourceLines, place: Place): string {
  if (!isTextPlace(place)) return '';
  const covered = lines(place.file)?.slice(place.line - 1, place.endLine) ?? [];
  return covered
    .map((line, index) => {
      const start = index === 0 ? place.column - 1 : 0;
      return line.slice(start, place.line + index === place.endLine ? place.endColumn - 1 : undefined);
    })
    .join('\n');
}
