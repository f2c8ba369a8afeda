import { acceptsAnyone, type EffectiveAuthorizer, type Endpoint, isOpen } from '../model/endpoint.ts';
import type { OAuthClient, PoolReference, TokenAuthorizer } from '../model/oauth.ts';
import type { EndpointAccess } from './access.ts';
import type { Issuer } from './issuer.ts';
import { compareScopes } from './scopes.ts';
import { signInScope } from './tokens.ts';
import { inAudience, sharedDoubts, type Way } from './ways.ts';

/**
 * Who can call an endpoint: anyone; the clients that are listed; nobody, since no client of the workspace gets a token
 * that it accepts; others than Cognito decide; or what decides is not known.
 */
export type Verdict = 'open' | 'reachable' | 'nobody' | 'other' | 'unknown';

/** An endpoint that one token authorizer guards. */
export interface Guarded {
  readonly endpoint: Endpoint;
  readonly authorizer: TokenAuthorizer;
  readonly scopes: readonly unknown[];
}

/**
 * Judges one endpoint.
 *
 * @param clientsFor The clients of the pools that an authorizer trusts, and those that may be.
 * @param waysTo Asked only where one token authorizer guards the endpoint.
 */
export function judge(
  endpoint: Endpoint,
  authorizers: ReadonlyMap<string, TokenAuthorizer>,
  clientsFor: (authorizer: TokenAuthorizer) => readonly OAuthClient[],
  waysTo: (guarded: Guarded) => readonly Way[],
  issuer: Issuer,
): EndpointAccess {
  const guard = soleGuard(endpoint);
  if ('verdict' in guard) return { endpoint, scopes: [], ways: [], ...guard };
  const authorizer = guard.tokenAuthorizer === undefined ? undefined : authorizers.get(guard.tokenAuthorizer);
  const { scopes } = guard;
  if (!authorizer) {
    const reason = `Which tokens ${guard.name ?? 'its authorizer'} accepts is not known.`;
    return { endpoint, scopes, ways: [], verdict: 'unknown', reason };
  }
  const guarded = { endpoint, authorizer, scopes };
  const ways = waysTo(guarded);
  return { ...guarded, ways, ...verdictOn(guarded, ways, clientsFor(authorizer), issuer) };
}

interface Judgement {
  readonly verdict: Verdict;
  readonly reason: string;
}

/** The authorizer that decides, where it is one that looks at tokens. */
function soleGuard(endpoint: Endpoint): EffectiveAuthorizer | Judgement {
  const { api, auth, apiKeyRequired } = endpoint;
  if (acceptsAnyone(endpoint)) return { verdict: 'open', reason: endpoint.because };
  if (isOpen(endpoint)) {
    if (apiKeyRequired) return { verdict: 'other', reason: 'Whoever has an API key can call it.' };
    return endpoint.method === 'OPTIONS'
      ? { verdict: 'other', reason: 'It answers preflights, which carry no credentials.' }
      : { verdict: 'other', reason: 'Whoever is connected can call it.' };
  }
  if (auth.every(({ type }) => type === 'AWS_IAM' || type === 'LAMBDA' || type === 'API_KEY')) {
    return { verdict: 'other', reason: `It is guarded by ${orList(auth.map(otherGuard))}.` };
  }
  const [guard, another] = auth;
  if (api.type === 'APPSYNC') {
    return { verdict: 'unknown', reason: 'Which tokens a GraphQL API accepts is not looked at.' };
  }
  if (guard === undefined || another) {
    return { verdict: 'unknown', reason: 'It has several authorizers, and which one decides is not clear.' };
  }
  if (guard.type === 'UNKNOWN') return { verdict: 'unknown', reason: 'Who guards it is decided when it is deployed.' };
  return guard;
}

function otherGuard({ type, name }: EffectiveAuthorizer): string {
  if (type === 'API_KEY') return 'an API key';
  if (type === 'AWS_IAM') return 'AWS IAM';
  return name === null ? 'a Lambda authorizer' : `the Lambda authorizer ${name}`;
}

