import type { OAuthClient, PoolReference } from '../model/oauth.ts';
import type { Setting } from '../model/setting.ts';
import { allOf, anyOf, type Certainty, maybe, no, yes } from './certainty.ts';
import type { Issuer } from './issuer.ts';
import { compareScopes, isOpenText } from './scopes.ts';

/** How a client gets tokens; `sign-in` is by Cognito's own API, which ExplicitAuthFlows opens, without OAuth. */
export type Flow = 'client_credentials' | 'code' | 'implicit' | 'sign-in';

export type TokenKind = 'access' | 'id';

/** A scope, and whether a token can have it. */
export interface Grant {
  readonly scope: string;
  readonly can: Certainty;
}

/** A kind of token that a client gets by a flow, if that works; an access token with any of the scopes it can get. */
export interface Token {
  readonly flow: Flow;
  readonly kind: TokenKind;
  readonly works: Certainty;
  /** The scopes that the client may request, by name; 'unknown' where the deployment decides which. */
  readonly scopes: readonly Grant[] | 'unknown';
}

/** What a user's sign-in by Cognito's API gives, whatever scopes the client may request. */
export const signInScope = 'aws.cognito.signin.user.admin';

const signInFlows: ReadonlySet<string> = new Set([
  'ALLOW_USER_AUTH',
  'ALLOW_USER_PASSWORD_AUTH',
  'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  'ALLOW_USER_SRP_AUTH',
  'ALLOW_CUSTOM_AUTH',
  'ADMIN_NO_SRP_AUTH',
  'CUSTOM_AUTH_FLOW_ONLY',
  'USER_PASSWORD_AUTH',
]);

const scopesAreOpen = maybe('AllowedOAuthScopes is decided when it is deployed');

/** The tokens that a client gets, or could get if the deployment decides it so, were `pool` its user pool. */
export function tokensOf(client: OAuthClient, pool: PoolReference, issuer: Issuer): readonly Token[] {
  const works = asksFor(client, 'sign-in');
  return [
    oauthToken(client, 'client_credentials', 'access', pool, issuer),
    oauthToken(client, 'code', 'access', pool, issuer),
    oauthToken(client, 'code', 'id', pool, issuer),
    oauthToken(client, 'implicit', 'access', pool, issuer),
    oauthToken(client, 'implicit', 'id', pool, issuer),
    { flow: 'sign-in', kind: 'access', works, scopes: [{ scope: signInScope, can: yes }] },
    { flow: 'sign-in', kind: 'id', works, scopes: [] },
  ];
}

/**
 * Whether a client has a flow among its settings, work or not. Without ExplicitAuthFlows, Cognito allows
 * ALLOW_USER_SRP_AUTH and ALLOW_CUSTOM_AUTH:
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html
 */
export function asksFor({ flows, authFlows }: OAuthClient, flow: Flow): Certainty {
  if (flow !== 'sign-in') return includes(flows, each => each === flow, 'AllowedOAuthFlows', `it has no ${flow} flow`);
  if (authFlows.state === 'absent') return yes;
  if (authFlows.state === 'set' && authFlows.value.length === 0) return maybe('its ExplicitAuthFlows is empty');
  return includes(authFlows, each => signInFlows.has(each), 'ExplicitAuthFlows', 'it signs no users in');
}

function oauthToken(
  client: OAuthClient,
  flow: Exclude<Flow, 'sign-in'>,
  kind: TokenKind,
  pool: PoolReference,
  issuer: Issuer,
): Token {
  const isForMachines = flow === 'client_credentials';
  const scopes = requestable(client.scopes, scope => issuer.canIssue(scope, pool, isForMachines ? 'custom' : 'all'));
  const works = allOf(
    asksFor(client, flow),
    isTrue(client.isOAuthEnabled, 'AllowedOAuthFlowsUserPoolClient'),
    issuer.hasDomain(pool),
    isForMachines ? isTrue(client.hasSecret, 'GenerateSecret') : yes,
    isForMachines && scopes === 'unknown' ? issuer.hasCustomScopes(pool) : yes,
    getsAny(scopes),
    kind === 'id' ? getsOpenId(scopes) : yes,
  );
  return { flow, kind, works, scopes };
}

