import { rules } from '../../rules/index.ts';
import type { UnreadPart } from '../account/declared.ts';
import { apiKey, type ComparedTemplates } from '../compare/drifts.ts';
import type { Endpoint } from '../model/endpoint.ts';
import type { Severity } from '../model/finding.ts';
import type { Unknown } from '../model/model.ts';
import { compare, comparePlaces, isTextPlace } from '../model/place.ts';
import { unusedArns } from '../policy/apply.ts';
import { type Policy, severityOf } from '../policy/policy.ts';
import { countsOf } from '../report/counts.ts';
import type { Report, ScannedRegion, ScanSummary, Unread } from '../report/report.ts';
import { compareFindings } from '../run-rules.ts';
import { version } from '../version.ts';
import type { AccountAudit } from './audit-reading.ts';

/** What a scan has found, account by account. */
export interface ScanParts {
  readonly audits: readonly AccountAudit[];
  /** Accounts that could not be read at all. */
  readonly unread: readonly Unread[];
  readonly policy: Policy;
  readonly ruleSeverities: Readonly<Record<string, Severity | 'off'>>;
  readonly used: ReadonlySet<object>;
  readonly compared: ComparedTemplates | undefined;
  /** Nothing was left out: what was not met is not there. */
  readonly isWhole: boolean;
}

/** Puts together what the Regions of accounts have shown. */
export function scanReport(parts: ScanParts): Report {
  const { audits, policy, ruleSeverities, used, compared } = parts;
  const unread = [...parts.unread, ...audits.flatMap(audit => audit.unread)];
  const isWhole = parts.isWhole && unread.length === 0;
  const findings = [
    ...audits.flatMap(audit => audit.findings),
    ...(isWhole ? unusedArns(policy, used, ruleSeverities) : []),
  ];
  const missing = compared && parts.isWhole ? missingApis(compared, audits) : [];
  return assembledReport({
    findings,
    endpoints: audits.flatMap(audit => audit.endpoints),
    unknowns: [...audits.flatMap(audit => audit.unknowns), ...missing],
    scanned: audits.map(({ account, region, apis, calls }) => ({ account, region, apis, calls })),
    unread,
    rules: rules.flatMap(rule => {
      const severity = severityOf(rule, policy, ruleSeverities);
      return severity === 'off' ? [] : [{ rule, severity }];
    }),
    ...(policy.source && { source: policy.source }),
  });
}

/** What a report of a scan is made of. */
export interface ReportParts extends Pick<Report, 'findings' | 'endpoints' | 'unknowns' | 'rules'> {
  readonly scanned: readonly ScannedRegion[];
  readonly unread: readonly Unread[];
  /** The config file. */
  readonly source?: { readonly name: string; readonly text: string };
}

/** Sorts and counts. */
export function assembledReport(parts: ReportParts): Report {
  const { findings, endpoints, unknowns, scanned, unread, rules, source } = parts;
  return {
    findings: findings.toSorted(compareFindings),
    endpoints: endpoints.toSorted(compareEndpoints),
    unknowns: unknowns.toSorted((a, b) => comparePlaces(a.place, b.place) || compare(a.message, b.message)),
    scanned: scanned.toSorted((a, b) => compare(a.account, b.account) || compare(a.region, b.region)),
    unread: unread.toSorted((a, b) => comparePlaces(a.place, b.place) || compare(a.what, b.what)),
    inferredLinks: [],
    summary: {
      templates: 0,
      skippedTemplates: 0,
      ...countsOf(findings, endpoints, unknowns),
      scan: scanSummary(scanned, unread),
    },
    rules,
    sourceText: file => (file === source?.name ? source.text : undefined),
    toolVersion: version,
  };
}

function scanSummary(scanned: readonly ScannedRegion[], unread: readonly Unread[]): ScanSummary {
  const sum = (count: (region: ScannedRegion) => number) => scanned.reduce((total, each) => total + count(each), 0);
  return {
    accounts: new Set(scanned.map(({ account }) => account)).size,
    regions: scanned.length,
    apis: sum(({ apis }) => apis),
    unread: unread.length,
    calls: sum(({ calls }) => calls),
  };
}

/** By account, Region and API, then by path and method. */
function compareEndpoints(a: Endpoint, b: Endpoint): number {
  return comparePlaces(a.api.place, b.api.place) || compare(a.path, b.path) || compare(a.method, b.method);
}

/** Templates' APIs that no scanned account has: whether they are deployed as declared is not known. */
function missingApis({ templates, model }: ComparedTemplates, audits: readonly AccountAudit[]): Unknown[] {
  const compared = new Set(templates.map(({ file }) => file));
  const apis = new Map(
    model.endpoints.flatMap(({ api }) => {
      if (api.id === null || !isTextPlace(api.place) || !compared.has(api.place.file)) return [];
      return [[apiKey(api.place.file, api.id), api] as const];
    }),
  );
  return [...apis].flatMap(([key, { id, place }]) =>
    audits.some(audit => audit.foundApis.has(key))
      ? []
      : [{ message: `Whether ${id} is deployed as declared is not known: no scanned account has it.`, place }],
  );
}

/** A part that could not be read, at its place; an ARN of IAM or STS has no Region. */
export function unreadOf(
  { arn, what, action, reason, detail }: UnreadPart,
  where: { readonly account: string; readonly region: string } = { account: arn.split(':')[4] ?? '', region: '' },
): Unread {
  return { place: { arn, ...where, path: '' }, what, action, reason, detail };
}
