import type { UserPool } from '../model/oauth.ts';
import type { Links } from '../template/links.ts';
import { at, isFalsy } from '../template/node.ts';
import { placeOf, placeOfKey } from '../template/place.ts';
import { resourceKey, resourcesOf, type Template } from '../template/template.ts';
import { readText, textKey } from '../template/text.ts';
import { poolOf } from './pools.ts';

/** The user pools of a template, but for their domains, which may stand elsewhere. */
export function readUserPools(template: Template): Omit<UserPool, 'domain'>[] {
  return resourcesOf(template, 'AWS::Cognito::UserPool').map(({ id, name, node, properties }) => ({
    key: resourceKey(template, id),
    name,
    place: placeOfKey(node),
    addsScopes: !isFalsy(at(properties, 'LambdaConfig', 'PreTokenGenerationConfig')),
  }));
}

/** A domain of a user pool. */
export interface PoolDomain {
  /** The pool's key; undefined where the domain's pool is not known, so that it could be any. */
  readonly pool: string | undefined;
  readonly domain: UserPool['domain'];
}

/** The domains that a template gives to user pools. */
export function readPoolDomains(template: Template, links: Links): PoolDomain[] {
  return resourcesOf(template, 'AWS::Cognito::UserPoolDomain').flatMap(({ properties }) => {
    const pool = at(properties, 'UserPoolId');
    const domain = at(properties, 'Domain');
    if (!pool || !domain) return [];
    const reference = poolOf(pool, template, links);
    const name = textKey(readText(domain, links.scopeOf(template)));
    const isCustom = !isFalsy(at(properties, 'CustomDomainConfig'));
    return [
      {
        pool: reference.kind === 'pool' ? reference.key : undefined,
        domain: { state: 'set', value: { name, isCustom }, place: placeOf(domain) },
      },
    ];
  });
}

/** The domain that a user pool has among those of all templates. */
export function poolDomain(
  { key, place }: Omit<UserPool, 'domain'>,
  domains: readonly PoolDomain[],
): UserPool['domain'] {
  const own = domains.find(domain => domain.pool === key) ?? domains.find(domain => domain.pool === undefined);
  if (!own) return { state: 'absent', place };
  return own.pool === undefined ? { state: 'unknown', place: own.domain.place } : own.domain;
}
