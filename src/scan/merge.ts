import { rules } from '../../rules/index.ts';
import type { Report, ShardShare, Unmet } from '../report/report.ts';
import { UserError } from '../user-error.ts';
import { type ReportFile, type ReportPart, readReportPart, sameKey } from './report-file.ts';
import { assembledReport, nothingUnmet, requireApis, settled } from './scan-report.ts';

/**
 * Puts the reports of a scan's shards together into one. Of shards that are missing it says so.
 *
 * @throws UserError where a file is no report of a scan, or the files are not of one scan.
 */
export function merge(files: readonly ReportFile[]): Report {
  const parts = files.map(readReportPart);
  const regions = parts.flatMap(({ name, scanned }) =>
    scanned.map(({ account, region }) => ({ name, what: `${region} of the account ${account}` })),
  );
  requireDistinct(regions);
  const shards = shardsOf(parts);
  const missingShards = missingOf(shards);
  // An account whose Regions could not be listed is unread in every shard.
  const unread = distinct(
    parts.flatMap(part => part.unread),
    ({ place, what, action }) => JSON.stringify([place, what, action]),
  );
  const isComplete = unread.length + missingShards.length === 0;
  const unmet = settled(unmetByAll(shards.map(each => each.unmet)), isComplete);
  if (isComplete) requireApis(unmet.include);
  return assembledReport({
    regions: parts.flatMap(part => part.regions),
    scanned: parts.flatMap(part => part.scanned),
    unread,
    own: {
      findings: distinct([...parts.flatMap(({ own }) => own.findings), ...unmet.findings], sameKey),
      unknowns: distinct([...parts.flatMap(({ own }) => own.unknowns), ...unmet.unknowns], sameKey),
    },
    ...(shards.length > 0 && { shards }),
    ...(missingShards.length > 0 && { missingShards }),
    rules: rules.map(rule => ({ rule, severity: rule.severity })),
  });
}

const oneScan = 'Merge the reports of one scan, each shard once.';

/** What two files have was not read by one scan. */
function requireDistinct(claims: readonly { readonly name: string; readonly what: string }[]): void {
  const owners = new Map<string, string>();
  for (const { name, what } of claims) {
    const other = owners.get(what);
    if (other !== undefined) throw new UserError(`${other} and ${name} both have ${what}.`, oneScan);
    owners.set(what, name);
  }
}

/** The shards that the files are of: different ones of the same scan, or none at all. */
function shardsOf(parts: readonly ReportPart[]): readonly ShardShare[] {
  const shards = parts.flatMap(({ name, shards }) => shards.map(shard => ({ name, shard, what: nameOf(shard) })));
  requireDistinct(shards);
  const [first] = shards;
  if (!first) return [];
  const other = shards.find(({ shard }) => shard.count !== first.shard.count);
  if (other) throw new UserError(`${first.name} has ${first.what}, but ${other.name} has ${other.what}.`, oneScan);
  const whole = parts.find(part => part.shards.length === 0);
  if (whole) throw new UserError(`${first.name} has ${first.what}, but ${whole.name} is of a whole scan.`, oneScan);
  return shards.map(({ shard }) => shard).toSorted((a, b) => a.index - b.index);
}

function nameOf({ index, count }: ShardShare): string {
  return `the shard ${index}/${count}`;
}

function missingOf(shards: readonly ShardShare[]): readonly string[] {
  const present = new Set(shards.map(({ index }) => index));
  const count = shards[0]?.count ?? 0;
  return Array.from({ length: count }, (_, position) => position + 1).flatMap(index =>
    present.has(index) ? [] : [`${index}/${count}`],
  );
}

/** What one shard has met is no news from the others. */
function unmetByAll([first = nothingUnmet, ...others]: readonly Unmet[]): Unmet {
  const inAll = <T>(list: (unmet: Unmet) => readonly T[], keyOf: (each: T) => string) => {
    const keys = others.map(unmet => new Set(list(unmet).map(keyOf)));
    return list(first).filter(each => keys.every(known => known.has(keyOf(each))));
  };
  return {
    findings: inAll(({ findings }) => findings, sameKey),
    unknowns: inAll(({ unknowns }) => unknowns, sameKey),
    include: inAll(
      ({ include }) => include,
      glob => glob,
    ),
  };
}

/** What several reports say is said once. */
function distinct<T>(list: readonly T[], keyOf: (each: T) => string): readonly T[] {
  return [...new Map(list.map(each => [keyOf(each), each])).values()];
}
