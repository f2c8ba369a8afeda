import type { Files } from './files.ts';
import { asString, type Node } from './node.ts';
import type { SourceFile } from './source.ts';

/** The local file that a setting such as Location or DefinitionUri names; `aws cloudformation package` would upload it. */
export function namedFile(location: Node | undefined, files: Files): SourceFile | undefined {
  const name = asString(location);
  return location && name !== undefined ? files.readBeside(location.file, name) : undefined;
}
