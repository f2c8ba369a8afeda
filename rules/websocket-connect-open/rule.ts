import { isOpen } from '../../src/model/endpoint.ts';
import type { Rule } from '../../src/model/finding.ts';

export const websocketConnectOpen: Rule = {
  id: 'websocket-connect-open',
  title: 'The $connect route of a WebSocket API has an authorizer',
  severity: 'error',
  why: 'Only $connect can be authorized: whoever is connected can send to every other route.',
  fix: 'Set AuthorizationType on the $connect route, or Auth on the AWS::Serverless::WebSocketApi, with AuthType in upper case. Where anyone may connect, list the route under `public` in cfn-auth-audit.yml with the reason.',
  exceptions:
    'Other routes, which cannot be authorized. An AuthorizationType that the deployment decides is counted as not determined.',
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html',
  ],
  *check(model) {
    for (const endpoint of model.endpoints) {
      if (endpoint.api.type !== 'WEBSOCKET' || endpoint.path !== '$connect' || !isOpen(endpoint)) continue;
      if (!endpoint.isServed) continue;
      const message = `Anyone can connect to the WebSocket API ${endpoint.api.id ?? 'of this route'}: ${endpoint.because}.`;
      yield { message, place: endpoint.place, endpoint };
    }
  },
};
