import { acceptsAnyone, conditionsText, endpointName } from '../../src/model/endpoint.ts';
import type { Rule } from '../../src/model/finding.ts';

export const endpointOptsOut: Rule = {
  id: 'endpoint-opts-out',
  title: 'An endpoint that opts out of the default authorizer is listed as public',
  severity: 'warning',
  why: '`Authorizer: NONE` opens one endpoint of a protected API to anyone. Often that is meant, as for a health check or a sign-in; the template alone does not tell.',
  fix: 'Remove NONE, or list the endpoint under `public` in cfn-auth-audit.yml with the reason.',
  exceptions: 'OPTIONS, and operations without an integration.',
  references: [
    'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-apifunctionauth.html',
  ],
  *check(model) {
    for (const endpoint of model.endpoints) {
      if (!endpoint.optsOut || !acceptsAnyone(endpoint)) continue;
      const message = `${endpointName(endpoint)} opts out of the default authorizer of ${endpoint.api.id} and accepts any caller${conditionsText(endpoint)}.`;
      yield { message, place: endpoint.optsOut, endpoint };
    }
  },
};
