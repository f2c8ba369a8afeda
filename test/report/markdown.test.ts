import { describe, expect, test } from '@jest/globals';
import type { Endpoint } from '../../src/model/endpoint.ts';
import type { Finding } from '../../src/model/finding.ts';
import { stepSummary, stepSummaryLimit } from '../../src/report/markdown.ts';
import { endpoints, fullReport, listOrders, noCounts, openEndpoint, ordersApi, place, reportOf } from './sample.ts';

const pages = 'https://github.com/cfn-auth-audit/cfn-auth-audit/blob/main/docs/rules';

test('holds counts, findings, the matrix with open endpoints first, and what is not known', () => {
  expect(stepSummary({ ...fullReport, endpoints: endpoints.toReversed() })).toBe(`## cfn-auth-audit

2 templates, 2 endpoints, 1 open; 1 error, 1 warning, 1 note; 1 could not be determined; 2 suppressed; 3 template sources (Jinja, cookiecutter) skipped.

### Findings

| Severity | Rule | Place | Message |
| --- | --- | --- | --- |
| note | [api-without-default-authorizer](${pages}/api-without-default-authorizer.md) | <code>orders\\.yaml\\:12\\:7</code> | OrdersApi has no default authorizer, so that each new endpoint is open until it names one\\. |
| error | [endpoint-without-authorizer](${pages}/endpoint-without-authorizer.md) | <code>orders\\.yaml\\:23\\:9</code> | GET /orders accepts any caller\\: no authorizer guards it\\. |
| warning | [depends-on-undefined](${pages}/depends-on-undefined.md) | <code>orders\\.yaml\\:38\\:16</code> | OrdersClient depends on "OrdersServer", which the template does not define\\. |

### Endpoints

| API | Method | Path | Guarded by | Scopes | API key | Decided at |
| --- | --- | --- | --- | --- | --- | --- |
| <code>OrdersApi</code> | GET | <code>/orders</code> | **open** |  |  | <code>orders\\.yaml\\:12</code> |
| <code>OrdersApi</code> | POST | <code>/orders</code> (if IsProd, unless IsMuted\\) | COGNITO Users | <code>orders/wirte</code>, <code>{"Fn\\:\\:Sub"\\:"<span>$</span>{Server}/read"}</code> | required | <code>orders\\.yaml\\:33</code> |

### Could not be determined

| Place | What |
| --- | --- |
| <code>orders\\.yaml\\:15\\:26</code> | Which pool Users trusts cannot be determined\\: UserPoolArn is read from SSM at deployment\\. |
`);
});

test('says that nothing was found', () => {
  expect(stepSummary(reportOf())).toBe(
    '## cfn-auth-audit\n\n**No problems found.** 1 template, 0 endpoints, 0 open; 0 errors, 0 warnings, 0 notes.\n',
  );
});

test('a hostile template keeps to its cells and makes no markup', () => {
  const hostile = '`</code>|<img src=x> @team\n\n# [a](http://b.example) *c*';
  const shown =
    '\\`\\</code\\>\\|\\<img src=x\\> <span>@</span>team␊␊<span>#</span> \\[a\\](http\\://b\\.example\\) \\*c\\*';
  const endpoint: Endpoint = {
    ...listOrders,
    api: { ...ordersApi, id: hostile },
    path: hostile,
    auth: [{ type: 'JWT', name: hostile, scopes: [hostile], place: place(1, 1, 1, '') }],
    place: { ...place(1, 2, 3, ''), file: hostile },
    conditions: [{ condition: hostile, is: true }],
  };
  const finding: Finding = { ruleId: 'x', severity: 'error', message: hostile, place: endpoint.place };
  const report = reportOf({
    findings: [finding],
    endpoints: [endpoint],
    unknowns: [{ message: hostile, place: endpoint.place }],
    summary: { ...noCounts, errors: 1 },
  });
  expect(stepSummary(report)).toBe(`## cfn-auth-audit

1 template, 0 endpoints, 0 open; 1 error, 0 warnings, 0 notes.

### Findings

| Severity | Rule | Place | Message |
| --- | --- | --- | --- |
| error | [x](${pages}/x.md) | <code>${shown}\\:1\\:2</code> | ${shown} |

### Endpoints

| API | Method | Path | Guarded by | Scopes | API key | Decided at |
| --- | --- | --- | --- | --- | --- | --- |
| <code>${shown}</code> | GET | <code>${shown}</code> (if ${shown}\\) | JWT ${shown} | <code>${shown}</code> |  | <code>${shown}\\:1</code> |

### Could not be determined

| Place | What |
| --- | --- |
| <code>${shown}\\:1\\:2</code> | ${shown} |
`);
});

