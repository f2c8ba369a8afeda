import { listNode, mapNode, type Node, type Scalar, type Spot, scalarNode } from './node.ts';
import type { SourceFile } from './source.ts';

/** A file's tree in a form that takes less memory than its text, and of which it is made much faster than of that. */
export interface PackedTree {
  /** Each value, with its place relative to the one around it, in the order of a walk from the root. */
  readonly bytes: Uint8Array;
  /** The scalars that do not stand in the text as they are, in the same order. */
  readonly scalars: readonly Scalar[];
}

/** Packs trees that have many keys in common. */
export interface TreePacking {
  /** Undefined where a value is in several places of the tree, as one is that YAML's `<<` merges. */
  pack(root: Node): PackedTree | undefined;
  /** The tree as it was when it was packed. */
  unpack(packed: PackedTree, file: SourceFile): Node;
}

/** What a value is, in the lowest bits of its first byte. Text stands in the file as it is, or with quotes around it. */
const is = { null: 0, true: 1, false: 2, text: 3, quoted: 4, otherScalar: 5, list: 6, map: 7 } as const;
const kindBits = 0b111;
/** Beside it: whether the value has a key's place, and whether that is as long as the name, as where no quotes stand. */
const hasKey = 0b1000;
const isBareKey = 0b1_0000;

/** A packing for the trees of one workspace, whose keys it keeps once for all of them. */
export function treePacking(): TreePacking {
  const names: string[] = [];
  const indexes = new Map<string, number>();
  const writer = new Writer();
  const indexOf = (name: string): number => {
    const known = indexes.get(name);
    if (known !== undefined) return known;
    indexes.set(name, names.length);
    return names.push(name) - 1;
  };
  /** False where the node has a child that belongs elsewhere. */
  const write = (node: Node, from: number, scalars: Scalar[]): boolean => {
    const kind = kindOf(node);
    writeSpot(writer, kind, node, from);
    const writeChild = (child: Node) => child.parent === node && write(child, node.start, scalars);
    if (node.kind === 'list') {
      writer.natural(node.items.length);
      return node.items.every(writeChild);
    }
    if (node.kind === 'map') {
      writer.natural(node.entries.size);
      for (const [name, value] of node.entries) {
        writer.natural(indexOf(name));
        if (!writeChild(value)) return false;
      }
      return true;
    }
    if (kind === is.otherScalar) scalars.push(node.value);
    return true;
  };
  return {
    pack(root) {
      const scalars: Scalar[] = [];
      writer.start();
      return write(root, 0, scalars) ? { bytes: writer.written(), scalars } : undefined;
    },
    unpack: ({ bytes, scalars }, file) =>
      readNode({ reader: new Reader(bytes), scalars: scalars.values(), names, file }, 0, undefined, undefined),
  };
}

function kindOf(node: Node): number {
  if (node.kind !== 'scalar') return is[node.kind];
  const { value, file, start, end } = node;
  if (value === null) return is.null;
  if (typeof value === 'boolean') return value ? is.true : is.false;
  if (typeof value === 'number') return is.otherScalar;
  if (value.length === end - start && file.text.startsWith(value, start)) return is.text;
  if (value.length === end - start - 2 && file.text.startsWith(value, start + 1)) return is.quoted;
  return is.otherScalar;
}

/** @param from Where the value around it begins. */
function writeSpot(writer: Writer, kind: number, { start, end, key, segment }: Node, from: number): void {
  const isBare = key && key.end - key.start === String(segment).length;
  writer.byte(kind | (key ? hasKey : 0) | (isBare ? isBareKey : 0));
  writer.signed(start - from);
  writer.natural(end - start);
  if (!key) return;
  writer.signed(start - key.start);
  if (!isBare) writer.natural(key.end - key.start);
}

/** What a packed tree is read from. */
interface Unpacking {
  readonly reader: Reader;
  readonly scalars: Iterator<Scalar>;
  readonly names: readonly string[];
  readonly file: SourceFile;
}

function readNode(
  unpacking: Unpacking,
  from: number,
  parent: Node | undefined,
  segment: string | number | undefined,
): Node {
  const { reader, scalars, names, file } = unpacking;
  const first = reader.byte();
  const start = from + reader.signed();
  const end = start + reader.natural();
  const spot = { file, start, end, key: readKey(reader, first, start, segment), parent, segment };
  switch (first & kindBits) {
    case is.null:
      return scalarNode(spot, null);
    case is.true:
      return scalarNode(spot, true);
    case is.false:
      return scalarNode(spot, false);
    case is.text:
      return scalarNode(spot, file.text.slice(start, end));
    case is.quoted:
      return scalarNode(spot, file.text.slice(start + 1, end - 1));
    case is.otherScalar:
      return scalarNode(spot, scalars.next().value);
    case is.list: {
      const items = new Array<Node>(reader.natural());
      const list = listNode(spot, items);
      for (let index = 0; index < items.length; index += 1) items[index] = readNode(unpacking, start, list, index);
      return list;
    }
    default: {
      const entries = new Map<string, Node>();
      const map = mapNode(spot, entries);
      for (let left = reader.natural(); left > 0; left -= 1) {
        const name = names[reader.natural()] as string;
        entries.set(name, readNode(unpacking, start, map, name));
      }
      return map;
    }
  }
}

function readKey(reader: Reader, first: number, valueStart: number, segment: Spot['segment']): Spot['key'] {
  if (!(first & hasKey)) return undefined;
  const start = valueStart - reader.signed();
  return { start, end: start + (first & isBareKey ? String(segment).length : reader.natural()) };
}

/** Writes numbers in as many bytes as they need: seven bits in each, the eighth set where more follow. */
class Writer {
  private buffer = new Uint8Array(1024);
  private length = 0;

  start(): void {
    this.length = 0;
  }

  byte(value: number): void {
    if (this.length === this.buffer.length) {
      const larger = new Uint8Array(2 * this.length);
      larger.set(this.buffer);
      this.buffer = larger;
    }
    this.buffer[this.length] = value;
    this.length += 1;
  }

  natural(value: number): void {
    let rest = value;
    for (; rest > 0x7f; rest >>>= 7) this.byte((rest & 0x7f) | 0x80);
    this.byte(rest);
  }

  signed(value: number): void {
    this.natural(value < 0 ? -2 * value - 1 : 2 * value);
  }

  written(): Uint8Array {
    return this.buffer.slice(0, this.length);
  }
}

class Reader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  byte(): number {
    const value = this.bytes[this.at] as number;
    this.at += 1;
    return value;
  }

  natural(): number {
    let value = 0;
    let shift = 0;
    for (;;) {
      const next = this.byte();
      value |= (next & 0x7f) << shift;
      if (next < 0x80) return value;
      shift += 7;
    }
  }

  signed(): number {
    const value = this.natural();
    return value & 1 ? -((value + 1) >> 1) : value >> 1;
  }
}
