import type { Rule } from '../../src/model/finding.ts';

const passwordFlows = new Set([
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'USER_PASSWORD_AUTH',
  'ADMIN_NO_SRP_AUTH',
]);

export const clientPasswordFlow: Rule = {
  id: 'client-password-flow',
  title: 'Clients do not send passwords in the clear of their requests',
  severity: 'note',
  why: 'With USER_PASSWORD_AUTH the password itself is in the request, so that every proxy and log on the way to Cognito may see it. SRP proves it without sending it.',
  fix: 'Use ALLOW_USER_SRP_AUTH, or the code flow of the hosted pages; keep password flows for migrations and tests.',
  exceptions: 'Flows that the deployment decides, which are counted as not determined.',
  references: [
    'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html',
  ],
  *check(model) {
    for (const { name, authFlows } of model.clients) {
      const found = authFlows.state === 'set' ? authFlows.value.filter(flow => passwordFlows.has(flow)) : [];
      if (found.length > 0)
        yield { message: `The client ${name} allows ${found.join(' and ')}.`, place: authFlows.place };
    }
  },
};
