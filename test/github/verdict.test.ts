import { expect, test } from '@jest/globals';
import { verdict } from '../../src/github/verdict.ts';
import type { Severity } from '../../src/model/finding.ts';
import type { FailOn } from '../../src/threshold.ts';
import { finding, place, reportOf } from './reports.ts';

const oneError: readonly Severity[] = ['error'];
const oneOfEach: readonly Severity[] = ['error', 'warning', 'note'];
const mild: readonly Severity[] = ['warning', 'warning', 'note'];

test.each<[string, readonly Severity[], FailOn, unknown]>([
  ['nothing', [], 'note', { conclusion: 'success' }],
  ['an error', oneError, 'never', { conclusion: 'neutral' }],
  ['an error', oneError, 'error', { conclusion: 'failure', failure: 'The audit found 1 error, and fail-on is error.' }],
  [
    'one of each',
    oneOfEach,
    'note',
    { conclusion: 'failure', failure: 'The audit found 1 error, 1 warning, 1 note, and fail-on is note.' },
  ],
  [
    'one of each',
    oneOfEach,
    'warning',
    { conclusion: 'failure', failure: 'The audit found 1 error, 1 warning, and fail-on is warning.' },
  ],
  ['warnings and notes', mild, 'error', { conclusion: 'neutral' }],
  [
    'warnings and notes',
    mild,
    'warning',
    { conclusion: 'failure', failure: 'The audit found 2 warnings, and fail-on is warning.' },
  ],
])('%s (%j), with fail-on %s', (_name, severities, failOn, expected) => {
  const report = reportOf(severities.map((severity, index) => finding(index + 1, { severity })));
  expect(verdict(report.summary, failOn)).toEqual(expected);
});

test('a suppressed finding fails nothing', () => {
  const suppression = { kind: 'public', reason: 'A health check', place: place(1) } as const;
  expect(verdict(reportOf([finding(1, { suppression })]).summary, 'note')).toEqual({ conclusion: 'success' });
});
