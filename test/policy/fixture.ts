import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ParsedSource } from '../../src/policy/comments.ts';
import { parse } from '../../src/template/parse.ts';
import { sourceFile } from '../../src/template/source.ts';

export const fixtures = fileURLToPath(new URL('fixtures', import.meta.url));

/** Some of the rules' ids, in the order of the index. */
export const ruleIds = [
  'endpoint-without-authorizer',
  'api-without-default-authorizer',
  'authorizer-undefined',
  'scope-not-declared',
  'graphql-api-key-only',
  'policy-unused',
];

/** A fixture's text and tree, under its own name. */
export function parsedFixture(name: string): ParsedSource {
  const file = sourceFile(name, readFileSync(`${fixtures}/${name}`, 'utf8'));
  return { file, root: parse(file).root };
}
