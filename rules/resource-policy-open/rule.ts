import { type Api, acceptsAnyone } from '../../src/model/endpoint.ts';
import type { Rule } from '../../src/model/finding.ts';

export const resourcePolicyOpen: Rule = {
  id: 'resource-policy-open',
  title: 'A resource policy that is the only guard keeps somebody out',
  severity: 'warning',
  why: 'A policy that allows any principal without a condition reads like a guard and is none. On a private API it lets in every VPC endpoint of every account.',
  fix: 'Add a condition, such as aws:SourceVpce on a private API, or name the principals; or give the endpoints an authorizer.',
  exceptions: 'APIs whose endpoints all have an authorizer, and policies that the deployment decides.',
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html',
  ],
  *check(model) {
    const open = new Set<Api>();
    for (const endpoint of model.endpoints) if (acceptsAnyone(endpoint)) open.add(endpoint.api);
    for (const api of open) {
      const { resourcePolicy, isPrivate } = api;
      if (resourcePolicy.kind === 'open') {
        yield {
          message: `The resource policy of ${api.id} keeps out at most whom it names, and nothing else guards the API.`,
          place: resourcePolicy.place,
        };
      } else if (isPrivate === true && resourcePolicy.kind === 'restrictive' && !resourcePolicy.namesVpcEndpoint) {
        const message = `The resource policy of the private API ${api.id} names no VPC endpoint and no VPC, and nothing else guards the API.`;
        yield { message, place: resourcePolicy.place };
      }
    }
  },
};
