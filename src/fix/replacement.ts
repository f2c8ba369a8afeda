import type { TextEdit } from '../model/place.ts';
import { sourceFile } from '../template/source.ts';

/** A file whose text may be changed; one object for each. */
export interface EditableFile {
  /** As places name it; where it has several names, the first one that was met. */
  readonly name: string;
  /** Absolute, symbolic links resolved: two names of one file have one path. */
  readonly path: string;
  /** What it holds, its byte order mark included. */
  readonly text: string;
}

/** A text edit as offsets, which count after a byte order mark. */
export interface Replacement {
  readonly file: EditableFile;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The offsets of an edit in the text that its file has by now. */
export function replacementOf(edit: TextEdit, file: EditableFile, text: string): Replacement {
  const source = sourceFile(edit.file, text);
  const offsetOf = (line: number, column: number) => (source.lineStarts[line - 1] ?? Number.NaN) + column - 1;
  const [start, end] = [offsetOf(edit.line, edit.column), offsetOf(edit.endLine, edit.endColumn)];
  if (!(start >= 0 && start <= end && end <= source.text.length)) {
    throw new Error(`${edit.file} has no text from ${edit.line}:${edit.column} to ${edit.endLine}:${edit.endColumn}.`);
  }
  return { file, start, end, text: edit.text };
}

/** Whether two replacements put the same text in the same place. */
export function isSame(a: Replacement, b: Replacement): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end && a.text === b.text;
}

/** Whether two replacements have a part of the text in common. */
export function overlap(a: Replacement, b: Replacement): boolean {
  return a.file === b.file && Math.max(a.start, b.start) < Math.min(a.end, b.end);
}

/**
 * Whether two replacements of different findings have to be made one after the other: they overlap, or one inserts text
 * where the other begins or ends.
 */
export function conflict(a: Replacement, b: Replacement): boolean {
  if (isSame(a, b) || a.file !== b.file) return false;
  const inserts = a.start === a.end || b.start === b.end;
  return overlap(a, b) || (inserts && Math.max(a.start, b.start) <= Math.min(a.end, b.end));
}

/**
 * Makes replacements, none of which overlaps another; equal ones are made once.
 *
 * @param texts What files hold by now, by path, where that is not what they held in the beginning.
 */
export function withReplacements(
  texts: ReadonlyMap<string, string>,
  replacements: readonly Replacement[],
): ReadonlyMap<string, string> {
  const changed = new Map(texts);
  for (const file of new Set(replacements.map(each => each.file))) {
    const text = texts.get(file.path) ?? file.text;
    changed.set(
      file.path,
      replaced(
        text,
        replacements.filter(each => each.file === file),
      ),
    );
  }
  return changed;
}

function replaced(text: string, replacements: readonly Replacement[]): string {
  const shift = text.startsWith('\uFEFF') ? 1 : 0;
  let mended = '';
  let done = 0;
  for (const { start, end, text: put } of distinct(replacements).sort((a, b) => a.start - b.start || a.end - b.end)) {
    mended += text.slice(done, start + shift) + put;
    done = end + shift;
  }
  return mended + text.slice(done);
}

function distinct(replacements: readonly Replacement[]): Replacement[] {
  return [...new Map(replacements.map(each => [`${each.start}:${each.end}:${each.text}`, each])).values()];
}
