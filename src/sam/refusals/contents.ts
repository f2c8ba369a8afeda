import { at, isNoValue, type Node } from '../../template/node.ts';
import { expectKind } from './kinds.ts';
import type { Check } from './refusal.ts';

/** The two branches of a value under `Fn::If`, or the value itself, as SAM reads bodies: one level deep. */
export function contentsOf(node: Node): readonly Node[] {
  const branches = at(node, 'Fn::If');
  if (!branches) return [node];
  return branches.kind === 'list' ? branches.items.slice(1).filter(each => !isNoValue(each)) : [];
}

/** The same, where SAM reads them: an `Fn::If` that is no list is refused. */
export function readContents(node: Node, subject: string, check: Check): readonly Node[] {
  const branches = at(node, 'Fn::If');
  if (branches) expectKind(branches, 'list', `the Fn::If at ${subject}`, check);
  return contentsOf(node);
}
