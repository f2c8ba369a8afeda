import { byName, conditionsText, type Endpoint, endpointName, isOpen } from '../../src/model/endpoint.ts';
import type { Rule } from '../../src/model/finding.ts';
import { placeKey } from '../../src/model/place.ts';

export const apiKeyIsNotAuthorization: Rule = {
  id: 'api-key-is-not-authorization',
  title: 'An API key is not the only guard of an endpoint',
  severity: 'warning',
  why: 'An API key tells callers apart for metering and throttling. It is shared by all who use a client, is sent in the clear to whoever logs headers, and never expires; AWS says not to use it as authorization.',
  fix: 'Add an authorizer, and keep the key for its usage plan.',
  exceptions:
    'OPTIONS, and operations without an integration. In an account, a method that a stage serves otherwise than the API says, or not yet, which deployment-stale tells of.',
  references: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html'],
  *check(model) {
    const byPlace = new Map<string, Endpoint[]>();
    for (const endpoint of model.endpoints) {
      if (!isOpen(endpoint) || !endpoint.apiKeyRequired || isExempt(endpoint)) continue;
      const key = `${placeKey(endpoint.place)}${conditionsText(endpoint)}`;
      byPlace.set(key, [...(byPlace.get(key) ?? []), endpoint]);
    }
    for (const sameLine of byPlace.values()) {
      const [endpoint, ...others] = byName(sameLine);
      if (!endpoint) continue;
      const rest = others.length === 1 ? '1 other endpoint' : `${others.length} other endpoints`;
      const subject =
        others.length === 0 ? `${endpointName(endpoint)} is` : `${endpointName(endpoint)} and ${rest} are`;
      const when = conditionsText(endpoint);
      yield { message: `${subject} guarded by nothing but an API key${when}.`, place: endpoint.place };
    }
  },
};

/**
 * Preflights carry no credentials, what is not served needs none, a WebSocket API is guarded at $connect alone, and of what
 * a stage serves otherwise than the API says deployment-stale tells.
 */
function isExempt({ api, isServed, isStale, method, path }: Endpoint): boolean {
  return !isServed || isStale || method === 'OPTIONS' || (api.type === 'WEBSOCKET' && path !== '$connect');
}