function requestable(scopes: OAuthClient['scopes'], can: (scope: string) => Certainty): Token['scopes'] {
  if (scopes.state === 'unknown') return 'unknown';
  return scopes.state === 'absent' ? [] : scopes.value.map(({ scope }) => ({ scope, can: can(scope) }));
}

/** A request of OAuth has to get one scope at least. */
function getsAny(scopes: Token['scopes']): Certainty {
  if (scopes === 'unknown') return scopesAreOpen;
  return scopes.length === 0 ? no('it may request no scopes') : anyOf(scopes.map(({ can }) => can));
}

/** A sign-in with the hosted pages gives an ID token where openid is requested. */
function getsOpenId(scopes: Token['scopes']): Certainty {
  if (scopes === 'unknown') return scopesAreOpen;
  const compared = scopes.map(({ scope }) => compareScopes(scope, 'openid'));
  if (compared.includes('equal')) return yes;
  const isOpen = compared.includes('unknown');
  return isOpen ? maybe('whether it may request openid is not known') : no('it may not request openid');
}

function includes(
  setting: Setting<readonly string[]>,
  isWanted: (item: string) => boolean,
  name: string,
  without: string,
): Certainty {
  if (setting.state === 'absent') return no(without);
  if (setting.state === 'set' && setting.value.some(isWanted)) return yes;
  const isOpen = setting.state === 'unknown' || setting.value.some(isOpenText);
  return isOpen ? maybe(`${name} is decided when it is deployed`) : no(without);
}

function isTrue(setting: Setting<boolean>, name: string): Certainty {
  if (setting.state === 'unknown') return maybe(`${name} is decided when it is deployed`);
  return setting.state === 'set' && setting.value ? yes : no(`its ${name} is not true`);
}

/** Which of the scopes that an endpoint asks for a token can have; one of them may be an intrinsic, and none certain. */
export function granted(
  token: Token,
  wanted: readonly unknown[],
  pool: PoolReference,
  issuer: Issuer,
): readonly Grant[] {
  return wanted.flatMap(scope => [...requested(token, scope, pool, issuer), ...added(scope, pool, issuer)]);
}

function requested({ flow, scopes }: Token, wanted: unknown, pool: PoolReference, issuer: Issuer): readonly Grant[] {
  if (typeof wanted !== 'string') {
    const isAny = maybe('the scope that the endpoint asks for is decided when it is deployed');
    if (scopes === 'unknown') return [{ scope: textOf(wanted), can: allOf(scopesAreOpen, isAny) }];
    return scopes.map(({ scope, can }) => ({ scope, can: allOf(isAny, can) }));
  }
  const issued = () => issuer.canIssue(wanted, pool, flow === 'client_credentials' ? 'custom' : 'all');
  if (scopes === 'unknown') return [{ scope: wanted, can: allOf(scopesAreOpen, issued()) }];
  return scopes.flatMap(({ scope, can }) => {
    const compared = compareScopes(scope, wanted);
    if (compared === 'different') return [];
    if (compared === 'equal') return [{ scope, can }];
    return [{ scope, can: allOf(maybe(`whether ${scope} is the scope ${wanted} is not known`), can, issued()) }];
  });
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html */
function added(wanted: unknown, pool: PoolReference, issuer: Issuer): readonly Grant[] {
  if (!issuer.addsScopes(pool)) return [];
  return [{ scope: textOf(wanted), can: maybe('a trigger of its user pool may add the scope') }];
}

function textOf(scope: unknown): string {
  return typeof scope === 'string' ? scope : JSON.stringify(scope);
}
