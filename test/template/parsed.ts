import { type Node, pathOf, walk } from '../../src/template/node.ts';
import { type Parsed, parse } from '../../src/template/parse.ts';
import { positionAt, type SourceFile, sourceFile } from '../../src/template/source.ts';

/** A text's tree and problems, with the source that their offsets refer to. */
export function parsed(text: string): Parsed & { readonly file: SourceFile } {
  const file = sourceFile('template.yaml', text);
  return { file, ...parse(file) };
}

/** The root of a text that has to be readable. */
export function rootOf(text: string): Node {
  const { root, problems } = parsed(text);
  if (!root) throw new Error(problems.map(problem => problem.message).join('\n'));
  return root;
}

/** The text that a node spans. */
export function textOf({ file, start, end }: Node): string {
  return file.text.slice(start, end);
}

/**
 * Every value below the root, a line each: its path, where its key and its text begin, the text up to its first line
 * break, and the value of a scalar.
 */
export function outline(root: Node): string[] {
  return [...walk(root)].slice(1).map(node => {
    const key = node.key ? `${positionText(node.file, node.key.start)} ` : '';
    const [line = '', ...more] = textOf(node).split(/\r?\n/);
    const shown = `${line}${more.length > 0 ? '…' : ''}`;
    const value = node.kind === 'scalar' ? ` = ${JSON.stringify(node.value)}` : ` (${node.kind})`;
    return `${pathOf(node)}: ${key}${positionText(node.file, node.start)} ${shown}${value}`;
  });
}

/** The problems of a text, a line each: kind, place, the text that is wrong, and what is said of it. */
export function problemLines(text: string): string[] {
  const { file, problems } = parsed(text);
  return problems.map(({ kind, message, start, end, path, related }) => {
    const first = related ? ` after ${positionText(file, related.start)}` : '';
    return `${kind} ${positionText(file, start)} [${file.text.slice(start, end)}]${first} at '${path}': ${message}`;
  });
}

function positionText(file: SourceFile, offset: number): string {
  const { line, column } = positionAt(file, offset);
  return `${line}:${column}`;
}
