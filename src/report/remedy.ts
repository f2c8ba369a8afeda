import type { Finding } from '../model/finding.ts';
import type { Report } from './report.ts';

/** Says how to mend a finding: its own fix or remedy, or else its rule's advice. */
export function remedies(report: Report): (finding: Finding) => string | undefined {
  const adviceByRule = new Map(report.rules.map(({ rule }) => [rule.id, rule.fix]));
  return finding =>
    finding.fix?.description ?? finding.remedy ?? adviceByRule.get(finding.ruleId)?.replace(/\s+/g, ' ').trim();
}
