import { endpointName, isOpen } from '../../src/model/endpoint.ts';
import type { Rule } from '../../src/model/finding.ts';

export const apiKeyIsNotAuthorization: Rule = {
  id: 'api-key-is-not-authorization',
  title: 'An API key is not the only guard of an endpoint',
  severity: 'warning',
  why: 'An API key tells callers apart for metering and throttling. It is shared by all who use a client, is sent in the clear to whoever logs headers, and never expires; AWS says not to use it as authorization.',
  fix: 'Add an authorizer, and keep the key for its usage plan.',
  exceptions: 'OPTIONS, and operations without an integration.',
  references: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html'],
  *check(model) {
    for (const endpoint of model.endpoints) {
      if (!isOpen(endpoint) || !endpoint.apiKeyRequired || !endpoint.isServed || endpoint.method === 'OPTIONS')
        continue;
      const message = `${endpointName(endpoint)} is guarded by nothing but an API key.`;
      yield { message, place: endpoint.place, endpoint };
    }
  },
};
