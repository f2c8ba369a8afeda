import { closest, distance } from 'fastest-levenshtein';

/** The known word that is probably meant by an unknown one: it goes on as that begins, or two thirds are spelt alike. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  const [longer, ...others] = lower.length < 3 ? [] : known.filter(each => each.startsWith(lower));
  if (longer !== undefined && others.length === 0) return longer;
  if (known.length === 0) return undefined;
  const found = closest(lower, [...known]);
  return distance(lower, found) <= Math.floor(Math.max(lower.length, found.length) / 3) ? found : undefined;
}

/** Says that a word is no rule's id, and which is probably meant; a clause without a full stop. */
export function notARule(id: string, ruleIds: readonly string[]): string {
  const likely = nearest(id, ruleIds);
  return `${quote(id)} is not a rule${likely === undefined ? '' : `; the nearest is "${likely}"`}`;
}

const longestQuote = 80;

/** A text of the user in quotes, cut where it is long. */
export function quote(text: string): string {
  return JSON.stringify(text.length > longestQuote ? `${text.slice(0, longestQuote - 1)}…` : text);
}
