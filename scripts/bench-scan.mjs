#!/usr/bin/env node
// What a scan of accounts takes, as `npm run bench:scan`, against the tests' stand-in for AWS, which keeps AWS's quotas:
//
// - calls: a Region of 100 REST APIs of 30 methods, as the program reads it, against one GetMethod for each method, in
//   the same run and behind the same throttle, as the ratio of the two;
// - accounts: an organization of 20 accounts in 4 Regions, of which one has far more than the others, against that
//   account and that Region alone;
// - memory: what lives at most during scans of 10, 20, 40 and 80 accounts, each in a fresh process, and of it what the report
//   is made of, and what printing it takes.
//
// Seconds are those of a clock that stands still while requests are under way: what quotas and latency take, on any
// machine. What this machine takes is the processor's time. It measures and asserts nothing.
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { loadSources } from './load-audit.mjs';

const region = 'eu-west-1';
const regions = [region, 'eu-central-1', 'us-east-1', 'us-west-2'];
const latencyMs = 100;

const sources = () =>
  loadSources(`
    export { GetAuthorizersCommand, GetDeploymentCommand, GetMethodCommand, GetResourcesCommand, GetRestApisCommand,
      GetStagesCommand } from '@aws-sdk/client-api-gateway';
    export { openClients } from './src/account/clients.ts';
    export { readAccountRegion } from './src/account/read.ts';
    export { createThrottle } from './src/account/throttle.ts';
    export { json } from './src/report/json.ts';
    export { scan } from './src/scan/scan.ts';
    export { httpApi, restApi, times, userPool } from './test/account/stand-in/large.ts';
    export { startAwsStandIn } from './test/account/stand-in/server.ts';
    export { isAsked, virtualTime } from './test/account/virtual-time.ts';
  `);

/** The environment that SDK clients find the stand-in by, and nothing of whoever runs this. */
function environment(url, account) {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: `AKIA${account}TEST`,
    AWS_SECRET_ACCESS_KEY: 'stand-in',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}

/** Runs what asks the stand-in, in a virtual time, and says how long it took and what was asked. */
async function timed({ isAsked, startAwsStandIn, virtualTime }, accounts, run) {
  const time = virtualTime();
  const standIn = await startAwsStandIn({ accounts, quotas: { speed: 1 }, clock: time, latencyMs });
  Object.assign(process.env, environment(standIn.url, accounts[0].id));
  const processor = process.cpuUsage();
  await time.passUntil(run(time), isAsked(standIn));
  const { user, system } = process.cpuUsage(processor);
  await standIn.close();
  return {
    seconds: time.now() / 1000,
    calls: standIn.calls.length,
    refused: standIn.count({ outcome: 'over-quota' }),
    processorSeconds: (user + system) / 1e6,
  };
}

/** Reads the REST APIs of an account as one does that asks for each method by itself. */
async function readMethodByMethod(modules, clients) {
  const { GetAuthorizersCommand, GetDeploymentCommand, GetMethodCommand, GetResourcesCommand } = modules;
  const { GetRestApisCommand, GetStagesCommand } = modules;
  const { items: apis } = await clients.apiGateway.send(new GetRestApisCommand({ limit: 500 }));
  await Promise.all(
    apis.map(async ({ id: restApiId }) => {
      const methods = async () => {
        const { items } = await clients.apiGateway.send(new GetResourcesCommand({ restApiId, limit: 500 }));
        await Promise.all(
          items.flatMap(({ id: resourceId, resourceMethods = {} }) =>
            Object.keys(resourceMethods).map(httpMethod =>
              clients.apiGateway.send(new GetMethodCommand({ restApiId, resourceId, httpMethod })),
            ),
          ),
        );
      };
      const stages = async () => {
        const { item } = await clients.apiGateway.send(new GetStagesCommand({ restApiId }));
        await Promise.all(
          item.map(({ deploymentId }) =>
            clients.apiGateway.send(new GetDeploymentCommand({ restApiId, deploymentId, embed: ['apisummary'] })),
          ),
        );
      };
      await Promise.all([
        methods(),
        stages(),
        clients.apiGateway.send(new GetAuthorizersCommand({ restApiId, limit: 500 })),
      ]);
    }),
  );
}

async function compareCalls(modules) {
  const { createThrottle, openClients, readAccountRegion, restApi, times } = modules;
  const account = '111122223333';
  const accounts = [
    { id: account, regions: { [region]: { restApis: times(100, index => restApi(`api${index}`, 30)) } } },
  ];
  const credentials = async () => ({ accessKeyId: `AKIA${account}TEST`, secretAccessKey: 'stand-in' });
  const ours = await timed(modules, accounts, clock =>
    readAccountRegion({ account, region, partition: 'aws', credentials, throttle: createThrottle(clock) }),
  );
  const naive = await timed(modules, accounts, async clock => {
    const passage = { region, throttle: createThrottle(clock), limit: run => run(), onRequest: () => undefined };
    const clients = openClients(credentials, passage);
    await readMethodByMethod(modules, clients);
    clients.close();
  });
  console.log('A Region of 100 REST APIs of 30 methods:');
  print('as the program reads it', ours);
  print('one GetMethod for each method', naive);
  const ratio = key => (naive[key] / ours[key]).toFixed(1);
  console.log(`  ${'ratio'.padEnd(34)}${ratio('calls').padStart(7)}      ${ratio('seconds').padStart(7)}`);
}

