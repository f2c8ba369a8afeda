import { rules } from '../rules/index.ts';
import type { Finding, Problem, Rule } from './model/finding.ts';
import type { AuthModel, Unknown } from './model/model.ts';
import { compare, comparePlaces, placeKey } from './model/place.ts';
import { type CommandLineLevels, type Policy, severityOf } from './policy/policy.ts';

/** Runs every rule that is not off. What two templates that include one file find there is found once. */
export function runRules(model: AuthModel, policy: Policy, commandLine: CommandLineLevels): Finding[] {
  const findings = new Map<string, Finding>();
  for (const rule of rules) {
    if (severityOf(rule, policy, commandLine) === 'off') continue;
    for (const problem of check(rule, model)) {
      const severity = severityOf(rule, policy, commandLine, problem);
      if (severity === 'off') continue;
      findings.set(`${rule.id}\0${placeKey(problem.place)}\0${problem.message}`, {
        ...problem,
        ruleId: rule.id,
        severity,
      });
    }
  }
  return [...findings.values()];
}

/** A rule that crashes is a bug, and the stack says in which rule. */
function check(rule: Rule, model: AuthModel): Problem[] {
  try {
    return [...rule.check(model)];
  } catch (error) {
    throw new Error(`The rule ${rule.id} failed.`, { cause: error });
  }
}

/** The order of findings: by file, line, column, rule and message. */
export function compareFindings(a: Finding, b: Finding): number {
  return comparePlaces(a.place, b.place) || compare(a.ruleId, b.ruleId) || compare(a.message, b.message);
}

/** The order of what is not known: by file, line, column and message. */
export function compareUnknowns(a: Unknown, b: Unknown): number {
  return comparePlaces(a.place, b.place) || compare(a.message, b.message);
}
