import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { sourceFile } from '../template/source.ts';
import { UserError } from '../user-error.ts';
import { emptyPolicy, type Policy } from './policy.ts';

/** The names of the config file, of which a folder may have one. */
export const configNames = ['cfn-auth-audit.yml', 'cfn-auth-audit.yaml'] as const;

/** Where the policy is looked for, and what it may speak of. */
export interface PolicyOptions {
  /** Absolute. */
  readonly workingFolder: string;
  /** The config file, absolute or relative to the working folder; without it, one is looked for upward from there. */
  readonly config?: string | undefined;
  /** All rules' ids, `policy-unused` included. */
  readonly ruleIds: readonly string[];
}

/**
 * Reads the config file. Without one, the policy is empty, and nothing that only a config file needs is loaded.
 *
 * @throws UserError with all that is wrong with the file, or where the file named does not exist.
 */
export async function loadPolicy({ workingFolder, config, ruleIds }: PolicyOptions): Promise<Policy> {
  const path = config === undefined ? findConfig(workingFolder) : resolve(workingFolder, config);
  if (path === undefined) return emptyPolicy;
  const name = slashes(relative(workingFolder, path));
  const source = sourceFile(name, await readText(path, name));
  const { readConfig } = await import('./read-config.ts');
  return readConfig(source, ruleIds, file => slashes(relative(dirname(path), resolve(workingFolder, file))));
}

/** The config file of the folder or of the nearest one above it, up to the repository's root. */
function findConfig(workingFolder: string): string | undefined {
  for (let folder = workingFolder; ; folder = dirname(folder)) {
    const found = configNames.filter(name => existsSync(join(folder, name)));
    if (found.length > 1) {
      throw new UserError(
        `There are two config files, ${found.map(name => slashes(relative(workingFolder, join(folder, name)))).join(' and ')}.`,
        'Keep one of them, or name one with --config.',
      );
    }
    if (found[0] !== undefined) return join(folder, found[0]);
    if (existsSync(join(folder, '.git')) || dirname(folder) === folder) return undefined;
  }
}

async function readText(path: string, name: string): Promise<string> {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    if (code === 'ENOENT') {
      throw new UserError(
        `The config file ${name} does not exist.`,
        'Correct the path; it is relative to the working folder.',
      );
    }
    throw new UserError(
      code === 'EISDIR' ? `The config file ${name} is a folder.` : `The config file ${name} cannot be read (${code}).`,
      'Name a file that can be read.',
    );
  }
}

function slashes(path: string): string {
  return path.replaceAll('\\', '/');
}