function print(what, { calls, seconds, refused, processorSeconds }) {
  const numbers = `${String(calls).padStart(7)} calls${seconds.toFixed(1).padStart(7)} s`;
  console.log(
    `  ${what.padEnd(34)}${numbers}${String(refused).padStart(4)} refused, processor ${processorSeconds.toFixed(1)} s`,
  );
}

/** A Region of an account as there are many: some of each. */
function usualContents({ httpApi, restApi, times, userPool }, name, restApis) {
  return {
    restApis: times(restApis, index => restApi(`${name}rest${index}`, 30)),
    httpApis: times(3, index => httpApi(`${name}http${index}`, 20)),
    userPools: times(2, index => userPool(`${name}pool${index}`, 5, 2)),
    functions: times(20, index => ({ name: `${name}function${index}`, urls: index % 5 ? [] : [{ authType: 'NONE' }] })),
    graphqlApis: [{ id: `${name}graphql`, name: `${name} graphql`, authenticationType: 'API_KEY' }],
  };
}

function organization(modules, count, restApisOf) {
  return modules.times(count, index => ({
    id: String(100_000_000_000 + index),
    regions: Object.fromEntries(
      regions.map((each, place) => [each, usualContents(modules, `a${index}`, restApisOf(index, place))]),
    ),
  }));
}

function scanOptions(choice) {
  return {
    workingFolder: tmpdir(),
    ruleSeverities: {},
    include: [],
    regions,
    allRegions: false,
    roleArns: [],
    onNotice: () => undefined,
    ...choice,
  };
}

async function compareAccounts(modules) {
  const slow = 7;
  const accounts = organization(modules, 20, (index, place) => (index === slow && place === 0 ? 60 : 3));
  const scanned = choice => timed(modules, accounts, clock => modules.scan(scanOptions({ ...choice, clock })));
  const roleArns = [`arn:aws:iam::${accounts[slow].id}:role/Audit`];
  const all = await scanned({ organizationRole: 'Audit' });
  const account = await scanned({ roleArns });
  const alone = await scanned({ roleArns, regions: [region] });
  console.log(`20 accounts in 4 Regions, ${latencyMs} ms for each request:`);
  print('all of them', all);
  print('the account that takes longest', account);
  print('its Region that takes longest', alone);
  console.log(`  ratio of all to that account${(all.seconds / account.seconds).toFixed(2).padStart(25)}`);
  console.log(`  ratio of all to that Region${(all.seconds / alone.seconds).toFixed(2).padStart(26)}`);
}

/** The work of a fresh process: a scan of all accounts of the organization, as fast as it can. */
async function measureMemory() {
  const { json, scan } = await sources();
  const speed = 2000;
  const clock = {
    now: () => performance.now() * speed,
    sleep: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds / speed)),
  };
  // What lives, without what only waits to be collected.
  const live = () => {
    globalThis.gc();
    // Buffers count; what else is outside of the heap is the program's text, which comes and goes.
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return (heapUsed + arrayBuffers) / 2 ** 20;
  };
  // A first scan, of the caller's own account: code that is compiled, and what loading has left behind, count for nothing.
  await scan(scanOptions({ clock }));
  const before = live();
  let most = 0;
  const onProgress = ({ finished, done }) => {
    if (finished && done % 4 === 0) most = Math.max(most, live());
  };
  const report = await scan(scanOptions({ organizationRole: 'Audit', clock, onProgress }));
  const after = live();
  let printing = after;
  let pieces = 0;
  for (const _ of json(report)) {
    pieces += 1;
    if (pieces % 20_000 === 0) printing = Math.max(printing, live());
  }
  const { endpoints, scan: counts } = report.summary;
  const numbers = {
    before,
    most,
    after,
    printing,
    process: process.resourceUsage().maxRSS / 1024,
    endpoints,
    unread: counts.unread,
  };
  console.log(JSON.stringify(numbers));
}

async function compareMemory(modules) {
  console.log(
    'Memory of a scan of accounts in 4 Regions of 10 REST APIs each, beyond what the program takes by itself:',
  );
  for (const count of [10, 20, 40, 80]) {
    const accounts = organization(modules, count, () => 10);
    const standIn = await modules.startAwsStandIn({ accounts });
    const child = spawn(process.execPath, ['--expose-gc', fileURLToPath(import.meta.url), '--memory'], {
      env: { ...process.env, ...environment(standIn.url, accounts[0].id) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    for await (const chunk of child.stdout.setEncoding('utf8')) text += chunk;
    await standIn.close();
    const { before, most, after, printing, process: whole, endpoints, unread } = JSON.parse(text);
    if (unread !== 0) throw new Error(`${unread} parts were not read.`);
    const mebibytes = number => `${number.toFixed(0).padStart(4)} MiB`;
    const lives = `${mebibytes(after - before)} for the report, ${mebibytes(most - after)} more while it runs, ${mebibytes(printing - after)} while it is printed`;
    console.log(
      `  ${String(count).padStart(2)} accounts, ${String(endpoints).padStart(6)} endpoints ${lives}, process ${mebibytes(whole)}`,
    );
  }
}

if (process.argv[2] === '--memory') await measureMemory();
else {
  const modules = await sources();
  await compareCalls(modules);
  await compareAccounts(modules);
  await compareMemory(modules);
}
