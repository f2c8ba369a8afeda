import { acceptsAnyone, conditionsText } from '../../src/model/endpoint.ts';
import type { Rule } from '../../src/model/finding.ts';

export const functionUrlOpen: Rule = {
  id: 'function-url-open',
  title: 'Function URLs ask for IAM authorization',
  severity: 'error',
  why: 'A function URL with AuthType NONE can be called by anyone who learns it, without any throttling of its own in front of the function.',
  fix: 'Set AuthType to AWS_IAM, or put an API with an authorizer in front. Where the URL is meant to be public, or the function checks its callers itself, list it under `public` in cfn-auth-audit.yml with the reason.',
  exceptions:
    'An AuthType that an intrinsic function gives is counted as not determined; SAM then adds no permission for the public. In an account, a URL that the function’s policy lets nobody use.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html'],
  *check(model) {
    for (const endpoint of model.endpoints) {
      if (endpoint.api.type !== 'FUNCTION_URL' || !acceptsAnyone(endpoint)) continue;
      const message = `The function URL ${endpoint.api.id} asks its callers for no authorization: ${endpoint.because}${conditionsText(endpoint)}.`;
      yield { message, place: endpoint.place, endpoint };
    }
  },
};
