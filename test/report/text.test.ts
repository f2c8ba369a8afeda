import { describe, expect, test } from '@jest/globals';
import type { Summary } from '../../src/report/report.ts';
import { text } from '../../src/report/text.ts';
import { findings, fullReport, noCounts, place, printed, reportOf, rule } from './sample.ts';

const plain = { color: false, quiet: false };

const findingsText = `orders.yaml:12:7  note  api-without-default-authorizer
  OrdersApi has no default authorizer, so that each new endpoint is open until it names one.

    10 |     Properties:
    11 |       StageName: live
  > 12 |       Auth:
       |       ^^^^^
    13 |         Authorizers:
    14 |           Users:

  Fix: Set DefaultAuthorizer.

orders.yaml:23:9  error  endpoint-without-authorizer
  GET /orders accepts any caller: no authorizer guards it.

    21 |       Runtime: nodejs22.x
    22 |       Events:
  > 23 |         List:
       |         ^^^^
    24 |           Type: Api

  orders.yaml:12:7: OrdersApi defines the authorizer Users, but no DefaultAuthorizer.
  Fix: Set the API's DefaultAuthorizer, or list the endpoint as public.

orders.yaml:38:16  warning  depends-on-undefined
  OrdersClient depends on "OrdersServer", which the template does not define.

    36 |   OrdersClient:
    37 |     Type: AWS::Cognito::UserPoolClient
  > 38 |     DependsOn: OrdersServer
       |                ^^^^^^^^^^^^
    39 |     Properties:

  Fix: Remove the DependsOn.
`;

test('prints findings, what is not known and counts, but no suppressed finding', () => {
  expect(printed(text(fullReport, plain))).toBe(`${findingsText}
Could not be determined:
  orders.yaml:15:26: Which pool Users trusts cannot be determined: UserPoolArn is read from SSM at deployment.

2 templates, 2 endpoints, 1 open; 1 error, 1 warning, 1 note; 1 could not be determined; 2 suppressed; 3 template sources (Jinja, cookiecutter) skipped
`);
});

test('prints findings alone when quiet', () => {
  expect(printed(text(fullReport, { color: false, quiet: true }))).toBe(findingsText);
  expect(printed(text(reportOf(), { color: false, quiet: true }))).toBe('');
});

test('colours places, severities, underlines and remedies', () => {
  const report = reportOf({ ...fullReport, findings: findings.slice(4), unknowns: [], summary: noCounts });
  expect(printed(text(report, { color: true, quiet: false }))).toBe(
    [
      '\u001b[1morders.yaml:38:16\u001b[22m  \u001b[33mwarning\u001b[39m  \u001b[2mdepends-on-undefined\u001b[22m',
      '  \u001b[1mOrdersClient depends on "OrdersServer", which the template does not define.\u001b[22m',
      '',
      '   \u001b[2m 36 |\u001b[22m   OrdersClient:',
      '   \u001b[2m 37 |\u001b[22m     Type: AWS::Cognito::UserPoolClient',
      '  \u001b[33m>\u001b[39m\u001b[2m 38 |\u001b[22m     DependsOn: OrdersServer',
      '   \u001b[2m    |\u001b[22m\u001b[33m                ^^^^^^^^^^^^\u001b[39m',
      '   \u001b[2m 39 |\u001b[22m     Properties:',
      '',
      '  \u001b[32mFix:\u001b[39m Remove the DependsOn.',
      '',
      '\u001b[32mNo problems found.\u001b[39m',
      '\u001b[1m1 template, 0 endpoints, 0 open; 0 errors, 0 warnings, 0 notes\u001b[22m',
      '',
    ].join('\n'),
  );
});

describe('a run without findings says so, and how far that goes', () => {
  const cases: readonly [Partial<Summary>, string][] = [
    [{ endpoints: 1 }, 'No problems found.\n1 template, 1 endpoint, 0 open; 0 errors, 0 warnings, 0 notes\n'],
    [
      { unknowns: 2 },
      'No problems found in what could be determined.\n1 template, 0 endpoints, 0 open; 0 errors, 0 warnings, 0 notes; 2 could not be determined\n',
    ],
    [
      { suppressed: 1, skippedTemplates: 1 },
      'No problems found beyond the suppressed.\n1 template, 0 endpoints, 0 open; 0 errors, 0 warnings, 0 notes; 1 suppressed; 1 template source (Jinja, cookiecutter) skipped\n',
    ],
  ];
  test.each(cases)('%j', (counts, expected) => {
    expect(printed(text(reportOf({ summary: { ...noCounts, ...counts } }), plain))).toBe(expected);
  });
});

