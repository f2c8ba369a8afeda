import { rules } from '../../rules/index.ts';
import type { Report, Unmet, Unread } from '../report/report.ts';
import { UserError } from '../user-error.ts';
import { type ReportFile, readReportPart } from './report-file.ts';
import { assembledReport, nothingUnmet, settled } from './scan-report.ts';

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
  const shards = parts.flatMap(({ name, shard }) => (shard ? [{ ...shard, name }] : []));
  requireDistinct(shards.map(({ name, index, count }) => ({ name, what: `the shard ${index}/${count}` })));
  requireOneCount(shards);
  const missingShards = missingOf(shards);
  const unread = distinctParts(parts.flatMap(part => part.unread));
  const unmet = settled(unmetByAll(shards.map(each => each.unmet)), unread.length + missingShards.length === 0);
  return assembledReport({
    regions: parts.flatMap(part => part.regions),
    scanned: parts.flatMap(part => part.scanned),
    unread,
    own: {
      findings: [...parts.flatMap(({ own }) => own.findings), ...unmet.findings],
      unknowns: [...parts.flatMap(({ own }) => own.unknowns), ...unmet.unknowns],
    },
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

type ShardFile = NonNullable<Report['shard']> & { readonly name: string };

function requireOneCount(shards: readonly ShardFile[]): void {
  const [first] = shards;
  const other = shards.find(({ count }) => count !== first?.count);
  if (!first || !other) return;
  const says = ({ name, index, count }: ShardFile) => `${name} is the shard ${index}/${count}`;
  throw new UserError(`${says(first)}, but ${says(other)}.`, oneScan);
}

function missingOf(shards: readonly ShardFile[]): readonly string[] {
  const present = new Set(shards.map(({ index }) => index));
  const count = shards[0]?.count ?? 0;
  return Array.from({ length: count }, (_, position) => position + 1).flatMap(index =>
    present.has(index) ? [] : [`${index}/${count}`],
  );
}

/** What one shard has met is no news from the others. */
function unmetByAll([first = nothingUnmet, ...others]: readonly Unmet[]): Unmet {
  const inAll = <T>(list: (unmet: Unmet) => readonly T[]) => {
    const texts = others.map(unmet => new Set(list(unmet).map(each => JSON.stringify(each))));
    return list(first).filter(each => texts.every(known => known.has(JSON.stringify(each))));
  };
  return { findings: inAll(({ findings }) => findings), unknowns: inAll(({ unknowns }) => unknowns) };
}

/** An account whose Regions could not be listed is unread in every shard. */
function distinctParts(parts: readonly Unread[]): readonly Unread[] {
  return [...new Map(parts.map(part => [JSON.stringify([part.place, part.what, part.action]), part])).values()];
}
