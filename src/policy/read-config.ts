import { posix } from 'node:path';
import type { z } from 'zod';
import type { Endpoint } from '../model/endpoint.ts';
import { isTextPlace } from '../model/place.ts';
import { poolIdOf } from '../oauth/outside-pools.ts';
import { asMap, asString, at, entriesOf, itemsOf, type Node, toPlain } from '../template/node.ts';
import { type ParseProblem, parse } from '../template/parse.ts';
import { textPlaceOf } from '../template/place.ts';
import { positionAt, type SourceFile } from '../template/source.ts';
import { UserError } from '../user-error.ts';
import { type ConfigError, configErrors } from './config-errors.ts';
import { configSchema } from './config-schema.ts';
import { logicalPathGlob, pathGlob } from './glob.ts';
import { emptyPolicy, type IgnoreEntry, type Policy, type PublicEntry } from './policy.ts';
import { notARule, quote } from './unknown-rule.ts';

type Config = z.infer<typeof configSchema>;

/**
 * Reads a config file's text. It is a module of its own, with all that it imports, so that a run without a config file
 * does not load the schema and glob libraries.
 *
 * @param fromConfig The way from the config file's folder to a file that is named relative to the working folder.
 * @throws UserError with all that is wrong with the file.
 */
export function readConfig(
  source: SourceFile,
  ruleIds: readonly string[],
  fromConfig: (file: string) => string,
): Policy {
  if (source.text.trim() === '') return { ...emptyPolicy, source };
  const { root, problems } = parse(source);
  const errors: ConfigError[] = problems.map(textError);
  if (!root) throw invalid(source, errors);
  // A file of comments only.
  if (root.kind === 'scalar' && root.value === null) return { ...emptyPolicy, source };
  const { data, error } = configSchema.safeParse(toPlain(root));
  errors.push(...configErrors(root, error?.issues ?? []), ...poolErrors(root), ...entryErrors(root));
  const wrongRules = [...ruleErrors(root, ruleIds)];
  if (wrongRules.length > 0)
    throw invalid(source, [...errors, ...wrongRules], '; `cfn-auth-audit rules` lists the rules');
  if (!data || errors.length > 0) throw invalid(source, errors);
  return policyOf(source, root, data, fromConfig);
}

function textError({ start, message }: ParseProblem): ConfigError {
  // A key may hold line breaks; each error is a line.
  return { offset: start, message: message.replaceAll(/\s+/g, ' ') };
}

function* ruleErrors(root: Node, ruleIds: readonly string[]): Generator<ConfigError> {
  for (const [id, level] of entriesOf(at(root, 'rules'))) {
    if (!ruleIds.includes(id)) yield { offset: level.key?.start ?? level.start, message: `${notARule(id, ruleIds)}.` };
  }
  for (const entry of itemsOf(at(root, 'ignore'))) {
    const rule = asMap(entry)?.entries.get('rule');
    const id = asString(rule)?.trim();
    if (!rule || !id) continue;
    if (!ruleIds.includes(id)) yield { offset: rule.start, message: `${notARule(id, ruleIds)}.` };
    else if (id === 'policy-unused') {
      yield {
        offset: rule.start,
        message: 'An entry of ignore cannot name "policy-unused"; it can only be set under rules.',
      };
    }
  }
}

/** What an entry of a section is about, one of these keys, and the keys that can say more of it. */
const subjects: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  public: { api: ['method', 'path'], arn: [] },
  ignore: { path: ['file'], endpoint: [], arn: [] },
};

function* entryErrors(root: Node): Generator<ConfigError> {
  for (const [section, details] of Object.entries(subjects)) {
    for (const entry of itemsOf(at(root, section))) {
      if (entry.kind !== 'map') continue;
      const [subject, another] = Object.keys(details).filter(name => entry.entries.has(name));
      const errorAt = (name: string, message: string): ConfigError => {
        const value = entry.entries.get(name);
        return { offset: value?.key?.start ?? entry.start, message };
      };
      if (subject === undefined) {
        const keys = Object.keys(details).map(name => `"${name}"`);
        yield errorAt('', `An entry of ${section} needs the key ${keys.join(' or ')}.`);
      } else if (another !== undefined) {
        yield errorAt(another, `An entry of ${section} has both ${subject} and ${another}.`);
      } else {
        for (const name of Object.values(details).flat()) {
          if (!entry.entries.has(name) || details[subject]?.includes(name)) continue;
          yield errorAt(name, `An entry of ${section} with ${subject} takes no ${name}.`);
        }
      }
    }
  }
}

/** A user pool has one id; a scope of its own is IDENTIFIER/NAME. */
function* poolErrors(root: Node): Generator<ConfigError> {
  for (const entry of itemsOf(at(root, 'external', 'pools'))) {
    if (entry.kind !== 'map') continue;
    const [id, arn] = [entry.entries.get('id'), entry.entries.get('arn')];
    if (!id && !arn) yield { offset: entry.start, message: 'An entry of external.pools needs the key "id" or "arn".' };
    if (id && arn)
      yield { offset: arn.key?.start ?? arn.start, message: 'An entry of external.pools has both id and arn.' };
    for (const scope of itemsOf(entry.entries.get('scopes'))) {
      const text = asString(scope)?.trim();
      if (text && !/^.+\/[^/]+$/.test(text)) {
        yield { offset: scope.start, message: `The scope ${quote(text)} is not of the form IDENTIFIER/NAME.` };
      }
    }
  }
}

