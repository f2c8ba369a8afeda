/* Who can call what, found by trying everything: each deployment, each client, each flow, each token, each endpoint. */

import type { AccessModel } from '../../src/access/access.ts';
import type { Endpoint } from '../../src/model/endpoint.ts';
import type { OAuthClient, PoolReference, TokenAuthorizer } from '../../src/model/oauth.ts';
import { systemOf } from '../../src/model/place.ts';
import type { Setting } from '../../src/model/setting.ts';
import { strangers, type World, wholeScopes, worldsOf } from './worlds.ts';

interface Token {
  readonly flow: string;
  readonly kind: 'access' | 'id';
  /** The id of the client, which is its key; of one that no template declares, the audience's text. */
  readonly client: string;
  readonly pool: string;
  /** Of an access token; with the texts by which the client may request them. */
  readonly scopes: readonly { readonly text: string; readonly value: string }[];
}

const builtIn = ['openid', 'email', 'phone', 'profile', 'aws.cognito.signin.user.admin'];

/** What the oracle says of an endpoint; `client flow kind` has the scopes by which, `?` first where it is not certain. */
export interface Judgement {
  readonly verdict: string;
  readonly ways: Readonly<Record<string, readonly string[]>>;
}

export function oracle(model: AccessModel): readonly Judgement[] {
  const worlds = worldsOf(model);
  return model.endpoints.map(endpoint => judge(endpoint, model, worlds));
}

function judge(endpoint: Endpoint, model: AccessModel, all: readonly World[]): Judgement {
  const [guard, another] = endpoint.auth;
  if (!guard) return { verdict: 'open', ways: {} };
  if (another) return { verdict: 'unknown', ways: {} };
  if (guard.type === 'AWS_IAM') return { verdict: 'other', ways: {} };
  const authorizer = model.tokenAuthorizers.find(each => each.key === guard.tokenAuthorizer);
  if (!authorizer) return { verdict: 'unknown', ways: {} };
  const worlds = all.filter(world => exists(endpoint.conditions, systemOf(endpoint.api.place), world));
  const accepted = worlds.map(world => {
    const known = model.clients
      .filter(client => exists(client.conditions, systemOf(client.place), world))
      .flatMap(client => tokensOf(client, model, world));
    return known.filter(token => accepts(authorizer, guard.scopes, token, world));
  });
  const byOutsiders = worlds.some(world =>
    outsidersTokens(authorizer, model, world).some(token => accepts(authorizer, guard.scopes, token, world)),
  );
  const ways = waysIn(accepted, guard.scopes.length > 0);
  const isCertain = Object.values(ways).some(([first]) => first !== '?');
  return { verdict: verdictOf(authorizer, isCertain, byOutsiders || accepted.some(tokens => tokens.length > 0)), ways };
}

/** By client, flow and kind, the scopes that every deployment has; where there is none, those that any has. */
function waysIn(accepted: readonly (readonly Token[])[], isScoped: boolean): Judgement['ways'] {
  const lines = accepted.map(
    tokens =>
      new Set(
        tokens.flatMap(({ client, flow, kind, scopes }) =>
          (isScoped ? scopes : [{ text: '' }]).map(({ text }) => `${client} ${flow} ${kind}|${text}`),
        ),
      ),
  );
  const possible = [...new Set(lines.flatMap(set => [...set]))].sort();
  const certain = possible.filter(line => lines.every(set => set.has(line)));
  const scopesOf = (all: readonly string[], key: string) =>
    all.filter(line => line.startsWith(`${key}|`)).flatMap(line => line.slice(key.length + 1) || []);
  return Object.fromEntries(
    possible
      .map(line => line.slice(0, line.indexOf('|')))
      .map(key => [
        key,
        certain.some(line => line.startsWith(`${key}|`)) ? scopesOf(certain, key) : ['?', ...scopesOf(possible, key)],
      ]),
  );
}

function verdictOf({ type, pools, audience }: TokenAuthorizer, isCertain: boolean, isPossible: boolean): string {
  const isEmpty = audience.state === 'absent' || (audience.state === 'set' && audience.value.length === 0);
  if (type === 'JWT' && isEmpty) return 'nobody';
  if (isCertain) return 'reachable';
  if (pools.length === 0) return 'unknown';
  if (pools.some(pool => pool.kind === 'other-issuer')) return 'other';
  return isPossible ? 'unknown' : 'nobody';
}

function accepts(authorizer: TokenAuthorizer, wanted: readonly unknown[], token: Token, world: World): boolean {
  const pools = authorizer.pools.map(pool => poolId(pool, world));
  if (!pools.includes(token.pool)) return false;
  if (authorizer.type === 'JWT' && !audienceOf(authorizer, world).includes(token.client)) return false;
  const asked = wanted.map(scope => (typeof scope === 'string' ? filled(scope, world) : world.texts.Ref));
  if (asked.length === 0) return authorizer.type === 'JWT' || token.kind === 'id';
  return token.kind === 'access' && token.scopes.some(scope => asked.includes(scope.value));
}

function audienceOf({ audience }: TokenAuthorizer, world: World): readonly string[] {
  if (audience.state === 'absent') return [];
  if (audience.state === 'unknown')
    return world.isGenerous ? [...strangers, ...(world.texts.clients ?? '').split('|')] : [];
  return audience.value.map(({ client, text }) => client ?? filled(text, world));
}