test('an inferred link is said once for each stack that is taken to have a name', () => {
  const writer = { ...place(9, 13, 52, ''), file: 'auth.yaml' };
  const link = { kind: 'ssm', writer, because: 'only-fit', stackName: 'shop-auth' } as const;
  const nearest = {
    ...link,
    because: 'nearest',
    reader: 'blog/posts.yaml',
    writer: { ...writer, file: 'blog/auth.yaml' },
  } as const;
  const report = reportOf({
    inferredLinks: [
      { ...link, name: '/shop-auth/PoolArn', reader: 'orders.yaml' },
      { ...link, name: '/shop-auth/PoolArn', reader: 'users.yaml' },
      { ...link, name: '/shop-auth/PoolId', reader: 'orders.yaml' },
      {
        kind: 'export',
        name: 'prod-table',
        reader: 'orders.yaml',
        writer: { ...writer, file: 'tables.yaml' },
        because: 'only-fit',
      },
      { ...nearest, name: '/shop-auth/PoolId' },
    ],
    summary: noCounts,
  });
  expect(
    printed(text(report, plain)),
  ).toBe(`Inferred, since no other template fits and no samconfig or --stack-name tells:
  auth.yaml is taken for the stack shop-auth, from which orders.yaml and 1 other template read.
  tables.yaml is taken for the one that has prod-table, from which orders.yaml reads.

Inferred, since several templates fit and no other is as near by its folder:
  blog/auth.yaml is taken for the stack shop-auth, from which blog/posts.yaml reads.

No problems found.
1 template, 0 endpoints, 0 open; 0 errors, 0 warnings, 0 notes
`);
  expect(printed(text(report, { ...plain, quiet: true }))).toBe('');
});

test('a finding without source, rule or related places is short', () => {
  const report = reportOf({
    findings: [
      {
        ruleId: 'template-unreadable',
        severity: 'error',
        message: 'The text is not valid YAML.',
        place: { ...place(1, 1, 2, ''), file: 'x.yaml' },
      },
    ],
  });
  expect(printed(text(report, { color: false, quiet: true }))).toBe(
    'x.yaml:1:1  error  template-unreadable\n  The text is not valid YAML.\n',
  );
});

test('what stands in an account is to be mended there', () => {
  const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:checkout';
  const finding = { ruleId: 'x', severity: 'error', message: 'Any API invokes checkout.' } as const;
  const findings = [
    { ...finding, place: { arn, account: '123456789012', region: 'eu-west-1', path: '' } },
    { ...finding, place: { ...place(1, 1, 2, ''), file: 'x.yaml' } },
  ];
  const mended = rule('x', { fix: 'Set SourceArn: !Ref Api.', fixInAccount: 'Replace the statement.' });
  const report = reportOf({ findings, rules: [{ rule: mended, severity: 'error' }] });
  expect(printed(text(report, { color: false, quiet: true }))).toBe(`${arn}  error  x
  Any API invokes checkout.
  https://eu-west-1.console.aws.amazon.com/lambda/home?region=eu-west-1#/functions/checkout

  Fix: Replace the statement.

x.yaml:1:1  error  x
  Any API invokes checkout.

  Fix: Set SourceArn: !Ref Api.
`);
});

test('a hostile template can neither command a runner nor act on a terminal', () => {
  const hostile = '::error::\u001b[2J\n::set-output name=a::##[add-path]/tmp\u202e';
  const at = { file: `${hostile}.yaml`, line: 1, column: 1, endLine: 1, endColumn: 9, path: hostile };
  const report = reportOf({
    findings: [
      {
        ruleId: 'endpoint-without-authorizer',
        severity: 'error',
        message: hostile,
        place: at,
        related: [{ message: hostile, place: at }],
        fix: { description: hostile, edits: [] },
      },
    ],
    unknowns: [{ message: hostile, place: at }],
    summary: { ...noCounts, errors: 1 },
    sourceText: () => `${hostile}\n`,
  });
  const shown = '␛[2J␊::set-output name=a::##⁅add-path]/tmp\uFFFD';
  expect(printed(text(report, plain))).toBe(`∶∶error::${shown}.yaml:1:1  error  endpoint-without-authorizer
  ∶∶error::${shown}

  > 1 | ::error::␛[2J
      | ^^^^^^^^
    2 | ::set-output name=a::##⁅add-path]/tmp\uFFFD

  ∶∶error::${shown}.yaml:1:1: ::error::${shown}
  Fix: ::error::${shown}

Could not be determined:
  ∶∶error::${shown}.yaml:1:1: ::error::${shown}

1 template, 0 endpoints, 0 open; 1 error, 0 warnings, 0 notes
`);
});
