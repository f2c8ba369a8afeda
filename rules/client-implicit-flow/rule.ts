import type { Rule } from '../../src/model/finding.ts';

export const clientImplicitFlow: Rule = {
  id: 'client-implicit-flow',
  title: 'Clients do not use the implicit flow',
  severity: 'warning',
  why: 'The implicit flow hands tokens over in the address of a page, where browser histories, logs and other scripts find them. OAuth 2.1 has dropped it.',
  fix: 'Use the code flow with PKCE, which works for browser applications without a secret.',
  exceptions: 'Flows that the deployment decides, which are counted as not determined.',
  references: ['https://datatracker.ietf.org/doc/html/rfc9700#section-2.1.2'],
  *check(model) {
    for (const { name, flows } of model.clients) {
      if (flows.state === 'set' && flows.value.includes('implicit')) {
        yield { message: `The client ${name} allows the implicit flow.`, place: flows.place };
      }
    }
  },
};