function manyEndpoints(count: number): readonly Endpoint[] {
  return Array.from({ length: count }, (_, index) => ({ ...listOrders, path: `/orders/${index}` }));
}

test('folds a long matrix', () => {
  const rows = Array.from(
    { length: 21 },
    (_, index) =>
      `| <code>OrdersApi</code> | GET | <code>/orders/${index}</code> | **open** |  |  | <code>orders\\.yaml\\:12</code> |\n`,
  );
  const summary = { ...noCounts, endpoints: 21, openEndpoints: 21 };
  expect(stepSummary(reportOf({ endpoints: manyEndpoints(21), summary }))).toBe(`## cfn-auth-audit

**No problems found.** 1 template, 21 endpoints, 21 open; 0 errors, 0 warnings, 0 notes.

### Endpoints

<details>
<summary>21 endpoints, 21 open</summary>

| API | Method | Path | Guarded by | Scopes | API key | Decided at |
| --- | --- | --- | --- | --- | --- | --- |
${rows.join('')}
</details>
`);
});

describe('within the limit of a step summary', () => {
  const manyFindings: readonly Finding[] = Array.from({ length: 10_000 }, (_, index) => ({
    ...openEndpoint,
    message: `GET /Bestellungen/日本/${index} accepts any caller.`,
  }));

  /** How many rows of each table there are, by their first cell. */
  function rowsIn(markdown: string): { findings: number; endpoints: number } {
    return {
      findings: markdown.match(/^\| error \| .* \|$/gm)?.length ?? 0,
      endpoints: markdown.match(/^\| <code>OrdersApi<\/code> \| .* \|$/gm)?.length ?? 0,
    };
  }

  test('leaves findings out and counts them', () => {
    const markdown = stepSummary(reportOf({ findings: manyFindings, endpoints }));
    const { findings: shown, endpoints: shownEndpoints } = rowsIn(markdown);
    const bytes = Buffer.byteLength(markdown);
    expect({ isWithin: bytes <= stepSummaryLimit, isFull: bytes > stepSummaryLimit - 400 }).toEqual({
      isWithin: true,
      isFull: true,
    });
    expect(shownEndpoints).toBe(2);
    expect(markdown.split('\n')[4]).toBe(
      `**Left out, since GitHub shows no more than 1 MiB: ${10_000 - shown} findings.**`,
    );
  });

  test('divides the room between findings and endpoints', () => {
    const markdown = stepSummary(reportOf({ findings: manyFindings, endpoints: manyEndpoints(5000) }), 100_000);
    const shown = rowsIn(markdown);
    expect(markdown.split('\n')[4]).toBe(
      `**Left out, since GitHub shows no more than 1 MiB: ${10_000 - shown.findings} findings, ${5000 - shown.endpoints} endpoints.**`,
    );
    expect(Buffer.byteLength(markdown) <= 100_000).toBe(true);
    expect(markdown.endsWith(' |\n\n</details>\n')).toBe(true);
  });

  test('cuts a text that is too long', () => {
    const finding: Finding = { ...openEndpoint, message: 'x'.repeat(1_000_000) };
    expect(stepSummary(reportOf({ findings: [finding], summary: { ...noCounts, errors: 1 } }))).toBe(`## cfn-auth-audit

1 template, 0 endpoints, 0 open; 1 error, 0 warnings, 0 notes.

### Findings

| Severity | Rule | Place | Message |
| --- | --- | --- | --- |
| error | [endpoint-without-authorizer](${pages}/endpoint-without-authorizer.md) | <code>orders\\.yaml\\:23\\:9</code> | ${'x'.repeat(500)}… |
`);
  });
});
