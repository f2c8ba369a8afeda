import type {
  ConfigurationOverride,
  Invocation,
  Location,
  Log,
  Notification,
  PhysicalLocation,
  Region,
  ReportingDescriptor,
  Result,
  Run,
  Fix as SarifFix,
  Suppression as SarifSuppression,
} from 'sarif';
import { concatenated, mapped } from '../iterables.ts';
import type { Finding, Rule, Suppression } from '../model/finding.ts';
import type { Unknown } from '../model/model.ts';
import {
  type Fix,
  isTextPlace,
  type Place,
  placeText,
  type RelatedPlace,
  type TextEdit,
  type TextPlace,
} from '../model/place.ts';
import { consoleUri } from './console.ts';
import { terminalText } from './escape.ts';
import { fingerprints } from './fingerprint.ts';
import { jsonPieces } from './json-text.ts';
import { projectUri, rulePageUri } from './links.ts';
import type { Report, Unread } from './report.ts';
import { sourceLines } from './source-lines.ts';
import { isIncomplete } from './summary.ts';

/**
 * The report as SARIF 2.1.0, for GitHub code scanning and other programs that collect findings.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarif(report: Report): Iterable<string> {
  const indexByRule = new Map(report.rules.map(({ rule }, index) => [rule.id, index]));
  const fingerprintOf = fingerprints(sourceLines(report.sourceText));
  const log: LogInPieces = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'cfn-auth-audit',
            semanticVersion: report.toolVersion,
            informationUri: projectUri,
            rules: report.rules.map(({ rule }) => descriptor(rule)),
          },
        },
        invocations: [
          {
            executionSuccessful: !isIncomplete(report.summary),
            ruleConfigurationOverrides: overrides(report),
            toolExecutionNotifications: concatenated([
              (report.unread ?? []).map(unreadNotification),
              mapped(report.unknowns, notification),
            ]),
          },
        ],
        columnKind: 'utf16CodeUnits',
        results: mapped(report.findings, finding => result(finding, indexByRule.get(finding.ruleId), fingerprintOf)),
      },
    ],
  };
  return jsonPieces(log);
}

/** A log whose long lists are made while they are written. */
type LogInPieces = Replaced<Log, { runs: readonly RunInPieces[] }>;
type RunInPieces = Replaced<Run, { invocations: readonly InvocationInPieces[]; results: Iterable<Result> }>;
type InvocationInPieces = Replaced<Invocation, { toolExecutionNotifications: Iterable<Notification> }>;
type Replaced<T, By> = Omit<T, keyof By> & By;

function descriptor(rule: Rule): ReportingDescriptor {
  return {
    id: rule.id,
    shortDescription: { text: `${rule.title}.` },
    fullDescription: { text: rule.why },
    help: { text: helpText(rule), markdown: helpMarkdown(rule) },
    helpUri: rulePageUri(rule.id),
    defaultConfiguration: { level: rule.severity },
  };
}

function helpText(rule: Rule): string {
  return [
    rule.why,
    `How to mend it: ${rule.fix}`,
    ...(rule.fixInAccount === undefined ? [] : [`In an account: ${rule.fixInAccount}`]),
    ...(rule.exceptions === undefined ? [] : [`Exceptions: ${rule.exceptions}`]),
    ...rule.references,
  ].join('\n\n');
}

function helpMarkdown(rule: Rule): string {
  return [
    rule.why,
    `**How to mend it:** ${rule.fix}`,
    ...(rule.fixInAccount === undefined ? [] : [`**In an account:** ${rule.fixInAccount}`]),
    ...(rule.exceptions === undefined ? [] : [`**Exceptions:** ${rule.exceptions}`]),
    ...(rule.references.length === 0 ? [] : [rule.references.map(uri => `- <${uri}>`).join('\n')]),
  ].join('\n\n');
}

/** The rules whose severity this run has changed. */
function overrides(report: Report): ConfigurationOverride[] {
  return report.rules.flatMap(({ rule, severity }, index) =>
    severity === rule.severity ? [] : [{ descriptor: { id: rule.id, index }, configuration: { level: severity } }],
  );
}

function notification({ message, place }: Unknown): Notification {
  return { level: 'note', message: { text: messageText(message) }, locations: [location(place)] };
}

function unreadNotification({ place, what, action, detail }: Unread): Notification {
  const text = messageText(`Nothing is known of ${what}: reading it takes ${action}. ${detail}`);
  return { level: 'error', message: { text }, locations: [location(place)] };
}

function result(finding: Finding, ruleIndex: number | undefined, fingerprintOf: (finding: Finding) => string): Result {
  return {
    ruleId: finding.ruleId,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: finding.severity,
    message: { text: messageText(finding.message) },
    locations: [location(finding.place)],
    relatedLocations: (finding.related ?? []).map(relatedLocation),
    ...(finding.fix && { fixes: [sarifFix(finding.fix)] }),
    // Either all results of a run have suppressions, be it none, or no result has: section 3.27.23.
    suppressions: finding.suppression ? [suppression(finding.suppression)] : [],
    ...consoleProperty(finding.place),
    // Not GitHub's own primaryLocationLineHash: its upload action computes that one, and warns of any other value.
    partialFingerprints: { 'cfnAuthAudit/v1': fingerprintOf(finding) },
  };
}

/** In SARIF's messages `[text](target)` is a link, which a template must not be able to make. */
function messageText(text: string): string {
  return terminalText(text).replaceAll('](', '] (');
}

/** Where the AWS console shows what a result is about. */
function consoleProperty(place: Place): Pick<Result, 'properties'> {
  const page = isTextPlace(place) ? undefined : consoleUri(place);
  return page === undefined ? {} : { properties: { console: page } };
}

/** What stands in an account has no file: its logical location is the ARN, and the setting below it. */
function location(place: Place): Location {
  if (!isTextPlace(place)) {
    const name = place.path === '' ? undefined : place.path;
    return {
      logicalLocations: [
        { fullyQualifiedName: placeText(place), kind: 'resource', ...(name !== undefined && { name }) },
      ],
    };
  }
  return {
    physicalLocation: physicalLocation(place),
    ...(place.path !== '' && { logicalLocations: [{ fullyQualifiedName: place.path }] }),
  };
}

function relatedLocation({ place, message }: RelatedPlace, index: number): Location {
  return { id: index + 1, ...location(place), message: { text: messageText(message) } };
}

function physicalLocation(place: TextPlace): PhysicalLocation {
  return { artifactLocation: artifactLocation(place.file), region: region(place) };
}

function artifactLocation(file: string): PhysicalLocation['artifactLocation'] & object {
  // A lone half of a surrogate pair has no encoding.
  const segments = file.replace(/\p{Cs}/gu, '\uFFFD').split('/');
  return { uri: segments.map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}

function region({ line, column, endLine, endColumn }: TextPlace | TextEdit): Region {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

function sarifFix({ description, edits }: Fix): SarifFix {
  const files = [...new Set(edits.map(edit => edit.file))];
  return {
    description: { text: messageText(description) },
    artifactChanges: files.map(file => ({
      artifactLocation: artifactLocation(file),
      replacements: edits
        .filter(edit => edit.file === file)
        .map(edit => ({ deletedRegion: region(edit), insertedContent: { text: edit.text } })),
    })),
  };
}

function suppression({ kind, reason, place }: Suppression): SarifSuppression {
  return {
    kind: kind === 'comment' ? 'inSource' : 'external',
    status: 'accepted',
    justification: reason,
    location: location(place),
  };
}
