/* The endpoints that we report against those of AWS's SAM translator, for every template that it accepts. */

import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from '@jest/globals';
import type { Endpoint } from '../../src/model/endpoint.ts';
import { textPlace } from '../text-place.ts';
import { auditOf, corpora, corpusFolder, hasCorpus, type OracleEndpoint, oracleOf } from './corpus.ts';

const list = readFileSync(new URL('known-differences.md', import.meta.url), 'utf8');
const known = [...list.matchAll(/^- `([^`]+)`: /gm)].map(match => match[1] ?? '');

test('the list of known differences names files of the corpora', () => {
  const corpora = new Set(known.map(file => file.split('/')[0]));
  expect([...corpora]).toEqual(['sam-translator', 'real']);
});

(hasCorpus ? describe : describe.skip)('endpoints of the corpora (skipped without ../shared/corpus)', () => {
  const figures: string[] = [];
  afterAll(() => {
    process.stderr.write(`${figures.join('\n')}\n`);
  });

  test.each(corpora)('%s', async corpus => {
    const accepted = oracleOf(corpus).flatMap(({ file, endpoints }) => (endpoints ? [{ file, endpoints }] : []));
    const report = await auditOf(
      corpusFolder(corpus),
      accepted.map(({ file }) => file),
    );
    const reported = new Map<string, Endpoint[]>();
    for (const endpoint of report.endpoints) {
      const { file } = textPlace(endpoint.api.place);
      reported.set(file, [...(reported.get(file) ?? []), endpoint]);
    }
    const different: string[] = [];
    let [equal, total] = [0, 0];
    for (const { file, endpoints } of accepted) {
      // Raw resources name no scheme, and the oracle leaves their authorizer's name out.
      const isNamed = endpoints.every(endpoint => endpoint.auth.every(({ name }) => name !== null));
      const wanted = new Set(endpoints.map(endpoint => keyOf(endpoint, endpoint.apiId, endpoint.apiType, isNamed)));
      const got = new Set(
        (reported.get(file) ?? []).map(endpoint => keyOf(endpoint, endpoint.api.id, endpoint.api.type, isNamed)),
      );
      const missing = [...wanted].filter(key => !got.has(key));
      total += wanted.size;
      equal += wanted.size - missing.length;
      if (missing.length > 0 || got.size > wanted.size) different.push(`${corpus}/${file}`);
    }
    const same = accepted.length - different.length;
    figures.push(
      `${corpus}: ${equal} of ${total} endpoints equal, ${same} of ${accepted.length} templates without a difference`,
    );
    expect(different).toEqual(known.filter(file => file.startsWith(`${corpus}/`)));
  });
});

/** What must be equal: the order of scopes and authorizers says nothing, nor does an intrinsic in the place of a scope. */
function keyOf(
  { method, path, auth, apiKeyRequired }: Pick<OracleEndpoint, 'method' | 'path' | 'auth' | 'apiKeyRequired'>,
  apiId: string | null,
  apiType: string,
  isNamed: boolean,
): string {
  const guards = auth.map(({ type, name, scopes }) => {
    const isPlain = scopes.every(scope => typeof scope === 'string');
    return JSON.stringify([type, isNamed ? name : null, isPlain ? [...scopes].sort() : scopes.length]);
  });
  return JSON.stringify([apiId, apiType, method, path, apiKeyRequired, guards.sort()]);
}
