import { readFileSync, type Stats, statSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { displayName, type Overlay, overlaid } from './template/files.ts';
import { type SourceFile, sourceFile } from './template/source.ts';
import { UserError } from './user-error.ts';

/** A file that may be a template, and whether the user named it or it was found in a folder. */
export interface Candidate {
  readonly source: SourceFile;
  readonly isNamed: boolean;
}

/** Folders of build output and of other people's code, which are looked into only where they are named. */
export const leftOutFolders: readonly string[] = ['node_modules', '.git', 'cdk.out', '.aws-sam'];

/** CloudFormation takes templates up to 1 MB. */
const maxBytes = 8 * 1024 * 1024;

/**
 * The files at and below `paths` that look like a template by a cheap look at their text. Named files are taken as they
 * are; `-` is standard input.
 *
 * @throws UserError where a path does not exist.
 */
export async function discover(
  workingFolder: string,
  paths: readonly string[],
  readStandardInput: () => Promise<string>,
  notice: (message: string) => void,
  overlay?: Overlay,
): Promise<Candidate[]> {
  const found = new Map<string, Candidate>();
  for (const path of paths) {
    if (path === '-') {
      found.set('-', { source: sourceFile('-', await readStandardInput()), isNamed: true });
      continue;
    }
    const absolute = isAbsolute(path) ? path : resolve(workingFolder, path);
    const isFolder = statOf(absolute, path).isDirectory();
    for (const file of isFolder ? await filesBelow(absolute) : [absolute]) {
      const name = displayName(workingFolder, file);
      if (found.has(name)) continue;
      const text = overlaid(overlay, file) ?? readText(file, name, notice);
      if (text === undefined || (isFolder && !looksLikeTemplate(text))) continue;
      found.set(name, { source: sourceFile(name, text), isNamed: !isFolder });
    }
  }
  return [...found.values()].sort((a, b) => (a.source.name < b.source.name ? -1 : 1));
}

function statOf(absolute: string, path: string): Stats {
  let stats: Stats | undefined;
  try {
    stats = statSync(absolute, { throwIfNoEntry: false });
  } catch (error) {
    // A link to itself, or a path through a file.
    if (!(typeof error === 'object' && error !== null && 'code' in error)) throw error;
  }
  if (!stats)
    throw new UserError(`There is no file or folder ${path}.`, 'Check the path; it is relative to the working folder.');
  return stats;
}

async function filesBelow(folder: string): Promise<string[]> {
  const { glob } = await import('tinyglobby');
  return glob('**/*', {
    cwd: folder,
    ignore: leftOutFolders.map(folder => `**/${folder}/**`),
    dot: true,
    absolute: true,
    followSymbolicLinks: false,
    expandDirectories: false,
  });
}

function readText(file: string, name: string, notice: (message: string) => void): string | undefined {
  const bytes = readFileSync(file);
  if (bytes.length > maxBytes) {
    if (looksLikeTemplate(bytes.toString('utf8', 0, 65_536))) {
      notice(`${name} is larger than 8 MiB and was left out; CloudFormation takes templates up to 1 MB.`);
    }
    return undefined;
  }
  return bytes.includes(0) ? undefined : bytes.toString('utf8');
}

function looksLikeTemplate(text: string): boolean {
  // Most files have no such word, which is found out without trying each of their lines.
  if (!text.includes('Resources')) return false;
  return /(?:^|[{,])\s*["']?Resources["']?\s*:/m.test(text) && /\b(?:AWS|Alexa|Custom)::/.test(text);
}
