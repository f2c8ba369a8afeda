import { once } from './once.ts';

/** Keeps what is made of files' texts and can be made again: trees, which are about eight times as large as the texts. */
export interface Room {
  /** Whether something goes. */
  readonly isLimited: boolean;
  /** What is made of a text of so many characters: when it is first asked for, and anew where it went meanwhile. */
  keep<T>(characters: number, make: () => T): () => T;
  /** The items one by one. What goes, goes between two of them, so that whoever works on one sees each tree once only. */
  inTurn<T>(items: Iterable<T>): Iterable<T>;
}

/** Room for all there is. */
export const unlimitedRoom: Room = {
  isLimited: false,
  keep: (_, make) => once(make),
  inTurn: items => items,
};

/**
 * Room for what is made of texts that have no more than so many characters together, and of the item that is worked on.
 * However many files there are, no more of their trees take memory.
 */
export function limitedRoom(limit: number): Room {
  let kept: (() => void)[] = [];
  let characters = 0;
  let depth = 0;
  const letGo = () => {
    for (const drop of kept) drop();
    kept = [];
    characters = 0;
  };
  return {
    isLimited: true,
    keep(length, make) {
      let made: { readonly value: ReturnType<typeof make> } | undefined;
      return () => {
        if (made) return made.value;
        made = { value: make() };
        characters += length;
        // Emptied, so that what has become garbage among what is old does not keep the tree.
        kept.push(() => {
          made = undefined;
        });
        return made.value;
      };
    },
    *inTurn(items) {
      depth += 1;
      try {
        for (const item of items) {
          yield item;
          // Within another turn, the other's item is still worked on.
          if (depth === 1 && characters > limit) letGo();
        }
      } finally {
        depth -= 1;
      }
    },
  };
}
