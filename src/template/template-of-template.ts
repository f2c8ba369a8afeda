import type { SourceFile } from './source.ts';

/** Whether a text is not a template but what another program makes one of: Jinja, cookiecutter, Backstage. */
export function isTemplateOfTemplate(source: SourceFile, isReadable: boolean): boolean {
  if (/\{\{-?\s*cookiecutter|\$\{\{\s*values\./.test(source.text) || source.name.includes('{{')) return true;
  return !isReadable && /\{%-?\s|\{\{(?!resolve:)/.test(source.text);
}
