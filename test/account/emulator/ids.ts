/** What AWS's clients declare as optional and an answer has for certain; throws, naming it, where it does not. */
export function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The emulator gave nothing for ${what}.`);
  return value;
}

/** A text with each id that the emulator drew as `${name}`; an id within a longer word is something else. */
export function withNames(text: string, names: ReadonlyMap<string, string>): string {
  return text.replaceAll(/[\w-]+/g, word => {
    const name = names.get(word);
    return name === undefined ? word : `\${${name}}`;
  });
}
