import { load } from 'js-yaml';
import { schema } from './schema.ts';

/** An alias that is valid YAML and that no template can be made of. */
export class AliasError extends Error {
  constructor(
    message: string,
    readonly alias: { readonly start: number; readonly end: number },
  ) {
    super(message);
  }
}

/** A node as js-yaml's listener reports it, before its place in the tree is known. */
export interface Raw {
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

/** A key of a map and its value. */
export interface Pair {
  readonly key: Raw;
  readonly value: Raw;
}

/**
 * Reads YAML with js-yaml, whose listener tells where each node stands.
 *
 * @throws YAMLException for a text that is no YAML, and AliasError for an alias within itself.
 */
export function readRawTree(text: string): Raw | undefined {
  return new RawTreeReader(text).read();
}

class RawTreeReader {
  private readonly open: Raw[] = [];
  private readonly byResult = new Map<object, Raw>();
  private root: Raw | undefined;

  constructor(private readonly text: string) {}

  read(): Raw | undefined {
    // js-yaml's types have a listener without the state that it is really given.
    const listener = (event: string, state: unknown) => this.listen(event, state as LoaderState);
    load(this.text, { schema, json: true, listener } as Parameters<typeof load>[1]);
    return this.root;
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
    const isOwnChild = only?.kind === kind && Object.is(only.result, untagged);
    if (isOwnChild && !isTagged) return only;
    const isEmpty = state.kind === null && state.result === null && state.tag === null;
    const start = isEmpty ? opened.start : skipSpace(this.text, opened.start);
    const children = isOwnChild ? only.children : opened.children;
    const raw: Raw = { start, end: start, kind, result: state.result, tag: state.tag, children };
    raw.end = isEmpty ? start : Math.max(this.endOf(raw, state), start);
    if (kind === 'scalar') raw.children = [];
    if (typeof raw.result === 'object' && raw.result !== null) {
      if (this.text[start] === '*') {
        raw.target = this.byResult.get(raw.result) ?? cyclic(raw);
      } else this.byResult.set(raw.result, raw);
    }
    return raw;
  }

  private endOf(raw: Raw, state: LoaderState): number {
    const { text } = this;
    if (text[raw.start] === '*') return raw.start + (/^\*[^\s,[\]{}]+/.exec(text.slice(raw.start))?.[0].length ?? 1);
    const last = raw.children.at(-1);
    const before = text[state.position - 1];
    if (raw.kind !== 'scalar' && last && before !== ']' && before !== '}') return last.end;
    let end = Math.min(state.position, text.length);
    while (end > raw.start && /\s/.test(text[end - 1] ?? '')) end -= 1;
    return raw.kind !== 'scalar' && last ? Math.max(end, last.end) : end;
  }
}

function cyclic(alias: Raw): never {
  throw new AliasError('An alias stands inside the value that it stands for.', alias);
}

/** The first offset at or after `from` that is neither white space nor part of a comment. */
export function skipSpace(text: string, from: number): number {
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

/** A collection's children as keys with their values; those that are no keys stay as they are. */
export function pairsOf(text: string, children: readonly Raw[]): (Pair | Raw)[] {
  const found: (Pair | Raw)[] = [];
  for (let index = 0; index < children.length; index += 1) {
    const key = children[index];
    if (!key) continue;
    const colon = skipSpace(text, key.end);
    if (text[colon] !== ':') {
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
