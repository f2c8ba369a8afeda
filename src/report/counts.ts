import { acceptsAnyone, type Endpoint } from '../model/endpoint.ts';
import type { Finding, Severity } from '../model/finding.ts';
import type { Unknown } from '../model/model.ts';
import type { Summary } from './report.ts';

/** What is counted of any audit; suppressed findings are not among the errors, warnings and notes. */
export function countsOf(
  findings: readonly Finding[],
  endpoints: readonly Endpoint[],
  unknowns: readonly Unknown[],
): Omit<Summary, 'templates' | 'skippedTemplates' | 'scan'> {
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