function verdictOn(guarded: Guarded, ways: readonly Way[], clients: readonly OAuthClient[], issuer: Issuer): Judgement {
  const { authorizer } = guarded;
  const { type, name, pools, audience } = authorizer;
  const isWithoutAudience =
    type === 'JWT' && (audience.state === 'absent' || (audience.state === 'set' && audience.value.length === 0));
  if (isWithoutAudience)
    return { verdict: 'nobody', reason: `${name} has no audience, so that it refuses every token.` };
  const accepts = acceptedTokens(guarded);
  if (ways.some(way => way.isCertain)) return { verdict: 'reachable', reason: `${accepts}.` };
  if (pools.length === 0) {
    return { verdict: 'unknown', reason: `${accepts}, but whose tokens it trusts is not known.` };
  }
  if (pools.some(pool => pool.kind === 'other-issuer')) {
    return { verdict: 'other', reason: `${accepts}, from an issuer other than Amazon Cognito.` };
  }
  const outsiders = ofOutsiders(guarded, issuer);
  if (outsiders !== undefined) return { verdict: 'unknown', reason: `${accepts}: ${outsiders}.` };
  const [way] = ways;
  if (way) {
    const shared = sharedDoubts(ways);
    return { verdict: 'unknown', reason: `${accepts}: ${(shared.length > 0 ? shared : way.doubts).join('; ')}.` };
  }
  return { verdict: 'nobody', reason: `${accepts}, ${whyNobody(guarded, clients, issuer)}.` };
}

function acceptedTokens({ authorizer, scopes }: Guarded): string {
  const { type, name } = authorizer;
  const kinds = scopes.length > 0 ? 'access tokens' : type === 'JWT' ? 'ID and access tokens' : 'ID tokens only';
  const asked = scopes.map(scope => (typeof scope === 'string' ? scope : JSON.stringify(scope)));
  return [`${name} accepts ${kinds}`, type === 'JWT' && 'of its audience', asked.length > 0 && `with ${orList(asked)}`]
    .filter(Boolean)
    .join(' ');
}

/** Why clients that no template declares may get a token that is accepted; undefined where none can. */
function ofOutsiders({ authorizer, scopes }: Guarded, issuer: Issuer): string | undefined {
  const { type, name, pools, audience } = authorizer;
  const isObtainable = scopes.some(scope => pools.some(pool => couldHave(scope, pool, issuer)));
  if (scopes.length > 0 && !isObtainable) return undefined;
  if (type === 'COGNITO') {
    const external = pools.find(pool => pool.kind === 'external');
    return external?.kind === 'external'
      ? external.reason.replace(/^its user pool/, `the user pool of ${name}`)
      : undefined;
  }
  if (audience.state === 'unknown') return 'its audience is decided when it is deployed';
  const stranger = audience.state === 'set' && audience.value.find(member => member.client === undefined);
  return stranger ? `in its audience, ${stranger.text} is no client of the audited templates` : undefined;
}

/** Whether a token of a client of which nothing is known could have a scope. */
function couldHave(scope: unknown, pool: PoolReference, issuer: Issuer): boolean {
  const isGivenToAll = typeof scope !== 'string' || compareScopes(scope, signInScope) !== 'different';
  if (isGivenToAll || issuer.addsScopes(pool)) return true;
  return issuer.canIssue(scope, pool, 'all').is !== 'no' && issuer.hasDomain(pool).is !== 'no';
}

function whyNobody({ authorizer, scopes }: Guarded, clients: readonly OAuthClient[], issuer: Issuer): string {
  const { pools } = authorizer;
  const names = orList(pools.map(poolName));
  if (clients.length === 0) return `and no client of ${names} is among the templates`;
  const inIt = clients.filter(client => inAudience(client, authorizer).is !== 'no');
  if (inIt.length === 0) return `which has no client of ${names}`;
  const isDeclared = scopes.some(
    scope => typeof scope !== 'string' || pools.some(pool => issuer.canIssue(scope, pool, 'all').is !== 'no'),
  );
  const hint = scopes.length === 0 || isDeclared ? '' : ': no resource server declares that';
  return `which no client of ${names} can get${hint}`;
}

function poolName(pool: PoolReference): string {
  return pool.kind === 'pool' ? pool.name : 'its user pool';
}

function orList(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
}
