import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * The name, version, licence and licence texts (NOTICE files included) of every npm package of which a byte is in a
 * bundle, as one text that depends on nothing but the packages.
 *
 * @param {readonly import('esbuild').Metafile[]} metafiles
 * @param {string} root The folder that the metafiles' paths are relative to.
 * @throws Error where a package names no licence or has no licence text.
 */
export function thirdPartyLicenses(metafiles, root) {
  const inputs = metafiles
    .flatMap(({ outputs }) => Object.values(outputs))
    .flatMap(output => Object.entries(output.inputs))
    .filter(([path, { bytesInOutput }]) => bytesInOutput > 0 && path.includes('node_modules/'))
    .map(([path]) => path);
  const folders = new Set(inputs.map(packageFolder));
  // By name and version: npm may place one package in several folders.
  const sections = new Map([...folders].map(folder => section(join(root, folder))));
  const sorted = [...sections].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
  const head = `cfn-auth-audit contains code of the ${sorted.length} packages below, under the licences given with each.\n`;
  return [head, ...sorted].join(`\n${'-'.repeat(80)}\n\n`);
}

/** The folder of the package that a file is of: `node_modules/@scope/name`, however deep it is nested. */
function packageFolder(path) {
  const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0];
  if (!folder) throw new Error(`${path} is of no npm package.`);
  return folder;
}

function section(folder) {
  const { name, version, license } = manifestOf(folder);
  if (typeof license !== 'string' || license === '' || /^(see license in|unlicensed$)/i.test(license)) {
    throw new Error(`${name}@${version} is bundled, but its package.json names no licence.`);
  }
  const texts = textsIn(folder) ?? textsOfSibling(folder);
  if (!texts) {
    throw new Error(
      `${name}@${version} is bundled, but has no licence text: ${readdirSync(folder).sort().join(', ')}.`,
    );
  }
  return [`${name}@${version}`, `${name} ${version} (${license})\n\n${texts.join('\n\n')}\n`];
}

function manifestOf(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** A package's licence and notices; undefined where it has no licence. */
function textsIn(folder) {
  const names = readdirSync(folder).sort();
  const licenses = names.filter(file =>
    /^(licen[cs]e|copying|mit-license)([.-](md|txt|mit|apache2?)){0,2}$/i.test(file),
  );
  const notices = names.filter(file => /^notice([.](md|txt))?$/i.test(file));
  const texts = [...licenses, ...notices].map(file =>
    readFileSync(join(folder, file), 'utf8')
      .replace(/\r\n?/g, '\n')
      .replace(/[ \t]+$/gm, '')
      .trim(),
  );
  return licenses.length === 0 || texts.includes('') ? undefined : texts;
}

/** Some packages of a repository with many leave the licence to the others: what one of the same scope and repository has. */
function textsOfSibling(folder) {
  const { license, repository } = manifestOf(folder);
  const scope = dirname(folder);
  if (!basename(scope).startsWith('@') || !repository?.url) return undefined;
  for (const name of readdirSync(scope).sort()) {
    const sibling = join(scope, name);
    const manifest = manifestOf(sibling);
    const texts = manifest.license === license && manifest.repository?.url === repository.url && textsIn(sibling);
    if (texts) return texts;
  }
  return undefined;
}
