import type { Rule } from '../../src/model/finding.ts';

export const graphqlApiKeyOnly: Rule = {
  id: 'graphql-api-key-only',
  title: 'An AppSync API does not take an API key for authorization',
  severity: 'warning',
  why: 'An AppSync API key stands in every client that uses it and tells nobody apart; AWS recommends it for development and public APIs only.',
  fix: 'Use Cognito user pools, OpenID Connect, IAM or a Lambda authorizer, and keep the key, if at all, for fields marked @aws_api_key.',
  exceptions: 'Which fields a schema opens to which mode is not looked at.',
  references: ['https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html'],
  *check(model) {
    for (const endpoint of model.endpoints) {
      const key = endpoint.auth.find(authorizer => authorizer.type === 'API_KEY');
      if (!key) continue;
      const others = endpoint.auth.length > 1 ? ', among other modes,' : '';
      const message = `The AppSync API ${endpoint.api.id} accepts${others} anyone who has its API key.`;
      yield { message, place: key.place, endpoint };
    }
  },
};
