import type { Endpoint } from '../model/endpoint.ts';
import type { AuthModel } from '../model/model.ts';
import type { OAuthClient, TokenAuthorizer } from '../model/oauth.ts';
import { systemOf } from '../model/place.ts';
import { comparePools } from '../oauth/pools.ts';
import type { Certainty } from './certainty.ts';
import { issuerOf, keyOf, remembered } from './issuer.ts';
import { asksFor, type Flow, type Grant, tokensOf } from './tokens.ts';
import { type Guarded, judge, type Verdict } from './verdict.ts';
import { type TokensOf, type Way, waysOf } from './ways.ts';

/** Who can call what, as far as tokens of Cognito decide it. */
export interface Access {
  readonly endpoints: readonly EndpointAccess[];
  readonly clients: readonly ClientAccess[];
}

/** Who can call an endpoint. */
export interface EndpointAccess {
  readonly endpoint: Endpoint;
  readonly verdict: Verdict;
  /** One sentence: what it accepts, and what is in the way or not known. */
  readonly reason: string;
  /** The one that guards it, where it is one that looks at tokens and is known. */
  readonly authorizer?: TokenAuthorizer;
  /** The scopes of which a token has to have one; one that is no string is the template's own intrinsic. */
  readonly scopes: readonly unknown[];
  readonly ways: readonly Way[];
}

/** How a client gets tokens, and what it can reach with them. */
export interface ClientAccess {
  readonly client: OAuthClient;
  /** The flows that it is set up for, or may be, whether they work or not. */
  readonly flows: readonly ClientFlow[];
  /** In the order of the endpoints. */
  readonly reaches: readonly Reach[];
}

export interface ClientFlow {
  readonly flow: Flow;
  readonly works: Certainty;
  /** The scopes that its access tokens can have; 'unknown' where the deployment decides which. */
  readonly scopes: readonly Grant[] | 'unknown';
}

export interface Reach {
  readonly endpoint: Endpoint;
  /** One at least. */
  readonly ways: readonly Way[];
}

/** The parts of the model that decide who can call what, and the links that it is only inferred by. */
export type AccessModel = Pick<
  AuthModel,
  'endpoints' | 'userPools' | 'resourceServers' | 'clients' | 'tokenAuthorizers' | 'inferredLinks'
>;

const flows: readonly Flow[] = ['client_credentials', 'code', 'implicit', 'sign-in'];

/**
 * Works out, per endpoint, which clients can get a token that it accepts, and per client what it can reach. Endpoints
 * that are never served are left out. Callback URLs and triggers that change tokens are not looked at.
 */
export function computeAccess(model: AccessModel): Access {
  const issuer = issuerOf(model);
  const authorizers = new Map(model.tokenAuthorizers.map(authorizer => [authorizer.key, authorizer]));
  const remember = remembered<Parameters<TokensOf>, ReturnType<TokensOf>>(
    ([{ key }, pool]) => `${key}\n${keyOf(pool)}`,
    ([client, pool]) => tokensOf(client, pool, issuer),
  );
  const tokens: TokensOf = (client, pool) => remember([client, pool]);
  const clientsFor = remembered(
    ({ key }: TokenAuthorizer) => key,
    ({ pools }) => model.clients.filter(client => pools.some(pool => comparePools(client.pool, pool) !== 'different')),
  );
  // Endpoints behind one authorizer mostly ask for the same scopes.
  const waysTo = remembered(
    ({ authorizer, scopes, endpoint }: Guarded) =>
      JSON.stringify([authorizer.key, scopes, systemOf(endpoint.api.place), endpoint.conditions]),
    ({ authorizer, scopes, endpoint }) =>
      clientsFor(authorizer).flatMap(client => waysOf(client, authorizer, endpoint, scopes, tokens, issuer)),
  );
  const endpoints = model.endpoints
    .filter(endpoint => endpoint.isServed)
    .map(endpoint => judge(endpoint, authorizers, clientsFor, waysTo, issuer));
  const reaches = reachesByClient(endpoints);
  return {
    endpoints,
    clients: model.clients.map(client => ({
      client,
      flows: flows.flatMap(flow => flowOf(client, flow, tokens)),
      reaches: reaches.get(client) ?? [],
    })),
  };
}

function flowOf(client: OAuthClient, flow: Flow, tokens: TokensOf): readonly ClientFlow[] {
  if (asksFor(client, flow).is === 'no') return [];
  const token = tokens(client, client.pool).find(each => each.flow === flow && each.kind === 'access');
  return token ? [{ flow, works: token.works, scopes: token.scopes }] : [];
}

function reachesByClient(endpoints: readonly EndpointAccess[]): ReadonlyMap<OAuthClient, readonly Reach[]> {
  const reaches = new Map<OAuthClient, Reach[]>();
  for (const { endpoint, ways } of endpoints) {
    for (const client of new Set(ways.map(way => way.client))) {
      const reach = { endpoint, ways: ways.filter(way => way.client === client) };
      const known = reaches.get(client);
      if (known) known.push(reach);
      else reaches.set(client, [reach]);
    }
  }
  return reaches;
}
