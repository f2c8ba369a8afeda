import * as z from 'zod';
import type { Endpoint } from '../model/endpoint.ts';
import type { Finding } from '../model/finding.ts';
import type { Unknown } from '../model/model.ts';
import { isTextPlace, type Place, placeKey, systemOf } from '../model/place.ts';
import type { ShardShare, Unmet, Unread } from '../report/report.ts';
import { UserError } from '../user-error.ts';
import { type KeptRegion, keptRegion, type RegionLists } from './kept-region.ts';

/** A report of a scan as text, and what it is called. */
export interface ReportFile {
  readonly name: string;
  readonly read: () => string;
}

const count = z.int().nonnegative();

const accountPlace = z.object({ arn: z.string(), account: z.string(), region: z.string(), path: z.string() });

const textPlace = z.object({
  file: z.string(),
  line: count,
  column: count,
  endLine: count,
  endColumn: count,
  path: z.string(),
});

/** Where it begins is all that is told of some places. */
const textPoint = z.object({ file: z.string(), line: count, column: count });

const place = z.union([accountPlace, textPlace]);

const severity = z.enum(['error', 'warning', 'note']);

const suppression = textPlace.extend({ kind: z.enum(['comment', 'ignore', 'public']), reason: z.string() });

const finding = z.intersection(
  place,
  z.object({
    ruleId: z.string(),
    severity,
    message: z.string(),
    related: z.array(z.intersection(place, z.object({ message: z.string() }))),
    remedy: z.string().optional(),
    suppression: suppression.optional(),
  }),
);

const unknown = z.intersection(z.union([accountPlace, textPoint]), z.object({ message: z.string(), path: z.string() }));

const unread = accountPlace.omit({ path: true }).extend({
  what: z.string(),
  action: z.string(),
  reason: z.enum(['denied', 'throttled', 'gone', 'timed-out', 'failed', 'interrupted']),
  detail: z.string(),
});

const authorizer = z.object({
  type: z.enum(['COGNITO', 'JWT', 'LAMBDA', 'AWS_IAM', 'OIDC', 'API_KEY', 'UNDEFINED', 'UNKNOWN']),
  name: z.string().nullable(),
  scopes: z.array(z.unknown()),
});

const endpoint = accountPlace.extend({
  apiId: z.string().nullable(),
  apiArn: z.string(),
  apiType: z.enum(['REST', 'HTTP', 'WEBSOCKET', 'FUNCTION_URL', 'APPSYNC']),
  method: z.string(),
  path: z.string(),
  auth: z.array(authorizer),
  apiKeyRequired: z.boolean(),
  isServed: z.boolean(),
  because: z.string(),
  decidedAt: accountPlace,
});

/** As --shard takes it. */
const shardNumber = z.int().min(1).max(999_999);

const shard = z
  .object({
    index: shardNumber,
    count: shardNumber,
    unmet: z.object({ findings: z.array(finding), unknowns: z.array(unknown), include: z.array(z.string()) }),
  })
  .refine(({ index, count }) => index <= count);

const scanned = z.object({ account: z.string(), region: z.string(), apis: count, calls: count });

/** What `scan --format json` prints, as far as a merged report is made of it. */
const reportSchema = z.object({
  version: z.literal(1),
  findings: z.array(finding),
  unknowns: z.array(unknown),
  scanned: z.array(scanned),
  unread: z.array(unread),
  endpoints: z.array(endpoint),
  shards: z.array(shard).optional(),
});

type ScanFile = z.infer<typeof reportSchema>;

/** What is kept of one file, so that no two of them are in memory as a whole. */
export interface ReportPart extends Pick<ScanFile, 'scanned'> {
  readonly name: string;
  readonly regions: readonly KeptRegion[];
  readonly unread: readonly Unread[];
  /** What the file says of no account, but for what it says of its shards. */
  readonly own: Omit<Unmet, 'include'>;
  readonly shards: readonly ShardShare[];
}

/**
 * Reads a report of a scan.
 *
 * @throws UserError where the file is none.
 */
export function readReportPart(file: ReportFile): ReportPart {
  const report = read(file);
  const shards = (report.shards ?? []).map(shardOf);
  const { own, regions } = bySystem({
    findings: report.findings.map(findingOf),
    endpoints: report.endpoints.map(endpointOf),
    unknowns: report.unknowns.map(unknownOf),
  });
  return {
    name: file.name,
    scanned: report.scanned,
    regions,
    own: {
      findings: without(
        own.findings,
        shards.flatMap(({ unmet }) => unmet.findings),
      ),
      unknowns: without(
        own.unknowns,
        shards.flatMap(({ unmet }) => unmet.unknowns),
      ),
    },
    unread: report.unread.map(({ arn, account, region, ...rest }) => ({
      place: { arn, account, region, path: '' },
      ...rest,
    })),
    shards,
  };
}

