import { systemOf } from '../../src/model/place.ts';
import '../template/node-errors.ts';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { audit } from '../../src/audit.ts';
import { type Fixed, fix } from '../../src/fix/fix.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { AuditReport } from '../../src/report/report.ts';
import { schema } from '../../src/template/schema.ts';
import { UserError } from '../../src/user-error.ts';

const rules = fileURLToPath(new URL('../../rules', import.meta.url));
const real = fileURLToPath(new URL('../../../shared/corpus/real', import.meta.url));
const realFolders = existsSync(real) ? foldersOf(real) : [];

/** Each case of each rule. */
const cases = foldersOf(rules).flatMap(rule =>
  readdirSync(join(rules, rule))
    .filter(name => !name.endsWith('.ts'))
    .map(name => [rule, name] as const),
);

function foldersOf(folder: string): readonly string[] {
  return readdirSync(folder).filter(name => statSync(join(folder, name)).isDirectory());
}

const copies: string[] = [];
afterEach(() => {
  for (const copy of copies.splice(0)) rmSync(copy, { recursive: true });
});

function copyOf(source: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'cfn-auth-audit-'));
  copies.push(folder);
  cpSync(source, folder, { recursive: true });
  return folder;
}

/** Fixes a path of a folder; undefined where there is nothing to audit. Also gives the report of before. */
async function fixed(folder: string, path: string): Promise<(Fixed & { readonly before: AuditReport }) | undefined> {
  const options = {
    workingFolder: folder,
    paths: [path],
    readStandardInput: () => Promise.reject(new Error('Nothing is read but files.')),
    ruleSeverities: {},
    parameters: {},
  };
  let before: AuditReport | undefined;
  try {
    const result = await fix({
      ...options,
      isDryRun: false,
      async audit(overlay) {
        const report = await audit(overlay ? { ...options, overlay } : options);
        before ??= report;
        return report;
      },
    });
    return before && { ...result, before };
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** Everything from a number sign on that may begin a comment, whether or not it is one, in any order. */
function comments(text: string): readonly string[] {
  return [...text.matchAll(/(?<=^|\s)#.*$/gm)].map(([comment]) => comment.trimEnd()).sort();
}

/** What is said how often, but not in which line. */
function sayings(findings: readonly Finding[]): readonly string[] {
  const counts = new Map<string, number>();
  return findings.map(({ ruleId, place, message }) => {
    const saying = `${systemOf(place)} ${ruleId} ${place.path}: ${message}`;
    counts.set(saying, (counts.get(saying) ?? 0) + 1);
    return `${counts.get(saying)}. ${saying}`;
  });
}

/** That files are readable, with all comments and without a new finding, and that there is no more to do. */
async function expectSound(folder: string, path: string): Promise<Fixed | undefined> {
  const result = await fixed(folder, path);
  if (!result) return undefined;
  for (const { file } of result.changes) {
    const text = readFileSync(file.path, 'utf8');
    expect(() => load(text, { schema, json: true })).not.toThrow();
    expect(comments(text)).toEqual(comments(file.text));
  }
  const again = await fixed(folder, path);
  if (!again) throw new Error('Nothing is left to audit.');
  expect(sayings(again.before.findings)).toEqual(sayings(result.report.findings));
  const known = sayings(result.before.findings);
  expect(sayings(again.before.findings).filter(saying => !known.includes(saying))).toEqual([]);
  expect(again.changes).toEqual([]);
  return result;
}

describe('--fix leaves files readable, keeps comments, adds no finding and has no more to do then', () => {
  test.each(cases)('%s: %s', async (rule, name) => {
    await expectSound(copyOf(join(rules, rule)), name);
  });

  (realFolders.length > 0 ? test : test.skip).each(realFolders)('templates of %s', async name => {
    await expectSound(copyOf(join(real, name)), '.');
  });

  (realFolders.length > 0 ? test : test.skip).each(realFolders)(
    'templates of %s with misspelt DependsOn',
    async name => {
      const folder = copyOf(join(real, name));
      const texts = new Map<string, { readonly spelt: string; readonly misspelt: string }>();
      for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(?:ya?ml|json|template)$/.test(file)) continue;
        const spelt = readFileSync(join(folder, file), 'utf8');
        const misspelt = spelt.replace(/(DependsOn"?:\s+(?:-\s+|\[\s*)?["']?)(\w+)(\w)\b/g, '$1$2$3$3');
        if (misspelt === spelt) continue;
        texts.set(file, { spelt, misspelt });
        writeFileSync(join(folder, file), misspelt);
      }
      const result = await expectSound(folder, '.');
      expect(result?.refusals).toEqual([]);
      for (const [file, { spelt, misspelt }] of texts) {
        // What the rule has a fix for is as it was; the rest, such as a comment, is left alone.
        const [right, wrong] = [spelt.split('\n'), misspelt.split('\n')];
        const lines = readFileSync(join(folder, file), 'utf8').split('\n');
        expect(lines.filter((line, index) => line !== right[index] && line !== wrong[index])).toEqual([]);
      }
    },
  );
});
