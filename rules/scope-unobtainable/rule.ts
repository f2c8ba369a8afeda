import { type Endpoint, endpointName } from '../../src/model/endpoint.ts';
import type { Rule } from '../../src/model/finding.ts';
import type { AuthModel } from '../../src/model/model.ts';
import type { TokenAuthorizer } from '../../src/model/oauth.ts';
import { placeKey } from '../../src/model/place.ts';

export const scopeUnobtainable: Rule = {
  id: 'scope-unobtainable',
  title: 'Some client can get a token with a scope that the endpoint asks for',
  severity: 'note',
  why: 'A token has only scopes that its client may request. Where no client of the user pool may request any that an endpoint asks for, nobody can call the endpoint.',
  fix: 'Allow the scope in AllowedOAuthScopes of a client, or ask for one that a client has.',
  exceptions:
    'User pools without any client in the audited templates, and clients whose scopes the deployment decides, which are counted as not determined. Clients may stand in other stacks, hence a note.',
  references: [
    'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html',
  ],
  *check(model) {
    const authorizers = new Map(model.tokenAuthorizers.map(authorizer => [authorizer.key, authorizer]));
    const declared = new Set(model.resourceServers.flatMap(server => server.scopes.map(({ scope }) => scope)));
    const seen = new Set<string>();
    for (const endpoint of model.endpoints) {
      for (const { tokenAuthorizer, scopes, place } of endpoint.auth) {
        const authorizer = tokenAuthorizer === undefined ? undefined : authorizers.get(tokenAuthorizer);
        if (!authorizer || scopes.length === 0) continue;
        const key = `${placeKey(place)} ${JSON.stringify(scopes)}`;
        if (seen.has(key)) continue;
        seen.add(key);
        // Only what is declared can be judged; what is not declared has a rule of its own.
        const isKnown = scopes.every(scope => typeof scope === 'string' && declared.has(scope));
        if (!isKnown || !isUnobtainable(model, authorizer, scopes)) continue;
        const asked = scopes.length === 1 ? `the scope ${scopes[0]}` : `one of the scopes ${scopes.join(', ')}`;
        yield {
          message: `${endpointName(endpoint)} asks for ${asked}, which no client of its user pool may request.`,
          place,
          endpoint,
        };
      }
    }
  },
};

/** Whether all clients of the authorizer's user pools are known, and none may request any of the scopes. */
function isUnobtainable(
  model: AuthModel,
  authorizer: TokenAuthorizer,
  scopes: Endpoint['auth'][number]['scopes'],
): boolean {
  const pools = authorizer.pools.flatMap(pool => (pool.kind === 'pool' ? [pool.key] : []));
  if (pools.length < authorizer.pools.length || pools.length === 0) return false;
  const clients = model.clients.filter(({ pool }) => pool.kind !== 'pool' || pools.includes(pool.key));
  if (clients.length === 0 || clients.some(({ pool, scopes: own }) => pool.kind !== 'pool' || own.state === 'unknown'))
    return false;
  const allowed = new Set(
    clients.flatMap(({ scopes: own }) => (own.state === 'set' ? own.value.map(({ scope }) => scope) : [])),
  );
  return !scopes.some(scope => typeof scope === 'string' && allowed.has(scope));
}