/** What is said at one place in the same words; the severity is that of the run. */
export function sameKey({ message, place }: Pick<Finding, 'message' | 'place'>): string {
  return JSON.stringify([placeKey(place), message]);
}

/** What is said of shards by several that are put together is said anew when others join them. */
function without<T extends Pick<Finding, 'message' | 'place'>>(list: readonly T[], left: readonly T[]): readonly T[] {
  const keys = new Set(left.map(sameKey));
  return list.filter(each => !keys.has(sameKey(each)));
}

function shardOf({ index, count, unmet }: z.infer<typeof shard>): ShardShare {
  const { findings, unknowns, include } = unmet;
  return { index, count, unmet: { findings: findings.map(findingOf), unknowns: unknowns.map(unknownOf), include } };
}

/** Parts the lists of a report by Region, and from what stands in files. */
function bySystem({ findings, endpoints, unknowns }: RegionLists): Pick<ReportPart, 'own' | 'regions'> {
  const inFiles = ({ place }: { readonly place: Place }) => isTextPlace(place);
  const lists = new Map<string, { findings: Finding[]; endpoints: Endpoint[]; unknowns: Unknown[] }>();
  const listsAt = (place: Place) => {
    const own = lists.get(systemOf(place)) ?? { findings: [], endpoints: [], unknowns: [] };
    lists.set(systemOf(place), own);
    return own;
  };
  for (const each of findings) if (!inFiles(each)) listsAt(each.place).findings.push(each);
  for (const each of unknowns) if (!inFiles(each)) listsAt(each.place).unknowns.push(each);
  for (const each of endpoints) listsAt(each.api.place).endpoints.push(each);
  return {
    own: { findings: findings.filter(inFiles), unknowns: unknowns.filter(inFiles) },
    regions: [...lists].map(([system, region]) => keptRegion(system, region)),
  };
}

function read({ name, read }: ReportFile): ScanFile {
  const hint = 'Write it with: cfn-auth-audit scan --format json --output FILE.';
  const text = read();
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UserError(`${name} is not JSON: ${error.message}.`, hint);
  }
  const { data, error } = reportSchema.safeParse(json);
  if (data) return data;
  const [issue] = error.issues;
  const at = issue?.path.map(String).join('.') ?? '';
  throw new UserError(`${name} is no report of a scan${at === '' ? '' : `: ${at} is not as it should be`}.`, hint);
}

function findingOf(each: ScanFile['findings'][number]): Finding {
  const { ruleId, severity, message, related, remedy, suppression } = each;
  return {
    ruleId,
    severity,
    message,
    place: placeOf(each),
    related: related.map(other => ({ message: other.message, place: placeOf(other) })),
    ...(remedy !== undefined && { remedy }),
    ...(suppression && { suppression: suppressionOf(suppression) }),
  };
}

function unknownOf(each: z.infer<typeof unknown>): Unknown {
  return { message: each.message, place: placeOf(each) };
}

function suppressionOf({ kind, reason, ...where }: z.infer<typeof suppression>): NonNullable<Finding['suppression']> {
  const { file, line, column, endLine, endColumn, path } = where;
  return { kind, reason, place: { file, line, column, endLine, endColumn, path } };
}

/** Of an unknown it is told only where it begins, and that is where it ends then. */
function placeOf(each: z.infer<typeof place> | z.infer<typeof unknown>): Place {
  const { path } = each;
  if ('arn' in each) return { arn: each.arn, account: each.account, region: each.region, path };
  const { file, line, column } = each;
  const end =
    'endLine' in each ? { endLine: each.endLine, endColumn: each.endColumn } : { endLine: line, endColumn: column };
  return { file, line, column, ...end, path };
}

function endpointOf(row: ScanFile['endpoints'][number]): Endpoint {
  const { account, region, apiId, apiArn, apiType, method, path, auth, apiKeyRequired, isServed, because } = row;
  const decided = placeOf(row.decidedAt);
  return {
    api: {
      id: apiId,
      type: apiType,
      place: { arn: apiArn, account, region, path: '' },
      isSam: false,
      isImplicit: false,
      isPrivate: 'unknown',
      resourcePolicy: { kind: 'unknown' },
    },
    method,
    path,
    auth: auth.map(each => ({ ...each, place: decided })),
    apiKeyRequired,
    conditions: [],
    isServed,
    place: decided,
    declaredAt: decided,
    because,
    reasons: [],
  };
}
