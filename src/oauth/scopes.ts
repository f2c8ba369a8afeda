import type { ScopeUse } from '../model/model.ts';
import { builtInScopes, type PoolReference } from '../model/oauth.ts';
import { isTextPlace, type RelatedPlace, undecided } from '../model/place.ts';
import { nearest } from '../nearest.ts';
import { appendTo } from '../template/append.ts';
import { replaceScalar } from '../template/edit.ts';
import type { Links } from '../template/links.ts';
import { isNoValue, type Node } from '../template/node.ts';
import { placeOf } from '../template/place.ts';
import type { Template } from '../template/template.ts';
import { branchesOf, compareTexts, literalOf, readText, splitAtLast, type Text, textKey } from '../template/text.ts';
import { idKey, type OutsidePool, outsideServers } from './outside-pools.ts';
import { comparePools, poolOf } from './pools.ts';
import type { DeclaringServer } from './resource-servers.ts';
import type { ScopeMention } from './scope-mention.ts';
import { textByDefaults } from './shared-values.ts';

/** Says of each custom scope that a template names whether a resource server on its user pool declares it. */
export function readScopeUses(
  mentions: readonly ScopeMention[],
  template: Template,
  known: KnownScopes,
  links: Links,
): ScopeUse[] {
  return mentions.flatMap(mention =>
    branchesOf(mention.node).flatMap(({ node }) => readScopeUse(mention, node, template, known, links)),
  );
}

function readScopeUse(
  mention: ScopeMention,
  node: Node,
  template: Template,
  known: KnownScopes,
  links: Links,
): ScopeUse[] {
  if (isNoValue(node)) return [];
  const text = mention.text ?? readText(node, links.scopeOf(template));
  const literal = literalOf(text);
  if (literal !== undefined && builtInScopes.has(literal)) return [];
  const pools = mention.pools.map(pool => poolOf(pool, mention.poolsIn ?? template, links));
  const base = { scope: textKey(text), by: mention.by, kind: mention.kind, place: placeOf(node) };
  if (pools.length === 0 && mention.isCognito) {
    const reason = isTextPlace(base.place)
      ? 'its authorizer is in no audited template'
      : 'its authorizer could not be read';
    return [{ ...base, verdict: { kind: 'unknown', reason }, related: [] }];
  }
  // What is no Cognito user pool's has other scopes, and an authorizer without any pool ignores them.
  if (pools.length === 0 || pools.some(pool => pool.kind === 'other-issuer')) return [];
  const judged = pools.map(pool => unlessInferred(judge(text, pool, mention, known), pool));
  // One of several pools that declares the scope is enough: tokens of that pool are accepted.
  const best =
    judged.find(each => each.verdict.kind === 'declared') ??
    judged.find(each => each.verdict.kind === 'unknown') ??
    judged[0];
  if (!best) return [];
  const fix =
    best.nearest !== undefined && node.kind === 'scalar'
      ? { description: `Ask for ${best.nearest} instead.`, edits: [replaceScalar(node, best.nearest)] }
      : undefined;
  return [{ ...base, ...best, ...(fix && { fix }) }];
}

/** What is known of scopes, whatever template names them. */
export interface KnownScopes {
  /** The resource servers of the workspace and of the pools outside of it. */
  readonly servers: readonly DeclaringServer[];
  /** Those that have, or can have, an identifier. */
  serversFor(identifier: Text): readonly DeclaringServer[];
  readonly outsidePools: readonly OutsidePool[];
  /** Keys of user pools with a trigger that can add scopes to access tokens. */
  readonly poolsThatAddScopes: ReadonlySet<string>;
}

/** Puts together what is known of scopes; identifiers that are known are found without a look at each. */
export function knownScopes(
  ofTemplates: readonly DeclaringServer[],
  outsidePools: readonly OutsidePool[],
  poolsThatAddScopes: ReadonlySet<string>,
): KnownScopes {
  const servers = [...ofTemplates, ...outsideServers(outsidePools)];
  const byLiteral = new Map<string | undefined, DeclaringServer[]>();
  for (const server of servers) appendTo(byLiteral, literalOf(server.identifier), server);
  return {
    servers,
    outsidePools,
    poolsThatAddScopes,
    serversFor(identifier) {
      const literal = literalOf(identifier);
      if (literal === undefined) return servers;
      return [...(byLiteral.get(literal) ?? []), ...(byLiteral.get(undefined) ?? [])];
    },
  };
}

/**
 * A link that is inferred leads to a user pool that fits. That it lacks what is asked for may as well mean that another
 * one is meant.
 */
function unlessInferred(judged: Judgement, pool: PoolReference): Judgement {
  // What differs by a letter or two is misspelt all the same.
  const isCertain = judged.verdict.kind !== 'identifier-undeclared' || judged.nearest !== undefined;
  if (isCertain || pool.kind !== 'pool' || !pool.isInferred) return judged;
  const reason = `that its user pool is ${pool.name} is inferred, and no resource server of that has the identifier`;
  return { verdict: { kind: 'unknown', reason }, related: [] };
}

