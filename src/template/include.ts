import type { Files } from './files.ts';
import { readNamedFile } from './named-file.ts';
import { asIntrinsic, asMap, asString, at, listNode, type MapNode, mapNode, type Node } from './node.ts';

/**
 * Puts what local `AWS::Include` files hold in the place of their transform, as CloudFormation does before the SAM
 * transform runs. Keys beside the transform win. A file that is not there, or not local, leaves the transform as it is.
 * See https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/transform-aws-include.html
 */
export function expandIncludes(root: MapNode, files: Files): MapNode {
  return root.file.text.includes('AWS::Include') ? (asMap(expand(root, files, [])) ?? root) : root;
}

function expand(node: Node, files: Files, within: readonly string[]): Node {
  if (node.kind === 'scalar') return node;
  if (node.kind === 'list') {
    const items = node.items.map(item => expand(item, files, within));
    return items.every((item, index) => item === node.items[index]) ? node : listNode(node, items);
  }
  const included = readIncluded(node, files, within);
  const entries = new Map<string, Node>(included?.entries);
  let isChanged = included !== undefined;
  for (const [key, value] of node.entries) {
    if (included && key === 'Fn::Transform') continue;
    const expanded = expand(value, files, within);
    isChanged ||= expanded !== value;
    entries.set(key, expanded);
  }
  return isChanged ? mapNode(node, entries) : node;
}

function readIncluded(node: MapNode, files: Files, within: readonly string[]): MapNode | undefined {
  const transform = node.entries.get('Fn::Transform');
  if (asString(at(transform, 'Name')) !== 'AWS::Include') return undefined;
  const included = readNamedFile(at(transform, 'Parameters', 'Location'), files);
  const root = asMap(included?.root);
  if (!included || !root || asIntrinsic(root) || within.includes(included.file.name)) return undefined;
  return asMap(expand(root, files, [...within, included.file.name]));
}
