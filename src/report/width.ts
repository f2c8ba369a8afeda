const zeroColumns = /[\p{Mn}\p{Me}]/u;

/** East Asian wide and fullwidth characters, and what is drawn as an emoji. */
const twoColumns =
  /[\p{Emoji_Presentation}\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]/u;

/** How many columns of a terminal a text takes, which has no control characters. */
export function terminalWidth(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += zeroColumns.test(character) ? 0 : twoColumns.test(character) ? 2 : 1;
  return width;
}

/** Fills a text up with blanks to a width; a wider one stays as it is. */
export function padToWidth(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - terminalWidth(text)));
}
