import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccountReading } from '../../src/account/declared.ts';
import { audit } from '../../src/audit.ts';

/** What the rules find in a reading, as a template that declares the same, each as `rule: message`. */
export async function findingsOf({ resources }: AccountReading): Promise<string[]> {
  const declared = resources.map(({ key, type, properties }) => [key, { Type: type, Properties: properties }]);
  const folder = mkdtempSync(join(tmpdir(), 'reading-'));
  try {
    writeFileSync(join(folder, 'account.json'), JSON.stringify({ Resources: Object.fromEntries(declared) }, null, 2));
    const { findings } = await audit({
      workingFolder: folder,
      paths: ['account.json'],
      readStandardInput: () => Promise.reject(new Error('It is read from a file.')),
      ruleSeverities: {},
      parameters: {},
    });
    return findings.map(({ ruleId, message }) => `${ruleId}: ${message}`).toSorted();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
