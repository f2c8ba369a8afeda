import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { applyEdits, caseFaults, changedLines } from './rule-tester.ts';

describe('the cases of a rule', () => {
  const rule = fileURLToPath(new URL('../rules/scope-not-declared', import.meta.url));
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rule-cases-'));
    for (const name of ['bad.yaml', 'good.yaml', 'unknown.yaml']) cpSync(join(rule, name), join(folder, name));
    for (const name of ['rule.ts', 'rule.test.ts', 'README.md']) writeFileSync(join(folder, name), '');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const expected = ['bad.yaml', 'good.yaml', 'unknown.yaml'];

  test('and its expectations are the same set', () => {
    expect(caseFaults(folder, expected)).toEqual([]);
    expect(caseFaults(folder, ['bad.yaml', 'good.yaml', 'malformed.yaml'])).toEqual([
      'unknown.yaml has no expectation.',
      'There is no case malformed.yaml.',
    ]);
  });

  test('are a bad, a good and an unknown one at least, and no copies', () => {
    cpSync(join(folder, 'bad.yaml'), join(folder, 'two-pools.yaml'));
    rmSync(join(folder, 'good.yaml'));
    expect(caseFaults(folder, ['bad.yaml', 'unknown.yaml', 'two-pools.yaml'])).toEqual([
      'two-pools.yaml is a copy of bad.yaml.',
      'There is no good case.',
    ]);
  });
});

describe('a fix', () => {
  const before = 'DependsOn:\n  - Users\nType: Client\n';
  const edit = { file: 'orders.yaml', line: 2, column: 5, endLine: 2, endColumn: 10, text: 'Partners' };
  const removal = { file: 'orders.yaml', line: 3, column: 1, endLine: 4, endColumn: 1, text: '' };

  test('edits a text at 1-based places, whatever the order', () => {
    const after = 'DependsOn:\n  - Partners\n';
    expect(applyEdits(before, [edit, removal])).toBe(after);
    expect(applyEdits(before, [removal, edit])).toBe(after);
  });

  test('is shown as the lines that it takes out and puts in', () => {
    expect(changedLines({ before, after: applyEdits(before, [edit]) })).toEqual(['-  - Users', '+  - Partners']);
    expect(changedLines({ before, after: `${before}Properties:\n` })).toEqual(['+Properties:']);
    expect(changedLines({ before, after: applyEdits(before, [removal]) })).toEqual(['-Type: Client']);
  });
});
