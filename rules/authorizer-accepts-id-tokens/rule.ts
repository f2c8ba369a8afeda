import { byName, type Endpoint, endpointName } from '../../src/model/endpoint.ts';
import type { Problem, Rule } from '../../src/model/finding.ts';
import type { AuthModel } from '../../src/model/model.ts';
import type { TokenAuthorizer } from '../../src/model/oauth.ts';

export const authorizerAcceptsIdTokens: Rule = {
  id: 'authorizer-accepts-id-tokens',
  title: 'A Cognito authorizer asks for scopes',
  severity: 'warning',
  why: 'Without scopes, API Gateway expects an ID token and refuses access tokens. An ID token says who somebody is, not what a client may do: that of any client of the user pool passes, and machines, which get access tokens only, are locked out.',
  fix: 'Set AuthorizationScopes on the authorizer, the event or the method, and have clients send access tokens.',
  exceptions: 'JWT authorizers of HTTP APIs, which accept both kinds.',
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-invoke-api-integrated-with-cognito-user-pool.html',
  ],
  *check(model) {
    const takers = idTokenTakers(model.endpoints);
    for (const authorizer of model.tokenAuthorizers) {
      if (authorizer.type === 'COGNITO') yield* problemOf(model, authorizer, takers.get(authorizer.key) ?? []);
    }
  },
};

function* problemOf(model: AuthModel, authorizer: TokenAuthorizer, endpoints: readonly Endpoint[]): Generator<Problem> {
  const [endpoint, ...others] = byName(endpoints);
  if (!endpoint) return;
  const machine = model.clients.find(
    ({ flows, pool }) =>
      flows.state === 'set' &&
      flows.value.includes('client_credentials') &&
      authorizer.pools.some(each => each.kind === 'pool' && pool.kind === 'pool' && each.key === pool.key),
  );
  const rest =
    others.length === 0 ? '' : ` and ${others.length} other ${others.length === 1 ? 'endpoint' : 'endpoints'}`;
  const subject = `${endpointName(endpoint)}${rest} ${others.length === 0 ? 'asks' : 'ask'} ${authorizer.name} for no scope and so ${others.length === 0 ? 'takes' : 'take'} ID tokens only`;
  const message = machine
    ? `${subject}, which the client ${machine.name} cannot get.`
    : `${subject}, of any client of the user pool.`;
  yield { message, place: authorizer.place, ...(machine && { severity: 'error' as const }) };
}

/** The endpoints that ask an authorizer for no scope, by the authorizer's key. */
function idTokenTakers(endpoints: readonly Endpoint[]): ReadonlyMap<string, readonly Endpoint[]> {
  const takers = new Map<string, Endpoint[]>();
  for (const endpoint of endpoints) {
    if (endpoint.method === 'OPTIONS') continue;
    const keys = endpoint.auth.flatMap(each => (each.scopes.length === 0 ? (each.tokenAuthorizer ?? []) : []));
    for (const key of new Set(keys)) takers.set(key, [...(takers.get(key) ?? []), endpoint]);
  }
  return takers;
}
