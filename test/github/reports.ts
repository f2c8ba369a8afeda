/* Reports as an audit makes them, built by hand. */
import type { Finding, Rule } from '../../src/model/finding.ts';
import type { TextPlace } from '../../src/model/place.ts';
import type { Report } from '../../src/report/report.ts';

export const openEndpointRule: Rule = {
  id: 'endpoint-without-authorizer',
  title: 'Every endpoint has an authorizer',
  severity: 'error',
  why: 'Anyone on the internet can call it.',
  fix: 'Give the endpoint an authorizer.',
  references: [
    'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-apifunctionauth.html',
  ],
  check: () => [],
};

/** One line of a template, from column 9 on. */
export function place(line: number, length = 5): TextPlace {
  return {
    file: 'stacks/template.yaml',
    line,
    column: 9,
    endLine: line,
    endColumn: 9 + length,
    path: 'Resources.Orders',
  };
}

export function finding(line: number, more: Partial<Finding> = {}): Finding {
  return {
    ruleId: openEndpointRule.id,
    severity: 'error',
    message: `GET /orders/${line} accepts any caller.`,
    place: place(line),
    ...more,
  };
}

export function reportOf(findings: readonly Finding[]): Report {
  const count = (severity: Finding['severity']) =>
    findings.filter(each => each.suppression === undefined && each.severity === severity).length;
  return {
    findings,
    endpoints: [],
    unknowns: [],
    inferredLinks: [],
    summary: {
      templates: 1,
      skippedTemplates: 0,
      endpoints: 4,
      openEndpoints: 2,
      errors: count('error'),
      warnings: count('warning'),
      notes: count('note'),
      suppressed: findings.filter(each => each.suppression !== undefined).length,
      unknowns: 0,
    },
    rules: [{ rule: openEndpointRule, severity: 'error' }],
    sourceText: () => undefined,
    toolVersion: '0.1.0',
  };
}
