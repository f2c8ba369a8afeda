import { rules } from '../rules/index.ts';
import { buildModel } from './model/build.ts';
import type { Endpoint } from './model/endpoint.ts';
import type { Severity } from './model/finding.ts';
import { compare, comparePlaces, systemOf } from './model/place.ts';
import { nearest } from './nearest.ts';
import { applyPolicy } from './policy/apply.ts';
import { loadPolicy } from './policy/config.ts';
import { severityOf } from './policy/policy.ts';
import { notARule } from './policy/unknown-rule.ts';
import { readTemplates, type TemplateOptions } from './read-templates.ts';
import { countsOf } from './report/counts.ts';
import type { AuditReport } from './report/report.ts';
import { compareFindings, compareUnknowns, runRules } from './run-rules.ts';
import { withoutFixesOfMadeText } from './template/made-text.ts';
import { nestTemplates } from './template/nesting.ts';
import type { Template } from './template/template.ts';
import { UserError } from './user-error.ts';
import { version } from './version.ts';

/** What to audit, and how. */
export interface AuditOptions extends TemplateOptions {
  /** The config file; without it, `cfn-auth-audit.yml` is looked for upward from the working folder. */
  readonly config?: string;
  /** Severities by rule id, which outrank the config file's. */
  readonly ruleSeverities: Readonly<Record<string, Severity | 'off'>>;
}

const ruleIds = rules.map(rule => rule.id);

/**
 * Finds the templates, models them together, runs the rules and applies the policy.
 *
 * @throws UserError where there is nothing to audit, or the options or the config file are wrong.
 */
export async function audit(options: AuditOptions): Promise<AuditReport & Required<Pick<AuditReport, 'access'>>> {
  const commandLine = checkedSeverities(options.ruleSeverities);
  const policy = await loadPolicy({ workingFolder: options.workingFolder, config: options.config, ruleIds });
  const { templates: found, files, deploymentOf, skipped } = await readTemplates(options);
  const workspace = nestTemplates(found, files, deploymentOf);
  noticeUnknownParameters(options, files.room.inTurn(workspace.templates));
  const model = buildModel(workspace, files, policy.external);
  const findings = applyPolicy({
    findings: withoutFixesOfMadeText(runRules(model, policy, commandLine), files.room.inTurn(workspace.templates)),
    endpoints: model.endpoints,
    policy,
    commandLine,
    sources: files.room.inTurn(files.parsed()),
    ruleIds,
  }).toSorted(compareFindings);
  const texts = new Map(Array.from(files.parsed(), ({ file }) => [file.name, file.text]));
  if (policy.source) texts.set(policy.source.name, policy.source.text);
  const endpoints = model.endpoints.toSorted(compareEndpoints);
  const inferredLinks = model.inferredLinks.toSorted(
    (a, b) => comparePlaces(a.writer, b.writer) || compare(a.name, b.name) || compare(a.reader, b.reader),
  );
  return {
    findings,
    endpoints,
    access: { model: { ...model, endpoints, inferredLinks }, regionOf: file => deploymentOf(file).region },
    unknowns: model.unknowns.toSorted(compareUnknowns),
    inferredLinks,
    summary: {
      templates: workspace.templates.length,
      skippedTemplates: skipped,
      ...countsOf(findings, endpoints, model.unknowns),
    },
    rules: rules.flatMap(rule => {
      const severity = severityOf(rule, policy, commandLine);
      return severity === 'off' ? [] : [{ rule, severity }];
    }),
    sourceText: file => texts.get(file),
    toolVersion: version,
  };
}

/** A value for a parameter that no template has is most likely misspelt. */
function noticeUnknownParameters({ parameters, onNotice }: AuditOptions, templates: Iterable<Template>): void {
  const given = Object.keys(parameters);
  if (given.length === 0) return;
  const names = new Set(Array.from(templates, template => [...template.parameters.keys()]).flat());
  for (const name of given) {
    if (names.has(name)) continue;
    const meant = nearest(name, [...names]);
    onNotice?.(`No template has the parameter ${name}${meant === undefined ? '' : `; ${meant} may be meant`}.`);
  }
}

function checkedSeverities(severities: AuditOptions['ruleSeverities']): AuditOptions['ruleSeverities'] {
  for (const id of Object.keys(severities)) {
    if (!ruleIds.includes(id))
      throw new UserError(`${notARule(id, ruleIds)}.`, '`cfn-auth-audit rules` lists the rules.');
  }
  return severities;
}

/** By template, then in the order of the declarations. */
function compareEndpoints(a: Endpoint, b: Endpoint): number {
  return (
    compare(systemOf(a.api.place), systemOf(b.api.place)) ||
    comparePlaces(a.declaredAt, b.declaredAt) ||
    compare(a.path, b.path) ||
    compare(a.method, b.method)
  );
}