/** Every token with one scope or none that a client can get. */
function tokensOf(client: OAuthClient, model: AccessModel, world: World): readonly Token[] {
  const pool = poolId(client.pool, world);
  const from = { client: client.key, pool };
  const tokens: Token[] = [];
  const requestable =
    client.scopes.state === 'unknown' && world.isGenerous
      ? everyScope(model).map(text => ({ text, value: filled(text, world) }))
      : settled(client.scopes, [], []).map(({ scope }) => ({ text: scope, value: filled(scope, world) }));
  const declared = scopesOf(pool, model, world);
  for (const flow of ['client_credentials', 'code', 'implicit']) {
    if (!settled(client.flows, [], world.isGenerous ? [flow] : []).includes(flow)) continue;
    if (!settled(client.isOAuthEnabled, false, world.isGenerous)) continue;
    if (!hasDomain(pool, model, world)) continue;
    if (flow === 'client_credentials' && !settled(client.hasSecret, false, world.isGenerous)) continue;
    const available =
      flow === 'client_credentials' ? declared.filter(each => !builtIn.includes(each)) : [...declared, ...builtIn];
    const issued = requestable.filter(({ value }) => available.includes(value));
    for (const scope of issued) tokens.push({ ...from, flow, kind: 'access', scopes: [scope] });
    const isForUsers = flow !== 'client_credentials';
    if (isForUsers && issued.some(({ value }) => value === 'openid'))
      tokens.push({ ...from, flow, kind: 'id', scopes: [] });
  }
  const byDefault = ['ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH'];
  const methods = settled(client.authFlows, byDefault, world.isGenerous ? byDefault : []);
  if (methods.some(method => /PASSWORD|SRP|CUSTOM/.test(method))) {
    const admin = 'aws.cognito.signin.user.admin';
    tokens.push({ ...from, flow: 'sign-in', kind: 'access', scopes: [{ text: admin, value: admin }] });
    tokens.push({ ...from, flow: 'sign-in', kind: 'id', scopes: [] });
  }
  return tokens.map(token => withAddedScopes(token, model, world));
}

/** A trigger of the pool may add any scope. */
function withAddedScopes(token: Token, model: AccessModel, world: World): Token {
  const isAdding = model.userPools.some(({ key, addsScopes }) => key === token.pool && addsScopes);
  if (token.kind === 'id' || !isAdding || !world.isGenerous) return token;
  const added = everyScope(model).map(text => ({ text, value: filled(text, world) }));
  return { ...token, scopes: [...token.scopes, ...added] };
}

/** Every token of clients that no template declares: of pools elsewhere, and those that an audience names. */
function outsidersTokens(authorizer: TokenAuthorizer, model: AccessModel, world: World): readonly Token[] {
  const pools = authorizer.pools.map(pool => poolId(pool, world));
  const named =
    authorizer.type === 'JWT' ? audienceOf(authorizer, world).filter(id => strangers.includes(id)) : ['visitor'];
  return pools.flatMap(pool => {
    const isElsewhere = !model.userPools.some(({ key }) => key === pool);
    if (!isElsewhere && authorizer.type === 'COGNITO') return [];
    const oauth = hasDomain(pool, model, world) ? [...scopesOf(pool, model, world), ...builtIn] : [];
    return named.flatMap((client): readonly Token[] => [
      { client, pool, flow: 'any', kind: 'id', scopes: [] },
      ...[...oauth, 'aws.cognito.signin.user.admin'].map(value =>
        withAddedScopes({ client, pool, flow: 'any', kind: 'access', scopes: [{ text: value, value }] }, model, world),
      ),
    ]);
  });
}

function scopesOf(pool: string, model: AccessModel, world: World): readonly string[] {
  const servers = model.resourceServers.filter(server => poolId(server.pool, world) === pool);
  const isElsewhere = !model.userPools.some(({ key }) => key === pool);
  const isEvery = world.isGenerous && (isElsewhere || servers.some(server => server.hasUnknownScopes));
  const written = servers.flatMap(server => server.scopes.map(({ scope }) => filled(scope, world)));
  return isEvery ? [...written, ...everyScope(model).map(text => filled(text, world))] : written;
}

function hasDomain(pool: string, model: AccessModel, world: World): boolean {
  const known = model.userPools.find(({ key }) => key === pool);
  return known
    ? known.domain.state === 'set' || (known.domain.state === 'unknown' && world.isGenerous)
    : world.isGenerous;
}

/** All that scopes can be, as the templates write them and otherwise. */
function everyScope(model: AccessModel): readonly string[] {
  const endpoints = model.endpoints.flatMap(({ auth }) => auth.flatMap(({ scopes }) => scopes));
  return [...wholeScopes, ...endpoints.filter(scope => typeof scope === 'string')];
}

function poolId(pool: PoolReference, world: World): string {
  if (pool.kind === 'other-issuer') return 'another issuer';
  return pool.kind === 'pool' ? pool.key : (world.pools[pool.key] ?? '');
}

function settled<T>(setting: Setting<T>, whenAbsent: T, whenUnknown: T): T {
  return setting.state === 'set' ? setting.value : setting.state === 'absent' ? whenAbsent : whenUnknown;
}

function filled(text: string, world: World): string {
  return text.replace(/\$\{(\w+)\}/g, (_, name: string) => world.texts[name] ?? '');
}

function exists(conditions: Endpoint['conditions'], file: string, world: World): boolean {
  return conditions.every(({ condition, is }) => world.conditions[`${file} ${condition}`] === is);
}
