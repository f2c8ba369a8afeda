import type { Files } from '../template/files.ts';
import { namedFile } from '../template/named-file.ts';
import { asMap, at, type MapNode, type Node } from '../template/node.ts';
import { parse } from '../template/parse.ts';
import type { SourceFile } from '../template/source.ts';

/** A local file that a setting names as the definition of an API. */
export type DefinitionFile =
  | { readonly name: string; readonly body: MapNode }
  /** The end of a sentence: what keeps the file from being one. */
  | { readonly name: string; readonly body?: undefined; readonly fault: string };

/**
 * Reads the file that DefinitionUri or BodyS3Location names; undefined where there is none such in the workspace. API Gateway
 * imports OpenAPI 2.0 and 3.0, which a document says of itself. See
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api.html
 */
export function readDefinitionFile(location: Node | undefined, files: Files): DefinitionFile | undefined {
  const file = namedFile(location, files);
  if (!file) return undefined;
  const { name } = file;
  // Nothing is wrong with what a build completes: that it cannot be read yet is no problem of its text.
  const isOpen = isUnfinished(file) && !parse(file).root;
  const root = isOpen ? undefined : files.parse(file).root;
  if (!root)
    return { name, fault: hasPlaceholders(file) ? 'has to be filled in by another program first' : 'cannot be read' };
  const body = at(root, 'openapi') || at(root, 'swagger') ? asMap(root) : undefined;
  return body ? { name, body } : { name, fault: 'names neither an openapi nor a swagger version' };
}

function isUnfinished(file: SourceFile): boolean {
  return hasPlaceholders(file) || file.text.trim() === '' || !/\.(?:ya?ml|json)$/i.test(file.name);
}

/** Those of Jinja, ERB, Terraform and of plain replacement. */
function hasPlaceholders({ text }: SourceFile): boolean {
  return /\{\{|\{%|<%|%\{|@\w+@|%\w+%/.test(text);
}
