import { load, YAMLException } from 'js-yaml';
import { type Node, pathOf, type Scalar } from './node.ts';
import { hasUnknownTag, schema } from './schema.ts';
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

/** An alias that is valid YAML and that no template can be made of. */
class AliasError extends Error {
  constructor(
    message: string,
    readonly alias: { readonly start: number; readonly end: number },
  ) {
    super(message);
  }
}

function endOfWord(text: string, start: number): number {
  return start + (/^[^\s,[\]{}:]+/.exec(text.slice(start, start + 80))?.[0].length ?? 0);
}

/** A node as js-yaml's listener reports it, before its place in the tree is known. */
interface Raw {
  readonly start: number;
  end: number;
  kind: 'scalar' | 'sequence' | 'mapping';
  result: unknown;
  tag: string | null;
  children: Raw[];
  /** The anchored node that this alias stands for. */
  target?: Raw;
}

interface LoaderState {
  readonly position: number;
  readonly kind: 'scalar' | 'sequence' | 'mapping' | null;
  readonly tag: string | null;
  readonly result: unknown;
  readonly input: string;
}

interface Pair {
  readonly key: Raw;
  readonly value: Raw;
}

class TreeBuilder {
  private readonly problems: ParseProblem[] = [];
  private readonly open: Raw[] = [];
  private readonly byResult = new Map<object, Raw>();
  private root: Raw | undefined;
  private aliasedValues = 0;
  private outermostAlias: Raw | undefined;

  constructor(private readonly file: SourceFile) {}

  parse(): Parsed {
    // js-yaml's types have a listener without the state that it is really given.
    const listener = (event: string, state: unknown) => this.listen(event, state as LoaderState);
    load(this.file.text, { schema, json: true, listener } as Parameters<typeof load>[1]);
    if (!this.root)
      return { problems: [{ kind: 'unreadable', message: 'The file is empty.', start: 0, end: 0, path: '' }] };
    const root = this.build(this.root, undefined, undefined, undefined, false);
    return { root, problems: this.problems };
  }

  private listen(event: string, state: LoaderState): void {
    if (event === 'open') {
      const start = state.position;
      this.open.push({ start, end: start, kind: 'scalar', result: null, tag: null, children: [] });
      return;
    }
    const opened = this.open.pop();
    if (!opened) return;
    const raw = this.close(opened, state);
    const parent = this.open.at(-1);
    if (!parent) {
      this.root = raw;
      return;
    }
    // js-yaml sometimes reads a node twice: what begins before the end of its predecessor replaces it.
    while ((parent.children.at(-1)?.start ?? -1) >= raw.start) parent.children.pop();
    parent.children.push(raw);
  }

  private close(opened: Raw, state: LoaderState): Raw {
    const kind = state.kind ?? 'scalar';
    const only = opened.children.length === 1 ? opened.children[0] : undefined;
    const isTagged = state.tag?.startsWith('!') && state.tag !== '!';
    const untagged = isTagged ? Object.values(state.result as object)[0] : state.result;
    // A value in block context is first tried as a mapping's key, so that it arrives as its own child.
    const isOwnChild = only?.kind === kind && only.result === untagged;
    if (isOwnChild && !isTagged) return only;
    const isEmpty = state.kind === null && state.result === null && state.tag === null;
    const start = isEmpty ? opened.start : this.skipSpace(opened.start);
    const children = isOwnChild ? only.children : opened.children;
    const raw: Raw = { start, end: start, kind, result: state.result, tag: state.tag, children };
    raw.end = isEmpty ? start : Math.max(this.endOf(raw, state), start);
    if (kind === 'scalar') raw.children = [];
    if (typeof raw.result === 'object' && raw.result !== null) {
      if (this.file.text[start] === '*') {
        raw.target = this.byResult.get(raw.result) ?? cyclic(raw);
      } else this.byResult.set(raw.result, raw);
    }
    return raw;
  }

  private endOf(raw: Raw, state: LoaderState): number {
    const { text } = this.file;
    if (text[raw.start] === '*') return raw.start + (/^\*[^\s,[\]{}]+/.exec(text.slice(raw.start))?.[0].length ?? 1);
    const last = raw.children.at(-1);
    const before = text[state.position - 1];
    if (raw.kind !== 'scalar' && last && before !== ']' && before !== '}') return last.end;
    let end = Math.min(state.position, text.length);
    while (end > raw.start && /\s/.test(text[end - 1] ?? '')) end -= 1;
    return raw.kind !== 'scalar' && last ? Math.max(end, last.end) : end;
  }

  /** The first offset at or after `from` that is neither white space nor part of a comment. */
  private skipSpace(from: number): number {
    const { text } = this.file;
    let at = from;
    for (;;) {
      const character = text[at];
      if (character === ' ' || character === '\t' || character === '\n' || character === '\r') at += 1;
      else if (character === '#' && (at === 0 || /\s/.test(text[at - 1] ?? ''))) {
        const end = text.indexOf('\n', at);
        at = end < 0 ? text.length : end;
      } else if (at === 0 || text[at - 1] === '\n') {
        const marker = /^(?:%[^\n]*|---(?=\s|$))/.exec(text.slice(at, at + 200));
        if (!marker) return at;
        at += marker[0].length;
      } else return at;
    }
  }

  private pairs(children: readonly Raw[]): (Pair | Raw)[] {
    const found: (Pair | Raw)[] = [];
    for (let index = 0; index < children.length; index += 1) {
      const key = children[index];
      if (!key) continue;
      const colon = this.skipSpace(key.end);
      if (this.file.text[colon] !== ':') {
        found.push(key);
        continue;
      }
      const next = children[index + 1];
      const value = next ?? { start: colon + 1, end: colon + 1, kind: 'scalar', result: null, tag: null, children: [] };
      found.push({ key, value });
      index += 1;
    }
    return found;
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
    const start = this.skipSpace(tagEnd);
    entries.set(name, this.untagged(raw, argument, { ...inner, start: Math.min(start, inner.end) }, aliased));
    return map;
  }

  private untagged(raw: Raw, result: unknown, place: Omit<Node, 'kind'>, aliased: boolean): Node {
    if (raw.kind === 'scalar') {
      if (!Array.isArray(result)) return { ...place, kind: 'scalar', value: scalarOf(result) };
      // yaml-cfn splits `!GetAtt A.B` at the dot.
      const items: Node[] = [];
      const list: Node = { ...place, kind: 'list', items };
      result.forEach((value, segment) => {
        items.push({ ...place, kind: 'scalar', value: scalarOf(value), parent: list, segment });
      });
      return list;
    }
    const pairs = this.pairs(raw.children);
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
      } else if (item && item.result === value) items.push(this.build(item, undefined, list, segment, aliased));
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

function scalarOf(value: unknown): Scalar {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  return String(value);
}

function cyclic(alias: Raw): never {
  throw new AliasError('An alias stands inside the value that it stands for.', alias);
}
