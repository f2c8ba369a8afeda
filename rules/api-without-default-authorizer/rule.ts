import type { Rule } from '../../src/model/finding.ts';
import type { DefaultAuthorizer } from '../../src/model/model.ts';

export const apiWithoutDefaultAuthorizer: Rule = {
  id: 'api-without-default-authorizer',
  title: 'Every SAM API has a default authorizer in effect',
  severity: 'warning',
  why: 'Without a DefaultAuthorizer each endpoint has to remember to name its authorizer, and the next one that is added is open until somebody notices.',
  fix: 'Set DefaultAuthorizer in the Auth of the API (for the implicit API: in Globals.Api.Auth or Globals.HttpApi.Auth), and let endpoints that are meant to be open say so with `Authorizer: NONE`.',
  exceptions:
    'APIs without endpoints, and those that have no default: plain CloudFormation APIs, and SAM APIs with a DefinitionUri, for which SAM takes no Auth. A default that nothing defines is for authorizer-undefined.',
  references: [
    'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-apiauth.html',
    'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-httpapi-httpapiauth.html',
  ],
  *check(model) {
    for (const found of model.defaultAuthorizers) {
      const message = messageFor(found);
      if (message) yield { message, place: found.place, related: found.related };
    }
  },
};

function messageFor({ api, state }: DefaultAuthorizer): string | undefined {
  const subject = api.isImplicit ? `The implicit API ${api.id}` : `${api.id}`;
  switch (state.kind) {
    case 'absent':
      return `${subject} has no DefaultAuthorizer, so that an endpoint without Auth of its own is open.`;
    case 'ignored':
      return `${subject} names the DefaultAuthorizer ${state.name} but defines no Authorizers, and SAM then ignores it without a word.`;
    case 'cancelled':
      return `${subject} cancels the DefaultAuthorizer of Globals with an empty value.`;
    case 'set':
    case 'unknown':
      return undefined;
  }
}
