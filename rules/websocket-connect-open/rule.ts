import { conditionsText, type Endpoint, isOpen } from '../../src/model/endpoint.ts';
import type { Problem, Rule } from '../../src/model/finding.ts';
import { systemOf } from '../../src/model/place.ts';

export const websocketConnectOpen: Rule = {
  id: 'websocket-connect-open',
  title: 'The $connect route of a WebSocket API has an authorizer',
  severity: 'error',
  why: 'Only $connect can be authorized: whoever is connected can send to every other route.',
  fix: 'Set AuthorizationType on the $connect route, or Auth on the AWS::Serverless::WebSocketApi, with AuthType in upper case. Where anyone may connect, list the route under `public` in cfn-auth-audit.yml with the reason.',
  fixInAccount:
    'Set AuthorizationType on the $connect route. Where anyone may connect, list the route under `public` in cfn-auth-audit.yml with the reason.',
  exceptions:
    'Other routes, which cannot be authorized. An AuthorizationType that the deployment decides is counted as not determined.',
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html',
  ],
  *check(model) {
    for (const endpoint of model.endpoints) {
      if (endpoint.api.type !== 'WEBSOCKET' || endpoint.path !== '$connect' || !isOpen(endpoint)) continue;
      if (!endpoint.isServed || endpoint.apiKeyRequired) continue;
      const message = `Anyone can connect to the WebSocket API ${endpoint.api.id ?? 'of this route'}: ${endpoint.because}${conditionsText(endpoint)}.`;
      yield { message, place: endpoint.place, endpoint };
    }
    yield* withoutConnect(model.endpoints);
  },
};

/** A WebSocket API without a $connect route asks nothing of a connection. Routes of an API elsewhere may stand there too. */
function* withoutConnect(endpoints: readonly Endpoint[]): Generator<Problem> {
  const apis = new Map<string, Endpoint[]>();
  for (const endpoint of endpoints) {
    const { api, isServed } = endpoint;
    if (api.type !== 'WEBSOCKET' || api.id === null || !isServed) continue;
    const key = `${systemOf(api.place)} ${api.id}`;
    apis.set(key, [...(apis.get(key) ?? []), endpoint]);
  }
  for (const [first, ...others] of apis.values()) {
    if (!first || [first, ...others].some(({ path }) => path === '$connect')) continue;
    yield {
      message: `Anyone can connect to the WebSocket API ${first.api.id}: it has no $connect route.`,
      place: first.api.place,
    };
  }
}
