import { acceptsAnyone, conditionsText, type Endpoint, endpointName } from '../../src/model/endpoint.ts';
import type { Problem, Rule, Severity } from '../../src/model/finding.ts';
import { isOneLine, placeKey } from '../../src/model/place.ts';

export const endpointWithoutAuthorizer: Rule = {
  id: 'endpoint-without-authorizer',
  title: 'Every endpoint is guarded by an authorizer',
  severity: 'error',
  why: 'Anyone on the internet can call an endpoint whose effective authorization is none: what stands behind it is public, and its owner pays for every call.',
  fix: "Name a DefaultAuthorizer in the Auth of the API, or an Authorizer in the Auth of the event; set AuthorizationType on a plain CloudFormation method or route. In an OpenAPI definition, name a scheme in `security` of each operation; API Gateway's documentation says that REST APIs do not use `security` at the root. Where the endpoint is meant to be open, list it under `public` in cfn-auth-audit.yml with the reason.",
  exceptions:
    'OPTIONS (browsers send preflights without credentials), and operations without an integration, which API Gateway never serves. In an account, a method that a stage serves otherwise than the API says, or not yet, which deployment-stale tells of. Rules of their own have an endpoint that opts out of a default (endpoint-opts-out) or asks for an API key (api-key-is-not-authorization), a WebSocket API (websocket-connect-open) and a function URL (function-url-open). A private API with a restrictive resource policy gets a note. What only the deployment decides is counted as not determined.',
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html',
    'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-controlling-access-to-apis.html',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html',
    'https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html',
  ],
  *check(model) {
    const refused = new Set(
      model.authorizerReferences.filter(each => each.isRefused).map(reference => placeKey(reference.place)),
    );
    for (const endpoint of model.endpoints) {
      // What is not deployed is not open: authorizer-undefined says that.
      if (refused.has(placeKey(endpoint.place))) continue;
      if (acceptsAnyone(endpoint) && !hasOwnRule(endpoint)) yield problemOf(endpoint);
    }
  },
};

/** What other rules say more precisely, or what a part of a template does not tell. */
function hasOwnRule({ api, optsOut, isStale }: Endpoint): boolean {
  if (api.isPartial || isStale) return true;
  return optsOut !== undefined || api.type === 'FUNCTION_URL' || api.type === 'WEBSOCKET';
}

function problemOf(endpoint: Endpoint): Problem {
  const [first, ...others] = endpoint.reasons;
  const severity = severityOf(endpoint);
  const message = `${endpointName(endpoint)} accepts ${callers(endpoint)}${reach(endpoint)}: ${first?.message ?? endpoint.because}${conditionsText(endpoint)}.`;
  const isElsewhere = !isOneLine(endpoint.declaredAt, endpoint.place);
  const related = others.map(reason => ({ place: reason.place, message: reason.message }));
  if (isElsewhere) related.unshift({ place: endpoint.declaredAt, message: 'the endpoint is declared here' });
  return {
    message,
    place: endpoint.place,
    endpoint,
    related,
    remedy: remedyFor(endpoint),
    ...(severity && { severity }),
  };
}

const orPublic = 'Where it is meant to be open, list it under `public` in cfn-auth-audit.yml with the reason.';

function remedyFor({ api }: Endpoint): string {
  if (!api.isSam) return `Set AuthorizationType, or security of the operation in the definition. ${orPublic}`;
  const place = api.isImplicit ? `Globals.${api.type === 'REST' ? 'Api' : 'HttpApi'}.Auth` : `the Auth of ${api.id}`;
  return `Name a DefaultAuthorizer in ${place}, or an Authorizer for this endpoint. ${orPublic}`;
}

/** A resource policy still stands in the way of callers, the more so where the API is private. */
function severityOf(endpoint: Endpoint): Severity | undefined {
  const { isPrivate, resourcePolicy } = endpoint.api;
  // Without a policy, API Gateway lets nobody call a private API.
  if (isPrivate === true && resourcePolicy.kind !== 'open')
    return resourcePolicy.kind === 'unknown' ? 'warning' : 'note';
  return resourcePolicy.kind === 'restrictive' || isPolicyUnknown(endpoint) ? 'warning' : undefined;
}

/** The API is in the template, and it has a policy, but only the deployment decides what that says. */
function isPolicyUnknown({ api }: Endpoint): boolean {
  return api.resourcePolicy.kind === 'unknown' && api.isPrivate !== 'unknown';
}

function callers(endpoint: Endpoint): string {
  const { isPrivate, resourcePolicy } = endpoint.api;
  if (resourcePolicy.kind === 'restrictive') return 'any caller that the resource policy lets through';
  if (isPolicyUnknown(endpoint)) return 'any caller that the resource policy, still to be decided, lets through';
  if (isPrivate === true && resourcePolicy.kind === 'absent')
    return 'any caller that the private API, which needs a resource policy, will let in';
  return isPrivate === true ? 'any caller that reaches the private API' : 'any caller';
}

/** What an endpoint that stands for more than one method or path takes in. */
function reach(endpoint: Endpoint): string {
  if (endpoint.path === '$default') return ', for every path and method that no other route takes';
  const isAnyMethod = endpoint.method === 'ANY';
  const isGreedy = /\{[^}]*\+\}/.test(endpoint.path);
  if (isAnyMethod && isGreedy) return ', with every method and for every path below';
  if (isAnyMethod) return ', with every method';
  return isGreedy ? ', for every path below' : '';
}
