import type { Place, TextPlace } from '../model/place.ts';
import { type Comment, commentsIn } from '../template/comments.ts';
import type { ParsedFile } from '../template/files.ts';
import type { Node } from '../template/node.ts';
import { placeOfSpan } from '../template/place.ts';
import { positionAt, type SourceFile } from '../template/source.ts';
import { notARule } from './unknown-rule.ts';

/** A source and what it parsed to; a text that could not be parsed has no comments that count. */
export type ParsedSource = Pick<ParsedFile, 'file' | 'root'>;

/** A comment `# cfn-auth-audit: ignore[rule-id] reason`. */
export interface IgnoreComment {
  readonly rules: readonly { readonly id: string; readonly place: Place }[];
  readonly reason: string;
  readonly place: TextPlace;
  /** The lines whose findings it speaks of. */
  readonly lines: readonly number[];
}

/** A comment that is meant for the audit and ignores nothing, and why. */
export interface FaultyComment {
  readonly message: string;
  readonly place: Place;
}

export interface Comments {
  readonly ignores: readonly IgnoreComment[];
  readonly faults: readonly FaultyComment[];
}

const mention = /cfn-auth-audit/i;

/** A comment that begins with the program's name and a colon, or with a word for what such comments do. */
const addressed = /^#+\s*cfn-auth-audit(?:\s*:|[\s-]+(?:ignore|disable|skip|suppress|allow)\b|\s*\[)/i;

const wellFormed = /^(#+\s*cfn-auth-audit:\s*ignore\[)([^\]]{0,1000})\](.*)$/;

/** The comments of a text that tell the audit to ignore something, and those that try to. */
export function readComments(source: ParsedSource, ruleIds: readonly string[]): Comments {
  const { file } = source;
  const ignores: IgnoreComment[] = [];
  const faults: FaultyComment[] = [];
  // The root is asked for only where it is needed, since it may have to be made.
  const root = mention.test(file.text) ? source.root : undefined;
  if (!root) return { ignores, faults };
  for (const comment of commentsOnAudit(file, root)) {
    if (!addressed.test(comment.text)) continue;
    const read = readComment(file, comment, ruleIds);
    if (Array.isArray(read)) faults.push(...read);
    else ignores.push(read);
  }
  return { ignores, faults };
}

/** A comment, and the lines whose findings it speaks of. */
interface CommentAndLines extends Comment {
  readonly lines: readonly number[];
}

/** The comments of the lines that mention the program. */
function* commentsOnAudit(file: SourceFile, root: Node): Generator<CommentAndLines> {
  const below = linesBelowComments(file.text.split('\n'));
  for (const comment of commentsIn(file, root, line => mention.test(line))) {
    const { line, column } = positionAt(file, comment.start);
    const before = file.text.slice(comment.start - column + 1, comment.start);
    yield { ...comment, lines: linesOf(line, before, below) };
  }
}

/**
 * A comment behind other text speaks of that line, and of the next if the text opens a block (`Get: # …`). One on a line
 * of its own speaks of the first line below that is no such comment, so that several can stand above each other.
 */
function linesOf(line: number, before: string, below: readonly number[]): readonly number[] {
  const text = before.trim();
  if (text === '') return [below[line] ?? line + 1];
  return /(?::|(?:^|\s)-|[[{])$/.test(text) ? [line, line + 1] : [line];
}

/** For each line, the number of the first one at or below it that is not a comment as a whole. */
function linesBelowComments(lines: readonly string[]): readonly number[] {
  const below: number[] = [];
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const isComment = lines[index]?.trimStart().startsWith('#');
    below[index] = isComment ? (below[index + 1] ?? index + 2) : index + 1;
  }
  return below;
}

function readComment(
  file: SourceFile,
  comment: CommentAndLines,
  ruleIds: readonly string[],
): IgnoreComment | FaultyComment[] {
  const { start, text } = comment;
  const place = placeOfSpan(file, start, start + text.length, '');
  const fault = (why: string, where = place) => ({ message: `The comment ignores nothing: ${why}.`, place: where });
  const [, opening, inBrackets, afterwards] = wellFormed.exec(text) ?? [];
  if (opening === undefined || inBrackets === undefined || afterwards === undefined) {
    return [fault('it must read "# cfn-auth-audit: ignore[rule-id] reason"')];
  }
  const rules = idsIn(inBrackets).map(({ id, offset }) => {
    const from = start + opening.length + offset;
    return { id, place: placeOfSpan(file, from, from + id.length, '') };
  });
  if (rules.length === 0) return [fault('it names no rule between the brackets')];
  const faults = rules.flatMap(({ id, place: where }) => {
    if (!ruleIds.includes(id)) return [fault(notARule(id, ruleIds), where)];
    return id === 'policy-unused' ? [fault('policy-unused can only be set under rules in the config file', where)] : [];
  });
  const reason = afterwards.replace(/^[\s:–—-]+/, '');
  if (!/[\p{L}\p{N}]/u.test(reason)) faults.push(fault(`it gives no reason after ignore[${inBrackets.trim()}]`));
  return faults.length > 0 ? faults : { rules, reason, place, lines: comment.lines };
}

/** The names in a comma-separated list, each once, and where they stand in it. */
function idsIn(list: string): { id: string; offset: number }[] {
  const offsets = new Map<string, number>();
  for (const match of list.matchAll(/[^\s,][^,]*/g)) {
    const id = match[0].trim();
    if (!offsets.has(id)) offsets.set(id, match.index);
  }
  return [...offsets].map(([id, offset]) => ({ id, offset }));
}
