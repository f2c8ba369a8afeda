import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { Finding } from '../../src/model/finding.ts';
import { fingerprints } from '../../src/report/fingerprint.ts';
import { sourceLines } from '../../src/report/source-lines.ts';

const finding: Finding = {
  ruleId: 'endpoint-without-authorizer',
  severity: 'error',
  message: 'POST /orders accepts any caller.',
  place: { file: 'a.yaml', line: 1, column: 1, endLine: 2, endColumn: 7, path: 'Resources.A' },
};

function hash(...subject: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(subject)).digest('hex');
}

function fingerprintsOf(findings: readonly Finding[], source: string): readonly string[] {
  return findings.map(fingerprints(sourceLines(() => source)));
}

test('is of the rule, the file, the logical path and the text, with an ordinal for equal ones', () => {
  const elsewhere = { ...finding, place: { ...finding.place, path: 'Resources.B' } };
  expect(fingerprintsOf([finding, elsewhere, finding], 'Events:\n  Post: 1\n')).toEqual([
    `${hash('endpoint-without-authorizer', 'a.yaml', 'Resources.A', 'Events:\n  Post')}:1`,
    `${hash('endpoint-without-authorizer', 'a.yaml', 'Resources.B', 'Events:\n  Post')}:1`,
    `${hash('endpoint-without-authorizer', 'a.yaml', 'Resources.A', 'Events:\n  Post')}:2`,
  ]);
});

test('stays when lines move or end differently', () => {
  const moved = { ...finding, place: { ...finding.place, line: 3, endLine: 4 } };
  expect(fingerprintsOf([moved], '#\r\n#\r\nEvents:\r\n  Post: 2\r\n')).toEqual(
    fingerprintsOf([finding], 'Events:\n  Post: 1\n'),
  );
});
