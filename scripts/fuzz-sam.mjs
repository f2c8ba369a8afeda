#!/usr/bin/env node
// Compares what the program says of random SAM templates with what AWS's own translator makes of them:
//
//   npm run fuzz -- [--runs N] [--seed S] [--seconds LIMIT] [--differences N] [--corpus FOLDER]
//
// For a template that SAM accepts, the endpoints must be equal, over all branches and in each scenario of its conditions,
// and no finding may call it refused. For one that SAM refuses, there must be such a finding. With --corpus, they are that
// folder's templates with a few changes, of which SAM refuses many for what is no concern of ours: there, a refusal that is
// not found is no difference.
// A difference is shrunk to a small template and printed, and the exit status is 1; without one it is 0.
// Templates are drawn in batches of 100, the first from the seed, the second from the seed plus 1, and so on.
//
// The translator is installed into node_modules/.cache/ with pip, where it is not yet, and reads templates by way of
// ../shared/tools/sam_oracle.py. Where one of these is missing, the script says so, does nothing, and exits with 0.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { dump } from 'js-yaml';
import { loadSources } from './load-audit.mjs';
import { changedTemplates } from './sam-templates/changed.mjs';
import { withDeclarations } from './sam-templates/declarations.mjs';
import { samTemplate } from './sam-templates/index.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
/** The version that the expectations in ../shared/corpus come from: with another, a new rule of SAM is a difference. */
const translator = 'aws-sam-translator==1.110.0';
const batchSize = 100;
/** What shrinking may take beyond the limit. */
const shrinkingSeconds = 60;

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    seconds: { type: 'string', default: '600' },
    differences: { type: 'string', default: '1' },
    corpus: { type: 'string' },
  },
});
const [runs, seed, seconds, wanted] = ['runs', 'seed', 'seconds', 'differences'].map(name => Number(values[name]));
if (![runs, seed, seconds, wanted].every(Number.isInteger)) throw new Error('The options take whole numbers.');
const isChanged = values.corpus !== undefined;
const templates = isChanged ? changedTemplates(values.corpus) : samTemplate;

// ---- The translator -------------------------------------------------------------------------------------------------

