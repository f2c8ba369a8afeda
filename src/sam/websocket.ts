import { byApiKey } from '../cloudformation/guards.ts';
import type { EffectiveAuthorizer, Endpoint } from '../model/endpoint.ts';
import { asString, at, entriesOf, type Node } from '../template/node.ts';
import { placeOf, placeOfKey } from '../template/place.ts';
import type { Resource } from '../template/template.ts';
import type { Scope } from '../template/text.ts';

/**
 * The routes of an AWS::Serverless::WebSocketApi. Auth guards $connect alone, and only where AuthType is written in
 * upper case; keys that differ in case or a leading $ share a logical id, of which the last route keeps it.
 */
export function webSocketEndpoints(
  resource: Resource,
  routes: Node | undefined,
  authType: Node | undefined,
  scope: Scope,
): Endpoint[] {
  const byId = new Map<string, Endpoint[]>();
  for (const [key, route] of entriesOf(routes)) {
    const setting = key === '$connect' ? authType : undefined;
    const value = asString(setting);
    const auth: EffectiveAuthorizer[] = [];
    if (setting && value === undefined) auth.push({ type: 'UNKNOWN', name: null, scopes: [], place: placeOf(setting) });
    if (setting && value === 'CUSTOM') auth.push({ type: 'LAMBDA', name: null, scopes: [], place: placeOf(setting) });
    if (setting && value === 'AWS_IAM') auth.push({ type: 'AWS_IAM', name: null, scopes: [], place: placeOf(setting) });
    const place = setting ? placeOf(setting) : placeOfKey(route);
    const because = setting
      ? `AuthType of ${resource.id} is ${value ?? 'not known'}`
      : `${resource.id} has no AuthType`;
    const endpoint: Endpoint = {
      api: {
        id: resource.id,
        type: 'WEBSOCKET',
        place: placeOfKey(resource.node),
        isSam: true,
        isImplicit: false,
        isPrivate: false,
        resourcePolicy: { kind: 'absent' },
      },
      method: '',
      path: key,
      auth,
      apiKeyRequired: false,
      // SAM does not hand the resource's Condition on.
      conditions: [],
      isServed: true,
      place,
      declaredAt: placeOfKey(route),
      because,
      reasons: [{ message: because, place }],
    };
    const id = key.replace('$', '').toLowerCase();
    byId.set(id, byApiKey(endpoint, at(route, 'ApiKeyRequired'), `the route ${key} of ${resource.id}`, scope));
  }
  return [...byId.values()].flat();
}
