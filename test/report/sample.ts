import { readFileSync } from 'node:fs';
import type { Api, Endpoint } from '../../src/model/endpoint.ts';
import type { Finding, Rule } from '../../src/model/finding.ts';
import type { TextPlace } from '../../src/model/place.ts';
import type { AuditReport, Summary } from '../../src/report/report.ts';

const ordersYaml = readFileSync(new URL('./fixtures/orders.yaml', import.meta.url), 'utf8');

/** A place on one line of `orders.yaml`. */
export function place(line: number, column: number, endColumn: number, path: string): TextPlace {
  return { file: 'orders.yaml', line, column, endLine: line, endColumn, path };
}

export function rule(id: string, more: Partial<Rule> = {}): Rule {
  return {
    id,
    title: `Title of ${id}`,
    severity: 'error',
    why: `Why ${id} matters.`,
    fix: `Mend ${id}.`,
    references: [],
    check: () => [],
    ...more,
  };
}

export const noCounts: Summary = {
  templates: 1,
  skippedTemplates: 0,
  endpoints: 0,
  openEndpoints: 0,
  errors: 0,
  warnings: 0,
  notes: 0,
  suppressed: 0,
  unknowns: 0,
};

/** What a reporter prints, as a whole. */
export function printed(pieces: Iterable<string>): string {
  return [...pieces].join('');
}

/** A report of nothing, with `more` in it. */
export function reportOf(more: Partial<AuditReport> = {}): AuditReport {
  return {
    findings: [],
    endpoints: [],
    unknowns: [],
    inferredLinks: [],
    summary: noCounts,
    rules: [],
    sourceText: file => (file === 'orders.yaml' ? ordersYaml : undefined),
    toolVersion: '0.1.0',
    ...more,
  };
}

export const ordersApi: Api = {
  id: 'OrdersApi',
  type: 'REST',
  place: place(8, 3, 12, 'Resources.OrdersApi'),
  isSam: true,
  isImplicit: false,
  isPrivate: false,
  resourcePolicy: { kind: 'absent' },
};

export const listOrders: Endpoint = {
  api: ordersApi,
  method: 'GET',
  path: '/orders',
  auth: [],
  apiKeyRequired: false,
  conditions: [],
  isServed: true,
  place: place(12, 7, 11, 'Resources.OrdersApi.Properties.Auth'),
  declaredAt: place(23, 9, 13, 'Resources.OrdersFunction.Properties.Events.List'),
  because: 'OrdersApi has no DefaultAuthorizer.',
  reasons: [],
};

export const endpoints: readonly Endpoint[] = [
  listOrders,
  {
    ...listOrders,
    method: 'POST',
    auth: [
      {
        type: 'COGNITO',
        name: 'Users',
        scopes: ['orders/wirte', { 'Fn::Sub': `\${Server}/read` }],
        place: place(14, 11, 16, 'Resources.OrdersApi.Properties.Auth.Authorizers.Users'),
      },
    ],
    apiKeyRequired: true,
    conditions: [
      { condition: 'IsProd', is: true },
      { condition: 'IsMuted', is: false },
    ],
    place: place(33, 27, 32, 'Resources.OrdersFunction.Properties.Events.Create.Properties.Auth.Authorizer'),
    because: 'The event Create of OrdersFunction names the authorizer Users.',
  },
];

export const openEndpoint: Finding = {
  ruleId: 'endpoint-without-authorizer',
  severity: 'error',
  message: 'GET /orders accepts any caller: no authorizer guards it.',
  place: place(23, 9, 13, 'Resources.OrdersFunction.Properties.Events.List'),
  related: [
    {
      message: 'OrdersApi defines the authorizer Users, but no DefaultAuthorizer.',
      place: place(12, 7, 11, 'Resources.OrdersApi.Properties.Auth'),
    },
  ],
};

export const findings: readonly Finding[] = [
  {
    ruleId: 'api-without-default-authorizer',
    severity: 'note',
    message: 'OrdersApi has no default authorizer, so that each new endpoint is open until it names one.',
    place: { ...place(12, 7, 0, 'Resources.OrdersApi.Properties.Auth'), endLine: 15, endColumn: 42 },
  },
  openEndpoint,
  {
    ...openEndpoint,
    place: place(26, 9, 15, 'Resources.OrdersFunction.Properties.Events.Create'),
    message: 'GET /health accepts any caller: no authorizer guards it.',
    related: [],
    suppression: {
      kind: 'public',
      reason: 'A load balancer asks for it.',
      place: { file: 'cfn-auth-audit.yml', line: 3, column: 5, endLine: 3, endColumn: 20, path: 'public.0' },
    },
  },
  {
    ruleId: 'scope-not-declared',
    severity: 'error',
    message: 'POST /orders asks for the scope "orders/wirte", which no resource server declares.',
    place: place(34, 37, 49, 'Resources.OrdersFunction.Properties.Events.Create.Properties.Auth.AuthorizationScopes.0'),
    suppression: { kind: 'comment', reason: 'Wip.', place: place(34, 51, 60, '') },
  },
  {
    ruleId: 'depends-on-undefined',
    severity: 'warning',
    message: 'OrdersClient depends on "OrdersServer", which the template does not define.',
    place: place(38, 16, 28, 'Resources.OrdersClient.DependsOn'),
    fix: {
      description: 'Remove the DependsOn.',
      edits: [{ file: 'orders.yaml', line: 38, column: 1, endLine: 39, endColumn: 1, text: '' }],
    },
  },
];

/** A report with one of everything. */
export const fullReport: AuditReport = reportOf({
  findings,
  endpoints,
  unknowns: [
    {
      message: 'Which pool Users trusts cannot be determined: UserPoolArn is read from SSM at deployment.',
      place: place(15, 26, 42, 'Resources.OrdersApi.Properties.Auth.Authorizers.Users.UserPoolArn'),
    },
  ],
  summary: {
    templates: 2,
    skippedTemplates: 3,
    endpoints: 2,
    openEndpoints: 1,
    errors: 1,
    warnings: 1,
    notes: 1,
    suppressed: 2,
    unknowns: 1,
  },
  rules: [
    {
      rule: rule('api-without-default-authorizer', { severity: 'warning', fix: 'Set DefaultAuthorizer.' }),
      severity: 'note',
    },
    { rule: rule('depends-on-undefined'), severity: 'error' },
    {
      rule: rule('endpoint-without-authorizer', {
        title: 'Every endpoint has an authorizer',
        why: 'An open endpoint can be called by anyone who knows its address.',
        fix: "Set the API's DefaultAuthorizer,\n    or list the endpoint as public.",
        fixInAccount: 'Set its AuthorizationType.',
        exceptions: 'OPTIONS methods.',
        references: ['https://docs.aws.amazon.com/apigateway/'],
      }),
      severity: 'error',
    },
    { rule: rule('scope-not-declared'), severity: 'error' },
  ],
});
