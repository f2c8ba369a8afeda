import type { UserPool } from '../model/oauth.ts';
import type { Links } from '../template/links.ts';
import { at, isFalsy } from '../template/node.ts';
import { placeOf, placeOfKey } from '../template/place.ts';
import { type Resource, resourcesOf, type Template } from '../template/template.ts';
import { readText, textKey } from '../template/text.ts';
import { resourceKey } from './oauth-clients.ts';
import { poolOf } from './pools.ts';

/** The user pools of a workspace, each with the domain that some template gives it. */
export function readUserPools(templates: readonly Template[], links: Links): UserPool[] {
  const domains = templates.flatMap(template => domainsOf(template, links));
  return templates.flatMap(template =>
    resourcesOf(template, 'AWS::Cognito::UserPool').map(resource => {
      const key = resourceKey(template, resource);
      const addsScopes = !isFalsy(at(resource.properties, 'LambdaConfig', 'PreTokenGenerationConfig'));
      const place = placeOfKey(resource.node);
      return { key, name: resource.name, place, addsScopes, domain: domainOf(key, resource, domains) };
    }),
  );
}

interface Domain {
  /** The pool's key; undefined where the domain's pool is not known, so that it could be any. */
  readonly pool: string | undefined;
  readonly domain: UserPool['domain'];
}

function domainsOf(template: Template, links: Links): Domain[] {
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

function domainOf(key: string, resource: Resource, domains: readonly Domain[]): UserPool['domain'] {
  const own = domains.find(domain => domain.pool === key) ?? domains.find(domain => domain.pool === undefined);
  if (!own) return { state: 'absent', place: placeOfKey(resource.node) };
  return own.pool === undefined ? { state: 'unknown', place: own.domain.place } : own.domain;
}
