import fc from 'fast-check';
import { dump } from 'js-yaml';
import { yamlDump } from 'yaml-cfn';

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

/** Values as a YAML or JSON document can hold them. */
export const documents = fc.oneof(
  fc.dictionary(keys, values, { maxKeys: 5, noNullPrototype: true }),
  fc.array(values, { maxLength: 5 }),
  scalars,
);

/** Every way to write a value down that reads back as the same. */
export const styles: Readonly<Record<string, (value: unknown) => string>> = {
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
