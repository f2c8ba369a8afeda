import type { SourceFile } from './source.ts';

/**
 * A value of a template that knows its place. Short-form tags are already in their long form: `!Ref A` is the map
 * `{Ref: A}` whose span is the tagged text.
 */
export type Node = ScalarNode | ListNode | MapNode;

export type Scalar = string | number | boolean | null;

/** A part of a text, by offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where a value stands: the text that it is read from, and its way from the root. */
export interface Spot {
  readonly file: SourceFile;
  /** Offsets of the value's text; equal where the value is empty. */
  readonly start: number;
  readonly end: number;
  /** The text of the key that this value stands under. */
  readonly key: Span | undefined;
  readonly parent: Node | undefined;
  /** The key or index below `parent`. */
  readonly segment: string | number | undefined;
  /** Made by a loop, or of what a function returns: the text at its place stands for other values as well. */
  readonly isMade?: true;
}

export interface ScalarNode extends Spot {
  readonly kind: 'scalar';
  readonly value: Scalar;
}

export interface ListNode extends Spot {
  readonly kind: 'list';
  readonly items: readonly Node[];
}

export interface MapNode extends Spot {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Node>;
}

/** A value at a place. All nodes are made here, with their fields in one order, since V8 reads objects of one shape fastest. */
export function scalarNode({ file, start, end, key, parent, segment }: Spot, value: Scalar): ScalarNode {
  return { kind: 'scalar', file, start, end, key, parent, segment, value };
}

export function listNode({ file, start, end, key, parent, segment }: Spot, items: readonly Node[]): ListNode {
  return { kind: 'list', file, start, end, key, parent, segment, items };
}

export function mapNode({ file, start, end, key, parent, segment }: Spot, entries: ReadonlyMap<string, Node>): MapNode {
  return { kind: 'map', file, start, end, key, parent, segment, entries };
}

/** A node with each of its items or values replaced; itself where none is by another. */
export function withChildren(node: Node, replace: (child: Node) => Node): Node {
  if (node.kind === 'list') {
    let items: Node[] | undefined;
    for (const [index, item] of node.items.entries()) {
      const replaced = replace(item);
      if (replaced === item) continue;
      items ??= [...node.items];
      items[index] = replaced;
    }
    return items ? listNode(node, items) : node;
  }
  if (node.kind === 'map') {
    let entries: Map<string, Node> | undefined;
    for (const [name, value] of node.entries) {
      const replaced = replace(value);
      if (replaced === value) continue;
      entries ??= new Map(node.entries);
      entries.set(name, replaced);
    }
    return entries ? mapNode(node, entries) : node;
  }
  return node;
}

/** The way to a node from its document's root, such as `Resources.OrdersApi.Properties.Auth`. */
export function pathOf(node: Node): string {
  return segmentsOf(node).join('.');
}

/** The keys and indexes on the way to a node from its document's root. */
export function segmentsOf(node: Node): readonly (string | number)[] {
  const segments: (string | number)[] = [];
  for (let at: Node | undefined = node; at?.segment !== undefined; at = at.parent) segments.push(at.segment);
  return segments.reverse();
}

/** The value below `node` at the keys and indexes of `path`; undefined where there is none. */
export function at(node: Node | undefined, ...path: (string | number)[]): Node | undefined {
  return path.reduce(childOf, node);
}

function childOf(node: Node | undefined, segment: string | number): Node | undefined {
  if (node?.kind === 'map') return node.entries.get(String(segment));
  return node?.kind === 'list' && typeof segment === 'number' ? node.items[segment] : undefined;
}

export function asMap(node: Node | undefined): MapNode | undefined {
  return node?.kind === 'map' ? node : undefined;
}

export function asString(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' && typeof node.value === 'string' ? node.value : undefined;
}

/** The items of a list; none where it is not one. */
export function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.kind === 'list' ? node.items : [];
}

/** The keys and values of a map; none where it is not one. */
export function entriesOf(node: Node | undefined): Iterable<[string, Node]> {
  return node?.kind === 'map' ? node.entries : [];
}

/** What Python calls false, as the SAM translator judges a property to be absent: null, false, 0, '', [] and {}. */
export function isFalsy(node: Node | undefined): boolean {
  if (node === undefined) return true;
  switch (node.kind) {
    case 'scalar':
      return node.value === null || node.value === false || node.value === 0 || node.value === '';
    case 'list':
      return node.items.length === 0;
    case 'map':
      return node.entries.size === 0;
  }
}

export function isNull(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && node.value === null;
}

/** An intrinsic function's call: the single-key map `{Ref: …}`, `{Condition: …}` or `{Fn::…: …}`. */
export interface Intrinsic {
  readonly name: string;
  readonly argument: Node;
}

/** Reads a node as an intrinsic function's call; undefined where it is plain data. */
export function asIntrinsic(node: Node | undefined): Intrinsic | undefined {
  if (node?.kind !== 'map' || node.entries.size !== 1) return undefined;
  for (const [name, argument] of node.entries) {
    if (name === 'Ref' || name === 'Condition' || name.startsWith('Fn::')) return { name, argument };
  }
  return undefined;
}

/** The logical id that `{Ref: X}` names. */
export function asRef(node: Node | undefined): string | undefined {
  const call = asIntrinsic(node);
  return call?.name === 'Ref' ? asString(call.argument) : undefined;
}

/** The name that a node stands for by reference: `{Ref: X}`, or `Fn::Sub` of nothing but `${X}`. */
export function asReference(node: Node | undefined): string | undefined {
  const call = asIntrinsic(node);
  if (call?.name !== 'Fn::Sub') return asRef(node);
  return /^\$\{([\w:]+)\}$/.exec(asString(call.argument) ?? '')?.[1];
}

export function isNoValue(node: Node | undefined): boolean {
  return asRef(node) === 'AWS::NoValue';
}

/** The three arguments of `{Fn::If: [condition, then, otherwise]}`. */
export function asIf(node: Node | undefined): { condition: string; then: Node; otherwise: Node } | undefined {
  const call = asIntrinsic(node);
  if (call?.name !== 'Fn::If') return undefined;
  const [condition, then, otherwise] = itemsOf(call.argument);
  const name = asString(condition);
  return name !== undefined && then && otherwise ? { condition: name, then, otherwise } : undefined;
}

/** The node and everything below it, parents first. */
export function* walk(node: Node): Generator<Node> {
  yield node;
  if (node.kind === 'list') for (const item of node.items) yield* walk(item);
  else if (node.kind === 'map') for (const value of node.entries.values()) yield* walk(value);
}

/** A plain JavaScript value of the same content, for output. */
export function toPlain(node: Node): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map(toPlain);
    case 'map':
      return Object.fromEntries([...node.entries].map(([key, value]) => [key, toPlain(value)]));
  }
}
