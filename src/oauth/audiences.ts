import type { AudienceMember, AudienceUse, OAuthClient, PoolReference, TokenAuthorizer } from '../model/oauth.ts';
import { comparePools } from './pools.ts';

/** Says of each client in the audience of a JWT authorizer whether its tokens are of the authorizer's issuer. */
export function readAudienceUses(
  authorizers: readonly TokenAuthorizer[],
  clients: readonly OAuthClient[],
): AudienceUse[] {
  const byKey = new Map(clients.map(client => [client.key, client]));
  return authorizers.flatMap(authorizer => {
    const { type, name, owner, pools, audience } = authorizer;
    if (type !== 'JWT' || audience.state !== 'set') return [];
    const members = audience.value.map(member => ({
      member,
      client: member.client === undefined ? undefined : byKey.get(member.client),
    }));
    const clientPools = members.flatMap(({ client }) => client?.pool ?? []);
    const isServed = pools.every(pool => clientPools.some(each => comparePools(each, pool) === 'equal'));
    return members.flatMap(({ member, client }): AudienceUse[] => {
      const verdict = verdictOn(pools, member, client, isServed);
      if (!verdict) return [];
      const related = client ? [{ place: client.place, message: `${client.name} is declared here` }] : [];
      return [
        { authorizer: `${name}${owner}`, client: client?.name ?? member.text, place: member.place, related, verdict },
      ];
    });
  });
}

/**
 * Nothing where it is for others to say: an issuer other than Cognito, or neither issuer nor client is audited.
 *
 * @param isServed Each issuer has some client in the audience.
 */
function verdictOn(
  pools: readonly PoolReference[],
  member: AudienceMember,
  client: OAuthClient | undefined,
  isServed: boolean,
): AudienceUse['verdict'] | undefined {
  const [issuer, another] = pools;
  if (!issuer || pools.some(pool => pool.kind === 'other-issuer')) return undefined;
  if (another) return isServed || !client ? undefined : { kind: 'unknown', reason: 'conditions choose its issuer' };
  if (!client) {
    const isOpen = issuer.kind === 'pool' && member.text.includes('${');
    return isOpen ? { kind: 'unknown', reason: 'which client is meant is decided when it is deployed' } : undefined;
  }
  const { pool } = client;
  const compared = comparePools(pool, issuer);
  if (compared === 'equal') return { kind: 'accepted' };
  if (issuer.kind === 'pool' && pool.kind === 'pool') {
    const doubt = doubtOf(issuer, pool, member);
    return doubt === undefined
      ? { kind: 'refused', issuer: issuer.name, pool: pool.name }
      : { kind: 'unknown', reason: doubt };
  }
  const external = [issuer, pool].find(each => each.kind === 'external');
  return external?.kind === 'external' ? { kind: 'unknown', reason: external.reason } : undefined;
}

type PoolOfWorkspace = Extract<PoolReference, { readonly kind: 'pool' }>;

/** Two pools of one template differ whichever copy of it is meant. */
function doubtOf(issuer: PoolOfWorkspace, pool: PoolOfWorkspace, member: AudienceMember): string | undefined {
  if (fileOf(issuer) === fileOf(pool)) return undefined;
  if (issuer.isInferred) return `that its user pool is ${issuer.name} is inferred`;
  const isInferred = pool.isInferred === true || member.isInferred === true;
  return isInferred ? `that it belongs to ${pool.name} is inferred` : undefined;
}

function fileOf({ key }: PoolOfWorkspace): string {
  return key.slice(0, key.lastIndexOf(' '));
}
