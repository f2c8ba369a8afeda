#!/usr/bin/env node
// How long the program takes, and how much memory, as `npm run bench [TEMPLATE]`:
//
// - start-up: `node dist/cli.js TEMPLATE` against `node -e 0`, in turns, as the ratio of their medians;
// - per template: the whole audit of each folder of ../shared/corpus and of all together, without printing, against what
//   it takes to find, read and parse the same files and no more: with js-yaml alone and yaml-cfn's schema, and with the
//   audit's own parser, which keeps each value's place. In fresh processes, as a run is, of which the median counts, and
//   again where the code is warm;
// - memory: the most that audits of 100 templates, and of four times as many each, up to 25,600, take, and their time
//   against what it takes to find, read and parse them with places. Where texts have more than 8 Mi characters, no more
//   trees are kept than a few, so that only texts, packed trees and what is reported grow.
//
// It measures and asserts nothing; the aim is that an audit takes no more than three times what it takes to find, read and
// parse the same files with places, in a fresh process. For a profile of one audit, and of twenty more in the same
// process:
//
//   node --cpu-prof --cpu-prof-dir=profile scripts/bench.mjs --measure audit ../shared/corpus/real 20
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadSources } from './load-audit.mjs';

const pairs = 20;
const processes = 3;
const counts = [100, 400, 1600, 6400, 25600];
const root = fileURLToPath(new URL('..', import.meta.url));
const cli = join(root, 'dist/cli.js');
const corpus = join(root, '../shared/corpus');

/** Milliseconds that one run takes, with what it printed. Audits with findings exit with 1, which is as good as 0 here. */
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
}

/** What a fresh process says of its work on a folder. */
function measured(what, folder, warmRounds) {
  return JSON.parse(run([fileURLToPath(import.meta.url), '--measure', what, folder, String(warmRounds)]).stdout);
}

/** The work of such a process: what one round takes at first and when warm, and the most memory that was in use. */
async function measure(what, folder, warmRounds) {
  const { audit, discover, parse, parseWithPlaces } = await loadSources(`
    import { load } from 'js-yaml';
    import { schema } from 'yaml-cfn';
    export { audit } from './src/audit.ts';
    export { discover } from './src/discover.ts';
    export { parse as parseWithPlaces } from './src/template/parse.ts';
    export function parse(text) {
      try {
        load(text, { schema, json: true });
      } catch {
        // A few are broken on purpose; the audit reads them as far.
      }
    }
  `);
  const workingFolder = resolve(folder);
  const readStandardInput = async () => '';
  const found = () => discover(workingFolder, ['.'], readStandardInput, () => undefined);
  const options = { workingFolder, paths: ['.'], readStandardInput, ruleSeverities: {}, parameters: {} };
  let templates;
  const rounds = {
    parse: async () => {
      for (const { source } of await found()) parse(source.text);
    },
    places: async () => {
      for (const { source } of await found()) parseWithPlaces(source);
    },
    audit: async () => {
      ({ templates } = (await audit(options)).summary);
    },
  };
  // Of the processor: another program's work does not count.
  const round = async () => {
    const start = process.cpuUsage();
    await rounds[what]();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  };
  const first = await round();
  const peak = process.resourceUsage().maxRSS / 1024;
  const warm = [];
  while (warm.length < warmRounds) warm.push(await round());
  console.log(JSON.stringify({ templates, first, warm: warm.length > 0 ? median(warm) : null, peak }));
}

function perTemplate() {
  console.log(
    'Milliseconds of the processor per template of ../shared/corpus to find, read and parse it with js-yaml alone, or with',
  );
  console.log('places, and for the whole audit; and the audit as a multiple of either:');
  console.log(
    '                  templates  first: js-yaml  places   audit  ratios        warm: js-yaml  places   audit  ratios',
  );
  const folders = readdirSync(corpus, { withFileTypes: true }).filter(entry => entry.isDirectory());
  for (const name of [...folders.map(folder => folder.name), 'all']) {
    const folder = name === 'all' ? corpus : join(corpus, name);
    const kinds = ['parse', 'places', 'audit'];
    const warm = kinds.map(what => measured(what, folder, 7));
    const firsts = kinds.map(() => []);
    // In turns, since the machine is not equally fast all the time.
    for (let run = 0; run < processes; run += 1)
      for (const [at, what] of kinds.entries()) firsts[at].push(measured(what, folder, 0).first);
    const measures = warm.map((each, at) => ({ ...each, first: median(firsts[at]) }));
    const [parse, places, audit] = measures;
    const { templates } = audit;
    const columns = ['first', 'warm'].map(when => {
      const each = measures.map(measure => (measure[when] / templates).toFixed(2).padStart(7)).join(' ');
      return `${each}  ${[parse, places].map(of => (audit[when] / of[when]).toFixed(1).padStart(5)).join(' ')}`;
    });
    console.log(`  ${name.padEnd(15)} ${String(templates).padStart(9)}         ${columns.join('             ')}`);
  }
}

/** Audits ever more copies of real templates, each in a folder of its own, as in a repository of many services. */
function memory(templates) {
  console.log('Peak memory and time of one audit, with templates that are copies of real ones:');
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  let before;
  try {
    for (const [at, count] of counts.entries()) {
      for (let each = counts[at - 1] ?? 0; each < count; each += 1) {
        const { name, text } = templates[each % templates.length];
        const file = join(folder, `service-${each}`, name);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
      const { templates: audited, first, peak } = measured('audit', folder, 0);
      const ratio = (first / measured('places', folder, 0).first).toFixed(1);
      const growth = before
        ? `, ${((1024 * (peak - before.peak)) / (audited - before.audited)).toFixed(0)} KiB for each more`
        : '';
      console.log(
        `  ${String(audited).padStart(5)} templates        ${peak.toFixed(0)} MiB${growth}; ${(first / audited).toFixed(2)} ms each, ${ratio} times the parse`,
      );
      before = { peak, audited };
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function templatesIn(folder) {
  const names = readdirSync(folder, { recursive: true }).map(String).sort();
  return names
    .filter(name => /\.(?:ya?ml|json)$/.test(name))
    .map(name => ({ name: name.split('/').at(-1), text: readFileSync(join(folder, name), 'utf8') }))
    .filter(({ text }) => text.length < 50_000 && /^\s*"?Resources"?\s*:/m.test(text));
}

if (process.argv[2] === '--measure') await measure(process.argv[3], process.argv[4], Number(process.argv[5] ?? 0));
else {
  startUp(process.argv[2] ? resolve(process.argv[2]) : firstTemplate('examples/cognito-m2m'));
  if (existsSync(corpus)) perTemplate();
  else console.log('No ../shared/corpus here: time per template not measured.');
  memory(templatesIn(existsSync(corpus) ? join(corpus, 'real') : join(root, 'examples')));
}
