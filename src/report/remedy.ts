import type { Finding } from '../model/finding.ts';
import { isTextPlace } from '../model/place.ts';
import type { Report } from './report.ts';

/** Says how to mend a finding: its own fix or remedy, or else its rule's advice. */
export function remedies(report: Report): (finding: Finding) => string | undefined {
  const rules = new Map(report.rules.map(({ rule }) => [rule.id, rule]));
  return ({ ruleId, place, fix, remedy }) => {
    const rule = rules.get(ruleId);
    const advice = isTextPlace(place) ? rule?.fix : (rule?.fixInAccount ?? rule?.fix);
    return fix?.description ?? remedy ?? advice?.replace(/\s+/g, ' ').trim();
  };
}
