import type { Severity } from '../model/finding.ts';
import { ruleLevels } from '../policy/policy.ts';
import { type FailOn, failOnValues } from '../threshold.ts';
import { UserError } from '../user-error.ts';

const annotationsValues = ['check-run', 'commands', 'none'] as const;

/** The action's inputs, as action.yml describes them, checked and with their defaults. */
export interface ActionInputs {
  readonly paths: readonly string[];
  readonly failOn: FailOn;
  readonly ruleSeverities: Readonly<Record<string, Severity | 'off'>>;
  readonly parameters: Readonly<Record<string, string>>;
  readonly parameterFiles: readonly string[];
  readonly configEnv?: string;
  readonly config?: string;
  /** Empty where the workflow gives none. */
  readonly token: string;
  readonly annotations: (typeof annotationsValues)[number];
  readonly sarifFile?: string;
  readonly jsonFile?: string;
  readonly summary: boolean;
  /** Scan accounts instead of the workspace's templates. */
  readonly scan?: ScanInputs;
}

/** What a scan is told. */
export interface ScanInputs {
  /** Names of Regions, or all that are enabled; none for the one of the runner's AWS configuration. */
  readonly regions: readonly string[] | 'all';
  readonly roleArns: readonly string[];
  readonly include: readonly string[];
  /** Templates to compare with what is deployed, as files and folders. */
  readonly compare: readonly string[];
  /** I/N */
  readonly shard?: string;
  readonly allowIncomplete: boolean;
}

/**
 * Reads the inputs; an empty one means its default, as a workflow's empty expression does.
 *
 * @param read Gives an input's text by its name, '' where it is not set.
 * @throws UserError that names the input and the values it allows.
 */
export function readInputs(read: (name: string) => string): ActionInputs {
  const config = read('config').trim();
  const configEnv = read('config-env').trim();
  const sarifFile = read('sarif-file').trim();
  const jsonFile = read('json-file').trim();
  const scan = scanInputs(read);
  return {
    paths: pathsOf(read('paths')),
    failOn: choice('fail-on', read('fail-on'), failOnValues, 'error'),
    ruleSeverities: severitiesOf(read('rules')),
    parameters: parametersOf(read('parameters')),
    parameterFiles: lines(read('parameter-files')),
    ...(configEnv === '' ? {} : { configEnv }),
    ...(config === '' ? {} : { config }),
    token: read('token').trim(),
    annotations: choice('annotations', read('annotations'), annotationsValues, 'check-run'),
    ...(sarifFile === '' ? {} : { sarifFile }),
    ...(jsonFile === '' ? {} : { jsonFile }),
    summary: isTrue('summary', read('summary'), 'true'),
    ...(scan && { scan }),
  };
}

const scanNames = ['regions', 'role-arns', 'include', 'compare', 'shard', 'allow-incomplete'] as const;

function scanInputs(read: (name: string) => string): ScanInputs | undefined {
  const given = scanNames.filter(name => read(name).trim() !== '' && read(name).trim() !== 'false');
  if (!isTrue('scan', read('scan'), 'false')) {
    if (given.length === 0) return undefined;
    throw new UserError(
      `The input ${given[0]} is for a scan of accounts.`,
      'Set the input scan to true, or leave it out.',
    );
  }
  const regions = lines(read('regions'));
  const shard = read('shard').trim();
  return {
    regions: regions.length === 1 && regions[0] === 'all' ? 'all' : regions,
    roleArns: lines(read('role-arns')),
    include: lines(read('include')),
    compare: lines(read('compare')),
    ...(shard !== '' && { shard }),
    allowIncomplete: isTrue('allow-incomplete', read('allow-incomplete'), 'false'),
  };
}

function isTrue(input: string, text: string, otherwise: 'true' | 'false'): boolean {
  return choice(input, text.toLowerCase(), ['true', 'false'], otherwise) === 'true';
}

function pathsOf(text: string): readonly string[] {
  const paths = lines(text);
  if (paths.includes('-')) {
    throw new UserError(
      'The input paths names `-`, standard input, which an action does not have.',
      'Name files or folders of the workspace.',
    );
  }
  return paths.length === 0 ? ['.'] : paths;
}

function severitiesOf(text: string): Readonly<Record<string, Severity | 'off'>> {
  return Object.fromEntries(
    pairs('rules', text, 'endpoint-without-authorizer=warning').map(([rule, severity]) => [
      rule,
      choice(`rules, for ${rule},`, severity, ruleLevels),
    ]),
  );
}

function parametersOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(pairs('parameters', text, 'Stage=prod'));
}

/** One of `allowed`; `otherwise` for an empty value. */
function choice<T extends string>(input: string, text: string, allowed: readonly T[], otherwise?: T): T {
  const value = text.trim();
  if (value === '' && otherwise !== undefined) return otherwise;
  const found = allowed.find(each => each === value);
  if (found === undefined) {
    const names = `${allowed.slice(0, -1).join(', ')} or ${allowed.at(-1)}`;
    throw new UserError(`The input ${input} cannot be "${value}".`, `Make it ${names}.`);
  }
  return found;
}

function pairs(input: string, text: string, example: string): readonly (readonly [string, string])[] {
  const seen = new Set<string>();
  return lines(text).map(line => {
    const equals = line.indexOf('=');
    const name = line.slice(0, Math.max(equals, 0)).trim();
    if (name === '') {
      throw new UserError(
        `The input ${input} has the line "${line}", which is not a name, an equals sign and a value.`,
        `Write one a line, such as "${example}".`,
      );
    }
    if (seen.has(name)) throw new UserError(`The input ${input} sets ${name} twice.`, 'Leave one of the lines out.');
    seen.add(name);
    return [name, line.slice(equals + 1).trim()];
  });
}

function lines(text: string): readonly string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map(line => line.trim())
    .filter(line => line !== '');
}
