import { parse as parseToml, TomlError } from 'smol-toml';
import { toPlain } from '../template/node.ts';
import { parse } from '../template/parse.ts';
import { positionAt, type SourceFile } from '../template/source.ts';
import { readOverrides } from './overrides.ts';

/** What an environment of a samconfig says of the stack that `sam deploy` makes. */
export interface SamEnvironment {
  readonly stackName?: string;
  readonly region?: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Files of parameter values, relative to the samconfig's folder, which `parameters` outranks. */
  readonly parameterFiles: readonly string[];
  /** The templates that it names, for `deploy` and for `build`, relative to the samconfig's folder. */
  readonly templates: readonly string[];
}

/** A samconfig.toml, samconfig.yaml or samconfig.yml, environment by environment. */
export interface Samconfig {
  readonly source: SourceFile;
  /** The names of its environments. */
  readonly names: readonly string[];
  /** What it says of an environment; undefined where it has none of the name. Faults are noticed the first time. */
  environment(name: string): SamEnvironment | undefined;
}

type Table = Readonly<Record<string, unknown>>;

/**
 * Reads a samconfig as the SAM CLI does: an option that `deploy` sets replaces the one that `global` sets. What cannot be
 * read is left out, and `notice` is told where and why. See
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-config.html
 */
export function readSamconfig(source: SourceFile, notice: (message: string) => void): Samconfig {
  const document = source.name.endsWith('.toml') ? readToml(source, notice) : readYaml(source, notice);
  const tables = new Map<string, Table>();
  for (const [name, value] of Object.entries(document)) {
    const environment = tableOf(value);
    if (environment) tables.set(name, environment);
  }
  const read = new Map<string, SamEnvironment>();
  return {
    source,
    names: [...tables.keys()],
    environment(name) {
      const table = tables.get(name);
      if (!table) return undefined;
      const environment = read.get(name) ?? readEnvironment(source, name, table, notice);
      read.set(name, environment);
      return environment;
    },
  };
}

function readToml(source: SourceFile, notice: (message: string) => void): Table {
  try {
    return parseToml(source.text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [first = ''] = error.message.replace(/^Invalid TOML document: /, '').split('\n');
    notice(`${source.name}:${error.line}: This is not valid TOML (${first}); the samconfig was left out.`);
    return {};
  }
}

function readYaml(source: SourceFile, notice: (message: string) => void): Table {
  const { root, problems } = parse(source);
  const document = root && tableOf(toPlain(root));
  const [problem] = problems;
  if (problem) {
    const { line } = positionAt(source, problem.start);
    const outcome = root ? '' : ' The samconfig was left out.';
    notice(`${source.name}:${line}: ${problem.message.replaceAll(/\s+/g, ' ')}${outcome}`);
  } else if (!document && source.text.trim() !== '') {
    notice(`${source.name}:1: This is not a map of environments; the samconfig was left out.`);
  }
  return document ?? {};
}

function readEnvironment(
  source: SourceFile,
  name: string,
  environment: Table,
  notice: (message: string) => void,
): SamEnvironment {
  const deploy = parametersOf(environment, 'deploy');
  const build = parametersOf(environment, 'build');
  const leaveOut = (key: string, why: string): void =>
    notice(`${source.name}:${lineOf(source, name, key)}: In the environment ${name}, ${why}; it was left out.`);
  const text = (table: Table, key: string): string | undefined => {
    const value = table[key];
    if (value === undefined || (typeof value === 'string' && value !== '')) return value;
    leaveOut(key, `${key} is no text`);
    return undefined;
  };
  const stackName = text(deploy, 'stack_name');
  const region = text(deploy, 'region');
  const overrides = readOverrides(deploy.parameter_overrides);
  for (const fault of overrides.faults) leaveOut('parameter_overrides', fault);
  const templates = [deploy, build].map(table => text(table, 'template_file') ?? text(table, 'template'));
  return {
    ...(stackName !== undefined && { stackName }),
    ...(region !== undefined && { region }),
    parameters: overrides.parameters,
    parameterFiles: overrides.files,
    templates: [...new Set(templates.filter(template => template !== undefined))],
  };
}

/** The options of a command, over those of all commands. */
function parametersOf(environment: Table, command: string): Table {
  const ofCommand = (name: string): Table => tableOf(tableOf(environment[name])?.parameters) ?? {};
  return { ...ofCommand('global'), ...ofCommand(command) };
}

function tableOf(value: unknown): Table | undefined {
  const isTable = typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
  return isTable ? { ...value } : undefined;
}

/** The line of a key of an environment; the file's first where it is written in another way than a line of its own. */
function lineOf(source: SourceFile, environment: string, key: string): number {
  let current: string | undefined;
  for (const [index, line] of source.text.split('\n').entries()) {
    const [, table, mapKey] = /^\s*\[+\s*["']?([^."'\]\s]+)|^["']?([^\s"':=]+)["']?\s*:/.exec(line) ?? [];
    current = table ?? mapKey ?? current;
    if (current === environment && new RegExp(`^\\s*["']?${key}["']?\\s*[=:]`).test(line)) return index + 1;
  }
  return 1;
}
