import type { Rule } from '../../src/model/finding.ts';
import { signsIn } from '../../src/model/oauth.ts';

export const clientLeaksExistence: Rule = {
  id: 'client-leaks-existence',
  title: 'A failed sign-in does not tell whether the user exists',
  severity: 'note',
  why: 'Unless PreventUserExistenceErrors is ENABLED, Cognito answers differently for a wrong password and for a user that does not exist, and anybody can find out who has an account.',
  fix: 'Set PreventUserExistenceErrors: ENABLED.',
  exceptions:
    'Clients that sign no users in by themselves, and a value that the deployment decides, which is counted as not determined.',
  references: ['https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html'],
  *check(model) {
    for (const { name, authFlows, hidesUserExistence, place } of model.clients) {
      const leaks =
        hidesUserExistence.state === 'absent' || (hidesUserExistence.state === 'set' && !hidesUserExistence.value);
      if (authFlows.state !== 'set' || !signsIn(authFlows.value) || !leaks) continue;
      const where = hidesUserExistence.state === 'set' ? hidesUserExistence.place : place;
      yield { message: `The client ${name} lets callers find out which users exist.`, place: where };
    }
  },
};
