import { YAMLException } from 'js-yaml';
import { listNode, mapNode, type Node, pathOf, type Scalar, type Span, type Spot, scalarNode } from './node.ts';
import { AliasError, emptyValue, isKey, type Raw, readRawTree, skipSpace } from './raw-tree.ts';
import { hasUnknownTag } from './schema.ts';
import type { SourceFile } from './source.ts';

/** Something about a text that its reader should know: it is not what CloudFormation would accept. */
export interface ParseProblem {
  readonly kind: 'unreadable' | 'duplicate-key' | 'unknown-tag';
  readonly message: string;
  readonly start: number;
  readonly end: number;
  /** The logical path of the place; '' for the document as a whole. */
  readonly path: string;
  /** The first of two equal keys. */
  readonly related?: { readonly start: number; readonly end: number };
}

export interface Parsed {
  /** Absent where the text could not be read; `problems` says why. */
  readonly root?: Node | undefined;
  readonly problems: readonly ParseProblem[];
}

/** How many values aliases may add to a document. A template of CloudFormation's largest size (1 MB) holds fewer. */
const maxAliasedValues = 200_000;

/** How deep they may nest values: twice as deep as js-yaml reads without aliases. All that reads a tree goes as deep. */
const maxAliasedDepth = 200;

/**
 * Reads YAML or JSON text into nodes. A duplicate key, of which the last wins, and a tag unknown to CloudFormation are
 * problems beside the result; text that is no YAML, or whose aliases are cyclic or expand beyond all bounds, gives a
 * problem instead of a result.
 */
export function parse(file: SourceFile): Parsed {
  try {
    return new TreeBuilder(file).parse();
  } catch (error) {
    if (error instanceof AliasError) {
      const { message, alias } = error;
      return { problems: [{ kind: 'unreadable', message, start: alias.start, end: alias.end, path: '' }] };
    }
    if (!(error instanceof YAMLException)) throw error;
    // js-yaml gives the mark's offset, but its types leave it out where there is none.
    const start = Math.min(error.mark?.position ?? 0, file.text.length);
    const message = `The text is not valid YAML: ${error.reason.replace(/\s+/g, ' ').trim()}.`;
    return { problems: [{ kind: 'unreadable', message, start, end: endOfWord(file.text, start), path: '' }] };
  }
}

function endOfWord(text: string, start: number): number {
  return start + (/^[^\s,[\]{}:]+/.exec(text.slice(start, start + 80))?.[0].length ?? 0);
}

class TreeBuilder {
  private readonly problems: ParseProblem[] = [];
  private aliasedValues = 0;
  private depth = 0;
  private outermostAlias: Raw | undefined;

  constructor(private readonly file: SourceFile) {}

  parse(): Parsed {
    const raw = readRawTree(this.file.text);
    if (!raw) return { problems: [{ kind: 'unreadable', message: 'The file is empty.', start: 0, end: 0, path: '' }] };
    const root = this.build(raw, undefined, undefined, undefined, false);
    return { root, problems: this.problems };
  }

  private build(
    raw: Raw,
    key: Raw | undefined,
    parent: Node | undefined,
    segment: string | number | undefined,
    aliased: boolean,
  ): Node {
    if (aliased) this.aliasedValues += 1;
    if (this.outermostAlias && this.aliasedValues > maxAliasedValues) {
      const message = `The aliases expand to more than ${maxAliasedValues} values, more than a template can hold.`;
      throw new AliasError(message, this.outermostAlias);
    }
    const { target } = raw;
    if (target && !aliased) this.outermostAlias = raw;
    this.depth += 1;
    if (this.outermostAlias && this.depth > maxAliasedDepth) {
      const message = `The aliases nest values more than ${maxAliasedDepth} levels deep, deeper than a template can be.`;
      throw new AliasError(message, this.outermostAlias);
    }
    const content = target ?? raw;
    const span = key && { start: key.start, end: key.end };
    const spot = { file: this.file, start: content.start, end: content.end, key: span, parent, segment };
    const isAliased = aliased || target !== undefined;
    const node = isTagged(content)
      ? this.tagged(content, spot, isAliased)
      : this.untagged(content, content.result, spot, isAliased);
    this.depth -= 1;
    return node;
  }

  /** `!Name value` as the map `{Fn::Name: value}`. */
  private tagged(raw: Raw, spot: Spot, aliased: boolean): Node {
    const [name, argument] = Object.entries(raw.result as object)[0] ?? [String(raw.tag), null];
    if (hasUnknownTag(raw.result)) {
      this.problems.push({
        kind: 'unknown-tag',
        message: `The tag ${raw.tag} is not a function of CloudFormation; its value is unknown.`,
        start: raw.start,
        end: raw.start + String(raw.tag).length,
        path: spot.parent ? pathOf(scalarNode(spot, null)) : '',
      });
    }
    const entries = new Map<string, Node>();
    const map = mapNode(spot, entries);
    const { file, end } = spot;
    const tagEnd = file.text.indexOf(String(raw.tag), raw.start) + String(raw.tag).length;
    const start = Math.min(skipSpace(file.text, tagEnd), end);
    const inner = { file, start, end, key: undefined, parent: map, segment: name };
    entries.set(name, this.untagged(raw, argument, inner, aliased));
    return map;
  }

