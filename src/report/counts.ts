import { acceptsAnyone, type Endpoint } from '../model/endpoint.ts';
import type { Finding, Severity } from '../model/finding.ts';
import type { Unknown } from '../model/model.ts';
import type { Summary } from './report.ts';

/** What is counted of any audit; suppressed findings are not among the errors, warnings and notes. */
export type Counts = Omit<Summary, 'templates' | 'skippedTemplates' | 'scan'>;

export function countsOf(
  findings: readonly Finding[],
  endpoints: readonly Endpoint[],
  unknowns: readonly Unknown[],
): Counts {
  const active = findings.filter(finding => !finding.suppression);
  const count = (severity: Severity) => active.filter(finding => finding.severity === severity).length;
  return {
    endpoints: endpoints.length,
    openEndpoints: endpoints.filter(acceptsAnyone).length,
    errors: count('error'),
    warnings: count('warning'),
    notes: count('note'),
    suppressed: findings.length - active.length,
    unknowns: unknowns.length,
  };
}

/** The counts of several audits together. */
export function sumOfCounts(all: readonly Counts[]): Counts {
  const sum = (name: keyof Counts) => all.reduce((total, counts) => total + counts[name], 0);
  return {
    endpoints: sum('endpoints'),
    openEndpoints: sum('openEndpoints'),
    errors: sum('errors'),
    warnings: sum('warnings'),
    notes: sum('notes'),
    suppressed: sum('suppressed'),
    unknowns: sum('unknowns'),
  };
}
