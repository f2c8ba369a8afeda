import { expect, test } from '@jest/globals';
import { github } from '../../src/report/github.ts';
import { fullReport, noCounts, printed, reportOf } from './sample.ts';

const commands = [
  '::notice file=orders.yaml,line=12,endLine=15,title=api-without-default-authorizer::OrdersApi has no default authorizer, so that each new endpoint is open until it names one.%0AFix: Set DefaultAuthorizer.\n',
  "::error file=orders.yaml,line=23,endLine=23,col=9,endColumn=13,title=endpoint-without-authorizer::GET /orders accepts any caller: no authorizer guards it.%0Aorders.yaml:12:7: OrdersApi defines the authorizer Users, but no DefaultAuthorizer.%0AFix: Set the API's DefaultAuthorizer, or list the endpoint as public.\n",
  '::warning file=orders.yaml,line=38,endLine=38,col=16,endColumn=28,title=depends-on-undefined::OrdersClient depends on "OrdersServer", which the template does not define.%0AFix: Remove the DependsOn.\n',
].join('');

test('prints a command for each finding that is not suppressed, and the summary', () => {
  expect(printed(github(fullReport, { color: false, quiet: false }))).toBe(
    `${commands}2 templates, 2 endpoints, 1 open; 1 error, 1 warning, 1 note; 1 could not be determined; 2 suppressed; 3 template sources (Jinja, cookiecutter) skipped\n`,
  );
});

test('prints commands alone when quiet', () => {
  expect(printed(github(fullReport, { color: false, quiet: true }))).toBe(commands);
});

test('says that nothing was found', () => {
  expect(printed(github(reportOf(), { color: false, quiet: false }))).toBe(
    'No problems found. 1 template, 0 endpoints, 0 open; 0 errors, 0 warnings, 0 notes\n',
  );
});

test('a template can neither begin a command nor set a property', () => {
  const hostile = 'a,line=9::b\r\n::error::100%\u001b[0m';
  const place = { file: hostile, line: 1, column: 2, endLine: 1, endColumn: 3, path: '' };
  const report = reportOf({
    findings: [
      {
        ruleId: 'scope-not-declared',
        severity: 'error',
        message: hostile,
        place,
        related: [{ message: hostile, place }],
        fix: { description: hostile, edits: [] },
      },
    ],
    summary: { ...noCounts, errors: 1 },
  });
  const data = 'a,line=9::b%0D%0A::error::100%25␛[0m';
  expect(printed(github(report, { color: false, quiet: true }))).toBe(
    `::error file=a%2Cline=9%3A%3Ab%0D%0A%3A%3Aerror%3A%3A100%25␛[0m,line=1,endLine=1,col=2,endColumn=3,title=scope-not-declared::${data}%0A${data}:1:2: ${data}%0AFix: ${data}\n`,
  );
});
