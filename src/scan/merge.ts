import * as z from 'zod';
import { rules } from '../../rules/index.ts';
import type { Endpoint } from '../model/endpoint.ts';
import type { Finding } from '../model/finding.ts';
import type { Place } from '../model/place.ts';
import type { Report, Unread } from '../report/report.ts';
import { UserError } from '../user-error.ts';
import { assembledReport } from './scan-report.ts';

/** A report of a scan as text, and what it is called. */
export interface ReportFile {
  readonly name: string;
  readonly text: string;
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

const scanned = z.object({ account: z.string(), region: z.string(), apis: count, calls: count });

/** What `scan --format json` prints, as far as a merged report is made of it. */
const reportSchema = z.object({
  version: z.literal(1),
  findings: z.array(finding),
  unknowns: z.array(unknown),
  scanned: z.array(scanned),
  unread: z.array(unread),
  endpoints: z.array(endpoint),
});

type ScanFile = z.infer<typeof reportSchema>;

/**
 * Puts the reports of a scan's shards together into one.
 *
 * @throws UserError where a file is no report of a scan, or two of them are of the same account and Region.
 */
export function merge(files: readonly ReportFile[]): Report {
  const reports = files.map(file => ({ name: file.name, report: read(file) }));
  const owners = new Map<string, string>();
  for (const { name, report } of reports) {
    for (const { account, region } of report.scanned) {
      const other = owners.get(`${account} ${region}`);
      if (other !== undefined) {
        const hint = 'Merge the reports of one scan, each shard once.';
        throw new UserError(`${other} and ${name} both have ${region} of the account ${account}.`, hint);
      }
      owners.set(`${account} ${region}`, name);
    }
  }
  const all = reports.map(({ report }) => report);
  return assembledReport({
    findings: all.flatMap(report => report.findings.map(findingOf)),
    endpoints: all.flatMap(report => report.endpoints.map(endpointOf)),
    unknowns: all.flatMap(report => report.unknowns.map(each => ({ message: each.message, place: placeOf(each) }))),
    scanned: all.flatMap(report => report.scanned),
    unread: distinctParts(
      all.flatMap(report =>
        report.unread.map(({ arn, account, region, ...rest }) => ({
          place: { arn, account, region, path: '' },
          ...rest,
        })),
      ),
    ),
    rules: rules.map(rule => ({ rule, severity: rule.severity })),
  });
}

/** An account whose Regions could not be listed is unread in every shard. */
function distinctParts(parts: readonly Unread[]): readonly Unread[] {
  return [...new Map(parts.map(part => [JSON.stringify([part.place, part.what, part.action]), part])).values()];
}

function read({ name, text }: ReportFile): ScanFile {
  const hint = 'Write it with: cfn-auth-audit scan --format json --output FILE.';
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
