#!/usr/bin/env node
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
// Bundles the two entries into dist/, or into another folder: node scripts/build.mjs [--outdir FOLDER]
//
//   dist/cli.js                    starts dist/cli/main.js; packages that few runs need lie beside that
//   dist/action.js                 the GitHub Action, one file
//   dist/THIRD-PARTY-LICENSES.txt  the licences of every npm package in either
//
// Same sources, same bytes, wherever they are built: continuous integration compares.
import { isBuiltin } from 'node:module';
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
  // The action's names stay: the stack of a crash has to tell where it was.
  minifySyntax: true,
  minifyWhitespace: true,
  // They go to the licence file instead.
  legalComments: 'none',
  charset: 'utf8',
  logLevel: 'warning',
};

/**
 * Loads Node's own modules where a part of the bundle first needs them, instead of all at the start, as imports at the
 * top of one file would. Commander's are left out: it starts programs for commands that are programs, and none is.
 *
 * @type {import('esbuild').Plugin}
 */
const lazyBuiltins = {
  name: 'lazy-builtins',
  setup({ onResolve, onLoad }) {
    const isCommander = importer => importer.includes('/node_modules/commander/');
    onResolve({ filter: /^(?:node:)?[a-z_/]+$/ }, ({ path, importer, namespace }) => {
      if (namespace === 'builtin' || !isBuiltin(path)) return undefined;
      const isUnused = isCommander(importer) && path.endsWith('child_process');
      return { path: isUnused ? 'nothing' : path, namespace: 'builtin' };
    });
    onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: path === 'nothing' ? 'module.exports={}' : `module.exports=require(${JSON.stringify(path)})`,
      loader: 'js',
    }));
    onResolve({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({ path, external: true }));
  },
};

/** What only some runs of the command need: files of their own, so that the others need not compile them. */
const rareParts = {
  diff: 'diff',
  picomatch: 'picomatch',
  'smol-toml': 'smol-toml',
  tinyglobby: 'tinyglobby',
  'config-schema': './src/policy/config-schema.ts',
  scan: './src/scan/index.ts',
};

/** The modules of our own among them, by the end of the paths that they are imported by. */
const ownParts = { 'config-schema.ts': 'config-schema', 'scan/index.ts': 'scan' };

/** @type {import('esbuild').Plugin} */
const lazyParts = {
  name: 'lazy-parts',
  setup({ onResolve, onLoad }) {
    onResolve(
      { filter: /^(?:diff|picomatch|smol-toml|tinyglobby|\.\/config-schema\.ts|\.\/scan\/index\.ts)$/ },
      ({ path }) => ({
        path: ownParts[path.slice('./'.length)] ?? path,
        namespace: 'rare',
      }),
    );
    onLoad({ filter: /.*/, namespace: 'rare' }, ({ path }) => ({
      contents: `module.exports=require('./${path}.cjs')`,
      loader: 'js',
    }));
    onResolve({ filter: /.*/, namespace: 'rare' }, ({ path }) => ({ path, external: true }));
  },
};

/** The action has the scan's part in common with the command. */
const scanPart = {
  name: 'scan-part',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^\.\/scan\/index\.ts$/ }, () => ({ path: 'scan', namespace: 'rare' }));
    onLoad({ filter: /.*/, namespace: 'rare' }, () => ({
      contents: "module.exports=require('./cli/scan.cjs')",
      loader: 'js',
    }));
    onResolve({ filter: /.*/, namespace: 'rare' }, ({ path }) => ({ path, external: true }));
  },
};

const results = await Promise.all([
  // Short names too: what is not there need not be compiled. A crash names the rule that it was in.
  build({ ...shared, minify: true, entryPoints: { 'cli/main': 'src/main.ts' }, plugins: [lazyBuiltins, lazyParts] }),
  build({
    ...shared,
    format: 'cjs',
    banner: { js: "const __moduleUrl=require('node:url').pathToFileURL(__filename).href;" },
    define: { 'import.meta.url': '__moduleUrl' },
    outExtension: { '.js': '.cjs' },
    entryPoints: Object.fromEntries(Object.entries(rareParts).map(([name, path]) => [`cli/${name}`, path])),
  }),
  build({ ...shared, entryPoints: { action: 'src/action.ts' }, plugins: [scanPart] }),
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
