import { readFileSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { type PackedTree, treePacking } from './packed-tree.ts';
import { type Parsed, parse } from './parse.ts';
import type { Room } from './room.ts';
import { type SourceFile, sourceFile } from './source.ts';

/** The files of a workspace. What a template names is read only inside of its roots, symbolic links resolved. */
export interface Files {
  /** A file that a template names by a relative path: looked for beside the template, then in the working folder. */
  readBeside(source: SourceFile, location: string): SourceFile | undefined;
  /** A file by its name, relative to the working folder. */
  read(name: string): SourceFile | undefined;
  /** Parses a file: once, as long as there is room for its tree. */
  parse(file: SourceFile): ParsedFile;
  /** Takes a parsed file for none of the workspace's. */
  forget(file: SourceFile): void;
  /** The files parsed so far. */
  parsed(): Iterable<ParsedFile>;
  /** Keeps what is made of the files. */
  readonly room: Room;
}

/** A file that was parsed. Its tree may have to be made again when it is asked for. */
export interface ParsedFile extends Parsed {
  readonly file: SourceFile;
}

/** What files would hold once they are changed: texts by absolute path, symbolic links resolved. */
export type Overlay = ReadonlyMap<string, string>;

/** What an overlay holds for the file of a path, which must exist. */
export function overlaid(overlay: Overlay | undefined, path: string): string | undefined {
  return overlay?.get(realpathSync(path));
}

/** Reads below `roots` (absolute folders); names are given relative to `workingFolder`. */
export function workspaceFiles(workingFolder: string, roots: readonly string[], room: Room, overlay?: Overlay): Files {
  const realRoots = roots.map(root => realpathSync(root));
  const cache = new Map<string, SourceFile | undefined>();
  const read = (path: string): SourceFile | undefined => {
    if (!cache.has(path)) cache.set(path, readInside(path, realRoots, displayName(workingFolder, path), overlay));
    return cache.get(path);
  };
  // By name: what is found in a folder and what a template names are read apart.
  const known = new Map<string, ParsedFile>();
  const packing = room.isLimited ? treePacking() : undefined;
  return {
    room,
    read: name => read(resolve(workingFolder, name)),
    parse(file) {
      const before = known.get(file.name);
      if (before) return before;
      let problems: Parsed['problems'] = [];
      let packed: PackedTree | undefined;
      const root = room.keep(file.text.length, () => {
        if (packed && packing) return packing.unpack(packed, file);
        const parsed = parse(file);
        ({ problems } = parsed);
        packed = parsed.root && packing?.pack(parsed.root);
        return parsed.root;
      });
      // Now, whatever is asked for: what is wrong with a file is known from the first reading on.
      root();
      const parsed = {
        file,
        problems,
        get root() {
          return root();
        },
      };
      known.set(file.name, parsed);
      return parsed;
    },
    forget(file) {
      known.delete(file.name);
    },
    parsed: () => known.values(),
    readBeside(source, location) {
      if (isAbsolute(location) || location.includes('\0') || /^[a-z][a-z0-9+.-]*:/i.test(location)) return undefined;
      const beside = resolve(workingFolder, source.name === '-' ? '.' : dirname(source.name), location);
      return read(beside) ?? read(resolve(workingFolder, location));
    },
  };
}

/** How a path is shown: relative to the working folder, `/` separators. */
export function displayName(workingFolder: string, path: string): string {
  return relative(workingFolder, path).split(sep).join('/');
}

function readInside(
  path: string,
  roots: readonly string[],
  name: string,
  overlay: Overlay | undefined,
): SourceFile | undefined {
  try {
    const real = realpathSync(path);
    const isInside = roots.some(root => real === root || real.startsWith(root.endsWith(sep) ? root : root + sep));
    return isInside ? sourceFile(name, overlay?.get(real) ?? readFileSync(real, 'utf8')) : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return ['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES', 'ENAMETOOLONG', 'ELOOP'].includes(code);
}
