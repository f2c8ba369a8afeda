import { mapped } from '../iterables.ts';
import type { Finding, Severity, Suppression } from '../model/finding.ts';
import type { InferredLink, Unknown } from '../model/model.ts';
import type { Fix, RelatedPlace, TextEdit, TextPlace } from '../model/place.ts';
import { type JsonEndpoint, jsonEndpoint } from './endpoints-json.ts';
import { type JsonPlace, type JsonPoint, jsonPlace, jsonPoint } from './json-place.ts';
import { jsonPieces } from './json-text.ts';
import type { Report, ScannedRegion, ScanSummary, ShardShare, Summary, Unmet, Unread } from './report.ts';

/** What `--format json` prints: a contract, which only grows while `version` is 1. */
export interface JsonReport {
  readonly version: 1;
  /** Sorted by file, line, column, rule and message; those with a `suppression` are not in the summary's counts. */
  readonly findings: Iterable<JsonFinding>;
  readonly unknowns: Iterable<JsonUnknown>;
  /** Of a scan: the accounts' Regions that were read. */
  readonly scanned?: readonly ScannedRegion[];
  /** Of a scan: what of the accounts could not be read. */
  readonly unread?: readonly JsonUnread[];
  /** Of a scan: the authorization matrix. */
  readonly endpoints?: Iterable<JsonEndpoint>;
  /** Of a scan that reads only a share of the accounts and Regions, and of several that are put together. */
  readonly shards?: readonly JsonShard[];
  readonly inferredLinks: readonly JsonInferredLink[];
  readonly summary: Summary;
}

/** A finding in the JSON report, with its place. */
export type JsonFinding = JsonPlace & {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly message: string;
  readonly related: readonly JsonRelatedPlace[];
  readonly fix?: JsonFix;
  /** How to mend this finding, where its rule's own advice covers more than that. */
  readonly remedy?: string;
  readonly suppression?: JsonSuppression;
};

/** A place that a finding refers to beside its own. */
export type JsonRelatedPlace = JsonPlace & { readonly message: string };

/** A mend by text edits. */
export interface JsonFix {
  readonly description: string;
  readonly edits: readonly TextEdit[];
}

/** Why a finding is not to be acted on, and where that is said. */
export interface JsonSuppression extends TextPlace {
  readonly kind: Suppression['kind'];
  readonly reason: string;
}

/** What could not be determined, and where. */
export type JsonUnknown = JsonPoint & { readonly message: string; readonly path: string };

/** A part of an account that could not be read, and the IAM action that reads it. */
export type JsonUnread = Omit<Unread, 'place'> & {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
};

/** The share that was read, from 1, and what of the whole scan it alone does not tell. */
export interface JsonShard {
  readonly index: number;
  readonly count: number;
  /** What holds where no other shard has it otherwise: entries of the policy, APIs and globs that match nothing. */
  readonly unmet: {
    readonly findings: readonly JsonFinding[];
    readonly unknowns: readonly JsonUnknown[];
    readonly include: readonly string[];
  };
}

/** A value that `reader` gets from the template that is taken to have it; the place is there. */
export type JsonInferredLink = JsonPoint & {
  readonly kind: 'ssm' | 'export';
  /** The SSM parameter's path, or the export's name. */
  readonly name: string;
  readonly reader: string;
  /** No other template fits, but the name of its stack is not known; or several fit, and it is the nearest by its folder. */
  readonly because: 'only-fit' | 'nearest';
  /** What the stack of the template in `file` is taken to be called; absent where something else is inferred. */
  readonly stackName?: string;
  readonly path: string;
};

/** The report for programs. */
export function json(report: Report): Iterable<string> {
  const document: JsonReport = {
    version: 1,
    findings: mapped(report.findings, jsonFinding),
    unknowns: mapped(report.unknowns, jsonUnknown),
    inferredLinks: report.inferredLinks.map(jsonInferredLink),
    ...(report.scanned && {
      scanned: report.scanned.map(jsonScanned),
      unread: (report.unread ?? []).map(jsonUnread),
      endpoints: mapped(report.endpoints, jsonEndpoint),
    }),
    ...(report.shards && { shards: report.shards.map(jsonShard) }),
    summary: jsonSummary(report.summary),
  };
  return jsonPieces(document);
}

function jsonFinding(finding: Finding): JsonFinding {
  return {
    ruleId: finding.ruleId,
    severity: finding.severity,
    message: finding.message,
    ...jsonPlace(finding.place),
    related: (finding.related ?? []).map(jsonRelatedPlace),
    ...(finding.fix && { fix: jsonFix(finding.fix) }),
    ...(finding.remedy !== undefined && { remedy: finding.remedy }),
    ...(finding.suppression && { suppression: jsonSuppression(finding.suppression) }),
  };
}

function jsonRelatedPlace({ message, place }: RelatedPlace): JsonRelatedPlace {
  return { message, ...jsonPlace(place) };
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
  const { file, line, column, endLine, endColumn, path } = place;
  return { kind, reason, file, line, column, endLine, endColumn, path };
}

function jsonUnknown({ message, place }: Unknown): JsonUnknown {
  return { message, ...jsonPoint(place), path: place.path };
}

function jsonUnread({ place, what, action, reason, detail }: Unread): JsonUnread {
  const { arn, account, region } = place;
  return { arn, account, region, what, action, reason, detail };
}

function jsonShard({ index, count, unmet }: ShardShare): JsonShard {
  return { index, count, unmet: jsonUnmet(unmet) };
}

function jsonUnmet({ findings, unknowns, include }: Unmet): JsonShard['unmet'] {
  return { findings: findings.map(jsonFinding), unknowns: unknowns.map(jsonUnknown), include };
}

function jsonScanned({ account, region, apis, calls }: ScannedRegion): ScannedRegion {
  return { account, region, apis, calls };
}

/** An inferred link, for programs. */
export function jsonInferredLink({ kind, name, reader, because, writer, stackName }: InferredLink): JsonInferredLink {
  const head = { kind, name, reader, because, ...(stackName !== undefined && { stackName }) };
  return { ...head, ...jsonPoint(writer), path: writer.path };
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
    ...(summary.scan && { scan: jsonScanSummary(summary.scan) }),
  };
}

function jsonScanSummary({ accounts, regions, apis, unread, calls, missingShards }: ScanSummary): ScanSummary {
  return { accounts, regions, apis, unread, calls, ...(missingShards && { missingShards }) };
}
