import { type Node, walk } from './node.ts';
import type { SourceFile } from './source.ts';

/** A comment of a YAML text. */
export interface Comment {
  /** The offset of the `#`. */
  readonly start: number;
  /** From the `#` to the end of the line, without the white space before that. */
  readonly text: string;
}

/** The comments in a text, of the lines that `accepts`: a `#` in a scalar or a key begins none. */
export function* commentsIn(file: SourceFile, root: Node, accepts: (line: string) => boolean): Generator<Comment> {
  const spans = textSpans(root);
  let next = 0;
  for (const [index, lineStart] of file.lineStarts.entries()) {
    const line = file.text.slice(lineStart, file.lineStarts[index + 1]).trimEnd();
    if (!accepts(line)) continue;
    for (const { index: at } of line.matchAll(/(?<=^|\s)#/g)) {
      const start = lineStart + at;
      while ((spans[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next += 1;
      if ((spans[next]?.start ?? Number.POSITIVE_INFINITY) <= start) continue;
      yield { start, text: line.slice(at) };
      break;
    }
  }
}

/** The spans of all scalars and keys, in the order of the text. */
function textSpans(root: Node): { readonly start: number; readonly end: number }[] {
  const spans: { start: number; end: number }[] = [];
  for (const node of walk(root)) {
    if (node.key) spans.push(node.key);
    if (node.kind !== 'scalar') continue;
    // A block scalar's first line (`Description: | # why`) may end in a comment.
    const header = /^(?:[&!]\S*[ \t]+)*[|>].*/.exec(node.file.text.slice(node.start, node.start + 200));
    spans.push({ start: node.start + (header?.[0].length ?? 0), end: node.end });
  }
  return spans.sort((a, b) => a.start - b.start || a.end - b.end);
}
