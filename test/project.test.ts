/* What DESIGN says of the project as a whole: one direction of imports, one list of rules, one version, small files. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { rules } from '../rules/index.ts';
import { version } from '../src/version.ts';

interface Import {
  /** `src/sam/read.ts` */
  readonly from: string;
  /** `src/template/node.ts`, or a package's name. */
  readonly to: string;
  readonly isOfTypes: boolean;
}

const sources = filesBelow('src');
const ruleFiles = filesBelow('rules').filter(file => !file.endsWith('.test.ts'));
const imports = [...sources, ...ruleFiles].flatMap(importsOf);

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts'))
    .map(name => `${folder}/${name}`)
    .sort();
}

function importsOf(from: string): Import[] {
  const text = readFileSync(from, 'utf8');
  const statements = text.matchAll(
    /^(?:import|export)\s(?:(type [^'";=]*?|[*{][^'";=]*?|\w+)\sfrom\s)?['"]([^'"]+)['"];$/gm,
  );
  const lazy = text.matchAll(/import\(()['"]([^'"]+)['"]\)/g);
  return [...statements, ...lazy].map(([, what = '', target = '']) => ({
    from,
    to: target.startsWith('.') ? normalize(join(dirname(from), target)) : target,
    isOfTypes: what.startsWith('type ') || /^\{(?:\s*type \w+,?)+\s*\}$/.test(what),
  }));
}

/** The imports of a folder's files that lead to what none of the patterns allows. */
function strays(folder: string, allowed: readonly RegExp[]): string[] {
  return imports
    .filter(({ from, to }) => from.startsWith(`${folder}/`) && !allowed.some(pattern => pattern.test(to)))
    .map(({ from, to }) => `${from} imports ${to}`);
}

describe('the list of rules', () => {
  const folders = readdirSync('rules', { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort();

  test('has every folder once, under its name', () => {
    expect(rules.map(rule => rule.id).sort()).toEqual(folders);
  });

  test('imports the rule of each folder', () => {
    const imported = imports.filter(({ from }) => from === 'rules/index.ts').map(({ to }) => to);
    expect(imported.sort()).toEqual(
      [...folders.map(folder => `rules/${folder}/rule.ts`), 'src/model/finding.ts'].sort(),
    );
  });

  test.each(rules.map(rule => [rule.id, rule] as const))('%s is told in sentences', (id, rule) => {
    expect(id).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
    expect(rule.title).toMatch(/^[A-Z$].*[^.]$/);
    for (const text of [rule.why, rule.fix, rule.exceptions ?? 'None.'])
      expect(text).toMatch(/^(?:[A-Z`$]|https?:).*\.$/s);
    for (const reference of rule.references) expect(reference).toMatch(/^https:\/\/\S+$/);
  });
});

test("the program's version is the package's", () => {
  expect(version).toBe((JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version);
});

test('no source is longer than 350 lines', () => {
  const long = [...sources, ...ruleFiles].filter(file => readFileSync(file, 'utf8').split('\n').length > 351);
  expect(long).toEqual([]);
});

describe('imports go one way', () => {
  test('every import is found', () => {
    // A file without any is one of types or constants.
    const importing = new Set(imports.map(({ from }) => from));
    const mentions = sources.filter(file => /^import\b/m.test(readFileSync(file, 'utf8')));
    expect(mentions.filter(file => !importing.has(file))).toEqual([]);
    const missing = imports.filter(({ to }) => to.endsWith('.ts') && ![...sources, ...ruleFiles].includes(to));
    expect(missing).toEqual([]);
  });

  test('a rule knows the model alone', () => {
    expect(strays('rules', [/^src\/model\//, /^rules\/[^/]+\/rule\.ts$/])).toEqual([]);
  });

  test('a reporter knows the model and what is derived from it', () => {
    expect(
      strays('src/report', [
        /^src\/(?:model|access)\//,
        /^src\/(?:report\/|iterables\.ts$)/,
        /^[^/]+$/,
        /^@babel\/code-frame$/,
        /^node:crypto$/,
      ]),
    ).toEqual([]);
  });

  test('the template knows nothing of authorization', () => {
    expect(
      strays('src/template', [
        /^src\/template\//,
        /^src\/model\/(?:place|endpoint|finding)\.ts$/,
        /^node:(?:fs|path)$/,
        /^js-yaml$/,
        /^yaml-cfn$/,
      ]),
    ).toEqual([]);
  });

  test('the expansion of SAM knows nothing of the disk, of policies and of what is printed', () => {
    const readers = ['sam', 'openapi', 'cloudformation', 'oauth', 'model'];
    const allowed = [new RegExp(`^src/(?:${[...readers, 'template'].join('|')})/`), /^src\/nearest\.ts$/];
    expect(readers.flatMap(folder => strays(`src/${folder}`, allowed))).toEqual([]);
  });

  test('only src/github calls GitHub, and it knows nothing of rules and templates', () => {
    expect(
      imports.filter(({ to, from }) => /^@(?:actions\/github|octokit\/)/.test(to) && !from.startsWith('src/github/')),
    ).toEqual([]);
    const inner = /^(?:rules|src\/(?:template|sam|openapi|cloudformation|oauth))\//;
    expect(imports.filter(({ from, to }) => from.startsWith('src/github/') && inner.test(to))).toEqual([]);
  });

  test('nothing imports an entry', () => {
    expect(imports.filter(({ to }) => /^src\/(?:main|action)\.ts$/.test(to))).toEqual([]);
  });

  test('never back to where they came from', () => {
    const next = new Map<string, string[]>();
    for (const { from, to, isOfTypes } of imports) {
      if (!isOfTypes) next.set(from, [...(next.get(from) ?? []), to]);
    }
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, way: readonly string[]): void => {
      if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(' -> '));
      if (way.includes(file) || done.has(file)) return;
      for (const to of next.get(file) ?? []) visit(to, [...way, file]);
      done.add(file);
    };
    for (const file of next.keys()) visit(file, []);
    expect(circles).toEqual([]);
  });
});
