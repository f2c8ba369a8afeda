#!/usr/bin/env node
// How long the program takes, as `npm run bench [TEMPLATE]`:
//
// - start-up: `node dist/cli.js TEMPLATE` against `node -e 0`, in turns, as the ratio of their medians;
// - per template: the audit of each folder of ../shared/corpus, where there is one.
//
// It measures and asserts nothing. Audits with findings exit with 1, which is as good as 0 here.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const pairs = 20;
const root = fileURLToPath(new URL('..', import.meta.url));
const cli = join(root, 'dist/cli.js');

/** Milliseconds that one run takes, with what it printed. */
function run(args, folder = root) {
  const start = performance.now();
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: 300_000,
  });
  const milliseconds = performance.now() - start;
  if (status !== 0 && status !== 1) throw new Error(`${args.join(' ')}: exit ${status ?? signal}\n${stderr}`);
  return { milliseconds, stdout };
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function firstTemplate(folder) {
  const found = readdirSync(join(root, folder), { recursive: true }).map(String).sort();
  const template = found.find(name => /\.ya?ml$/.test(name));
  if (!template) throw new Error(`${folder} has no template; name one as argument.`);
  return join(folder, template);
}

function startUp(template) {
  const empty = [];
  const audit = [];
  run([cli, template]);
  for (let pair = 0; pair < pairs; pair += 1) {
    const measures = [
      () => empty.push(run(['-e', '0']).milliseconds),
      () => audit.push(run([cli, template]).milliseconds),
    ];
    // Each goes first every other time: whatever slows the machine down meanwhile, slows both.
    for (const measure of pair % 2 ? measures.reverse() : measures) measure();
  }
  const ratio = (median(audit) / median(empty)).toFixed(2);
  console.log(`Start-up on Node ${process.versions.node}, medians of ${pairs} pairs, ${template}:`);
  console.log(`  node -e 0             ${median(empty).toFixed(1)} ms`);
  console.log(`  node dist/cli.js      ${median(audit).toFixed(1)} ms`);
  console.log(`  ratio                 ${ratio}`);
  return median(empty);
}

function perTemplate(corpus, empty) {
  console.log(`Audits of ../shared/corpus, without ${empty.toFixed(0)} ms for Node itself:`);
  for (const entry of readdirSync(corpus, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const folder = join(corpus, entry.name);
    const { milliseconds, stdout } = run([cli, '--format', 'json', '--fail-on', 'never', '.'], folder);
    const { templates } = JSON.parse(stdout).summary;
    const each = ((milliseconds - empty) / templates).toFixed(2);
    console.log(`  ${entry.name.padEnd(21)} ${templates} templates, ${milliseconds.toFixed(0)} ms, ${each} ms each`);
  }
}

const empty = startUp(process.argv[2] ? resolve(process.argv[2]) : firstTemplate('examples/cognito-m2m'));
const corpus = join(root, '../shared/corpus');
if (existsSync(corpus)) perTemplate(corpus, empty);
else console.log('No ../shared/corpus here: time per template not measured.');
