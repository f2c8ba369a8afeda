/* The verdict on a template depends neither on how it is written down nor on the order of its resources. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { yamlDump } from 'yaml-cfn';
import type { AuditReport } from '../../src/report/report.ts';
import { toPlain } from '../../src/template/node.ts';
import { parse } from '../../src/template/parse.ts';
import { sourceFile } from '../../src/template/source.ts';
import { auditOf, corpusFolder, hasCorpus, oracleOf } from './corpus.ts';

interface Plain {
  readonly Resources: Readonly<Record<string, unknown>>;
}

(hasCorpus ? describe : describe.skip)('templates of the corpora (skipped without ../shared/corpus)', () => {
  // What SAM refuses may say two things at once, of which one is read.
  const accepted = (['sam-translator', 'real'] as const).flatMap(corpus =>
    oracleOf(corpus).flatMap(({ file, endpoints }) => (endpoints ? [join(corpusFolder(corpus), file)] : [])),
  );
  const templates = accepted.flatMap(path => {
    // JSON has no number that is 3.0 rather than 3, and SAM tells them apart here.
    const text = readFileSync(path, 'utf8').replace(/(OpenApiVersion: )(\d\.\d)$/gm, "$1'$2'");
    const { root, problems } = parse(sourceFile(path, text));
    // What is said of the text itself goes with the text.
    return root && problems.length === 0 ? [{ path, text, value: toPlain(root) as Plain }] : [];
  });
  const verdicts = new Map<string, Promise<Verdict>>();

  test('are not few', () => expect(templates.length).toBeGreaterThan(500));

  test.each<[string, (template: Plain) => string, (verdict: Verdict) => unknown]>([
    ['as JSON, which has long functions alone', template => JSON.stringify(template), whole],
    ['as YAML with short functions', template => yamlDump(withAttributeLists(template)), whole],
    [
      'with their resources from last to first',
      template => JSON.stringify(reversed(template), null, 2),
      withoutMessages,
    ],
  ])('%s', async (_, write, compared) => {
    for (const { path, text, value } of templates) {
      const folder = dirname(path);
      const before = verdicts.get(path) ?? auditOf(folder, { text }).then(verdictOf);
      verdicts.set(path, before);
      const after = verdictOf(await auditOf(folder, { text: write(value) }));
      expect({ path, ...after, findings: compared(after) }).toEqual({
        path,
        ...(await before),
        findings: compared(await before),
      });
    }
  });
});

/** What is said of a template, without where, and in no order. */
interface Verdict {
  readonly endpoints: readonly string[];
  readonly findings: readonly (readonly [rule: string, message: string])[];
}

function verdictOf(report: AuditReport): Verdict {
  const endpoints = report.endpoints.map(({ api, method, path, auth, apiKeyRequired, conditions, isServed, because }) =>
    JSON.stringify([
      [api.id, api.type, method, path, apiKeyRequired, isServed, because],
      auth.map(({ type, name, scopes }) => [type, name, scopes]),
      conditions,
    ]),
  );
  const findings = report.findings.map(({ ruleId, severity, message }) => [`${severity} ${ruleId}`, message] as const);
  return { endpoints: endpoints.sort(), findings: findings.sort() };
}

function whole({ findings }: Verdict) {
  return findings;
}

/** A message may name the first of several things. */
function withoutMessages({ findings }: Verdict) {
  return findings.map(([rule]) => rule);
}

function reversed(template: Plain): Plain {
  return { ...template, Resources: Object.fromEntries(Object.entries(template.Resources).reverse()) };
}

/** The value with every `Fn::GetAtt` as a list, since yaml-cfn writes `!GetAtt` of lists alone. */
function withAttributeLists(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withAttributeLists);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      key === 'Fn::GetAtt' && typeof item === 'string' ? item.split(/\.(.*)/s, 2) : withAttributeLists(item),
    ]),
  );
}
