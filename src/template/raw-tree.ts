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
  readonly end: number;
  readonly kind: 'scalar' | 'sequence' | 'mapping';
  readonly result: unknown;
  readonly tag: string | null;
  readonly children: readonly Raw[];
  /** The anchored node that this alias stands for. */
  readonly target: Raw | undefined;
}

/** A node that js-yaml has begun to read. Most are scalars, which have no children. */
interface Opened {
  readonly start: number;
  children: Raw[] | undefined;
}

const none: readonly Raw[] = [];

interface LoaderState {
  readonly position: number;
  readonly kind: 'scalar' | 'sequence' | 'mapping' | null;
  readonly tag: string | null;
  readonly result: unknown;
  readonly input: string;
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
  private readonly open: Opened[] = [];
  private readonly byResult = new Map<object, Raw>();
  /** Without an anchor there is no alias, and nothing to look up. */
  private readonly hasAnchors: boolean;
  private root: Raw | undefined;

  constructor(private readonly text: string) {
    this.hasAnchors = text.includes('&');
  }

  read(): Raw | undefined {
    // js-yaml's types have a listener without the state that it is really given.
    const listener = (event: string, state: unknown) => this.listen(event, state as LoaderState);
    load(this.text, { schema, json: true, listener } as Parameters<typeof load>[1]);
    return this.root;
  }

  private listen(event: string, state: LoaderState): void {
    if (event === 'open') {
      this.open.push({ start: state.position, children: undefined });
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
    const siblings = parent.children;
    if (!siblings) {
      parent.children = [raw];
      return;
    }
    while ((siblings[siblings.length - 1]?.start ?? -1) >= raw.start) siblings.pop();
    siblings.push(raw);
  }

  private close(opened: Opened, state: LoaderState): Raw {
    const kind = state.kind ?? 'scalar';
    const { result, tag } = state;
    const own = opened.children ?? none;
    const only = own.length === 1 ? own[0] : undefined;
    const isTagged = tag?.startsWith('!') && tag !== '!';
    const untagged = isTagged ? Object.values(result as object)[0] : result;
    // A value in block context is first tried as a mapping's key, so that it arrives as its own child.
    const isOwnChild = only?.kind === kind && Object.is(only.result, untagged);
    if (isOwnChild && !isTagged) return only;
    const isEmpty = state.kind === null && result === null && tag === null;
    const start = isEmpty ? opened.start : skipSpace(this.text, opened.start);
    const children = kind === 'scalar' ? none : isOwnChild ? only.children : own;
    const end = isEmpty ? start : Math.max(this.endOf(start, children[children.length - 1], state), start);
    const isObject = typeof result === 'object' && result !== null;
    const isAlias = isObject && this.hasAnchors && this.text[start] === '*';
    const target = isAlias ? (this.byResult.get(result) ?? cyclic({ start, end })) : undefined;
    const raw: Raw = { start, end, kind, result, tag, children, target };
    if (isObject && this.hasAnchors && !isAlias) this.byResult.set(result, raw);
    return raw;
  }

  /** @param last The last of a collection's children. */
  private endOf(start: number, last: Raw | undefined, state: LoaderState): number {
    const { text } = this;
    if (text[start] === '*') return start + (/^\*[^\s,[\]{}]+/.exec(text.slice(start))?.[0].length ?? 1);
    const before = text[state.position - 1];
    if (last && before !== ']' && before !== '}') return last.end;
    let end = Math.min(state.position, text.length);
    while (end > start && isSpace(text.charCodeAt(end - 1))) end -= 1;
    return last ? Math.max(end, last.end) : end;
  }
}

/** Blanks and line breaks, which are no part of a value that they follow. */
function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}

function cyclic(alias: { readonly start: number; readonly end: number }): never {
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

/** Whether a collection's child is a key: a colon follows it. */
export function isKey(text: string, child: Raw): boolean {
  return text[skipSpace(text, child.end)] === ':';
}

/** The value of a key with nothing behind its colon, which never reaches the listener. */
export function emptyValue(text: string, key: Raw): Raw {
  const start = skipSpace(text, key.end) + 1;
  return { start, end: start, kind: 'scalar', result: null, tag: null, children: none, target: undefined };
}
