import type { Severity } from './model/finding.ts';
import type { Summary } from './report/report.ts';

/** What `--fail-on` and the action's `fail-on` take. */
export const failOnValues = ['error', 'warning', 'note', 'never'] as const;

/** The mildest severity that fails a run. */
export type FailOn = (typeof failOnValues)[number];

const fromMildest: readonly Severity[] = ['note', 'warning', 'error'];

/** The severities that fail a run and of which there are findings, worst first. */
export function failing(summary: Summary, failOn: FailOn): readonly Severity[] {
  const counts = { error: summary.errors, warning: summary.warnings, note: summary.notes };
  const severities = failOn === 'never' ? [] : fromMildest.slice(fromMildest.indexOf(failOn)).reverse();
  return severities.filter(severity => counts[severity] > 0);
}
