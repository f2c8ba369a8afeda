import type { Rule } from '../../src/model/finding.ts';

export const identityPoolUnauthenticated: Rule = {
  id: 'identity-pool-unauthenticated',
  title: 'Identity pools give credentials to signed-in users only',
  severity: 'warning',
  why: 'With AllowUnauthenticatedIdentities anybody gets AWS credentials for the role of guests without signing in.',
  fix: 'Set AllowUnauthenticatedIdentities: false, or give the role of guests no more than the public may have.',
  exceptions:
    'A value that the deployment decides, which is counted as not determined. What the role of guests may do is not looked at.',
  references: ['https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools.html'],
  *check(model) {
    for (const { name, allowsGuests } of model.identityPools) {
      if (allowsGuests.state !== 'set' || !allowsGuests.value) continue;
      yield {
        message: `The identity pool ${name} gives AWS credentials to anyone without signing in.`,
        place: allowsGuests.place,
      };
    }
  },
};
