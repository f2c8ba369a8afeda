import type { Rule } from '../../src/model/finding.ts';

export const authorizerPoolMismatch: Rule = {
  id: 'authorizer-pool-mismatch',
  title: 'A JWT authorizer takes tokens of clients of its own issuer',
  severity: 'error',
  why: 'The issuer of a token is the user pool of the client that it was made for. An authorizer whose audience is a client of another user pool refuses every token.',
  fix: 'Name the issuer of the user pool that the client belongs to, or a client of the issuer.',
  exceptions:
    'Issuers other than Cognito, and user pools and clients that are not in the audited templates. An issuer or a client that only the deployment decides, or that is inferred, is counted as not determined.',
  references: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html'],
  *check(model) {
    for (const { authorizer, client, place, related, verdict } of model.audienceUses) {
      if (verdict.kind !== 'refused') continue;
      const message = `The authorizer ${authorizer} takes tokens of ${verdict.issuer}, but the client ${client} in its audience belongs to ${verdict.pool}.`;
      yield { message, place, related };
    }
  },
};
