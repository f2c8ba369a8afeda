#!/usr/bin/env node
// Writes what of the documentation is generated, as `npm run docs`:
//
//   docs/rules/<id>.md     a page for each rule, with its examples and what the program says of them
//   docs/rules/README.md   the list of the rules
//   README.md              the regions between `<!-- generated: NAME -->` and `<!-- /generated -->`
//
// Same sources, same bytes: continuous integration runs it and compares.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { generatedDocs, pagesFolder } from './docs-pages.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The program, made of its sources: Node 20 reads no TypeScript. */
async function loadProgram() {
  const folder = mkdtempSync(join(tmpdir(), 'cfn-auth-audit-docs-'));
  const outfile = join(folder, 'program.mjs');
  try {
    await build({
      stdin: {
        contents: `
          export { main } from './src/cli.ts';
          export { rules } from './rules/index.ts';
          export { sections } from './src/rule-pages.ts';`,
        resolveDir: root,
      },
      absWorkingDir: root,
      outfile,
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'esm',
      // As in build.mjs, and for the same reasons.
      mainFields: ['module', 'main'],
      alias: { 'js-yaml': './node_modules/js-yaml/index.js' },
      banner: {
        js: "import{createRequire as __bannerRequire}from'node:module';const require=__bannerRequire(import.meta.url);",
      },
      sourcemap: 'inline',
      logLevel: 'warning',
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const files = await generatedDocs(root, await loadProgram());

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
