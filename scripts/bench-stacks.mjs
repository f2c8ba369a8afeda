#!/usr/bin/env node
// How the time of an audit grows with the number of linked stacks, as `npm run bench:stacks`: 50 to 2,000 APIs like
// examples/cognito-m2m/api.yaml, which find the user pools of 20 stacks like auth.yaml through SSM parameters of literal
// names. Milliseconds of the processor, medians of warm rounds in this process; a stack is a template, of either kind.
//
// It measures and asserts nothing; a ratio of 1 means that the time grows no faster than the number of stacks.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadSources } from './load-audit.mjs';

const sizes = [50, 200, 500, 2000];
const authStacks = 20;
const rounds = 5;

const example = fileURLToPath(new URL('../examples/cognito-m2m/', import.meta.url));
const [authText, apiText] = ['auth.yaml', 'api.yaml'].map(name => readFileSync(join(example, name), 'utf8'));

/** Replaces each text, all of which the example must have: otherwise the stacks would not be linked as they should. */
function replaced(text, replacements) {
  return Object.entries(replacements).reduce((result, [from, to]) => {
    if (!result.includes(from)) throw new Error(`examples/cognito-m2m has no ${from} any more.`);
    return result.replaceAll(from, to);
  }, text);
}

function writeStack(folder, name, text) {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, 'template.yaml'), text);
}

function writeStacks(folder, apis) {
  for (let each = 0; each < authStacks; each += 1) {
    const names = { '!Sub /${AWS::StackName}/': `/auth-${each}/`, 'example-m2m': `example-m2m-${each}` };
    writeStack(folder, `auth-${each}`, replaced(authText, names));
  }
  for (let each = 0; each < apis; each += 1) {
    const names = { '/example-auth/': `/auth-${each % authStacks}/`, 'layerless-esbuild': `service-${each}` };
    writeStack(folder, `api-${each}`, replaced(apiText, names));
  }
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

const { audit } = await loadSources("export { audit } from './src/audit.ts';");

/** Milliseconds of the processor, so that another program's work does not count, and what was audited. */
async function measure(workingFolder) {
  const start = process.cpuUsage();
  const report = await audit({
    workingFolder,
    paths: ['.'],
    readStandardInput: async () => '',
    ruleSeverities: {},
    parameters: {},
  });
  const { user, system } = process.cpuUsage(start);
  return { milliseconds: (user + system) / 1000, report };
}

const folder = mkdtempSync(join(tmpdir(), 'bench-stacks-'));
try {
  const runs = sizes.map(apis => ({ apis, folder: join(folder, String(apis)), times: [] }));
  for (const run of runs) {
    writeStacks(run.folder, run.apis);
    // The first audit also warms up the code, and shows that all stacks are there and linked.
    const { summary, unknowns } = (await measure(run.folder)).report;
    if (summary.templates !== run.apis + authStacks || summary.endpoints !== run.apis || unknowns.length > 0)
      throw new Error(`The stacks are not what they should be: ${JSON.stringify(summary)}`);
  }
  // The sizes take turns: whatever slows the machine down meanwhile, slows all of them.
  for (let round = 0; round < rounds; round += 1)
    for (const run of runs) run.times.push((await measure(run.folder)).milliseconds);
  const perStack = runs.map(({ apis, times }) => median(times) / (apis + authStacks));
  console.log(`Milliseconds of one audit on Node ${process.versions.node}, medians of ${rounds} rounds:`);
  console.log('   APIs  stacks     audit  per stack');
  for (const [at, { apis, times }] of runs.entries()) {
    const columns = [apis, apis + authStacks].map(each => String(each).padStart(7)).join(' ');
    console.log(`${columns} ${median(times).toFixed(1).padStart(9)} ${perStack[at].toFixed(3).padStart(10)}`);
  }
  const ratio = perStack[perStack.length - 1] / perStack[0];
  console.log(`  ratio per stack, ${sizes.at(-1)} to ${sizes[0]} APIs: ${ratio.toFixed(2)}`);
} finally {
  rmSync(folder, { recursive: true });
}
