import { expect, test } from '@jest/globals';
import { accessMermaid } from '../../src/report/access-mermaid.ts';
import { stepSummary } from '../../src/report/markdown.ts';
import { fullReport, reportOf } from '../report/sample.ts';
import { machine } from './models.ts';
import { model, source } from './sample.ts';

const legend =
  'Anyone can call what is red, nobody what is dashed and violet; yellow is not known, and a dotted arrow may not hold.';
const section = `
### Who can call what

\`\`\`mermaid
${accessMermaid(source)}\`\`\`

${legend}
`;

test('the drawing stands between the endpoints and what is not known', () => {
  const without = stepSummary(fullReport);
  const rest = without.indexOf('\n### Could not be determined');
  expect(stepSummary({ ...fullReport, access: source })).toBe(without.slice(0, rest) + section + without.slice(rest));
});

test('a large drawing is left out, and one for which there is no room', () => {
  const many = Array.from({ length: 40 }, (_, index) => machine(`Job${index}`, { key: `${index}` }));
  const large = { ...source, model: { ...model, clients: many } };
  expect(stepSummary(reportOf({ access: large }))).toBe(stepSummary(reportOf()));
  expect(stepSummary(reportOf({ access: source }), 400)).toBe(
    `${stepSummary(reportOf())}\n**Left out, since GitHub shows no more than 1 MiB: 1 drawing.**\n`,
  );
});
