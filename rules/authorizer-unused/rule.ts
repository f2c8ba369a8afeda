import type { Rule } from '../../src/model/finding.ts';
import type { AuthorizerDefinition } from '../../src/model/model.ts';

export const authorizerUnused: Rule = {
  id: 'authorizer-unused',
  title: 'Every authorizer guards something',
  severity: 'warning',
  why: 'An authorizer that no endpoint asks for guards nothing, although the template reads as if it did.',
  fix: 'Name it as the DefaultAuthorizer or in the Auth of the events that it is for, or remove it.',
  exceptions:
    'Authorizers of APIs whose definition is not known, and authorizer resources that an output or another resource refers to.',
  references: [
    'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-apiauth.html',
  ],
  *check(model) {
    // What stands in Globals is one authorizer, however many APIs have it.
    const placeKey = ({ place }: AuthorizerDefinition) => `${place.file}:${place.line}:${place.column}`;
    const used = new Set(model.authorizers.filter(each => each.guards !== 0).map(placeKey));
    for (const authorizer of model.authorizers) {
      const { name, api, place, openEndpoints } = authorizer;
      if (used.has(placeKey(authorizer))) continue;
      used.add(placeKey(authorizer));
      const owner = api ? ` of ${api.id}` : '';
      const open =
        openEndpoints === 0
          ? ''
          : ` and ${openEndpoints === 1 ? 'an endpoint of its API is' : `${openEndpoints} endpoints of its API are`} open`;
      yield { message: `The authorizer ${name}${owner} guards no endpoint${open && `,${open}`}.`, place };
    }
  },
};
