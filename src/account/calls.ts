import type { UnreadPart } from './declared.ts';
import { failureOf } from './failure.ts';

/** What a call is to tell, for the case that it fails. */
export type Part = Pick<UnreadPart, 'arn' | 'what' | 'action'>;

/** What one call answers, or what is not known without it. */
export type Answer<T> =
  | { readonly value: T; readonly unread?: undefined }
  | { readonly value?: undefined; readonly unread: UnreadPart };

/** What a list has, and what it lacks where a page could not be read. */
export interface Listing<T> {
  readonly items: readonly T[];
  readonly unread?: UnreadPart;
}

export interface Page<T> {
  readonly items: readonly T[] | undefined;
  /** What asks for the page after it. */
  readonly next: string | undefined;
}

/** What the SDK's clients take beside a command. */
export interface SendOptions {
  readonly abortSignal?: AbortSignal;
}

/** Every call of an account and Region goes through these; what fails ends up among the unread parts. */
export interface Calls {
  /** Makes one call. With `absent`, a thing that is not found is no failure but has that value. */
  readonly one: <T>(part: Part, send: (options: SendOptions) => Promise<T>, absent?: T) => Promise<Answer<T>>;
  /** Reads a list to its last page. */
  readonly all: <T>(
    part: Part,
    send: (next: string | undefined, options: SendOptions) => Promise<Page<T>>,
  ) => Promise<Listing<T>>;
  /** Notes a part as not known that no call has failed on. */
  readonly note: (part: UnreadPart) => UnreadPart;
  readonly unread: readonly UnreadPart[];
}

/**
 * @param onProgress Told after each part how many are read, of those that are known to be wanted so far.
 * @throws from its functions only what is a mistake of this program.
 */
export function createCalls(
  signal: AbortSignal | undefined,
  onProgress: (done: number, total: number, what: string) => void,
): Calls {
  const unread: UnreadPart[] = [];
  const options: SendOptions = signal ? { abortSignal: signal } : {};
  let done = 0;
  let total = 0;

  const note = (part: UnreadPart): UnreadPart => {
    unread.push(part);
    return part;
  };

  const attempt = async <T>({ arn, what, action }: Part, read: () => Promise<T>): Promise<Answer<T>> => {
    total += 1;
    try {
      signal?.throwIfAborted();
      return { value: await read() };
    } catch (error) {
      return { unread: note({ arn, what, action, ...failureOf(error, signal) }) };
    } finally {
      done += 1;
      onProgress(done, total, what);
    }
  };

  return {
    unread,
    note,
    one(part, send, absent) {
      return attempt(part, async () => {
        try {
          return await send(options);
        } catch (error) {
          if (absent !== undefined && failureOf(error, signal).reason === 'gone') return absent;
          throw error;
        }
      });
    },
    async all<T>(part: Part, send: (next: string | undefined, options: SendOptions) => Promise<Page<T>>) {
      const items: T[] = [];
      const { unread: missing } = await attempt(part, async () => {
        const seen = new Set<string>();
        let next: string | undefined;
        do {
          const page = await send(next, options);
          items.push(...(page.items ?? []));
          next = page.next === '' ? undefined : page.next;
          if (next !== undefined && seen.has(next)) throw new RepeatedPage('AWS names a page as the next one again.');
          if (next !== undefined) seen.add(next);
        } while (next !== undefined);
      });
      return { items, ...(missing && { unread: missing }) };
    },
  };
}

/** A list without an end. */
class RepeatedPage extends Error {
  override readonly name = 'RepeatedPage';
}
