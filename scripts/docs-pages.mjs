import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';

/**
 * The parts of the program that the documentation is made of.
 *
 * @typedef {object} Program
 * @property {typeof import('../src/cli.ts').main} main
 * @property {typeof import('../rules/index.ts').rules} rules
 * @property {typeof import('../src/rule-pages.ts').sections} sections
 */

/** @typedef {import('../src/model/finding.ts').Rule} Rule */

/**
 * The texts of all generated documentation by their paths in the repository: a page for each rule, the list of rules,
 * and README.md with its generated regions filled in. What the program prints there comes from running it.
 *
 * @param {string} root The repository's folder.
 * @param {Program} program
 * @returns {Promise<ReadonlyMap<string, string>>}
 * @throws Error where README.md's regions are not those that are generated, or an example cannot be audited.
 */
export async function generatedDocs(root, program) {
  const { rules } = program;
  const files = new Map();
  for (const rule of rules) files.set(`${pagesFolder}/${rule.id}.md`, await rulePage(root, program, rule));
  files.set(`${pagesFolder}/README.md`, `${notice}\n\n# Rules\n\n${ruleTable(rules, '')}\n`);
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  files.set('README.md', withRegions(readme, await regions(root, program)));
  return files;
}

/** Where the rules' pages stand; findings and SARIF link there. */
export const pagesFolder = 'docs/rules';

/** Biome would format the code in the examples, and the lines would no longer be those that the output names. */
const notice = '<!-- biome-ignore-all format: made by `npm run docs` from the rules; change those -->';

/** What stands between `<!-- generated: NAME -->` and `<!-- /generated -->` in README.md, by name. */
async function regions(root, program) {
  const action = load(readFileSync(join(root, 'action.yml'), 'utf8'));
  const session = args => sessionOf(program, root, args);
  const jsonArgs = ['endpoints', 'examples/cognito-m2m', '--format', 'json'];
  return {
    'example-output': await session(['examples/cognito-m2m']),
    'fixed-example-output': await session(['examples/cognito-m2m-fixed']),
    rules: ruleTable(program.rules, `${pagesFolder}/`),
    endpoints: await session(['endpoints', 'docs/examples/orders.yaml']),
    why: await session(['endpoints', 'docs/examples/orders.yaml', '--why', 'POST /orders']),
    access: await session(['access', 'examples/cognito-m2m-fixed']),
    'fix-dry-run': fenced('diff', (await run(program, root, ['--fix-dry-run', 'examples/cognito-m2m'])).stdout),
    'endpoints-json': fenced('json', (await run(program, root, jsonArgs)).stdout),
    help: fenced('text', (await run(program, root, ['--help'])).stdout),
    'scan-help': fenced('text', (await run(program, root, ['scan', '--help'])).stdout),
    'action-inputs': table(
      ['Input', 'Default', 'What it is'],
      Object.entries(action.inputs).map(([name, { description, default: value }]) => [
        code(name),
        value === '' ? '' : code(value),
        prose(description),
      ]),
    ),
    'action-outputs': table(
      ['Output', 'What it is'],
      Object.entries(action.outputs).map(([name, { description }]) => [code(name), prose(description)]),
    ),
  };
}

/** Fills in README.md's regions: all that it has, and all that there are. */
function withRegions(readme, texts) {
  const left = new Set(Object.keys(texts));
  const filled = readme.replace(
    /(<!-- generated: ([\w-]+) -->\n).*?(<!-- \/generated -->)/gs,
    (_, start, name, end) => {
      if (!left.delete(name)) throw new Error(`README.md has the region ${name}, which is unknown or there twice.`);
      return `${start}\n${texts[name]}\n\n${end}`;
    },
  );
  if (left.size > 0) throw new Error(`README.md lacks the regions ${[...left].join(', ')}.`);
  return filled;
}

/** @param {Rule} rule */
async function rulePage(root, program, rule) {
  const parts = program
    .sections(rule)
    .map(([title, text]) => ({ title, text: isAddresses(text) ? addressList(text) : prose(text) }));
  const example = await examplePart(root, program, rule);
  // References come last.
  if (example) parts.splice(parts.findLastIndex(part => part.title !== 'References') + 1, 0, example);
  const head = [
    notice,
    `# ${rule.id}`,
    `${prose(rule.title)}.`,
    `Severity: ${rule.severity}, unless [the configuration](../../README.md#configuration) sets another.`,
  ];
  return `${[...head, ...parts.flatMap(({ title, text }) => [`## ${title}`, text])].join('\n\n')}\n`;
}

