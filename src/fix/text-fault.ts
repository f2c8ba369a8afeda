import { commentsIn } from '../template/comments.ts';
import { isNull, type Node, walk } from '../template/node.ts';
import { type Parsed, parse } from '../template/parse.ts';
import { type SourceFile, sourceFile } from '../template/source.ts';
import { circleIn } from './circle.ts';

/** Why a text must not be changed to another one, whatever the audit says of that; undefined where it may be. */
export function textFault(name: string, before: string, after: string): string | undefined {
  const [old, mended] = [read(name, before), read(name, after)];
  if (!mended.parsed.root) {
    return `${name} would no longer be readable: ${mended.parsed.problems.map(problem => problem.message).join(' ')}`;
  }
  const known = old.parsed.problems.map(problem => problem.message);
  const problem = mended.parsed.problems.find(({ message }) => !known.includes(message));
  if (problem) return `${name} would be faulty: ${problem.message}`;
  if (isJson(before) && !isJson(after)) return `${name} would no longer be JSON.`;
  const lost = lostComment(old, mended);
  if (lost !== undefined) return `The comment "${lost}" would be lost.`;
  if (emptyValues(mended.parsed.root) > emptyValues(old.parsed.root)) return 'It would leave something empty behind.';
  const circle = circleIn(mended.source, mended.parsed.root);
  if (circle && !(old.parsed.root && circleIn(old.source, old.parsed.root))) {
    return `It would make resources wait for each other: ${[...circle, circle[0]].join(', ')}.`;
  }
  return undefined;
}

interface Text {
  readonly source: SourceFile;
  readonly parsed: Parsed;
}

function read(name: string, text: string): Text {
  const source = sourceFile(name, text);
  return { source, parsed: parse(source) };
}

function isJson(text: string): boolean {
  if (!/^\uFEFF?\s*[{[]/.test(text)) return false;
  try {
    JSON.parse(text.replace(/^\uFEFF/, ''));
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** A comment that a text has more often than another one. */
function lostComment(before: Text, after: Text): string | undefined {
  const left = commentsOf(after);
  return commentsOf(before).find(comment => {
    const at = left.indexOf(comment);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

function commentsOf({ source, parsed }: Text): string[] {
  return parsed.root ? [...commentsIn(source, parsed.root, () => true)].map(comment => comment.text) : [];
}

/** Such as a Parameters section without parameters, which CloudFormation refuses. */
function emptyValues(root: Node | undefined): number {
  return root ? [...walk(root)].filter(isEmpty).length : 0;
}

function isEmpty(node: Node): boolean {
  if (node.kind === 'scalar') return isNull(node);
  return node.kind === 'list' ? node.items.length === 0 : node.entries.size === 0;
}
