import { YAMLException } from 'js-yaml';
import { type Node, pathOf, type Scalar } from './node.ts';
import { AliasError, type Pair, pairsOf, type Raw, readRawTree, skipSpace } from './raw-tree.ts';
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
  readonly root?: Node;
  readonly problems: readonly ParseProblem[];
}

/** How many values aliases may add to a document. A template of CloudFormation's largest size (1 MB) holds fewer. */
const maxAliasedValues = 200_000;

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
    const place = {
      file: this.file,
      start: raw.start,
      end: raw.end,
      ...(key && { key: { start: key.start, end: key.end } }),
      ...(parent && { parent }),
      ...(segment !== undefined && { segment }),
    };
    if (raw.target) {
      const target = raw.target;
      if (!aliased) this.outermostAlias = raw;
      return this.content(target, { ...place, start: target.start, end: target.end }, true);
    }
    return this.content(raw, place, aliased);
  }

  private content(raw: Raw, place: Omit<Node, 'kind'>, aliased: boolean): Node {
    if (raw.tag?.startsWith('!') && raw.tag !== '!') return this.tagged(raw, place, aliased);
    return this.untagged(raw, raw.result, place, aliased);
  }

  /** `!Name value` as the map `{Fn::Name: value}`. */
  private tagged(raw: Raw, place: Omit<Node, 'kind'>, aliased: boolean): Node {
    const [name, argument] = Object.entries(raw.result as object)[0] ?? [String(raw.tag), null];
    if (hasUnknownTag(raw.result)) {
      this.problems.push({
        kind: 'unknown-tag',
        message: `The tag ${raw.tag} is not a function of CloudFormation; its value is unknown.`,
        start: raw.start,
        end: raw.start + String(raw.tag).length,
        path: place.parent ? pathOf({ ...place, kind: 'scalar', value: null }) : '',
      });
    }
    const entries = new Map<string, Node>();
    const map: Node = { ...place, kind: 'map', entries };
    const inner = { file: place.file, start: place.start, end: place.end, parent: map, segment: name };
    const tagEnd = this.file.text.indexOf(String(raw.tag), raw.start) + String(raw.tag).length;
    const start = skipSpace(this.file.text, tagEnd);
    entries.set(name, this.untagged(raw, argument, { ...inner, start: Math.min(start, inner.end) }, aliased));
    return map;
  }

  private untagged(raw: Raw, result: unknown, place: Omit<Node, 'kind'>, aliased: boolean): Node {
    if (raw.kind === 'scalar') {
      // A tag in the line below another one's: js-yaml takes both for tags of one scalar.
      if (isPlainObject(result)) return nestedCall(result, place);
      if (!Array.isArray(result)) return { ...place, kind: 'scalar', value: scalarOf(result) };
      // yaml-cfn splits `!GetAtt A.B` at the dot.
      const items: Node[] = [];
      const list: Node = { ...place, kind: 'list', items };
      result.forEach((value, segment) => {
        items.push({ ...place, kind: 'scalar', value: scalarOf(value), parent: list, segment });
      });
      return list;
    }
    const pairs = pairsOf(this.file.text, raw.children);
    if (raw.kind === 'mapping') return this.mapping(pairs, place, aliased);
    const items: Node[] = [];
    const list: Node = { ...place, kind: 'list', items };
    const values = Array.isArray(result) ? result : [];
    let next = 0;
    values.forEach((value, segment) => {
      const item = pairs[next];
      if (item && 'key' in item) {
        const span = { file: this.file, start: item.key.start, end: item.value.end, parent: list, segment };
        items.push(this.mapping([item], span, aliased));
      } else if (item && Object.is(item.result, value)) items.push(this.build(item, undefined, list, segment, aliased));
      else {
        // A dash with nothing after it never reaches the listener: its place is the list's.
        items.push({
          file: this.file,
          start: place.start,
          end: place.end,
          parent: list,
          segment,
          kind: 'scalar',
          value: null,
        });
        return;
      }
      next += 1;
    });
    return list;
  }

  private mapping(pairs: readonly (Pair | Raw)[], place: Omit<Node, 'kind'>, aliased: boolean): Node {
    const entries = new Map<string, Node>();
    const map: Node = { ...place, kind: 'map', entries };
    const firstKeys = new Map<string, Raw>();
    const merged: Node[] = [];
    for (const pair of pairs) {
      if (!('key' in pair)) {
        if (pair.end > pair.start) entries.set(String(pair.result), this.keyAlone(pair, map));
        continue;
      }
      const { key, value } = pair;
      if (key.tag === 'tag:yaml.org,2002:merge') {
        merged.push(this.build(value, key, map, '<<', aliased));
        continue;
      }
      const name = String(key.result);
      const first = firstKeys.get(name);
      if (first) this.reportDuplicate(name, key, first, map);
      else firstKeys.set(name, key);
      // A repeated key takes the place of the first in the map's order as well: the last one is what counts.
      entries.set(name, this.build(value, key, map, name, aliased));
    }
    for (const source of merged) mergeInto(entries, source);
    return map;
  }

  /** A key of a flow map without a value, as in `{a, b: 1}`. */
  private keyAlone(key: Raw, parent: Node): Node {
    const { start, end } = key;
    return {
      file: this.file,
      start: end,
      end,
      key: { start, end },
      parent,
      segment: String(key.result),
      kind: 'scalar',
      value: null,
    };
  }

  private reportDuplicate(name: string, key: Raw, first: Raw, map: Node): void {
    const within = pathOf(map);
    this.problems.push({
      kind: 'duplicate-key',
      message: `The key ${name} stands twice${within === '' ? '' : ` in ${within}`}, and only the last one counts.`,
      path: within === '' ? name : `${within}.${name}`,
      start: key.start,
      end: key.end,
      related: { start: first.start, end: first.end },
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

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A function's call that stands for one scalar with another function's call. */
function nestedCall(value: Readonly<Record<string, unknown>>, place: Omit<Node, 'kind'>): Node {
  const entries = new Map<string, Node>();
  const map: Node = { ...place, kind: 'map', entries };
  for (const [segment, argument] of Object.entries(value)) {
    entries.set(segment, { ...place, kind: 'scalar', value: scalarOf(argument), parent: map, segment });
  }
  return map;
}

function scalarOf(value: unknown): Scalar {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  return String(value);
}
