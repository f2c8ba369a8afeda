import picomatch from 'picomatch';

/**
 * Whether an API's name is one of those that globs, or plain names, stand for; without any, all are. A `*` takes in any
 * text, slashes too, since names are no paths.
 */
export function includesByName(globs: readonly string[]): (apiName: string) => boolean {
  if (globs.length === 0) return () => true;
  const matches = picomatch([...globs], { bash: true, dot: true, windows: false });
  return name => globs.includes(name) || (name !== '' && matches(name));
}