  private untagged(raw: Raw, result: unknown, spot: Spot, aliased: boolean): Node {
    if (raw.kind === 'scalar') {
      // A tag in the line below another one's: js-yaml takes both for tags of one scalar.
      if (isPlainObject(result)) return nestedCall(result, spot);
      if (!Array.isArray(result))
        return scalarNode(spot, ownString(scalarOf(result), this.file.text, spot.start, spot.end));
      // yaml-cfn splits `!GetAtt A.B` at the dot.
      const items: Node[] = [];
      const list = listNode(spot, items);
      let { start } = spot;
      result.forEach((part, segment) => {
        const value = scalarOf(part);
        items.push(scalarNode({ ...spot, parent: list, segment }, ownString(value, this.file.text, start, spot.end)));
        start += String(value).length + 1;
      });
      return list;
    }
    if (raw.kind === 'mapping') return this.mapping(raw.children, spot, aliased);
    const values = Array.isArray(result) ? result : [];
    // Of the list's length from the start: an array that grows takes room for seventeen at once.
    const items = new Array<Node>(values.length);
    const list = listNode(spot, items);
    let next = 0;
    values.forEach((value, segment) => {
      const item = raw.children[next];
      if (item && isKey(this.file.text, item)) {
        const pair = raw.children.slice(next, next + 2);
        const end = (pair[1] ?? emptyValue(this.file.text, item)).end;
        const single = { file: this.file, start: item.start, end, key: undefined, parent: list, segment };
        items[segment] = this.mapping(pair, single, aliased);
        next += 2;
      } else if (item && Object.is(item.result, value)) {
        items[segment] = this.build(item, undefined, list, segment, aliased);
        next += 1;
      } else {
        // A dash with nothing after it never reaches the listener: its place is the list's.
        items[segment] = scalarNode({ ...spot, key: undefined, parent: list, segment }, null);
      }
    });
    return list;
  }

  private mapping(children: readonly Raw[], spot: Spot, aliased: boolean): Node {
    const entries = new Map<string, Node>();
    const map = mapNode(spot, entries);
    const merged: Node[] = [];
    let repeated: Map<string, Span> | undefined;
    for (let index = 0; index < children.length; index += 1) {
      const key = children[index] as Raw;
      const isAlone = !isKey(this.file.text, key);
      if (isAlone && key.end === key.start) continue;
      if (!isAlone) index += 1;
      const value = children[index] ?? emptyValue(this.file.text, key);
      if (key.tag === 'tag:yaml.org,2002:merge' && !isAlone) {
        merged.push(this.build(value, key, map, '<<', aliased));
        continue;
      }
      // js-yaml has made it a property's name, of which V8 keeps one copy for all templates.
      const name = nameOf(key);
      const before = entries.get(name);
      if (before?.key) {
        repeated ??= new Map();
        const first = repeated.get(name) ?? before.key;
        repeated.set(name, first);
        this.reportDuplicate(name, key, first, map);
      }
      // A repeated key takes the place of the first in the map's order as well: the last one is what counts.
      entries.set(name, isAlone ? this.keyAlone(key, map) : this.build(value, key, map, name, aliased));
    }
    for (const source of merged) mergeInto(entries, source);
    return map;
  }

  /** A key of a flow map without a value, as in `{a, b: 1}`. */
  private keyAlone(key: Raw, parent: Node): Node {
    const { start, end } = key;
    const segment = nameOf(key);
    return scalarNode({ file: this.file, start: end, end, key: { start, end }, parent, segment }, null);
  }

  private reportDuplicate(name: string, key: Raw, first: Span, map: Node): void {
    const within = pathOf(map);
    this.problems.push({
      kind: 'duplicate-key',
      message: `The key ${name} stands twice${within === '' ? '' : ` in ${within}`}, and only the last one counts.`,
      path: within === '' ? name : `${within}.${name}`,
      start: key.start,
      end: key.end,
      related: first,
    });
  }
}

/** Adds what `<<` names, a map or a list of maps, below the keys that are there already. */
function mergeInto(entries: Map<string, Node>, source: Node): void {
  for (const each of source.kind === 'list' ? source.items : [source]) {
    if (each.kind !== 'map') continue;
    for (const [name, value] of each.entries) if (!entries.has(name)) entries.set(name, value);
  }
}

/** The name of the property that js-yaml makes of a key; a map says nothing of itself, whatever its own `toString` is. */
function nameOf({ result }: Raw): string {
  if (typeof result === 'string') return result;
  return String(Array.isArray(result) ? result.map(partOfName) : partOfName(result));
}

function partOfName(value: unknown): unknown {
  return Object.prototype.toString.call(value) === '[object Object]' ? '[object Object]' : value;
}

/** Whether a tag of its own makes a value a function's call. */
function isTagged({ tag }: Raw): boolean {
  return tag?.startsWith('!') === true && tag !== '!';
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A function's call that stands for one scalar with another function's call. */
function nestedCall(value: Readonly<Record<string, unknown>>, spot: Spot): Node {
  const entries = new Map<string, Node>();
  const map = mapNode(spot, entries);
  for (const [segment, argument] of Object.entries(value)) {
    const own = ownString(scalarOf(argument), spot.file.text, spot.start, spot.end);
    entries.set(segment, scalarNode({ ...spot, parent: map, segment }, own));
  }
  return map;
}

/** V8 copies shorter strings; longer ones keep the whole text alive that they are cut out of. */
const longestCopy = 12;

/**
 * A string as a part of the file's own text, where it stands at its place as it is. js-yaml cuts its own out of a copy
 * that it makes of the text, which would stay as long as any of them; what it puts together stands for itself.
 */
function ownString<T>(value: T, text: string, start: number, end: number): T | string {
  if (typeof value !== 'string' || value.length <= longestCopy) return value;
  // At once in most cases; behind a quote, an anchor, a tag or the sign of a block in others.
  const at = text.startsWith(value, start) ? 0 : text.slice(start, end).indexOf(value);
  return at < 0 ? value : text.slice(start + at, start + at + value.length);
}

function scalarOf(value: unknown): Scalar {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  return String(value);
}
