import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { rules } from '../rules/index.ts';
// @ts-expect-error A script has no types.
import { generatedDocs, pagesFolder } from '../scripts/docs-pages.mjs';
import { main } from '../src/cli.ts';
import { loadPolicy } from '../src/policy/config.ts';
import { configKeys } from '../src/policy/config-schema.ts';
import { sections } from '../src/rule-pages.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const generated: ReadonlyMap<string, string> = await generatedDocs(root, { main, rules, sections });
const readme = read('README.md');
const ruleIds = rules.map(rule => rule.id);

function read(name: string): string {
  return readFileSync(join(root, name), 'utf8');
}

/** The blocks of code in a document, by the language that they name. */
function codeBlocks(document: string, language: string): readonly string[] {
  return [...document.matchAll(/^(`{3,})(\w+)\n(.*?)^\1$/gms)]
    .filter(([, , name]) => name === language)
    .map(([, , , code = '']) => code);
}

describe('the generated documentation', () => {
  test.each([...generated.keys()])('%s is what `npm run docs` writes', name => {
    expect(read(name)).toBe(generated.get(name));
  });

  test('has a page for each rule, a list of them, and nothing else', () => {
    const pages = ruleIds.map(id => `${id}.md`);
    expect(readdirSync(join(root, pagesFolder)).sort()).toEqual(['README.md', ...pages].sort());
  });

  test('has a row for each rule in the README', () => {
    const rows = [...readme.matchAll(/^\| \[([\w-]+)\]\(docs\/rules\/([\w-]+)\.md\) \| (\w+) \|/gm)];
    expect(rows.map(([, ...cells]) => cells)).toEqual(rules.map(({ id, severity }) => [id, id, severity]));
  });
});

describe('the links of', () => {
  const documents = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', ...generated.keys()];

  test.each([...new Set(documents)])('%s lead somewhere', name => {
    const targets = [...withoutCode(read(name)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
    const relative = targets.filter(target => !/^[a-z]+:/.test(target));
    expect(relative.filter(target => !leadsSomewhere(name, target))).toEqual([]);
  });
});

function withoutCode(document: string): string {
  return document.replace(/^(`{3,}).*?^\1$/gms, '').replace(/`[^`\n]*`/g, '');
}

function leadsSomewhere(from: string, target: string): boolean {
  const [path = '', heading] = target.split('#');
  const name = path === '' ? from : join(dirname(from), path);
  if (!existsSync(join(root, name))) return false;
  return heading === undefined || headings(read(name)).includes(heading);
}

/** The names by which GitHub links a document's headings. */
function headings(document: string): readonly string[] {
  const titles = [...document.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => title);
  return titles.map(title =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('the README', () => {
  test('has a config file that the program accepts, with every key', async () => {
    const [config = ''] = codeBlocks(readme, 'yaml').filter(code => code.startsWith('# cfn-auth-audit.yml'));
    const folder = mkdtempSync(join(tmpdir(), 'cfn-auth-audit-'));
    try {
      writeFileSync(join(folder, 'cfn-auth-audit.yml'), config);
      const policy = await loadPolicy({ workingFolder: folder, config: 'cfn-auth-audit.yml', ruleIds });
      expect([policy.levels.size, policy.public.length, policy.ignore.length].every(count => count > 0)).toBe(true);
    } finally {
      rmSync(folder, { recursive: true });
    }
    const keys = [
      ...configKeys.file,
      ...configKeys.public.map(key => `public[].${key}`),
      ...configKeys.ignore.map(key => `ignore[].${key}`),
      ...configKeys.external.map(key => `external.${key}`),
      ...configKeys.externalPool.map(key => `external.pools[].${key}`),
    ];
    expect(keys.filter(key => !readme.includes(`\n| \`${key}\` |`))).toEqual([]);
    expect(keys.filter(key => !config.includes(`${key.replace(/^.*\./, '')}:`))).toEqual([]);
  });

  test('has comments that name rules', () => {
    const named = [...readme.matchAll(/cfn-auth-audit: ignore\[([\w-]+)\] \w/g)].map(([, id = '']) => id);
    expect(named.length).toBeGreaterThan(0);
    expect(ruleIds).toEqual(expect.arrayContaining(named));
  });

  test('has workflows whose steps use the inputs and outputs that the action has', () => {
    const { inputs, outputs } = load(read('action.yml')) as Record<'inputs' | 'outputs', object>;
    const workflows = codeBlocks(readme, 'yaml').filter(code => code.includes('uses: cfn-auth-audit/'));
    expect(workflows).toHaveLength(2);
    for (const workflow of workflows) {
      const { jobs } = load(workflow) as { jobs: { audit: { steps: { uses: string; with?: object }[] } } };
      const step = jobs.audit.steps.find(({ uses }) => uses === 'cfn-auth-audit/cfn-auth-audit@v0');
      expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(step?.with ?? {})));
      const used = [...workflow.matchAll(/steps\.audit\.outputs\.([\w-]+)/g)].map(([, name]) => name);
      expect(Object.keys(outputs)).toEqual(expect.arrayContaining(used));
    }
  });

  test.each([['--help'], ['endpoints', '--help']])('has every option of %s', async (...args: string[]) => {
    const options = [...(await helpOf(args)).matchAll(/^ +(--[\w-]+)/gm)].map(([, option = '']) => option);
    expect(options).toContain('--help');
    expect(options.filter(option => !readme.includes(option))).toEqual([]);
  });
});

async function helpOf(args: readonly string[]): Promise<string> {
  const printed: string[] = [];
  const output = { write: (text: string) => printed.push(text) };
  const readStandardInput = () => Promise.reject(new Error('Help reads nothing.'));
  await main(args, { workingFolder: root, environment: {}, stdout: output, stderr: output, readStandardInput });
  return printed.join('');
}
