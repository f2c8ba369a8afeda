/** Parameter values that a setting gives, and what of it could not be read; each fault is a clause. */
export interface Overrides {
  readonly parameters: Readonly<Record<string, string>>;
  /** Files that it names, `file://params.json`, which come before the values beside them. */
  readonly files: readonly string[];
  readonly faults: readonly string[];
}

/**
 * Reads `parameter_overrides`: `Stage=prod Name="two words"`, `ParameterKey=Stage,ParameterValue=prod`, a list of such
 * texts, or a map. See
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-cli-command-reference-sam-deploy.html
 */
export function readOverrides(value: unknown): Overrides {
  const parameters = new Map<string, string>();
  const files: string[] = [];
  const faults: string[] = [];
  const readWord = (word: string): void => {
    const pair = pairOf(word);
    if (word.startsWith('file://')) files.push(word.slice('file://'.length));
    else if (pair) parameters.set(pair.name, pair.value);
    else faults.push(`parameter_overrides has ${JSON.stringify(word)}, which is no NAME=VALUE`);
  };
  if (typeof value === 'string' || Array.isArray(value)) {
    for (const text of typeof value === 'string' ? [value] : value) {
      if (typeof text !== 'string') {
        faults.push('an item of parameter_overrides is no text');
        continue;
      }
      for (const word of wordsOf(text)) readWord(word);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, each] of Object.entries(value)) {
      const text = plainText(each);
      if (text === undefined) faults.push(`the value of ${JSON.stringify(name)} in parameter_overrides is no text`);
      else parameters.set(name, text);
    }
  } else if (value !== undefined) faults.push('parameter_overrides is no text, list or map');
  return { parameters: Object.fromEntries(parameters), files, faults };
}

/** CloudFormation's text for a value of TOML or YAML: numbers and truth values in words, lists with commas between. */
function plainText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (!Array.isArray(value)) return undefined;
  const items = value.map(plainText);
  return items.every(item => item !== undefined) ? items.join(',') : undefined;
}

/** Splits at white space outside quotes; a backslash keeps the character after it from having a meaning. */
function wordsOf(text: string): string[] {
  const words: string[] = [];
  let word = '';
  let quote = '';
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === '\\') {
      word += text.slice(index, index + 2);
      index += 1;
    } else if (quote === '' && /\s/.test(character)) {
      if (word !== '') words.push(word);
      word = '';
    } else {
      if (character === quote) quote = '';
      else if (quote === '' && (character === '"' || character === "'")) quote = character;
      word += character;
    }
  }
  if (word !== '') words.push(word);
  return words;
}

function pairOf(word: string): { name: string; value: string } | undefined {
  const [, longName, longValue] = /^ParameterKey=([^,]+),ParameterValue=(.+)$/s.exec(word) ?? [];
  const [, shortName, shortValue] = longName === undefined ? (/^([^=]+)=(.+)$/s.exec(word) ?? []) : [];
  const name = unquoted(longName ?? shortName ?? '');
  const value = longValue ?? shortValue;
  return value !== undefined && /^[A-Za-z0-9]+$/.test(name) ? { name, value: unquoted(value) } : undefined;
}

function unquoted(text: string): string {
  const first = text.charAt(0);
  const isQuoted = text.length > 1 && (first === '"' || first === "'") && text.endsWith(first);
  return (isQuoted ? text.slice(1, -1) : text).replace(/\\([ "'])/g, '$1');
}
