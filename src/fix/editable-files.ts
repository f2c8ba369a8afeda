import { accessSync, constants, readFileSync, realpathSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { leftOutFolders } from '../discover.ts';
import type { EditableFile } from './replacement.ts';
import { systemCodeOf } from './system-code.ts';

/**
 * Opens files by the name that places give them. What may be changed lies in the working folder or in a path that the
 * user named, symbolic links resolved, and is not of a folder of build output or of other people's code below that.
 */
export function editableFiles(
  workingFolder: string,
  paths: readonly string[],
  sourceText: (name: string) => string | undefined,
): (name: string) => EditableFile | string {
  const roots = [workingFolder, ...paths].map(path => realpathSync(resolve(workingFolder, path)));
  const opened = new Map<string, EditableFile | string>();
  return name => {
    const known = opened.get(name) ?? open(name, realpathSync(resolve(workingFolder, name)), roots, sourceText(name));
    opened.set(name, known);
    return known;
  };
}

function open(
  name: string,
  path: string,
  roots: readonly string[],
  audited: string | undefined,
): EditableFile | string {
  const ways = roots.map(root => relative(root, path).split(sep)).filter(way => way[0] !== '..');
  if (ways.length === 0) return `${name} lies outside of the working folder and of the paths given.`;
  if (ways.every(way => way.some(part => leftOutFolders.includes(part)))) {
    return `${name} lies in a folder of build output or of other people's code.`;
  }
  if (!isWritable(path)) return `${name} is write-protected.`;
  const bytes = readFileSync(path);
  const text = bytes.toString('utf8');
  if (!Buffer.from(text).equals(bytes)) return `${name} is not UTF-8 throughout.`;
  if (text.replace(/^\uFEFF/, '') !== audited) return `${name} was changed while it was being audited.`;
  return { name, path, text };
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes(systemCodeOf(error) ?? '')) return false;
    throw error;
  }
}
