import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { concatenated, mapped, reread } from '../iterables.ts';
import type { Endpoint } from '../model/endpoint.ts';
import type { Finding } from '../model/finding.ts';
import type { Unknown } from '../model/model.ts';
import { compare, comparePlaces } from '../model/place.ts';
import { type Counts, countsOf, sumOfCounts } from '../report/counts.ts';
import type { Report } from '../report/report.ts';
import { compareFindings, compareUnknowns } from '../run-rules.ts';
import type { AccountAudit } from './audit-reading.ts';

/** What is found in one Region of an account. */
export type RegionLists = Pick<AccountAudit, 'findings' | 'endpoints' | 'unknowns'>;

/** The same as a scan keeps it: sorted, counted and compressed, since an organization has thousands of Regions. */
export interface KeptRegion {
  /** As `systemOf` names it. */
  readonly system: string;
  readonly counts: Counts;
  readonly findings: Compressed<Finding>;
  readonly endpoints: Compressed<Endpoint>;
  readonly unknowns: Compressed<Unknown>;
}

/** Reads a list that is kept as deflated JSON. */
type Compressed<T> = () => readonly T[];

export function keptRegion(system: string, { findings, endpoints, unknowns }: RegionLists): KeptRegion {
  return {
    system,
    counts: countsOf(findings, endpoints, unknowns),
    findings: compressed(findings.toSorted(compareFindings)),
    endpoints: compressed(endpoints.toSorted(compareEndpoints)),
    unknowns: compressed(unknowns.toSorted(compareUnknowns)),
  };
}

/** The lists of all Regions, each read Region by Region, with `own` before them, which says nothing of an account. */
export function listsOf(
  regions: readonly KeptRegion[],
  own: Omit<RegionLists, 'endpoints'>,
): Pick<Report, 'findings' | 'endpoints' | 'unknowns'> & { readonly counts: Counts } {
  const sorted = regions.toSorted((a, b) => compare(a.system, b.system));
  const all = <T>(first: readonly T[], list: (region: KeptRegion) => Compressed<T>) =>
    reread(() => concatenated<T>([first, concatenated(mapped(sorted, region => list(region)()))]));
  return {
    findings: all(own.findings.toSorted(compareFindings), ({ findings }) => findings),
    endpoints: all([], ({ endpoints }) => endpoints),
    unknowns: all(own.unknowns.toSorted(compareUnknowns), ({ unknowns }) => unknowns),
    counts: sumOfCounts([countsOf(own.findings, [], own.unknowns), ...regions.map(({ counts }) => counts)]),
  };
}

function compressed<T>(list: readonly T[]): Compressed<T> {
  if (list.length === 0) return () => [];
  // A copy: what deflates hands out a part of its much larger work space.
  const bytes = new Uint8Array(deflateRawSync(JSON.stringify(list)));
  return () => JSON.parse(inflateRawSync(bytes).toString());
}

/** By Region and API, then by path and method. */
function compareEndpoints(a: Endpoint, b: Endpoint): number {
  return comparePlaces(a.api.place, b.api.place) || compare(a.path, b.path) || compare(a.method, b.method);
}
