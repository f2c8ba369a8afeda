import type { Rule } from '../../src/model/finding.ts';

export const jwtAudienceMissing: Rule = {
  id: 'jwt-audience-missing',
  title: 'A JWT authorizer names its audience',
  severity: 'error',
  why: 'API Gateway compares the `aud` claim of a token, or its `client_id` where it has none as in access tokens of Cognito, with the audience. With an empty audience every token is refused.',
  fix: 'List the ids of the clients whose tokens are accepted under audience.',
  exceptions: 'An audience that the deployment decides, which is counted as not determined.',
  references: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html'],
  *check(model) {
    for (const { name, owner, type, audience, place } of model.tokenAuthorizers) {
      if (type !== 'JWT' || audience.state === 'unknown') continue;
      if (audience.state === 'set' && audience.value.length > 0) continue;
      const where = audience.state === 'set' ? audience.place : place;
      yield { message: `The authorizer ${name}${owner} has no audience and refuses every token.`, place: where };
    }
  },
};
