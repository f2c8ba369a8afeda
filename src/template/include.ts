import type { Files } from './files.ts';
import { namedFile } from './named-file.ts';
import { asIntrinsic, asMap, asString, at, type MapNode, mapNode, type Node, withChildren } from './node.ts';

/**
 * Puts what local `AWS::Include` files hold in the place of their transform, as CloudFormation does before the SAM
 * transform runs. Keys beside the transform win. A file that is not there, or not local, leaves the transform as it is.
 * See https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/transform-aws-include.html
 */
export function expandIncludes(root: MapNode, files: Files): MapNode {
  return root.file.text.includes('AWS::Include') ? (asMap(expand(root, files, [])) ?? root) : root;
}

function expand(node: Node, files: Files, within: readonly string[]): Node {
  const expandChild = (child: Node) => (child.kind === 'scalar' ? child : expand(child, files, within));
  const included = node.kind === 'map' ? readIncluded(node, files, within) : undefined;
  if (node.kind !== 'map' || !included) return withChildren(node, expandChild);
  const entries = new Map(included.entries);
  for (const [key, value] of node.entries) if (key !== 'Fn::Transform') entries.set(key, expandChild(value));
  return mapNode(node, entries);
}

function readIncluded(node: MapNode, files: Files, within: readonly string[]): MapNode | undefined {
  const transform = node.entries.get('Fn::Transform');
  if (asString(at(transform, 'Name')) !== 'AWS::Include') return undefined;
  const file = namedFile(at(transform, 'Parameters', 'Location'), files);
  if (!file || within.includes(file.name)) return undefined;
  const root = asMap(files.parse(file).root);
  if (!root || asIntrinsic(root)) return undefined;
  return asMap(expand(root, files, [...within, file.name]));
}
