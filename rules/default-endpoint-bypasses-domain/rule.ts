import type { Rule } from '../../src/model/finding.ts';

export const defaultEndpointBypassesDomain: Rule = {
  id: 'default-endpoint-bypasses-domain',
  title: 'An API behind mutual TLS is reached through its custom domain only',
  severity: 'warning',
  why: 'Client certificates are asked for by the custom domain. The name that API Gateway gives every API (execute-api) stays reachable without one.',
  fix: 'Set DisableExecuteApiEndpoint: true on the API.',
  exceptions: 'APIs mapped to the domain by another template.',
  references: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html'],
  *check(model) {
    for (const { name, api, defaultEndpoint, place, related } of model.customDomains) {
      if (defaultEndpoint !== 'enabled') continue;
      const message = `${api} asks for client certificates at ${name}, but is reached without one at its execute-api endpoint.`;
      yield { message, place, related };
    }
  },
};
