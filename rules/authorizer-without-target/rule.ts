import type { Rule } from '../../src/model/finding.ts';

export const authorizerWithoutTarget: Rule = {
  id: 'authorizer-without-target',
  title: 'Every authorizer names a user pool or a function',
  severity: 'error',
  why: 'Of an authorizer with neither UserPoolArn nor FunctionArn, SAM makes, without an error, a token authorizer that calls no function: nobody gets through, or the deployment fails.',
  fix: 'Give the authorizer a UserPoolArn or a FunctionArn; look for a misspelt property. An Fn::If belongs inside of it, not in its place.',
  exceptions: 'HTTP APIs, whose authorizers SAM checks.',
  references: [
    'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-apiauth.html',
  ],
  *check(model) {
    for (const { name, api, place, hasTarget } of model.authorizers) {
      if (hasTarget) continue;
      const owner = api ? ` of ${api.id}` : '';
      yield { message: `The authorizer ${name}${owner} has neither a UserPoolArn nor a FunctionArn.`, place };
    }
  },
};
