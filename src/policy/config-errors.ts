import type { z } from 'zod';
import { nearest } from '../nearest.ts';
import { at, type Node } from '../template/node.ts';
import { configKeys, longestText } from './config-schema.ts';
import { ruleLevels } from './policy.ts';
import { quote } from './unknown-rule.ts';

/** What is wrong at an offset of the config file; one sentence. */
export interface ConfigError {
  readonly offset: number;
  readonly message: string;
}

/** What zod says of a config file, in the file's own terms. */
export function* configErrors(root: Node, issues: readonly z.core.$ZodIssue[]): Generator<ConfigError> {
  for (const issue of issues) {
    const path = issue.path.map(segment => (typeof segment === 'symbol' ? String(segment) : segment));
    const node = at(root, ...path);
    switch (issue.code) {
      case 'unrecognized_keys':
        for (const key of issue.keys) {
          yield { offset: at(node, key)?.key?.start ?? offsetOf(root, path), message: unknownKey(path, key) };
        }
        break;
      case 'invalid_type':
      case 'too_small':
      case 'too_big':
      case 'invalid_value':
        yield { offset: offsetOf(root, path), message: node ? wrongValue(path, node) : missingKey(path) };
        break;
      default:
        throw new Error(`The config schema has no message for ${issue.code}: ${issue.message}`);
    }
  }
}

type Path = readonly (string | number)[];

/** Where the value at a path begins; where there is none, what should have it. */
function offsetOf(root: Node, path: Path): number {
  const node = at(root, ...path);
  if (node === undefined) return offsetOf(root, path.slice(0, -1));
  // An empty value is nothing that could be pointed at.
  return node.end > node.start ? node.start : (node.key?.start ?? node.start);
}

function unknownKey(path: Path, key: string): string {
  const keys = keysAt(path);
  const likely = nearest(key, keys);
  const allowed = likely === undefined ? `its keys are ${list(keys)}` : `"${likely}" is the nearest of ${list(keys)}`;
  return `${subjectOf(path)} has no key ${quote(key)}; ${allowed}.`;
}

function missingKey(path: Path): string {
  return `${subjectOf(path.slice(0, -1))} needs the key "${path.at(-1)}".`;
}

function wrongValue(path: Path, node: Node): string {
  const subject = subjectOf(path);
  if (path[0] === 'rules' && path.length === 2) return wrongLevel(subject, node);
  if (node.kind === 'scalar') {
    if (node.value === null || (typeof node.value === 'string' && node.value.trim() === ''))
      return `${subject} is empty.`;
    if (typeof node.value === 'string' && expectedAt(path) === 'a string') {
      return `${subject} has ${node.value.length} characters; ${longestText} are allowed.`;
    }
  }
  return `${subject} is ${describe(node)}; it must be ${expectedAt(path)}.`;
}

function wrongLevel(subject: string, node: Node): string {
  const likely = node.kind === 'scalar' ? nearest(String(node.value), ruleLevels) : undefined;
  const allowed = likely === undefined ? 'it must be one' : `"${likely}" is the nearest`;
  return `${subject} is ${describe(node)}; ${allowed} of ${list(ruleLevels)}.`;
}

/** What a path is called at the beginning of a sentence. */
function subjectOf(path: Path): string {
  const [section, , key] = path;
  if (section === undefined) return 'The config file';
  if (section === 'external' && path.length > 1) return externalSubject(path);
  if (path.length === 1) return `The section ${section}`;
  if (section === 'rules') return `The severity of ${quote(String(path[1]))}`;
  return key === undefined ? `An entry of ${section}` : `The ${key} of an entry of ${section}`;
}

function externalSubject([, part, name, key, index]: Path): string {
  if (name === undefined) return `The section external.${part}`;
  if (part !== 'pools') return `The value of ${quote(String(name))} in external.${part}`;
  if (key === undefined) return 'An entry of external.pools';
  return index === undefined ? `The ${key} of an entry of external.pools` : 'A scope of an entry of external.pools';
}

function expectedInExternal(path: Path): string {
  const [, part, name, key] = path;
  if (part === undefined) return `a map with the keys ${list(configKeys.external)}`;
  if (part !== 'pools') return name === undefined ? 'a map of names to values' : 'a string';
  if (name === undefined) return 'a list of entries';
  if (key === undefined) return `a map with the keys ${list(configKeys.externalPool)}`;
  if (key === 'complete') return 'true or false';
  return key === 'scopes' && path.length === 4 ? 'a list of scopes' : 'a string';
}

function expectedAt(path: Path): string {
  const [section] = path;
  if (section === 'external') return expectedInExternal(path);
  if (section === 'rules') return 'a map of rule ids to severities';
  if (path.length === 1) return 'a list of entries';
  return path.length === 3 ? 'a string' : `a map with the keys ${list(keysAt(path))}`;
}

function keysAt(path: Path): readonly string[] {
  if (path[0] === 'external') return path.length === 1 ? configKeys.external : configKeys.externalPool;
  if (path[0] === 'public') return configKeys.public;
  return path[0] === 'ignore' ? configKeys.ignore : configKeys.file;
}

function describe(node: Node): string {
  switch (node.kind) {
    case 'scalar':
      if (node.value === null) return 'empty';
      return typeof node.value === 'string' ? quote(node.value) : `the ${typeof node.value} ${node.value}`;
    case 'list':
      return 'a list';
    case 'map':
      return 'a map';
  }
}

function list(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