interface Judgement {
  readonly verdict: ScopeUse['verdict'];
  readonly related: readonly RelatedPlace[];
  readonly nearest?: string;
  readonly equalByDefault?: string;
}

function judge(text: Text, pool: PoolReference, mention: ScopeMention, known: KnownScopes): Judgement {
  const judged = judgeByServers(text, pool, mention, known);
  // Only tokens get scopes from a trigger; a client may request no more than what is declared.
  const mayBeAdded = mention.kind !== 'client' && pool.kind === 'pool' && known.poolsThatAddScopes.has(pool.key);
  if (!mayBeAdded || judged.verdict.kind === 'declared') return judged;
  const reason = `the trigger of ${pool.name} before token generation can add scopes`;
  return { verdict: { kind: 'unknown', reason }, related: [] };
}

/** What is not of the form IDENTIFIER/NAME is no scope of Cognito, as far as it is Cognito, and all of it is known. */
function judgeForm(text: Text, pool: PoolReference, mention: ScopeMention): Judgement {
  const isDecidedLater = literalOf(text) === undefined;
  if (!isDecidedLater && (mention.isCognito || pool.kind === 'pool'))
    return { verdict: { kind: 'malformed' }, related: [] };
  const reason = isDecidedLater
    ? `its text ${undecided(placeOf(mention.node))}`
    : 'the issuer of the tokens is not known';
  return { verdict: { kind: 'unknown', reason }, related: [] };
}

function judgeByServers(
  text: Text,
  pool: PoolReference,
  mention: ScopeMention,
  { servers, serversFor, outsidePools }: KnownScopes,
): Judgement {
  const [identifier, name] = splitAtLast(text, '/') ?? [[], []];
  if (identifier.length === 0 || name.length === 0) return judgeForm(text, pool, mention);
  const candidates = serversFor(identifier).flatMap(server => {
    const samePool = comparePools(server.pool, pool);
    const sameIdentifier = compareTexts(identifier, server.identifier);
    return samePool === 'different' || sameIdentifier === 'different' ? [] : [{ server, samePool, sameIdentifier }];
  });
  const certain = candidates
    .filter(each => each.samePool === 'equal' && each.sameIdentifier === 'equal')
    .map(({ server }) => ({ server, declares: declares(server, name) }));
  if (certain.some(each => each.declares === 'equal')) return { verdict: { kind: 'declared' }, related: [] };
  const [only] = certain;
  if (only && certain.every(each => each.declares === 'different'))
    return undeclaredName(only.server, identifier, name);
  const completePool = pool.kind === 'pool' ? pool.name : completeId(pool, outsidePools);
  const lucky = candidates.find(
    ({ server, samePool, sameIdentifier }) =>
      samePool === 'equal' &&
      sameIdentifier === 'unknown' &&
      declares(server, name) === 'equal' &&
      textByDefaults(identifier) !== undefined &&
      textByDefaults(identifier) === textByDefaults(server.identifier),
  );
  if (candidates.length > 0 || completePool === undefined) {
    const reason =
      pool.kind === 'external' ? pool.reason : `a resource server of its user pool ${undecided(placeOf(mention.node))}`;
    return { verdict: { kind: 'unknown', reason }, related: [], ...(lucky && { equalByDefault: lucky.server.id }) };
  }
  const known = servers.filter(server => comparePools(server.pool, pool) === 'equal').flatMap(declaredScopes);
  const meant = nearest(textKey(text), known);
  return {
    verdict: { kind: 'identifier-undeclared', identifier: textKey(identifier), pool: completePool },
    related: [],
    ...(meant !== undefined && { nearest: meant }),
  };
}

/** The id of a pool outside of the workspace whose scopes are all known. */
function completeId(pool: PoolReference, outsidePools: readonly OutsidePool[]): string | undefined {
  const found = outsidePools.find(({ id }) => pool.kind === 'external' && pool.key === idKey(id));
  return found?.isComplete ? found.id : undefined;
}

function declares(server: DeclaringServer, name: Text): 'equal' | 'different' | 'unknown' {
  const compared = server.scopes.map(scope => compareTexts(name, scope.name));
  if (compared.includes('equal')) return 'equal';
  return server.hasUnknownScopes || compared.includes('unknown') ? 'unknown' : 'different';
}

function declaredScopes(server: DeclaringServer): string[] {
  const identifier = literalOf(server.identifier);
  if (identifier === undefined) return [];
  return server.scopes.flatMap(scope => {
    const name = literalOf(scope.name);
    return name === undefined ? [] : [`${identifier}/${name}`];
  });
}

function undeclaredName(server: DeclaringServer, identifier: Text, name: Text): Judgement {
  const declared = declaredScopes(server);
  const written = `${textKey(identifier)}/${textKey(name)}`;
  const meant = declared.length === 1 ? declared[0] : nearest(written, declared);
  const related = server.scopes.map(scope => ({
    place: scope.place,
    message: `${server.id} declares this scope`,
  }));
  const verdict = {
    kind: 'name-undeclared',
    identifier: textKey(identifier),
    name: textKey(name),
    server: server.id,
  } as const;
  return { verdict, related, ...(meant !== undefined && { nearest: meant }) };
}
