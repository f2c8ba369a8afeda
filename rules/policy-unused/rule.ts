import type { Rule } from '../../src/model/finding.ts';

/**
 * The rule that the policy itself must meet. It has no check of a model, which knows nothing of policies: its findings
 * come from applying the policy.
 */
export const policyUnused: Rule = {
  id: 'policy-unused',
  title: 'Each suppression answers a finding, and says why',
  severity: 'warning',
  why: 'An entry or a comment that answers nothing is out of date or misspelt. It silences what comes to match it later, such as an endpoint that is opened by mistake, and whoever wrote it believes that something is suppressed that is not.',
  fix: 'Remove the entry or the comment, or correct its rule id, its globs or its place. A comment reads `# cfn-auth-audit: ignore[rule-id] reason` and stands on the line of the finding or the line above; the reason is required.',
  exceptions:
    'Entries and comments for a rule that is off are left alone. A `public` entry counts as used while an endpoint that it covers is open, or while that cannot be determined, whatever rules run. These findings cannot be suppressed; the rule can be set under `rules`.',
  references: [],
  check: () => [],
};
