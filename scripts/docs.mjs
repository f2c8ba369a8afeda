#!/usr/bin/env node
// Writes what of the documentation is generated, as `npm run docs`:
//
//   docs/rules/<id>.md     a page for each rule, with its examples and what the program says of them
//   docs/rules/README.md   the list of the rules
//   README.md              the regions between `<!-- generated: NAME -->` and `<!-- /generated -->`
//
// Same sources, same bytes: continuous integration runs it and compares.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generatedDocs, pagesFolder } from './docs-pages.mjs';
import { loadSources } from './load-audit.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const program = await loadSources(`
  export { main } from './src/cli.ts';
  export { rules } from './rules/index.ts';
  export { sections } from './src/rule-pages.ts';
`);
const files = await generatedDocs(root, program);

mkdirSync(join(root, pagesFolder), { recursive: true });
for (const name of readdirSync(join(root, pagesFolder))) {
  if (files.has(`${pagesFolder}/${name}`)) continue;
  rmSync(join(root, pagesFolder, name), { recursive: true });
  console.log(`removed  ${pagesFolder}/${name}`);
}
for (const [name, text] of files) {
  const path = join(root, name);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
  writeFileSync(path, text);
  console.log(`written  ${name}`);
}
