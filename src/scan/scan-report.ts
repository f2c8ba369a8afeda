import { rules } from '../../rules/index.ts';
import type { UnreadPart } from '../account/declared.ts';
import type { Shard } from '../account/shard.ts';
import { apiKey, type ComparedTemplates } from '../compare/drifts.ts';
import type { Severity } from '../model/finding.ts';
import type { Unknown } from '../model/model.ts';
import { compare, comparePlaces, isTextPlace, systemOf } from '../model/place.ts';
import { unusedArns } from '../policy/apply.ts';
import { type Policy, severityOf } from '../policy/policy.ts';
import type { Report, ScannedRegion, ScanSummary, Unmet, Unread } from '../report/report.ts';
import { version } from '../version.ts';
import type { AccountAudit } from './audit-reading.ts';
import { type KeptRegion, keptRegion, listsOf } from './kept-region.ts';

/** What a scan has found. */
export interface ScanParts {
  readonly audits: readonly KeptAudit[];
  /** Accounts that could not be read at all. */
  readonly unread: readonly Unread[];
  readonly policy: Policy;
  readonly ruleSeverities: Readonly<Record<string, Severity | 'off'>>;
  /** The entries of the policy that have answered something. */
  readonly used: ReadonlySet<object>;
  readonly compared: ComparedTemplates | undefined;
  readonly shard: Shard | undefined;
  /** APIs were left out, so that what was not met may be there. */
  readonly isSelection: boolean;
}

/** What a scan keeps of one Region of an account until all have been read. */
export interface KeptAudit extends Pick<AccountAudit, 'unread' | 'foundApis'> {
  readonly lists: KeptRegion;
  readonly scanned: ScannedRegion;
}

export function keptAudit(audit: AccountAudit): KeptAudit {
  const { account, region, apis, calls, unread, foundApis } = audit;
  return {
    lists: keptRegion(systemOf(audit), audit),
    scanned: { account, region, apis, calls },
    unread,
    foundApis,
  };
}

/** Puts together what the Regions of accounts have shown. */
export function scanReport(parts: ScanParts): Report {
  const { audits, policy, ruleSeverities, shard } = parts;
  const unread = [...parts.unread, ...audits.flatMap(audit => audit.unread)];
  const unmet = parts.isSelection ? nothingUnmet : unmetOf(parts);
  return assembledReport({
    regions: audits.map(({ lists }) => lists),
    scanned: audits.map(({ scanned }) => scanned),
    unread,
    own: shard ? nothingUnmet : settled(unmet, unread.length === 0),
    rules: rules.flatMap(rule => {
      const severity = severityOf(rule, policy, ruleSeverities);
      return severity === 'off' ? [] : [{ rule, severity }];
    }),
    ...(shard && { shard: { ...shard, unmet } }),
    ...(policy.source && { source: policy.source }),
  });
}

export const nothingUnmet: Unmet = { findings: [], unknowns: [] };

function unmetOf({ audits, policy, used, ruleSeverities, compared }: ScanParts): Unmet {
  return {
    findings: unusedArns(policy, used, ruleSeverities),
    unknowns: compared ? missingApis(compared, audits) : [],
  };
}

/** What has not been met once all is read; of a part that was not read, an entry of the policy may be. */
export function settled(unmet: Unmet, isComplete: boolean): Unmet {
  return isComplete ? unmet : { ...unmet, findings: [] };
}

/** What a report of a scan is made of. */
export interface ReportParts extends Pick<Report, 'rules' | 'shard'> {
  readonly regions: readonly KeptRegion[];
  readonly scanned: readonly ScannedRegion[];
  readonly unread: readonly Unread[];
  /** What is said of no account: what nothing that was scanned has met. */
  readonly own: Unmet;
  readonly missingShards?: readonly string[];
  /** The config file. */
  readonly source?: { readonly name: string; readonly text: string };
}

/** Sorts and counts. */
export function assembledReport(parts: ReportParts): Report {
  const { regions, scanned, unread, own, missingShards, rules, shard, source } = parts;
  const { counts, ...lists } = listsOf(regions, own);
  return {
    ...lists,
    scanned: scanned.toSorted((a, b) => compare(a.account, b.account) || compare(a.region, b.region)),
    unread: unread.toSorted((a, b) => comparePlaces(a.place, b.place) || compare(a.what, b.what)),
    ...(shard && { shard }),
    inferredLinks: [],
    summary: {
      templates: 0,
      skippedTemplates: 0,
      ...counts,
      scan: { ...scanSummary(scanned, unread), ...(missingShards && { missingShards }) },
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

/** Templates' APIs that no scanned account has: whether they are deployed as declared is not known. */
function missingApis({ templates, model }: ComparedTemplates, audits: readonly KeptAudit[]): Unknown[] {
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
