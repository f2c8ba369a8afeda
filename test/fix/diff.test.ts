import { describe, expect, test } from '@jest/globals';
import { applyPatch } from 'diff';
import { printableDiff, unifiedDiff } from '../../src/fix/diff.ts';
import type { Change } from '../../src/fix/mend.ts';

function change(before: string, after: string, name = 'orders.yaml'): Change {
  return { file: { name, path: `/shop/${name}`, text: before }, text: after };
}

describe('unifiedDiff', () => {
  test('has the files by name, three lines around each change, and what ends without a line break', () => {
    const before = 'a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk';
    const changes = [change(before, before.replace('b', 'B').replace('k', 'K')), change('x\n', 'x\ny\n', 'auth.yaml')];
    expect(unifiedDiff(changes).split('\n')).toEqual([
      '--- a/auth.yaml',
      '+++ b/auth.yaml',
      '@@ -1,1 +1,2 @@',
      ' x',
      '+y',
      '--- a/orders.yaml',
      '+++ b/orders.yaml',
      '@@ -1,5 +1,5 @@',
      ' a',
      '-b',
      '+B',
      ' c',
      ' d',
      ' e',
      '@@ -8,4 +8,4 @@',
      ' h',
      ' i',
      ' j',
      '-k',
      '\\ No newline at end of file',
      '+K',
      '\\ No newline at end of file',
      '',
    ]);
  });

  test('keeps line breaks of Windows and a byte order mark', () => {
    const [before, after] = ['\uFEFFa\r\nb\r\n', '\uFEFFA\r\nb\r\n'];
    const diff = unifiedDiff([change(before, after)]);
    expect(diff).toBe('--- a/orders.yaml\n+++ b/orders.yaml\n@@ -1,2 +1,2 @@\n-\uFEFFa\r\n+\uFEFFA\r\n b\r\n');
    expect(applyPatch(before, diff)).toBe(after);
  });

  test('quotes a name that would break its line', () => {
    expect(
      unifiedDiff([change('a\n', 'b\n', 'or\nders.yaml')])
        .split('\n')
        .slice(0, 2),
    ).toEqual(['--- "a/or\\nders.yaml"', '+++ "b/or\\nders.yaml"']);
  });

  test('is empty where there are no changes', () => {
    expect([unifiedDiff([]), printableDiff('', { color: true })]).toEqual(['', '']);
  });
});

describe('printableDiff', () => {
  test('leaves a diff as it is that does nothing to a terminal', () => {
    const diff = unifiedDiff([change('{\r\n\t"a": "–"\r\n}\r\n', '{\r\n\t"a": "é"\r\n}\r\n')]);
    expect(printableDiff(diff, { color: false })).toBe(diff);
  });

  test('shows what would act on a terminal or a log', () => {
    const diff = unifiedDiff([
      change('::error::a\n# \u001B[31m\u202E\r.\nb\n', '::error::a\n# \u001B[31m\u202E\r.\n##[error]\n'),
    ]);
    expect(printableDiff(diff, { color: false }).split('\n').slice(3)).toEqual([
      ' \u2236\u2236error::a',
      ' # \u241B[31m\uFFFD\u240D.',
      '-b',
      '+##\u2045error]',
      '',
    ]);
  });

  test('has the colours of a diff', () => {
    const diff = unifiedDiff([change('a\nb\n', 'a\nc\n')]);
    expect(printableDiff(diff, { color: true }).split('\n')).toEqual([
      '\u001B[1m--- a/orders.yaml\u001B[22m',
      '\u001B[1m+++ b/orders.yaml\u001B[22m',
      '\u001B[36m@@ -1,2 +1,2 @@\u001B[39m',
      ' a',
      '\u001B[31m-b\u001B[39m',
      '\u001B[32m+c\u001B[39m',
      '',
    ]);
  });
});
