/** The project's own page. */
export const projectUri = 'https://github.com/cfn-auth-audit/cfn-auth-audit';

/** Where the rules' pages stand; a rule's page is `<id>.md` below it. */
export const rulePagesUri = `${projectUri}/blob/main/docs/rules`;

/** The address of a rule's page. */
export function rulePageUri(ruleId: string): string {
  return `${rulePagesUri}/${encodeURIComponent(ruleId)}.md`;
}
