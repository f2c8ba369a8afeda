import { expect, test } from '@jest/globals';
import { newFindings, reportFault } from '../../src/fix/report-fault.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { AuditReport } from '../../src/report/report.ts';

interface Said {
  readonly rule: string;
  readonly message: string;
  readonly path?: string;
  readonly line?: number;
  readonly isSuppressed?: true;
}

function findingOf({ rule, message, path = 'Resources.Orders', line = 1, isSuppressed }: Said): Finding {
  const place = { file: 'orders.yaml', line, column: 1, endLine: line, endColumn: 2, path };
  return {
    ruleId: rule,
    severity: 'error',
    message,
    place,
    ...(isSuppressed && { suppression: { kind: 'ignore', reason: 'It is meant.', place } }),
  };
}

function reportOf(...said: Said[]): AuditReport {
  const counts = { errors: 0, warnings: 0, notes: 0, suppressed: 0, unknowns: 0, skippedTemplates: 0 };
  return {
    findings: said.map(findingOf),
    endpoints: [],
    unknowns: [],
    inferredLinks: [],
    summary: { templates: 1, endpoints: 0, openEndpoints: 0, ...counts },
    rules: [],
    sourceText: () => undefined,
    toolVersion: '0.0.0',
  };
}

function arisen(before: Said[], after: Said[]): string[] {
  return newFindings(reportOf(...before), reportOf(...after)).map(({ ruleId, message }) => `${ruleId}: ${message}`);
}

test('a finding is the same in another line, and at another index of a list', () => {
  const before = { rule: 'scope', message: 'No scope.', path: 'Scopes.2.Name' };
  expect(arisen([before], [{ ...before, path: 'Scopes.1.Name', line: 7 }])).toEqual([]);
});

test('a finding that speaks of another line is the same', () => {
  const before = { rule: 'policy-unused', message: 'No finding on lines 3 and 4.' };
  expect(arisen([before], [{ ...before, message: 'No finding on lines 5 and 6.' }])).toEqual([]);
});

test('a finding of another rule, path or message is new', () => {
  const before = { rule: 'scope', message: 'No scope.' };
  const after = [
    { ...before, rule: 'client' },
    { ...before, path: 'Resources.Orders2' },
    { ...before, message: 'Nothing.' },
  ];
  expect(arisen([before], after)).toEqual(['client: No scope.', 'scope: No scope.', 'scope: Nothing.']);
});

test('one more of the same is new', () => {
  const scope = { rule: 'scope', message: 'No scope.' };
  expect(arisen([scope, scope], [scope, scope, scope])).toEqual(['scope: No scope.']);
});

test('a finding that is no longer suppressed is new, and so is one that becomes suppressed', () => {
  const scope = { rule: 'scope', message: 'No scope.' };
  const suppressed = { ...scope, isSuppressed: true } as const;
  expect([arisen([suppressed], [scope]), arisen([scope], [suppressed])]).toEqual([
    ['scope: No scope.'],
    ['scope: No scope.'],
  ]);
});

test('a template that is none any more is a fault', () => {
  const [before, after] = [reportOf({ rule: 'scope', message: 'No scope.' }), reportOf()];
  const none = { ...after, summary: { ...after.summary, templates: 0 } };
  expect(reportFault(before, none, [])).toBe('A template would no longer be one.');
});
