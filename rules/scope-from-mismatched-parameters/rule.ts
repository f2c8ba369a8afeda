import type { Rule } from '../../src/model/finding.ts';

export const scopeFromMismatchedParameters: Rule = {
  id: 'scope-from-mismatched-parameters',
  title: 'A scope is built from the parameter that its resource server is named by',
  severity: 'note',
  why: 'A scope and the Identifier of its resource server that come from different parameters fit only as long as both have the same value. Whoever sets one of them on the next deployment breaks the scope.',
  fix: 'Build both from one parameter, or the scope from a Ref to the resource server: !Sub "${Server}/read".',
  exceptions: 'Texts of which not all parameters have defaults, which cannot be compared.',
  references: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cognito-userpoolresourceserver.html',
  ],
  *check(model) {
    for (const { by, scope, place, equalByDefault } of model.scopeUses) {
      if (equalByDefault === undefined) continue;
      const subject = by.charAt(0).toUpperCase() + by.slice(1);
      const message = `${subject} names the scope ${scope}, which is one of ${equalByDefault} only while parameters have their defaults.`;
      yield { message, place };
    }
  },
};
