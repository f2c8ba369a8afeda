import { asMap, at, isNoValue, type Node } from '../../template/node.ts';

/** The two branches of a value under `Fn::If`, or the value itself, as SAM reads bodies: one level deep. */
export function contentsOf(node: Node): readonly Node[] {
  const branches = at(node, 'Fn::If');
  if (!branches) return [node];
  return branches.kind === 'list' ? branches.items.slice(1).filter(each => !isNoValue(each)) : [];
}

/** An `Fn::If` that is no list, in which SAM finds no branches. */
export function malformedIf(node: Node): Node | undefined {
  const branches = at(node, 'Fn::If');
  return asMap(node) && branches && branches.kind !== 'list' ? branches : undefined;
}
