/* js-yaml under yaml-cfn's schema says what a text means; our tree has to say the same, and where it says it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { load, YAMLException } from 'js-yaml';
import { yamlParse } from 'yaml-cfn';
import { type Node, pathOf, type ScalarNode, toPlain, walk } from '../../src/template/node.ts';
import { schema } from '../../src/template/schema.ts';
import { documents, styles } from './documents.ts';
import { parsed, textOf } from './parsed.ts';

describe('a generated document reads as js-yaml reads it, and every value is what its text says', () => {
  test.each(Object.entries(styles))('%s', (_, write) => {
    fc.assert(
      fc.property(documents, document => {
        expectSame(write(document));
      }),
      { numRuns: 250 },
    );
  });
});

/** Where the templates lie; they are no part of the repository. */
const corpus = '../shared/corpus';
const withCorpus = existsSync(corpus) ? test : test.skip;

withCorpus('every template of the corpus reads as yaml-cfn reads it (skipped without ../shared/corpus)', () => {
  const files = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter(name => /\.(ya?ml|json)$/.test(name));
  expect(files.length).toBeGreaterThan(1000);
  for (const name of files) {
    const text = readFileSync(join(corpus, name), 'utf8').replace(/^\uFEFF/, '');
    if (text.trim() === '') continue;
    try {
      expectSame(text);
    } catch (error) {
      throw new Error(name, { cause: error });
    }
  }
});

/**
 * What js-yaml reads under yaml-cfn's own schema; with merge keys, unknown tags and repeated keys, which that refuses,
 * under ours. Undefined where it is no YAML, as some of what js-yaml itself writes in flow style is not.
 */
function oracle(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: text.includes('<<') ? load(text, { schema, json: true }) : yamlParse(text) };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return /unknown tag|duplicated mapping key/.test(error.reason)
      ? { value: load(text, { schema, json: true }) }
      : undefined;
  }
}

function expectSame(text: string): void {
  const expected = oracle(text);
  const { root, problems } = parsed(text);
  expect(problems.some(problem => problem.kind === 'unreadable')).toBe(expected === undefined);
  if (!root || !expected) return;
  expect(toPlain(root)).toEqual(expected.value);
  for (const node of walk(root)) {
    const within = node.start >= 0 && node.start <= node.end && node.end <= node.file.text.length;
    const wrong = within ? [...wrongKey(node), ...(node.kind === 'scalar' ? wrongText(node) : [])] : ['its span'];
    if (wrong.length > 0) throw new Error(`${pathOf(node)} ${JSON.stringify(textOf(node))}: ${wrong.join(', ')}`);
  }
}

/** A key's text reads as the key. */
function wrongKey({ file, key, segment }: Node): string[] {
  if (!key) return [];
  const text = file.text.slice(key.start, key.end);
  return text === segment || text.startsWith('*') || String(read(text)) === segment ? [] : [`its key ${text}`];
}

/** A plain scalar's text is the scalar itself; quotes, folds and escapes read as it. */
function wrongText(node: ScalarNode): string[] {
  const text = textOf(node);
  const { parent, value } = node;
  if (text === '') return value === null ? [] : ['its empty text'];
  // A dash with nothing after it has its list's place, and yaml-cfn splits the argument of !GetAtt.
  if (node.segment === 'Fn::GetAtt' || (parent?.kind === 'list' && parent.start === node.start)) return [];
  // Block scalars and anchors begin with what is no part of the value.
  if (/^[|>&]/.test(text)) return [];
  if (/^["']/.test(text)) return text.at(-1) === text[0] && read(text) === value ? [] : ['its quotes'];
  const isOneLine = !/[\r\n]/.test(text);
  if (typeof value === 'string' && isOneLine) return text === value ? [] : ['its text'];
  return Object.is(read(text), value) ? [] : ['its value'];
}

/** A scalar's text as a value, whatever its indentation. */
function read(text: string): unknown {
  return (load(`value: ${text.replace(/\n/g, '\n ')}`, { schema }) as { value: unknown }).value;
}
