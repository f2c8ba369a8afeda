import { expect } from '@jest/globals';
import { type Access, type AccessModel, computeAccess, type EndpointAccess } from '../../src/access/access.ts';
import type { Way } from '../../src/access/ways.ts';
import type { Api, Endpoint } from '../../src/model/endpoint.ts';
import type { OAuthClient, PoolReference, ResourceServer, TokenAuthorizer, UserPool } from '../../src/model/oauth.ts';
import type { Place } from '../../src/model/place.ts';
import type { Setting } from '../../src/model/setting.ts';

export function place(file = 'orders.yaml', line = 1): Place {
  return { file, line, column: 3, endLine: line, endColumn: 9, path: '' };
}

export function set<T>(value: T): Setting<T> {
  return { state: 'set', value, place: place() };
}

export const absent = { state: 'absent', place: place() } as const;
export const unknown = { state: 'unknown', place: place() } as const;

export function scopesOf(...scopes: readonly string[]): { readonly scope: string; readonly place: Place }[] {
  return scopes.map(scope => ({ scope, place: place() }));
}

/** A reference to the pool of that name. */
export function poolRef(name = 'Users'): PoolReference {
  return { kind: 'pool', key: `auth.yaml ${name}`, name };
}

export const elsewhere: PoolReference = {
  kind: 'external',
  key: 'ssm /auth/PoolId',
  reason: 'its user pool comes from the SSM parameter /auth/PoolId, which no audited template writes',
};

export function pool(name = 'Users', more: Partial<UserPool> = {}): UserPool {
  const domain = set({ name: 'orders-auth', isCustom: false });
  return { key: `auth.yaml ${name}`, name, place: place('auth.yaml'), addsScopes: false, domain, ...more };
}

/** A resource server with the scopes `orders/read` and `orders/write`. */
export function server(more: Partial<ResourceServer> = {}): ResourceServer {
  return {
    name: 'OrdersServer',
    pool: poolRef(),
    place: place('auth.yaml', 5),
    scopes: scopesOf('orders/read', 'orders/write'),
    hasUnknownScopes: false,
    ...more,
  };
}

/** A client that signs nobody in by Cognito's API, and has no OAuth flow. */
export function client(name: string, more: Partial<OAuthClient> = {}): OAuthClient {
  return {
    key: `orders.yaml ${name}`,
    name,
    pool: poolRef(),
    place: place('orders.yaml', 20),
    conditions: [],
    flows: absent,
    scopes: absent,
    isOAuthEnabled: absent,
    hasSecret: absent,
    callbackUrls: absent,
    authFlows: set(['ALLOW_REFRESH_TOKEN_AUTH']),
    hidesUserExistence: absent,
    edits: {},
    ...more,
  };
}

/** A client of client_credentials that may request `orders/read`. */
export function machine(name: string, more: Partial<OAuthClient> = {}): OAuthClient {
  return client(name, {
    flows: set(['client_credentials']),
    scopes: set(scopesOf('orders/read')),
    isOAuthEnabled: set(true),
    hasSecret: set(true),
    ...more,
  });
}

/** A client of the code flow that may request `openid` and `orders/read`. */
export function website(name: string, more: Partial<OAuthClient> = {}): OAuthClient {
  return client(name, {
    flows: set(['code']),
    scopes: set(scopesOf('openid', 'orders/read')),
    isOAuthEnabled: set(true),
    ...more,
  });
}

export function authorizer(type: 'COGNITO' | 'JWT', more: Partial<TokenAuthorizer> = {}): TokenAuthorizer {
  return {
    key: `orders.yaml ${type}`,
    name: type === 'JWT' ? 'Tokens' : 'Users',
    type,
    owner: 'of OrdersApi',
    place: place('orders.yaml', 10),
    pools: [poolRef()],
    audience: absent,
    ...more,
  };
}

export const users = authorizer('COGNITO');

/** A user signs in to it by Cognito's API alone. */
export const app = client('App', { authFlows: absent });

export const api: Api = {
  id: 'OrdersApi',
  type: 'REST',
  place: place('orders.yaml', 8),
  isSam: true,
  isImplicit: false,
  isPrivate: false,
  resourcePolicy: { kind: 'absent' },
};

export function endpoint(path: string, more: Partial<Endpoint> = {}): Endpoint {
  return {
    api,
    method: 'GET',
    path,
    auth: [],
    apiKeyRequired: false,
    conditions: [],
    isServed: true,
    place: place('orders.yaml', 31),
    declaredAt: place('orders.yaml', 30),
    because: 'OrdersApi has no DefaultAuthorizer.',
    reasons: [],
    ...more,
  };
}

/** An endpoint behind a token authorizer, with the scopes that it asks for. */
export function guarded(
  path: string,
  by: TokenAuthorizer,
  scopes: readonly unknown[] = [],
  more: Partial<Endpoint> = {},
) {
  const auth = [{ type: by.type, name: by.name, scopes, place: by.place, tokenAuthorizer: by.key }];
  return endpoint(path, { auth, ...more });
}

/** A workspace with the pool Users, its resource server, and more. */
export function system(more: Partial<AccessModel>): AccessModel {
  return {
    endpoints: [],
    userPools: [pool()],
    inferredLinks: [],
    resourceServers: [server()],
    clients: [],
    tokenAuthorizers: [],
    ...more,
  };
}

/** What is said of each endpoint of a workspace, by its path. */
export function expectRows(model: Partial<AccessModel>) {
  return expect(rows(computeAccess(system(model))));
}

function rows({ endpoints }: Access): Record<string, readonly string[]> {
  return Object.fromEntries(endpoints.map(each => [each.endpoint.path, row(each)]));
}

function row({ verdict, reason, ways }: EndpointAccess): readonly string[] {
  return [`${verdict}: ${reason}`, ...ways.map(wayText)];
}

function wayText({ client: { name }, flow, token, scopes, isCertain, doubts }: Way): string {
  const way = [name, flow, token, ...scopes].join(' ');
  return isCertain ? way : `${way} if: ${doubts.join('; ')}`;
}
