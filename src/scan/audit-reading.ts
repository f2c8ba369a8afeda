import { asServed } from '../account/as-served.ts';
import type { AccountReading } from '../account/declared.ts';
import { accountModel } from '../account/model.ts';
import { type ComparedTemplates, compareWithTemplates } from '../compare/drifts.ts';
import type { Endpoint } from '../model/endpoint.ts';
import type { Finding, Severity } from '../model/finding.ts';
import type { AuthModel, Unknown } from '../model/model.ts';
import { isTextPlace, placeKey } from '../model/place.ts';
import { withSuppressions } from '../policy/apply.ts';
import { levelSetFor, type Policy } from '../policy/policy.ts';
import type { Unread } from '../report/report.ts';
import { runRules } from '../run-rules.ts';
import { unreadOf } from './scan-report.ts';

/** What is found in one Region of an account. */
export interface AccountAudit {
  readonly account: string;
  readonly region: string;
  readonly apis: number;
  readonly findings: readonly Finding[];
  readonly endpoints: readonly Endpoint[];
  readonly unknowns: readonly Unknown[];
  readonly unread: readonly Unread[];
  /** The APIs of templates that the Region has, as `apiKey` names them. */
  readonly foundApis: ReadonlySet<string>;
  /** Requests to AWS. */
  readonly calls: number;
}

export interface AccountAuditOptions {
  readonly policy: Policy;
  readonly ruleSeverities: Readonly<Record<string, Severity | 'off'>>;
  /** Takes in the entries of the policy that answer something. */
  readonly used: Set<object>;
  readonly compared?: ComparedTemplates;
}

const apiTypes = new Set(['AWS::ApiGateway::RestApi', 'AWS::ApiGatewayV2::Api', 'AWS::AppSync::GraphQLApi']);

/** Audits what was read of an account in one Region: a system by itself, as a workspace of templates is one. */
export function auditReading(
  reading: AccountReading,
  { policy, ruleSeverities, used, compared }: AccountAuditOptions,
): AccountAudit {
  const said = accountModel(reading, policy.external);
  const served = asServed(said.endpoints, reading);
  const comparison = compared && compareWithTemplates({ reading, model: comparable(said, served) }, compared);
  const level = levelSetFor('deployment-stale', policy, ruleSeverities);
  // Where that rule does not tell as loudly as it would, the others speak for themselves.
  const endpoints = level === undefined || level === 'error' ? served : served.map(withoutStaleness);
  const model = { ...said, endpoints, drifts: comparison?.drifts ?? [] };
  const stale = served.filter(({ isStale }) => isStale);
  // The next deployment may need what is said of an endpoint.
  for (const entry of policy.public) if (stale.some(entry.covers)) used.add(entry);
  const { account, region } = reading;
  return {
    account,
    region,
    apis: reading.resources.filter(({ type }) => apiTypes.has(type)).length,
    findings: withSuppressions(runRules(model, policy, ruleSeverities).map(withoutEdits), policy, used),
    endpoints: model.endpoints.map(kept),
    unknowns: model.unknowns,
    unread: reading.unread.map(part => unreadOf(part, { account, region })),
    foundApis: comparison?.found ?? new Set(),
    calls: Object.values(reading.calls).reduce((sum, count) => sum + count, 0),
  };
}

/** Templates are compared with what the API says, as far as it is served: how otherwise is told by itself. */
function comparable(said: AuthModel, served: readonly Endpoint[]): AuthModel {
  const unserved = new Set(served.filter(({ isServed }) => !isServed).map(({ declaredAt }) => placeKey(declaredAt)));
  const endpoints = said.endpoints.map(endpoint =>
    unserved.has(placeKey(endpoint.declaredAt)) ? { ...endpoint, isServed: false } : endpoint,
  );
  return { ...said, endpoints };
}

function withoutStaleness({ isStale: _, ...endpoint }: Endpoint): Endpoint {
  return endpoint;
}

const nothing: readonly never[] = [];

/** An endpoint as a report needs it: one account has thousands, and an organization has many accounts. */
function kept(endpoint: Endpoint): Endpoint {
  const { place } = endpoint;
  const auth = endpoint.auth.map(({ type, name, scopes }) => ({ type, name, scopes, place }));
  return { ...endpoint, auth: auth.length === 0 ? nothing : auth, conditions: nothing, reasons: nothing };
}

/** An account has no text to edit; what an edit would do is how to mend it all the same. */
function withoutEdits(finding: Finding): Finding {
  if (!finding.fix || isTextPlace(finding.place)) return finding;
  const { fix, ...rest } = finding;
  return { ...rest, remedy: fix.description };
}
