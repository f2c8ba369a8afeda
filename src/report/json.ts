import type { Finding, Severity, Suppression } from '../model/finding.ts';
import type { InferredLink, Unknown } from '../model/model.ts';
import type { Fix, Place, RelatedPlace, TextEdit } from '../model/place.ts';
import { jsonText } from './escape.ts';
import type { Report, Summary } from './report.ts';

/** What `--format json` prints: a contract, which only grows while `version` is 1. */
export interface JsonReport {
  readonly version: 1;
  /** Sorted by file, line, column, rule and message; those with a `suppression` are not in the summary's counts. */
  readonly findings: readonly JsonFinding[];
  readonly unknowns: readonly JsonUnknown[];
  readonly inferredLinks: readonly JsonInferredLink[];
  readonly summary: Summary;
}

/** A finding in the JSON report; lines and columns are 1-based, `endColumn` is the one after the last character. */
export interface JsonFinding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly path: string;
  readonly related: readonly JsonRelatedPlace[];
  readonly fix?: JsonFix;
  readonly suppression?: JsonSuppression;
}

/** A place that a finding refers to beside its own. */
export interface JsonRelatedPlace {
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly path: string;
}

/** A mend by text edits. */
export interface JsonFix {
  readonly description: string;
  readonly edits: readonly TextEdit[];
}

/** Why a finding is not to be acted on, and where that is said. */
export interface JsonSuppression {
  readonly kind: Suppression['kind'];
  readonly reason: string;
  readonly file: string;
  readonly line: number;
}

/** What could not be determined, and where. */
export interface JsonUnknown {
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly path: string;
}

/** A value that `reader` gets from the template that is taken to have it; the place is there. */
export interface JsonInferredLink {
  readonly kind: 'ssm' | 'export';
  /** The SSM parameter's path, or the export's name. */
  readonly name: string;
  readonly reader: string;
  /** No other template fits, but the name of its stack is not known; or several fit, and it is the nearest by its folder. */
  readonly because: 'only-fit' | 'nearest';
  /** What the stack of the template in `file` is taken to be called; absent where something else is inferred. */
  readonly stackName?: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly path: string;
}

/** The report for programs. */
export function json(report: Report): string {
  const document: JsonReport = {
    version: 1,
    findings: report.findings.map(jsonFinding),
    unknowns: report.unknowns.map(jsonUnknown),
    inferredLinks: report.inferredLinks.map(jsonInferredLink),
    summary: jsonSummary(report.summary),
  };
  return jsonText(document);
}

function jsonFinding(finding: Finding): JsonFinding {
  return {
    ruleId: finding.ruleId,
    severity: finding.severity,
    message: finding.message,
    ...span(finding.place),
    related: (finding.related ?? []).map(jsonRelatedPlace),
    ...(finding.fix && { fix: jsonFix(finding.fix) }),
    ...(finding.suppression && { suppression: jsonSuppression(finding.suppression) }),
  };
}

function span({ file, line, column, endLine, endColumn, path }: Place): Place {
  return { file, line, column, endLine, endColumn, path };
}

function jsonRelatedPlace({ message, place }: RelatedPlace): JsonRelatedPlace {
  return { message, ...span(place) };
}

function jsonFix({ description, edits }: Fix): JsonFix {
  return {
    description,
    edits: edits.map(({ file, line, column, endLine, endColumn, text }) => ({
      file,
      line,
      column,
      endLine,
      endColumn,
      text,
    })),
  };
}

function jsonSuppression({ kind, reason, place }: Suppression): JsonSuppression {
  return { kind, reason, file: place.file, line: place.line };
}

function jsonUnknown({ message, place }: Unknown): JsonUnknown {
  return { message, file: place.file, line: place.line, column: place.column, path: place.path };
}

/** An inferred link, for programs. */
export function jsonInferredLink({ kind, name, reader, because, writer, stackName }: InferredLink): JsonInferredLink {
  const { file, line, column, path } = writer;
  return { kind, name, reader, because, ...(stackName !== undefined && { stackName }), file, line, column, path };
}

function jsonSummary(summary: Summary): Summary {
  return {
    templates: summary.templates,
    skippedTemplates: summary.skippedTemplates,
    endpoints: summary.endpoints,
    openEndpoints: summary.openEndpoints,
    errors: summary.errors,
    warnings: summary.warnings,
    notes: summary.notes,
    suppressed: summary.suppressed,
    unknowns: summary.unknowns,
  };
}
