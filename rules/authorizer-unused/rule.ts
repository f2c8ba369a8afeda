import type { Rule } from '../../src/model/finding.ts';
import { placeKey } from '../../src/model/place.ts';

export const authorizerUnused: Rule = {
  id: 'authorizer-unused',
  title: 'Every authorizer guards something',
  severity: 'warning',
  why: 'An authorizer that no endpoint asks for guards nothing, although it reads as if it did.',
  fix: 'Name it as the DefaultAuthorizer or in the Auth of the events that it is for, or remove it.',
  fixInAccount: 'Name it in the methods or routes that it is for, or delete it.',
  exceptions:
    'Authorizers of APIs whose definition is not known, and authorizer resources that an output or another resource refers to.',
  references: [
    'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-apiauth.html',
  ],
  *check(model) {
    // What stands in Globals is one authorizer, however many APIs have it.
    const used = new Set(model.authorizers.filter(each => each.guards !== 0).map(({ place }) => placeKey(place)));
    for (const authorizer of model.authorizers) {
      const { name, api, place, openEndpoints } = authorizer;
      if (used.has(placeKey(place))) continue;
      used.add(placeKey(place));
      const owner = api ? ` of ${api.id}` : '';
      const open =
        openEndpoints === 0
          ? ''
          : ` and ${openEndpoints === 1 ? 'an endpoint of its API is' : `${openEndpoints} endpoints of its API are`} open`;
      yield { message: `The authorizer ${name}${owner} guards no endpoint${open && `,${open}`}.`, place };
    }
  },
};
