import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Endpoint } from '../../src/model/endpoint.ts';
import { endpointsText } from '../../src/report/endpoints.ts';
import { endpointsJson } from '../../src/report/endpoints-json.ts';
import { github } from '../../src/report/github.ts';
import { json } from '../../src/report/json.ts';
import { stepSummary } from '../../src/report/markdown.ts';
import type { AuditReport } from '../../src/report/report.ts';
import { sarif } from '../../src/report/sarif.ts';
import { text } from '../../src/report/text.ts';
import { listOrders, ordersApi, printed, reportOf } from './sample.ts';

/** Text that is likely to hold what a runner, a terminal or a Markdown reader acts on. */
const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom('::', '##[', ':', '#', '[', ']', ' ', '\n', '\r\n', '\r', '\t', '\u001b[2J', '\u009b', '\u202e'),
      fc.constantFrom(
        'error',
        '::error::',
        '|',
        '`',
        '<img>',
        '@team',
        '\u2028',
        '\u0000',
        '\\',
        'a',
        '日',
        '🙂',
        '%0A',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 12 },
  )
  .map(parts => parts.join(''));

const hostileReport: fc.Arbitrary<AuditReport> = fc
  .tuple(hostileText, hostileText, hostileText, fc.nat(30), fc.nat(30))
  .map(([a, b, c, column, length]) => {
    const place = { file: a, line: 1, column: column + 1, endLine: 1, endColumn: column + 1 + length, path: b };
    const endpoint: Endpoint = {
      ...listOrders,
      api: { ...ordersApi, id: a },
      method: b,
      path: c,
      auth: [{ type: 'JWT', name: b, scopes: [c, { Ref: a }], place }],
      conditions: [{ condition: c, is: true }],
      place,
    };
    return reportOf({
      findings: [
        {
          ruleId: 'x',
          severity: 'error',
          message: a,
          place,
          related: [{ message: b, place }],
          fix: { description: c, edits: [] },
        },
      ],
      endpoints: [endpoint],
      unknowns: [{ message: c, place }],
      sourceText: () => `${b}${c}`,
    });
  });

/** What the runner takes for a command: `src/Runner.Common/ActionCommand.cs` of actions/runner. */
const workflowCommand = /^\s*::|##\[/;
const rawControl = /[^\n\P{Cc}]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

function offendingLines(output: string, isOwnCommand: (line: string) => boolean = () => false): readonly string[] {
  return output
    .split('\n')
    .filter(line => rawControl.test(line) || (workflowCommand.test(line) && !isOwnCommand(line)));
}

const plain = { color: false, quiet: false };

test.each<[string, (report: AuditReport) => string]>([
  ['text', report => printed(text(report, plain))],
  ['json', report => printed(json(report))],
  ['sarif', report => printed(sarif(report))],
  ['endpoints as text', report => endpointsText(report.endpoints, plain)],
  ['endpoints as JSON', report => endpointsJson(report.endpoints)],
])('no template text becomes a workflow command or a control character: %s', (_, render) => {
  fc.assert(
    fc.property(hostileReport, report => expect(offendingLines(render(report))).toEqual([])),
    { numRuns: 500 },
  );
});

test('colours are the only escape sequences in coloured text', () => {
  fc.assert(
    fc.property(hostileReport, report => {
      const colored =
        printed(text(report, { color: true, quiet: false })) +
        endpointsText(report.endpoints, { ...plain, color: true });
      const sgr = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');
      expect(offendingLines(colored.replace(sgr, '\u00b7'))).toEqual([]);
    }),
  );
});

test('no template text becomes a workflow command of its own beside the annotation', () => {
  const annotation = /^::error file=[^,:]*,line=1,endLine=1,col=\d+,endColumn=\d+,title=x::/;
  fc.assert(
    fc.property(hostileReport, report => {
      const output = printed(github(report, plain));
      expect(offendingLines(output, line => annotation.test(line))).toEqual([]);
      expect(output.split('\n')).toHaveLength(3);
    }),
  );
});

test('each row of the step summary keeps its number of cells and has no tags or links but its own', () => {
  fc.assert(
    fc.property(hostileReport, report => {
      const markdown = stepSummary(report);
      const rows = markdown.split('\n').filter(line => line.startsWith('| '));
      const cells = rows.map(row => row.replace(/\\./g, '').split('|').length - 2);
      expect(cells).toEqual([4, 4, 4, 7, 7, 7, 2, 2, 2]);
      const tags = markdown.replace(/\\./g, '').match(/<[^>]*>|@(?!<\/span>)|`/g) ?? [];
      expect(tags.filter(tag => !/^<\/?(code|span)>$/.test(tag))).toEqual([]);
      expect(markdown.replace(/\\./g, '').match(/\]\((?!https:\/\/github\.com\/cfn-auth-audit\/)/g)).toBeNull();
    }),
    { numRuns: 500 },
  );
});
