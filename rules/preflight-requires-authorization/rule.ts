import { type Api, byName, type Endpoint } from '../../src/model/endpoint.ts';
import type { Rule } from '../../src/model/finding.ts';

export const preflightRequiresAuthorization: Rule = {
  id: 'preflight-requires-authorization',
  title: "Browsers' preflight requests need no authorization",
  severity: 'warning',
  why: 'A browser asks with OPTIONS, and without credentials, whether it may call. An authorizer or a required key answers 401 or 403 to that, and no page of another origin can call the API.',
  fix: 'Set AddDefaultAuthorizerToCorsPreflight: false in the Auth of the API (SAM adds the default to preflights unless told not to), and AddApiKeyRequiredToCorsPreflight: false where a key is required.',
  exceptions: 'APIs without Cors. HTTP APIs answer preflights themselves.',
  references: [
    'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-apiauth.html',
  ],
  *check(model) {
    const refused = new Map<Api, Endpoint[]>();
    for (const endpoint of model.endpoints) {
      const isGuarded =
        endpoint.apiKeyRequired || endpoint.auth.some(({ type }) => type !== 'UNDEFINED' && type !== 'UNKNOWN');
      if (!endpoint.api.cors || endpoint.method !== 'OPTIONS' || !isGuarded || !endpoint.isServed) continue;
      refused.set(endpoint.api, [...(refused.get(endpoint.api) ?? []), endpoint]);
    }
    for (const [api, endpoints] of refused) {
      const [first, ...others] = byName(endpoints);
      if (!first || !api.cors) continue;
      const guard = first.auth[0]?.name ?? 'an API key';
      const paths =
        others.length === 0
          ? first.path
          : `${first.path} and ${others.length} other ${others.length === 1 ? 'path' : 'paths'}`;
      const message = `Preflights of ${paths} in ${api.id} ask for ${guard}, which no browser sends.`;
      yield { message, place: api.cors, related: [{ place: first.place, message: first.because }] };
    }
  },
};
