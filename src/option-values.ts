import { InvalidArgumentError } from 'commander';

/** Reads a value of `--rule`. */
export function collectRule(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [id, severity] = splitPair(text);
  if (!['off', 'note', 'warning', 'error'].includes(severity)) {
    throw new InvalidArgumentError('Give a rule and off, note, warning or error: --rule ssm-parameter-unused=off.');
  }
  return { ...before, [id]: severity };
}

/** Reads a value of `--parameter`. */
export function collectParameter(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [name, value] = splitPair(text);
  return { ...before, [name]: value };
}

/** Reads a value of an option that can be given more than once. */
export function collectText(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

function splitPair(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Give a name, an equals sign and a value.');
  return [text.slice(0, at), text.slice(at + 1)];
}
