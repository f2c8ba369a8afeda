import { nearest } from '../nearest.ts';

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
