import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { displayName } from '../template/files.ts';
import { asMap, asString, entriesOf, type Node } from '../template/node.ts';
import { parse } from '../template/parse.ts';
import { positionAt, type SourceFile, sourceFile } from '../template/source.ts';
import { UserError } from '../user-error.ts';

const forms =
  'A parameter file is CloudFormation\'s list [{"ParameterKey": …, "ParameterValue": …}], {"Parameters": {…}}, or a map of names to values.';

/**
 * Reads the files that the caller names, the last one winning.
 *
 * @throws UserError where one does not exist or is no parameter file.
 */
export async function readParameterFiles(
  workingFolder: string,
  names: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const values: [string, string][] = [];
  for (const name of names) {
    const path = resolve(workingFolder, name);
    const source = sourceFile(displayName(workingFolder, path), await readText(path, name));
    const { parameters, faults } = parametersIn(source);
    if (faults.length > 0) throw new UserError(faults.join('\n'), forms);
    values.push(...Object.entries(parameters));
  }
  return Object.fromEntries(values);
}

/** The values in a parameter file, and what is wrong with it: sentences that begin with the place. */
export function parametersIn(source: SourceFile): {
  readonly parameters: Readonly<Record<string, string>>;
  readonly faults: readonly string[];
} {
  const values = new Map<string, string>();
  const faults: string[] = [];
  const fault = (offset: number, message: string): void => {
    const { line, column } = positionAt(source, offset);
    faults.push(`${source.name}:${line}:${column}: ${message}`);
  };
  const { root, problems } = parse(source);
  for (const { start, message } of problems) fault(start, message.replaceAll(/\s+/g, ' '));
  if (!root) return { parameters: {}, faults };
  const set = (name: string, node: Node): void => {
    const text = textOf(node);
    if (text === undefined) fault(node.start, `The value of ${JSON.stringify(name)} is no text.`);
    else values.set(name, text);
  };
  if (root.kind === 'list') {
    for (const item of root.items) {
      const entry = asMap(item)?.entries;
      const name = asString(entry?.get('ParameterKey'));
      const value = entry?.get('ParameterValue');
      const isKept = entry?.get('UsePreviousValue');
      if (name !== undefined && value) set(name, value);
      else if (name === undefined || !isKept) fault(item.start, 'The item has no ParameterKey with a ParameterValue.');
    }
  } else if (root.kind === 'map') {
    const inner = asMap(root.entries.get('Parameters'));
    for (const [name, node] of entriesOf(inner ?? root)) set(name, node);
  } else if (root.value !== null) fault(root.start, 'The file is neither a list nor a map.');
  return { parameters: Object.fromEntries(values), faults };
}

/** Numbers and the like as they are written, such as 0012; a list with commas between. */
function textOf(node: Node): string | undefined {
  if (node.kind === 'list') {
    const items = node.items.map(textOf);
    return items.every(item => item !== undefined) ? items.join(',') : undefined;
  }
  if (node.kind === 'map') return undefined;
  if (typeof node.value === 'string') return node.value;
  return node.value === null ? '' : node.file.text.slice(node.start, node.end);
}

async function readText(path: string, name: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    const what = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
    throw new UserError(
      `The parameter file ${name} ${what}.`,
      'Name a file that can be read; its path is relative to the working folder.',
    );
  }
}
