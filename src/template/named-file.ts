import type { Files } from './files.ts';
import { asString, type Node } from './node.ts';
import type { SourceFile } from './source.ts';
import { isTemplateOfTemplate } from './template-of-template.ts';

/** A local file that a setting such as DefinitionUri or Location names; `aws cloudformation package` would upload it. */
export interface NamedFile {
  readonly file: SourceFile;
  /** Absent where the text cannot be read. */
  readonly root: Node | undefined;
}

/** Reads the file that a setting names. What another program has to fill in first counts as not read, and not as wrong. */
export function readNamedFile(location: Node | undefined, files: Files): NamedFile | undefined {
  const name = asString(location);
  const file = location && name !== undefined ? files.readBeside(location.file, name) : undefined;
  if (!file) return undefined;
  const { root } = files.parse(file);
  if (!root && isTemplateOfTemplate(file, false)) files.forget(file);
  return { file, root };
}

/**
 * A sentence for what a setting should name, such as "The definition of OrdersApi", and gives nothing of: it stands
 * elsewhere, cannot be read, or is not of its kind, such as "OpenAPI document".
 */
export function unreadMessage(what: string, location: Node, kind: string, files: Files): string {
  const named = readNamedFile(location, files);
  const reason = named
    ? `, ${named.file.name}, ${named.root ? `is no ${kind}` : 'cannot be read'}`
    : ' is not in the audited files';
  return `${what}${reason}, so its endpoints are not known.`;
}