function isAddresses(text) {
  return text.split('\n').every(line => /^https:\/\/\S+$/.test(line));
}

function addressList(text) {
  return text
    .split('\n')
    .map(address => `- <${address}>`)
    .join('\n');
}

/** What the program says of the rule's bad case, and the good one; undefined for a rule without cases. */
async function examplePart(root, program, rule) {
  const folder = join(root, 'rules', rule.id);
  const texts = [];
  for (const [kind, sentence] of [
    ['bad', 'What the program says of it:'],
    ['good', 'This is as it should be:'],
  ]) {
    const name = existsSync(folder) && readdirSync(folder).find(each => each === kind || each.startsWith(`${kind}.`));
    if (!name) continue;
    const sources = sourcesOf(folder, name);
    if (kind === 'good') texts.push(sentence, ...sources);
    else texts.push(...sources, sentence, await caseOutput(program, folder, name));
  }
  return texts.length === 0 ? undefined : { title: 'Example', text: texts.join('\n\n') };
}

/** A case's files as code, each below its name where the case is a folder. */
function sourcesOf(folder, name) {
  const path = join(folder, name);
  if (!statSync(path).isDirectory()) return [fenced('yaml', readFileSync(path, 'utf8'))];
  const files = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
  return files.flatMap(file => {
    const shown = file.slice(path.length + 1).replaceAll('\\', '/');
    return [`${code(shown)}:`, fenced(shown.endsWith('.json') ? 'json' : 'yaml', readFileSync(file, 'utf8'))];
  });
}

async function caseOutput(program, folder, name) {
  const path = join(folder, name);
  const isFolder = statSync(path).isDirectory();
  const { stdout } = await run(program, isFolder ? path : folder, isFolder ? [] : [name]);
  return fenced('text', stdout);
}

/** @param {readonly Rule[]} rules */
function ruleTable(rules, folder) {
  return table(
    ['Rule', 'Severity', 'What it asks for'],
    rules.map(({ id, severity, title }) => [`[${id}](${folder}${id}.md)`, severity, `${prose(title)}.`]),
  );
}

/** A command as it looks in a terminal: what was typed, what was printed, and the exit status. */
async function sessionOf(program, folder, args) {
  const { status, stdout } = await run(program, folder, args);
  const typed = args.map(arg => (arg.includes(' ') ? `'${arg}'` : arg)).join(' ');
  return fenced('console', `$ npx cfn-auth-audit ${typed}\n${stdout}$ echo $?\n${status}\n`);
}

/** Runs the program in this process, as if nobody sat at a terminal. */
async function run(program, workingFolder, args) {
  const printed = { stdout: '', stderr: '' };
  const output = name => ({
    write: text => {
      printed[name] += text;
    },
  });
  const status = await withoutTerminal(() =>
    program.main(args, {
      workingFolder,
      environment: {},
      stdout: output('stdout'),
      stderr: output('stderr'),
      readStandardInput: () => Promise.reject(new Error('There is no standard input.')),
    }),
  );
  // What --fix says of its work goes there.
  if (printed.stderr !== '' && !args.includes('--fix-dry-run'))
    throw new Error(`cfn-auth-audit ${args.join(' ')} says: ${printed.stderr}`);
  return { status, stdout: printed.stdout };
}

/** Commander breaks the help's lines at the width of the process's own terminal, where it has one. */
async function withoutTerminal(work) {
  const own = Object.getOwnPropertyDescriptor(process.stdout, 'isTTY');
  Object.defineProperty(process.stdout, 'isTTY', { value: false, configurable: true });
  try {
    return await work();
  } finally {
    if (own) Object.defineProperty(process.stdout, 'isTTY', own);
    else delete process.stdout.isTTY;
  }
}

function table(headings, rows) {
  const line = cells => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A text of our own as Markdown: what stands in backquotes is code, and all else reads as it is written. */
function prose(text) {
  const parts = text
    .replace(/\s+/g, ' ')
    .trim()
    .split(/(`[^`]+`)/);
  return parts.map(part => (/^`.+`$/.test(part) ? part : part.replace(/[\\*<[\]]/g, '\\$&'))).join('');
}

function code(text) {
  return `\`${text}\``;
}

/** A block of code whose fence is longer than any row of backquotes in it. */
function fenced(language, text) {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([row]) => row.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}
