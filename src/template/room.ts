import { once } from './once.ts';

/** Keeps what is made of files' texts and can be made again: trees, which are about eight times as large as the texts. */
export interface Room {
  /** Whether what is kept may go, to be made again. */
  readonly isLimited: boolean;
  /** What is made of a text of so many characters: when it is first asked for, and anew where it has gone meanwhile. */
  keep<T>(characters: number, make: () => T): () => T;
  /**
   * The items one by one. What goes, goes between two of them, so that whoever works on one sees each tree once only. To be
   * gone through to the end or left by an exception: until then, nothing goes.
   */
  inTurn<T>(items: Iterable<T>): Iterable<T>;
}

/** Room for all there is. */
export const unlimitedRoom: Room = {
  isLimited: false,
  keep: (_, make) => once(make),
  inTurn: items => items,
};

/** Something that is kept. */
interface Kept {
  readonly characters: number;
  /** The number of the item at which it was last asked for. */
  lastUsed: number;
  letGo(): void;
}

/**
 * Room for what the present item needs, and beyond that for what is made of texts of so many characters, each counted as
 * often as something is made of it. What was not asked for the longest goes first.
 */
export function limitedRoom(limit: number): Room {
  const kept: Kept[] = [];
  let characters = 0;
  let item = 0;
  let depth = 0;
  const makeRoom = () => {
    kept.sort((a, b) => b.lastUsed - a.lastUsed);
    while (characters > limit) {
      const oldest = kept.at(-1);
      if (!oldest || oldest.lastUsed === item) return;
      oldest.letGo();
      kept.pop();
      characters -= oldest.characters;
    }
  };
  function* turn<T>(items: Iterable<T>): Generator<T> {
    depth += 1;
    try {
      for (const each of items) {
        yield each;
        // Within another turn, the other's item is still worked on.
        if (depth > 1) continue;
        if (characters > limit) makeRoom();
        item += 1;
      }
    } finally {
      depth -= 1;
    }
  }
  return {
    isLimited: true,
    keep(length, make) {
      let made: { readonly value: ReturnType<typeof make> } | undefined;
      const entry: Kept = {
        characters: length,
        lastUsed: item,
        letGo() {
          made = undefined;
        },
      };
      return () => {
        entry.lastUsed = item;
        if (made) return made.value;
        made = { value: make() };
        characters += length;
        kept.push(entry);
        return made.value;
      };
    },
    inTurn: items => ({ [Symbol.iterator]: () => turn(items) }),
  };
}