function invalid(source: SourceFile, errors: readonly ConfigError[], help = ''): UserError {
  const lines = [...errors]
    .sort((a, b) => a.offset - b.offset)
    .map(({ offset, message }) => {
      const { line, column } = positionAt(source, offset);
      return `${source.name}:${line}:${column}: ${message}`;
    });
  return new UserError(lines.join('\n'), `Correct the config file${help}.`);
}

function policyOf(source: SourceFile, root: Node, config: Config, fromConfig: (file: string) => string): Policy {
  return {
    source,
    levels: new Map(Object.entries(config.rules ?? {})),
    public: (config.public ?? []).map((entry, index) => publicEntry(at(root, 'public', index) ?? root, entry)),
    ignore: (config.ignore ?? []).map((entry, index) =>
      ignoreEntry(at(root, 'ignore', index) ?? root, entry, fromConfig),
    ),
    external: {
      isComplete: config.complete === true,
      ssm: textsIn(at(root, 'external', 'ssm')),
      exports: textsIn(at(root, 'external', 'exports')),
      pools: (config.external?.pools ?? []).map(({ id, arn, complete }, index) => ({
        id: poolIdOf(id ?? arn ?? ''),
        scopes: itemsOf(at(root, 'external', 'pools', index, 'scopes')),
        isComplete: complete === true,
      })),
    },
  };
}

function textsIn(node: Node | undefined): ReadonlyMap<string, string> {
  return new Map([...entriesOf(node)].map(([name, value]) => [name, (asString(value) ?? '').trim()]));
}

function publicEntry(node: Node, entry: NonNullable<Config['public']>[number]): PublicEntry {
  const place = textPlaceOf(at(node, 'path') ?? at(node, 'api') ?? at(node, 'arn') ?? node);
  const { reason, arn, api = '**' } = entry;
  if (arn !== undefined) {
    const isArn = pathGlob(arn);
    const covers = (endpoint: Endpoint) =>
      [endpoint.place, endpoint.declaredAt, endpoint.api.place].some(each => !isTextPlace(each) && isArn(each.arn));
    return { name: arn, reason, place, scope: 'accounts', covers };
  }
  const isApi = pathGlob(api);
  const isMethod = pathGlob((entry.method ?? '**').toUpperCase());
  const isPath = pathGlob(entry.path ?? '**');
  const what = [entry.method, entry.path].filter(part => part !== undefined).join(' ');
  return {
    name: what === '' ? api : `${what} of ${api}`,
    reason,
    place,
    scope: 'both',
    covers: ({ api: { id }, method, path }) => isApi(id ?? '') && isMethod(method) && isPath(path),
  };
}

function ignoreEntry(
  node: Node,
  entry: NonNullable<Config['ignore']>[number],
  fromConfig: (file: string) => string,
): IgnoreEntry {
  const { rule, reason, arn, endpoint, path = '**' } = entry;
  const place = textPlaceOf(at(node, 'path') ?? at(node, 'endpoint') ?? at(node, 'arn') ?? node);
  const head = { ruleId: rule, reason, place };
  if (arn !== undefined) {
    const isArn = pathGlob(arn);
    return {
      ...head,
      name: `${rule} at ${arn}`,
      scope: 'accounts',
      covers: finding => finding.ruleId === rule && !isTextPlace(finding.place) && isArn(finding.place.arn),
    };
  }
  if (endpoint !== undefined) {
    const isEndpoint = pathGlob(endpoint);
    return {
      ...head,
      name: `${rule} of ${endpoint}`,
      scope: 'both',
      covers: finding =>
        finding.ruleId === rule && finding.endpoint !== undefined && isEndpoint(endpointPath(finding.endpoint)),
    };
  }
  const isPath = logicalPathGlob(path);
  const isName = entry.file === undefined ? undefined : pathGlob(posix.normalize(entry.file));
  // Standard input is in no folder.
  const isFile = (file: string) => isName?.(file === '-' ? file : fromConfig(file)) ?? true;
  return {
    ...head,
    name: `${rule} at ${path}${entry.file === undefined ? '' : ` of ${entry.file}`}`,
    scope: 'templates',
    covers: finding =>
      finding.ruleId === rule && isTextPlace(finding.place) && isPath(finding.place.path) && isFile(finding.place.file),
  };
}

/** `orders/GET/orders/{id}`: an endpoint's API, method and path, as far as it has them. */
function endpointPath({ api, method, path }: Endpoint): string {
  return [api.id ?? '', method, path.replace(/^\//, '')].filter(part => part !== '').join('/');
}
