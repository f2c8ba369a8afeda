/* js-yaml under yaml-cfn's schema says what a text means; our tree has to say the same, and where it says it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { dump, load, YAMLException } from 'js-yaml';
import { yamlDump, yamlParse } from 'yaml-cfn';
import { type Node, pathOf, type ScalarNode, toPlain, walk } from '../../src/template/node.ts';
import { schema } from '../../src/template/schema.ts';
import { parsed, textOf } from './parsed.ts';

const tricky = fc.constantFrom(
  ...['', 'orders', 'GET /orders', '!Ref A', '*x', '&y', '- z', 'key: v', '# c', 'a #b', 'a#b', 'null', '~', 'true'],
  ...['12', '1e3', '0x1F', '<<', '=', '2024-01-01', '{a', '[b', 'a, b', "'q'", '"dq"', '%x', '@at', '`bt', '|', '>'],
  ...['---', '...', ' lead', 'trail ', 'tab\tx', '\tx', 'two\nlines', '\n\nstart', 'end\n\n', 'x: y\n\n z\n', '\r\n'],
  ...['ünï', '📦', 'a\u2028b', '\u0007', '? x', ': y', '!', '#', `\${A}`, '{{resolve:ssm:/a}}'],
);
const texts = fc.oneof(tricky, fc.string({ maxLength: 12 }), fc.string({ unit: 'binary', maxLength: 6 }));
const keys = fc.oneof(tricky, fc.string({ maxLength: 8 })).filter(key => key !== '<<' && key !== '__proto__');
const names = fc.stringMatching(/^[A-Za-z]+$/);
const scalars = fc.oneof(
  texts,
  fc.integer(),
  fc.boolean(),
  fc.constantFrom(null, Number.NaN),
  fc.double({ noDefaultInfinity: true }),
);
const { values } = fc.letrec<{ values: unknown }>(tie => ({
  values: fc.oneof(
    { maxDepth: 5, depthSize: 'medium' },
    scalars,
    fc.array(tie('values'), { maxLength: 4 }),
    fc.dictionary(keys, tie('values'), { maxKeys: 4, noNullPrototype: true }),
    fc.record({ Ref: fc.string() }, { noNullPrototype: true }),
    fc.record({ 'Fn::Join': fc.array(tie('values'), { maxLength: 3 }) }, { noNullPrototype: true }),
    fc.record({ 'Fn::GetAtt': fc.tuple(names, names) }, { noNullPrototype: true }),
  ),
}));
const documents = fc.oneof(
  fc.dictionary(keys, values, { maxKeys: 5, noNullPrototype: true }),
  fc.array(values, { maxLength: 5 }),
  scalars,
);

/** Every way to write a value down that reads back as the same. */
const styles: Readonly<Record<string, (value: unknown) => string>> = {
  block: value => dump(value, { lineWidth: -1, noRefs: true }),
  'block, folded': value => dump(value, { lineWidth: 20 }),
  'block, quoted': value => dump(value, { forceQuotes: true, quotingType: '"' }),
  'block, lists at the indent of their key': value => dump(value, { noArrayIndent: true }),
  'block with line breaks of Windows': value => dump(value).replace(/\n/g, '\r\n'),
  'block with short tags': value => yamlDump(value),
  'block with comments': value =>
    `# lead\n${dump(value, { lineWidth: -1 }).replace(/^([^|>"'#]*: )(\w+)$/gm, '$1$2 # note')}# trail\n`,
  flow: value => dump(value, { flowLevel: 0 }),
  'flow within block': value => dump(value, { flowLevel: 2 }),
  JSON: value => JSON.stringify(value),
  'JSON over many lines': value => JSON.stringify(value, null, '\t'),
};

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
