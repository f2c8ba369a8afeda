import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Modules of src/ as they stand, loaded into this process: what the lines of `exports` export, such as
 * `export { audit } from './src/audit.ts';`.
 *
 * @param {string} exports
 */
export async function loadSources(exports) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    stdin: { contents: exports, resolveDir: root, sourcefile: 'exports.ts', loader: 'ts' },
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    mainFields: ['module', 'main'],
    // As in build.mjs: a schema's types must be of the build of js-yaml that yaml-cfn requires.
    alias: { 'js-yaml': './node_modules/js-yaml/index.js' },
    preserveSymlinks: true,
    banner: {
      js: "import{createRequire as __bannerRequire}from'node:module';const require=__bannerRequire(import.meta.url);",
    },
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'sources-'));
  try {
    const file = join(folder, 'sources.mjs');
    writeFileSync(file, outputFiles[0].contents);
    return await import(pathToFileURL(file).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
