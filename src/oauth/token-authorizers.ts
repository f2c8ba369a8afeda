import type { AudienceMember, PoolReference, TokenAuthorizer } from '../model/oauth.ts';
import type { Setting } from '../model/setting.ts';
import { type Definition, schemesOfDefinition } from '../openapi/definition.ts';
import { type SecurityScheme, tokenAuthorizerKey } from '../openapi/document.ts';
import type { Links } from '../template/links.ts';
import { asIntrinsic, asString, at, isNoValue, itemsOf, type Node } from '../template/node.ts';
import { placeOf, placeOfKey } from '../template/place.ts';
import type { Resource, Template } from '../template/template.ts';
import { branchesOf, literalOf, readText, soleUnresolved, textKey } from '../template/text.ts';
import { clientType, resourceKey } from './oauth-clients.ts';
import { poolOf } from './pools.ts';

/** The authorizers of a template that look at tokens: of its API definitions, and resources of their own. */
export function readTokenAuthorizers(
  template: Template,
  definitions: readonly Definition[],
  links: Links,
): TokenAuthorizer[] {
  const ofSchemes = definitions.flatMap(definition =>
    [...schemesOfDefinition(definition)].flatMap(([name, scheme]) => {
      if (scheme.type !== 'COGNITO' && scheme.type !== 'JWT') return [];
      const place = placeOfKey(scheme.node);
      const head = { key: tokenAuthorizerKey(definition.api, name), name, owner: ` of ${definition.api.id}`, place };
      return [{ ...head, type: scheme.type, ...whatItAccepts(scheme, template, links) }];
    }),
  );
  const ofResources = [...template.resources.values()].flatMap(resource => readResource(template, resource, links));
  return [...ofSchemes, ...ofResources];
}

function readResource(template: Template, resource: Resource, links: Links): TokenAuthorizer[] {
  const { properties, type, node } = resource;
  const kind = asString(at(properties, type === 'AWS::ApiGateway::Authorizer' ? 'Type' : 'AuthorizerType'));
  const head = { key: resourceKey(template, resource), name: resource.name, owner: '', place: placeOfKey(node) };
  if (type === 'AWS::ApiGateway::Authorizer' && kind === 'COGNITO_USER_POOLS') {
    const scheme = { type: 'COGNITO', node, pools: itemsOf(at(properties, 'ProviderARNs')) } as const;
    return [{ ...head, type: 'COGNITO', ...whatItAccepts(scheme, template, links) }];
  }
  if (type === 'AWS::ApiGatewayV2::Authorizer' && kind === 'JWT') {
    const jwt = at(properties, 'JwtConfiguration');
    const issuer = at(jwt, 'Issuer');
    const audience = asIntrinsic(jwt) ? jwt : at(jwt, 'Audience');
    const scheme = { type: 'JWT', node, pools: issuer ? [issuer] : [], ...(audience && { audience }) } as const;
    return [{ ...head, type: 'JWT', ...whatItAccepts(scheme, template, links) }];
  }
  return [];
}

function whatItAccepts(
  scheme: SecurityScheme,
  template: Template,
  links: Links,
): { pools: readonly PoolReference[]; audience: Setting<readonly AudienceMember[]> } {
  const nodes = scheme.pools.flatMap(pool => [...branchesOf(pool)].map(branch => branch.node));
  return {
    pools: nodes.filter(node => !isNoValue(node)).map(node => poolOf(node, template, links)),
    audience: readAudience(scheme, template, links),
  };
}

function readAudience(scheme: SecurityScheme, template: Template, links: Links): Setting<readonly AudienceMember[]> {
  const { audience } = scheme;
  if (!audience || isNoValue(audience)) return { state: 'absent', place: placeOfKey(scheme.node) };
  const items = audience.kind === 'list' ? audience.items : [audience];
  const isDecidedLater = audience.kind !== 'list' && asString(audience) === undefined;
  if (isDecidedLater || items.some(item => [...branchesOf(item)].length > 1)) {
    return { state: 'unknown', place: placeOf(audience) };
  }
  return { state: 'set', value: items.map(item => readMember(item, template, links)), place: placeOf(audience) };
}

function readMember(node: Node, template: Template, links: Links): AudienceMember {
  const text = readText(node, links.scopeOf(template));
  const part = soleUnresolved(text);
  const resource = part?.name === undefined ? undefined : part.template.resources.get(part.name);
  const member = { place: placeOf(node), text: literalOf(text) ?? textKey(text) };
  if (!part || resource?.type !== clientType) return member;
  const isInferred = links.isInferred(template, part.template);
  return { ...member, client: resourceKey(part.template, resource), ...(isInferred && { isInferred }) };
}
