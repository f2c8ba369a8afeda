import { type Endpoint, endpointName } from '../../src/model/endpoint.ts';
import type { Problem, Rule } from '../../src/model/finding.ts';
import type { Drift } from '../../src/model/model.ts';

export const drift: Rule = {
  id: 'drift',
  title: 'What is deployed is what the templates declare',
  severity: 'warning',
  why: 'Somebody changed an API beside its template: by hand, by a script, or by an update that CloudFormation took for none, as where an authorizer is taken out of a route of an HTTP API. The template no longer tells who can call it, and the next deployment may or may not bring it back.',
  fix: 'Bring the change into the template, or deploy the template again. What a deployment does not reset, such as the authorizer of an HTTP API’s route, has to be set back by hand.',
  exceptions:
    'Endpoints with a setting that is not known on either side, endpoints that exist in some deployments of a template only and are as one of these says, and APIs that no template of the comparison declares. It is an error where the account lets more callers through than the template.',
  references: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-drift.html',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html',
  ],
  *check(model) {
    for (const each of model.drifts) yield problemOf(each);
  },
};

function problemOf(each: Drift): Problem {
  const { deployed, declared, differences, place, related, moreOpen } = each;
  const endpoint = deployed ?? declared;
  return {
    message: messageOf(each, endpoint, differences),
    place,
    related,
    ...(endpoint && { endpoint }),
    ...(moreOpen === 'account' && { severity: 'error' as const }),
  };
}

function messageOf({ deployed, declared, moreOpen }: Drift, endpoint: Endpoint | undefined, said: readonly string[]) {
  const name = endpoint ? nameOf(endpoint) : 'An endpoint';
  if (!declared) {
    const who = moreOpen === 'account' ? ', where anyone can call it,' : '';
    return `${name} is in the account${who} but not in the template.`;
  }
  if (!deployed) return `${name} is in the template but not in the account.`;
  const side =
    moreOpen === 'neither' ? '' : `, so that the ${moreOpen} lets more callers through than the ${otherSide(moreOpen)}`;
  return `${name} differs from its template: ${said.join('; ')}${side}.`;
}

function otherSide(side: 'account' | 'template'): string {
  return side === 'account' ? 'template' : 'account';
}

/** With the API that it is of, since a comparison is about more than one. */
function nameOf(endpoint: Endpoint): string {
  const { api, path } = endpoint;
  const isRoute = (api.type === 'REST' || api.type === 'HTTP') && path !== '$default';
  return isRoute ? `${endpointName(endpoint)} of ${api.id}` : endpointName(endpoint);
}
