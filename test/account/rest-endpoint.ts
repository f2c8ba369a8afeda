import type { Endpoint } from '../../src/model/endpoint.ts';
import type { AccountPlace } from '../../src/model/place.ts';

/** An open GET / of a REST API, with what is different. */
export function restEndpoint(api: AccountPlace, more: Partial<Endpoint> = {}): Endpoint {
  return {
    api: {
      id: 'orders',
      type: 'REST',
      place: api,
      isSam: false,
      isImplicit: false,
      isPrivate: false,
      resourcePolicy: { kind: 'absent' },
    },
    method: 'GET',
    path: '/',
    auth: [],
    apiKeyRequired: false,
    conditions: [],
    isServed: true,
    place: api,
    declaredAt: api,
    because: 'AuthorizationType is NONE',
    reasons: [],
    ...more,
  };
}
