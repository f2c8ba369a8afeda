/* The verdict on a template does not depend on how it is written down, nor on the order of its resources. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { dump } from 'js-yaml';
import { yamlDump } from 'yaml-cfn';
import { parse } from '../../src/template/parse.ts';
import { toPlain } from '../../src/template/node.ts';
import { sourceFile } from '../../src/template/source.ts';
import type { Report } from '../../src/report/report.ts';
import { auditOf, corpusFolder, hasCorpus, oracleOf } from './corpus.ts';

/** Ways to write down a template's value. */
const forms: Readonly<Record<string, (template: Template) => string>> = {
  'as JSON': template => JSON.stringify(template),
  'as YAML with long functions': template => dump(template, { noRefs: true }),
  'as YAML with short functions': template => yamlDump(withAttributeLists(template)),
  'with its resources from last to first': template =>
    JSON.stringify({ ...template, Resources: Object.fromEntries(Object.entries(template.Resources).reverse()) }, null, 2),
};

interface Template {
  readonly Resources: Readonly<Record<string, unknown>>;
}

(hasCorpus ? describe : describe.skip)('a template of the corpora (skipped without ../shared/corpus)', () => {
  const templates = (['sam-translator', 'real'] as const).flatMap(corpus =>
    oracleOf(corpus).map(({ file }) => join(corpusFolder(corpus), file)),
  );

  test.each(Object.entries(forms))('%s', async (_, write) => {
    const different: string[] = [];
    for (const path of templates) {
      const text = readFileSync(path, 'utf8').replace(/(OpenApiVersion: )(3\.\d)$/gm, "$1'$2'");
      const { root, problems } = parse(sourceFile(path, text));
      // What is said of the text itself is another matter.
      if (!root || problems.length > 0) continue;
      const folder = dirname(path);
      const before = verdict(await auditOf(folder, { text }));
      const after = verdict(await auditOf(folder, { text: write(toPlain(root) as Template) }));
      try { expect(after).toEqual(before); } catch (e) { different.push(`${path} ${String(e).slice(0,1200)}`); }
    }
    expect(different).toEqual([]);
  });
});

/** yaml-cfn writes `!GetAtt` of a list alone. */
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

/** What is said of a template, without where. */
function verdict(report: Report) {
  const endpoints = report.endpoints.map(({ api, method, path, auth, apiKeyRequired, conditions, isServed, because }) =>
    JSON.stringify([
      [api.id, api.type, method, path, apiKeyRequired, isServed, because],
      auth.map(({ type, name, scopes }) => [type, name, scopes]),
      conditions,
    ]),
  );
  const findings = report.findings.map(({ ruleId, severity, message }) => JSON.stringify([ruleId, severity, process.env.NOMSG ? '' : message]));
  const unknowns = report.unknowns.map(({ message }) => message);
  return { endpoints: endpoints.sort(), findings: findings.sort(), unknowns: unknowns.sort() };
}