/** The Python of a virtual environment that has the translator; otherwise undefined, after saying why. */
function installTranslator() {
  const folder = join(root, 'node_modules/.cache', translator.replace('==', '-'));
  const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const isThere = () => spawnSync(python, ['-c', 'import samtranslator, yaml']).status === 0;
  if (isThere()) return python;
  const steps = [
    ['python3', '-m', 'venv', '--clear', folder],
    [python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', translator, 'pyyaml'],
  ];
  for (const [command, ...args] of steps) {
    const { status, error, stderr } = spawnSync(command, args, { encoding: 'utf8' });
    if (status !== 0)
      return skip(`${command} ${args.join(' ')}: ${error?.message ?? stderr.trim().split('\n').at(-1)}`);
  }
  return isThere() ? python : skip(`${translator} cannot be imported`);
}

function skip(reason) {
  console.log(`skipped: ${reason}`);
  return undefined;
}

/** A translator that stays alive and answers one template after another. */
async function startTranslator(python, oracle) {
  const child = spawn(python, ['-B', join(root, 'scripts/sam-oracle-server.py'), oracle], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error('The translator stopped.');
    return JSON.parse(value);
  };
  const { translator: version } = await answer();
  return {
    version,
    translate(template) {
      child.stdin.write(`${JSON.stringify(template)}\n`);
      return answer();
    },
    stop: () => child.stdin.end(),
  };
}

// ---- Comparing ------------------------------------------------------------------------------------------------------

/** Equal for endpoints that are equally authorized; the same as in ../shared/tools/compare-endpoints.mjs. */
function keysOf(endpoints, withNames) {
  const isPlain = scopes => scopes.every(scope => typeof scope === 'string');
  const authorizer = ({ type, name, scopes }) =>
    JSON.stringify([type, withNames ? name : null, isPlain(scopes) ? [...scopes].sort() : scopes.length]);
  return new Set(
    endpoints.map(({ apiId, apiType, method, path, apiKeyRequired, auth }) =>
      JSON.stringify([apiId ?? null, apiType, method, path, apiKeyRequired, auth.map(authorizer).sort()]),
    ),
  );
}

/** The lines of a difference; none where there is no difference. */
function compareEndpoints(expected, reported) {
  // The oracle names no authorizer of a resource that has no security scheme.
  const withNames = expected.every(({ auth }) => auth.every(({ name }) => name !== null));
  const [want, have] = [keysOf(expected, withNames), keysOf(reported, withNames)];
  const missing = [...want].filter(key => !have.has(key)).map(key => `- SAM  ${key}`);
  return [...missing, ...[...have].filter(key => !want.has(key)).map(key => `+ ours ${key}`)];
}

/** Whether the oracle can read all branches at once; in these settings it takes other than plain data for nothing. */
function hasPlainSettings(template) {
  return !/"security":(?!\[|null)|"(?:security|AuthType|FunctionUrlConfig|ApiKeyRequired)":\[?\{"Fn::If"/.test(
    JSON.stringify(template),
  );
}

/**
 * With the scopes that CloudFormation passes on: where an HttpApi event meets a REST API, SAM copies the Ref of a
 * parameter of which it puts the value elsewhere.
 */
function resolveScopes(endpoints, { Parameters }) {
  const resolve = scope => Parameters?.[scope?.Ref]?.Default ?? scope;
  return endpoints.map(({ auth, ...rest }) => ({
    ...rest,
    auth: auth.map(authorizer => ({ ...authorizer, scopes: authorizer.scopes.map(resolve) })),
  }));
}

function routeOf({ apiId, method, path }) {
  return JSON.stringify([apiId ?? null, method, path]);
}

const isUnknown = ({ auth }) => auth.some(({ type }) => type === 'UNKNOWN');

/** What we say is not known, the translator leaves to CloudFormation as well: it is counted, and compared with nothing. */
function exceptUnknown(endpoints) {
  const unknown = new Set(endpoints.filter(isUnknown).map(routeOf));
  return list => list.filter(endpoint => !unknown.has(routeOf(endpoint)));
}

function compareScenarios(scenarios, endpoints) {
  const known = exceptUnknown(endpoints);
  for (const { conditions, endpoints: expected } of scenarios) {
    const holds = ({ condition, is }) => conditions[condition] === is;
    const reported = endpoints.filter(endpoint => endpoint.conditions.every(holds));
    const lines = compareEndpoints(known(expected), known(reported));
    if (lines.length > 0) return [`where ${JSON.stringify(conditions)}`, ...lines];
  }
  return [];
}

/** Refusals that say nothing about who may call what. */
const otherRefusals = [
  /is not a supported property of|is not supported\. Must be one of/,
  /property .* not defined for resource of type/i,
  /Type of property '(?:Cors|MergeDefinitions|OpenApiVersion)'|'OpenApiVersion'/,
  /Invalid value for 'Cors' property|AllowCredentials/,
  /invalid resource attribute|Every Condition member must be a string/,
  /StageName|InlineCode|'Runtime'|'Handler'/,
];

const { audit, ruleIds } = await loadSources(`
  import { rules } from './rules/index.ts';
  export { audit } from './src/audit.ts';
  export const ruleIds = rules.map(rule => rule.id);
`);
const checksRefusals = ruleIds.includes('sam-auth-rejected');

const workingFolder = mkdtempSync(join(tmpdir(), 'fuzz-sam-'));

async function auditText(text) {
  return audit({
    workingFolder,
    paths: ['-'],
    readStandardInput: async () => text,
    ruleSeverities: {},
    parameters: {},
  });
}

/** What the two say differently of a template: the kind and the lines to print; undefined where they agree. */
async function differenceOf(template, oracle) {
  const asked = oracle.translate(template);
  let report;
  try {
    report = await auditText(JSON.stringify(template));
  } catch (error) {
    await asked;
    return { kind: 'crash', lines: [error.stack, ...(error.cause ? [String(error.cause.stack)] : [])] };
  }
  const answer = await asked;
  tally[answer.crash ? 'crashed' : answer.refusals ? 'refused' : 'accepted'] += 1;
  if (answer.crash) return undefined;
  const { findings } = report;
  const reported = report.endpoints.map(({ api, ...rest }) => ({ apiId: api.id, apiType: api.type, ...rest }));
  const endpoints = resolveScopes(reported, template);
  const refusals = findings
    .filter(finding => finding.ruleId === 'sam-auth-rejected' || saysUndefined(finding))
    .map(finding => `+ ours ${finding.ruleId} ${finding.place.path}: ${finding.message}`);
  if (answer.refusals) {
    if (isChanged) return undefined;
    const concerns = answer.refusals.filter(message => !otherRefusals.some(pattern => pattern.test(message)));
    if (!checksRefusals || concerns.length === 0 || refusals.length > 0) return undefined;
    const lines = answer.refusals.map(message => `- SAM  ${message}`);
    return { kind: `a refusal not found: ${withoutNames(concerns[0])}`, lines };
  }
  if (refusals.length > 0) return { kind: 'a refusal of what SAM accepts', lines: refusals };
  tally.endpoints += answer.endpoints.length;
  tally.unknown += endpoints.filter(isUnknown).length;
  const expected = resolveScopes(answer.endpoints, template);
  // Random templates have all settings in a form that is known to both.
  const compared = isChanged ? exceptUnknown(endpoints) : list => list;
  const lines = hasPlainSettings(template) ? compareEndpoints(compared(expected), compared(endpoints)) : [];
  if (lines.length > 0) return { kind: 'endpoints', lines };
  const scenarios = answer.scenarios.map(({ conditions, endpoints: found }) => ({
    conditions,
    endpoints: resolveScopes(found, template),
  }));
  const inScenario = compareScenarios(scenarios, endpoints);
  return inScenario.length > 0 ? { kind: 'endpoints of a scenario', lines: inScenario } : undefined;
}

/** What a refusal says whatever it is about, so that shrinking does not change the subject. */
function withoutNames(message) {
  return message.replaceAll(/\[[^\]]*\]|'[^']*'/g, '…');
}

/** The rule also speaks of names in a definition, which API Gateway imports without a word. */
function saysUndefined({ ruleId, message }) {
  return ruleId === 'authorizer-undefined' && message.includes('the deployment is refused');
}

// ---- Shrinking ------------------------------------------------------------------------------------------------------

/**
 * What fast-check leaves, it leaves because its arbitraries always make it, such as a function's Runtime: keys and items
 * go one by one while the difference stays of its kind.
 */
async function withoutTheRest(template, isStill) {
  let smallest = template;
  for (let isSmaller = true; isSmaller; ) {
    isSmaller = false;
    for (const path of pathsOf(smallest)) {
      if (['Conditions', 'Parameters'].includes(path[0])) continue;
      const candidate = without(smallest, path);
      if (candidate === undefined || !(await isStill(candidate))) continue;
      smallest = candidate;
      isSmaller = true;
    }
  }
  return smallest;
}

/** Of every key and item, the outer ones first. */
function pathsOf(value) {
  const found = [];
  const queue = [[value, []]];
  for (const [each, path] of queue) {
    if (typeof each !== 'object' || each === null) continue;
    for (const key of Object.keys(each)) {
      found.push([...path, key]);
      queue.push([each[key], [...path, key]]);
    }
  }
  return found;
}

function without(template, path) {
  const copy = structuredClone(template);
  const last = path.at(-1);
  let parent = copy;
  for (const key of path.slice(0, -1)) {
    parent = parent[key];
    if (typeof parent !== 'object' || parent === null) return undefined;
  }
  if (!(last in parent)) return undefined;
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
  // Without resources it is no template, and nobody looks at it.
  return Object.keys(copy.Resources ?? {}).length > 0 && hasTypes(copy) ? declared(copy) : undefined;
}

function declared(template) {
  return isChanged ? template : withDeclarations(template);
}

function hasTypes({ Resources }) {
  return Object.values(Resources).every(resource => typeof resource?.Type === 'string');
}

// ---- The run --------------------------------------------------------------------------------------------------------

const tally = { accepted: 0, refused: 0, crashed: 0, endpoints: 0, unknown: 0 };

async function batch(from, size, oracle, until) {
  const property = fc.asyncProperty(templates, async template => {
    const difference = await differenceOf(template, oracle);
    if (difference) throw Object.assign(new Error(difference.kind), difference);
  });
  const interruptAfterTimeLimit = Math.max(until - Date.now(), 0) + shrinkingSeconds * 1000;
  const { counterexample, errorInstance } = await fc.check(property, {
    seed: from,
    numRuns: size,
    interruptAfterTimeLimit,
  });
  if (!counterexample) return undefined;
  const { kind } = errorInstance;
  const isStill = async template => (await differenceOf(template, oracle))?.kind === kind;
  const template = await withoutTheRest(counterexample[0], isStill);
  return { template, ...(await differenceOf(template, oracle)) };
}

function print({ kind, lines, template }, from) {
  console.log(`\nDIFFERENCE: ${kind} (--seed ${from} --runs ${batchSize})\n`);
  console.log(dump(template, { noRefs: true, lineWidth: 160 }));
  for (const line of lines) console.log(`  ${line}`);
}

async function run(oracle) {
  const drawn = isChanged ? `templates after ${values.corpus}` : 'templates';
  console.log(`seed ${seed}, ${runs} ${drawn} in at most ${seconds} s, aws-sam-translator ${oracle.version}`);
  if (!checksRefusals) console.log('There is no rule sam-auth-rejected, so refusals are not compared.');
  const until = Date.now() + seconds * 1000;
  let found = 0;
  for (let at = 0; at < runs && found < wanted && Date.now() < until; at += batchSize) {
    const from = seed + at / batchSize;
    const difference = await batch(from, Math.min(batchSize, runs - at), oracle, until);
    if (!difference) continue;
    print(difference, from);
    found += 1;
  }
  const { accepted, refused, crashed, endpoints, unknown } = tally;
  const seen = `${accepted + refused + crashed} templates: SAM accepts ${accepted} (${endpoints} endpoints, ${unknown} unknown to us), refuses ${refused}`;
  console.log(`${seen}${crashed > 0 ? `, crashes on ${crashed}` : ''}; ${found} differences; seed ${seed}`);
  process.exitCode = found > 0 ? 1 : 0;
}

const tools = join(root, '../shared/tools');
const python = existsSync(join(tools, 'sam_oracle.py')) ? installTranslator() : skip(`no sam_oracle.py in ${tools}`);
if (python) {
  const oracle = await startTranslator(python, tools);
  try {
    await run(oracle);
  } finally {
    oracle.stop();
  }
}
rmSync(workingFolder, { recursive: true, force: true });
