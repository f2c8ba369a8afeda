import type { Finding } from '../model/finding.ts';
import { systemOf } from '../model/place.ts';
import type { AuditReport } from '../report/report.ts';
import type { Mend } from './mends.ts';

/** The findings of a later report that an earlier one does not have, or not as often. */
export function newFindings(before: AuditReport, after: AuditReport): readonly Finding[] {
  const left = countsOf(before);
  return after.findings.filter(finding => {
    const key = keyOf(finding);
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count <= 0;
  });
}

/** Why what some fixes lead to is not better than what was before; undefined where it is. */
export function reportFault(before: AuditReport, after: AuditReport, mends: readonly Mend[]): string | undefined {
  const [found] = newFindings(before, after);
  if (found) return `A new finding would arise, ${found.ruleId}: ${found.message}`;
  if (after.summary.openEndpoints > before.summary.openEndpoints) return 'It would open an endpoint.';
  if (after.summary.templates < before.summary.templates) return 'A template would no longer be one.';
  const [counts, remaining] = [countsOf(before), countsOf(after)];
  const isGone = (finding: Finding) => (remaining.get(keyOf(finding)) ?? 0) < (counts.get(keyOf(finding)) ?? 0);
  return mends.every(mend => mend.findings.some(isGone)) ? undefined : 'The finding would remain.';
}

function countsOf(report: AuditReport): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of report.findings.map(keyOf)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** The same for a finding before and after lines and list items above it came or went. */
function keyOf({ ruleId, place, message, suppression }: Finding): string {
  const path = place.path.replace(/(?<=^|\.)\d+(?=\.|$)/g, '*');
  const said = message.replace(/\blines? \d+(?: and \d+)*/g, 'line *');
  return JSON.stringify([ruleId, systemOf(place), path, said, suppression !== undefined]);
}
