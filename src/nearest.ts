import { closest, distance } from 'fastest-levenshtein';

/** Among more words than this the search takes too long, and a likeness means little. */
const mostKnown = 1000;

/**
 * The known word that is probably meant by an unknown one: it goes on as that begins, or two thirds are spelt alike.
 * Case does not count.
 */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (known.length > mostKnown) return undefined;
  const lower = word.toLowerCase();
  const lowered = known.map(each => each.toLowerCase());
  const [longer, ...others] = lower.length < 3 ? [] : known.filter((_, index) => lowered[index]?.startsWith(lower));
  if (longer !== undefined && others.length === 0) return longer;
  if (known.length === 0) return undefined;
  const found = closest(lower, lowered);
  const isAlike = distance(lower, found) <= Math.floor(Math.max(lower.length, found.length) / 3);
  return isAlike ? known[lowered.indexOf(found)] : undefined;
}
