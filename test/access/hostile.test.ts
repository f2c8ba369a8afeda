import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { accessMermaid } from '../../src/report/access-mermaid.ts';
import { accessOutput } from '../../src/report/access-output.ts';
import type { AccessSource } from '../../src/report/access-request.ts';
import {
  authorizer,
  endpoint,
  guarded,
  machine,
  place,
  pool,
  poolRef,
  scopesOf,
  server,
  set,
  system,
} from './models.ts';

/** Text that is likely to hold what a runner, a terminal, Markdown, HTML or Mermaid acts on. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom('::', '##[', ' ', '\n', '\r\n', '\t', '\u001b[2J', '\u009b', '\u202e', '\u2028', '\u0000'),
      fc.constantFrom(
        '"',
        '`',
        '```',
        ']',
        ')',
        '}',
        '|',
        '%%',
        '#',
        ';',
        '<b>',
        '-->',
        'end',
        '&',
        '\\',
        '日',
        '🙂',
        '${',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 8 },
  )
  .map(parts => parts.join(''));

const sources: fc.Arbitrary<AccessSource> = fc.tuple(text, text, text).map(([a, b, c]) => {
  const users = authorizer('COGNITO', { name: a, pools: [poolRef(a)], place: place(c) });
  const conditions = [{ condition: b, is: true }];
  const foreign = { kind: 'external', key: c, reason: a } as const;
  return {
    model: system({
      userPools: [pool(a, { domain: set({ name: b, isCustom: false }), place: place(b) })],
      resourceServers: [server({ name: b, pool: poolRef(a), scopes: scopesOf(c) })],
      clients: [
        machine(c, { pool: poolRef(a), scopes: set(scopesOf(c)), place: place(a) }),
        machine(b, { key: b, pool: foreign, conditions, hasSecret: { state: 'unknown', place: place() } }),
      ],
      tokenAuthorizers: [users],
      endpoints: [
        endpoint(a, { because: b, method: c }),
        guarded(b, users, [c, { Ref: a }]),
        endpoint(c, { auth: [{ type: 'LAMBDA', name: a, scopes: [], place: place() }], conditions }),
      ],
    }),
    regionOf: () => c,
  };
});

const workflowCommand = /^\s*::|##\[/;
const rawControl = /[^\n\P{Cc}]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

test.each(['text', 'json', 'mermaid'] as const)(
  'no template text becomes a command or a control character: %s',
  format => {
    fc.assert(
      fc.property(sources, source => {
        const lines = accessOutput(source, format, { color: false, quiet: false }).split('\n');
        expect(lines.filter(line => rawControl.test(line) || workflowCommand.test(line))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  },
);

const label = String.raw`"(?:[\p{L}\p{N} /,()]|#\d+;|<br/>)+"`;
const id = String.raw`[a-z]+\d+`;
const shapes = [
  `\\[\\(${label}\\)\\]`,
  `\\[\\[${label}\\]\\]`,
  `\\(\\[${label}\\]\\)`,
  `\\{\\{${label}\\}\\}`,
  `\\[${label}\\]`,
  `\\(\\(${label}\\)\\)`,
];
const allowed = [
  'flowchart LR',
  `  subgraph stack\\d+\\[${label}\\]`,
  '  end',
  ` +${id}(?:${shapes.join('|')})(?::::(?:open|nobody|unknown))?`,
  `  ${id} (?:---|-->|-\\.->|--x)(?:\\|${label}\\|)? ${id}`,
  '  classDef [a-z]+ [a-z0-9:#, -]+',
].map(line => new RegExp(`^${line}$`, 'u'));

test('each line of a drawing is one of those that the program writes', () => {
  fc.assert(
    fc.property(sources, source => {
      const lines = accessMermaid(source).trimEnd().split('\n');
      expect(lines.filter(line => !allowed.some(each => each.test(line)))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
