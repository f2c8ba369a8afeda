import { writeFileSync } from 'node:fs';
import { test } from '@jest/globals';
import { accessOutput } from '../../src/report/access-output.ts';
import { endpoint, machine, place, scopesOf, set, system } from './models.ts';
import { source } from './sample.ts';

const names = [
  '<img src=x onerror=alert(1)>',
  '"]; click a "x',
  '1. list',
  '- x',
  '`md`',
  '"`md`"',
  '**b** _c_',
  '$$x$$',
  'fa:fa-user',
  'end',
  '%%{init: {}}%%',
  'http://a.b/c',
  'www.example.com a@b.example',
  'a_b_c',
  '#35; &lt; &#60;',
  'a\nb',
  '🙂 日本',
  '    lead',
  '+ x',
  '# head',
  '> quote',
  '\\\\ \\n',
  '|pipe|',
  '{{x}} ((y)) [z]',
  '---',
  '1) x',
  'a<br/>b',
  'javascript:alert(1)',
  'ﬂ°°60¶ßimg src=x onerror=alert(1)ﬂ°°62¶ß',
  '',
  'a  b',
  '* x',
  '1.',
  '==x==',
  'subgraph x',
  ':::open',
];
test('x', () => {
  for (const f of ['text', 'json', 'mermaid'] as const)
    writeFileSync(`/tmp/demo.${f}`, accessOutput(source, f, { color: false, quiet: false }));
  writeFileSync('/tmp/hostile.json', JSON.stringify(names));
  const model = system({
    clients: names.map((n, i) => machine(n, { key: n + i, place: place(n), scopes: set(scopesOf(n)) })),
    resourceServers: [],
    endpoints: names.map(n => endpoint(n)),
  });
  writeFileSync(
    '/tmp/merm/hostile.mmd',
    accessOutput({ model, regionOf: () => undefined }, 'mermaid', { color: false, quiet: false }),
  );
});
