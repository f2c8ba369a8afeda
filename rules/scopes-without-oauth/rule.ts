import type { Rule } from '../../src/model/finding.ts';

export const scopesWithoutOauth: Rule = {
  id: 'scopes-without-oauth',
  title: 'Scopes stand where tokens are looked at',
  severity: 'error',
  why: 'Scopes are in access tokens. IAM signatures, Lambda authorizers and open endpoints look at no token: the deployment fails, or the scopes are dropped without a word and anyone whom the authorizer lets through can call.',
  fix: 'Use a Cognito or JWT authorizer, or remove AuthorizationScopes.',
  exceptions: 'An AuthorizationType that the deployment decides.',
  references: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-enable-cognito-user-pool.html'],
  *check(model) {
    for (const { by, place, reason } of model.uselessScopes) {
      const subject = by.charAt(0).toUpperCase() + by.slice(1);
      yield { message: `${subject} has AuthorizationScopes without effect: ${reason}.`, place };
    }
  },
};
