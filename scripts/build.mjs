#!/usr/bin/env node
// Bundles the two entries into dist/, or into another folder: node scripts/build.mjs [--outdir FOLDER]
//
//   dist/cli.js                    starts dist/cli/main.js; its lazily imported parts lie beside that in dist/cli/
//   dist/action.js                 the GitHub Action, one file
//   dist/THIRD-PARTY-LICENSES.txt  the licences of every npm package in either
//
// Same sources, same bytes, wherever they are built: continuous integration compares.
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { thirdPartyLicenses } from './third-party-licenses.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({ options: { outdir: { type: 'string', default: join(root, 'dist') } } });
const outdir = resolve(values.outdir);
if (!relative(outdir, root).startsWith('..')) throw new Error(`--outdir ${values.outdir}: it would be emptied.`);

/**
 * Starts the program with V8's compile cache, which Node has from 22.8 on and which only serves modules loaded after
 * this call; hence a file of its own.
 */
const launcher = `#!/usr/bin/env node
import module from 'node:module';
module.enableCompileCache?.();
import('./cli/main.js');
`;

/** @type {import('esbuild').BuildOptions & { metafile: true, write: false }} */
const shared = {
  absWorkingDir: root,
  outdir,
  bundle: true,
  write: false,
  metafile: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  // Prefers the ES modules of packages without "exports", such as the AWS clients: only those can be shaken.
  mainFields: ['module', 'main'],
  // yaml-cfn requires js-yaml's CommonJS build, and a schema's types must be of the same build.
  alias: { 'js-yaml': './node_modules/js-yaml/index.js' },
  // Names of CommonJS modules contain their paths: those must lie below the root, even where node_modules is a link.
  preserveSymlinks: true,
  // CommonJS packages require Node's own modules, and an ES module has no `require`.
  banner: {
    js: "import{createRequire as __bannerRequire}from'node:module';const require=__bannerRequire(import.meta.url);",
  },
  // Names stay: the stack of a crash has to tell where it was.
  minifySyntax: true,
  minifyWhitespace: true,
  // They go to the licence file instead.
  legalComments: 'none',
  charset: 'utf8',
  logLevel: 'warning',
};

const results = await Promise.all([
  build({ ...shared, entryPoints: { 'cli/main': 'src/main.ts' }, splitting: true, chunkNames: 'cli/[name]-[hash]' }),
  build({ ...shared, entryPoints: { action: 'src/action.ts' } }),
]);
const metafiles = results.map(result => result.metafile);
const yamlCopy = metafiles.flatMap(({ inputs }) => Object.keys(inputs)).find(path => /js-yaml\/dist\//.test(path));
if (yamlCopy) throw new Error(`${yamlCopy} is a second copy of js-yaml in the bundle.`);

const files = new Map([
  ['cli.js', launcher],
  ['THIRD-PARTY-LICENSES.txt', thirdPartyLicenses(metafiles, root)],
  ...results.flatMap(({ outputFiles }) => outputFiles).map(({ path, contents }) => [relative(outdir, path), contents]),
]);

// Only now, so that a build that fails leaves the last one in place.
rmSync(outdir, { recursive: true, force: true });
for (const [name, contents] of files) {
  mkdirSync(dirname(join(outdir, name)), { recursive: true });
  writeFileSync(join(outdir, name), contents);
}
chmodSync(join(outdir, 'cli.js'), 0o755);
for (const [name, contents] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
  console.log(`${(contents.length / 1024).toFixed(1).padStart(8)} KiB  ${name}`);
}
