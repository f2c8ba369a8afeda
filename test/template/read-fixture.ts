import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { asMap } from '../../src/template/node.ts';
import { parse } from '../../src/template/parse.ts';
import { sourceFile } from '../../src/template/source.ts';
import { readTemplate, type Template } from '../../src/template/template.ts';

export const fixtures = fileURLToPath(new URL('fixtures', import.meta.url));

/** A template of this folder's fixtures, under its own name. */
export function fixture(name: string): Template {
  return templateOf(name, readFileSync(`${fixtures}/${name}`, 'utf8'));
}

/** A template of a text. */
export function templateOf(name: string, text: string): Template {
  const file = sourceFile(name, text);
  const root = asMap(parse(file).root);
  if (!root) throw new Error(`${name} is no map.`);
  return readTemplate(file, root);
}
