import type { Endpoint } from '../model/endpoint.ts';
import type { OAuthClient, PoolReference, TokenAuthorizer } from '../model/oauth.ts';
import { systemOf } from '../model/place.ts';
import { comparePools } from '../oauth/pools.ts';
import { allOf, anyOf, type Certainty, maybe, no, reasonsOf, yes } from './certainty.ts';
import type { Issuer } from './issuer.ts';
import { isOpenText } from './scopes.ts';
import { type Flow, type Grant, granted, type Token, type TokenKind } from './tokens.ts';

/** How a client can get a token that an endpoint accepts. */
export interface Way {
  readonly client: OAuthClient;
  readonly flow: Flow;
  readonly token: TokenKind;
  /** Of these, the token has to have one; none where any token of the kind and the flow will do. */
  readonly scopes: readonly string[];
  /** False where it depends on what only the deployment decides. */
  readonly isCertain: boolean;
  /** What that is, as clauses; none for a way that is certain. */
  readonly doubts: readonly string[];
}

/** What all ways depend on. */
export function sharedDoubts([first, ...others]: readonly Way[]): readonly string[] {
  return first ? first.doubts.filter(doubt => others.every(({ doubts }) => doubts.includes(doubt))) : [];
}

/** The tokens of a client as they would be, were `pool` its user pool. */
export type TokensOf = (client: OAuthClient, pool: PoolReference) => readonly Token[];

/** The ways in which a client gets a token that a token authorizer lets through to an endpoint with these scopes. */
export function waysOf(
  client: OAuthClient,
  authorizer: TokenAuthorizer,
  endpoint: Endpoint,
  scopes: readonly unknown[],
  tokens: TokensOf,
  issuer: Issuer,
): readonly Way[] {
  const common = allOf(inAudience(client, authorizer), existsWith(client, endpoint));
  if (common.is === 'no') return [];
  const kinds = authorizer.pools.flatMap(trusted =>
    poolsOf(client, trusted, issuer).flatMap(({ pool, isIts }) =>
      tokens(client, pool).flatMap(token => {
        if (token.works.is === 'no') return [];
        const grants = accepted(token, authorizer, scopes, pool, issuer);
        const all = grants.map(({ scope, can }) => ({ scope, can: allOf(common, isIts, token.works, can) }));
        return [{ token, grants: all }];
      }),
    ),
  );
  return mergedByFlow(kinds).flatMap(({ token, grants }) => wayBy(client, token, grants));
}

/** A client whose pool may be one of several gets its tokens from one of them. */
function mergedByFlow(kinds: readonly Kind[]): readonly Kind[] {
  const merged = new Map<string, Kind>();
  for (const { token, grants } of kinds) {
    const key = `${token.flow} ${token.kind}`;
    merged.set(key, { token, grants: [...(merged.get(key)?.grants ?? []), ...grants] });
  }
  return [...merged.values()];
}

interface Kind {
  readonly token: Token;
  readonly grants: readonly Grant[];
}

function wayBy(client: OAuthClient, token: Token, grants: readonly Grant[]): readonly Way[] {
  const certainty = anyOf(grants.map(({ can }) => can));
  if (certainty.is === 'no') return [];
  const used = grants.filter(({ can }) => can.is === certainty.is);
  return [
    {
      client,
      flow: token.flow,
      token: token.kind,
      scopes: [...new Set(used.map(({ scope }) => scope))].filter(scope => scope !== ''),
      isCertain: certainty.is === 'yes',
      doubts: reasonsOf([certainty]),
    },
  ];
}

/**
 * By which of its scopes an authorizer accepts a token; '' stands for no matter which.
 *
 * A Cognito authorizer takes access tokens where the method has scopes, and ID tokens where it has none:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-enable-cognito-user-pool.html
 * A JWT authorizer looks at scopes where the route has some, which ID tokens lack:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
function accepted(
  token: Token,
  authorizer: TokenAuthorizer,
  scopes: readonly unknown[],
  pool: PoolReference,
  issuer: Issuer,
): readonly Grant[] {
  if (scopes.length > 0) return token.kind === 'access' ? granted(token, scopes, pool, issuer) : [];
  if (token.kind === 'id') return [{ scope: token.flow === 'sign-in' ? '' : 'openid', can: yes }];
  return authorizer.type === 'JWT' ? [{ scope: '', can: yes }] : [];
}

/**
 * The pools that a client's and an authorizer's may be in one, with what is known of each. Of two that are elsewhere, a
 * pool of the templates is one to look at only where it gives more than any pool elsewhere: by a trigger.
 */
function poolsOf(
  client: OAuthClient,
  trusted: PoolReference,
  issuer: Issuer,
): readonly { readonly pool: PoolReference; readonly isIts: Certainty }[] {
  const compared = comparePools(client.pool, trusted);
  if (compared === 'different') return [];
  const external = [client.pool, trusted].find(each => each.kind === 'external');
  const isOpen = maybe(external?.kind === 'external' ? external.reason : 'its user pool is not known');
  const pool = client.pool.kind === 'external' ? trusted : client.pool;
  const others = pool.kind === 'external' ? issuer.poolsThatAddScopes : [];
  return [
    { pool, isIts: compared === 'equal' ? yes : isOpen },
    ...others.map(other => ({ pool: other, isIts: isOpen })),
  ];
}

/** API Gateway compares the audience with a token's `aud` or, where it has none, its `client_id`: either is the client. */
export function inAudience(client: OAuthClient, { type, audience, name }: TokenAuthorizer): Certainty {
  if (type === 'COGNITO') return yes;
  if (audience.state === 'absent') return no(`${name} has no audience`);
  if (audience.state === 'unknown') return maybe(`the audience of ${name} is decided when it is deployed`);
  if (audience.value.some(member => member.client === client.key)) return yes;
  const open = audience.value.find(member => member.client === undefined && isOpenText(member.text));
  return open
    ? maybe(`whether ${open.text} in the audience of ${name} is ${client.name} is not known`)
    : no(`it is not in the audience of ${name}`);
}

/** Whether a client exists in every deployment in which the endpoint does. */
function existsWith(client: OAuthClient, endpoint: Endpoint): Certainty {
  const isOneTemplate = systemOf(client.place) === systemOf(endpoint.api.place);
  return allOf(
    ...client.conditions.map(({ condition, is }) => {
      const same = isOneTemplate ? endpoint.conditions.find(term => term.condition === condition) : undefined;
      if (same) return same.is === is ? yes : no(`it exists only if ${condition} is ${is}`);
      return maybe(`it exists only if ${condition} is ${is}`);
    }),
  );
}
