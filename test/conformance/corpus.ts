import '../template/node-errors.ts';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { audit } from '../../src/audit.ts';
import type { AuditReport } from '../../src/report/report.ts';

const root = '../shared/corpus';

/** Whether the templates are here; they are no part of the repository. */
export const hasCorpus = existsSync(root);

/** The folders of templates, each with what the SAM translator decides about them. */
export const corpora = ['sam-translator', 'fuzz', 'real'] as const;

export function corpusFolder(corpus: string): string {
  return join(process.cwd(), root, corpus);
}

/** An endpoint as the oracle prints it; a part of what `endpoints --format json` prints. */
export interface OracleEndpoint {
  readonly apiId: string | null;
  readonly apiType: string;
  readonly method: string;
  readonly path: string;
  readonly auth: readonly {
    readonly type: string;
    readonly name: string | null;
    readonly scopes: readonly unknown[];
  }[];
  readonly apiKeyRequired: boolean;
}

/** What the SAM translator makes of a template; no endpoints where it refuses it. */
export interface OracleTemplate {
  readonly file: string;
  /** Why SAM refuses it, where it does. */
  readonly causes?: readonly string[];
  readonly endpoints?: readonly OracleEndpoint[];
}

export function oracleOf(corpus: string): readonly OracleTemplate[] {
  const lines = readFileSync(join(corpusFolder(corpus), 'expected.ndjson'), 'utf8')
    .trim()
    .split('\n');
  return lines.map(line => JSON.parse(line) as OracleTemplate);
}

/** Audits files of a folder together, or a text as if it stood in the folder. */
export function auditOf(folder: string, what: readonly string[] | { readonly text: string }): Promise<AuditReport> {
  const text = 'text' in what ? what.text : undefined;
  return audit({
    workingFolder: folder,
    paths: 'text' in what ? ['-'] : what,
    readStandardInput: () => (text === undefined ? Promise.reject(new Error('There is none.')) : Promise.resolve(text)),
    ruleSeverities: {},
    parameters: {},
  });
}
