import type { AudienceMember, TokenAuthorizer } from '../model/oauth.ts';
import type { Setting } from '../model/setting.ts';
import { type Definition, schemesOfDefinition } from '../openapi/definition.ts';
import { type SecurityScheme, tokenAuthorizerKey } from '../openapi/document.ts';
import type { Conditions } from '../template/conditions.ts';
import type { Links } from '../template/links.ts';
import { asIntrinsic, asString, at, isNoValue, itemsOf } from '../template/node.ts';
import { placeOf, placeOfKey } from '../template/place.ts';
import { type Resource, resourceKey, resourcesOf, type Template } from '../template/template.ts';
import { literalOf, soleUnresolved, textKey } from '../template/text.ts';
import { clientType } from './oauth-clients.ts';
import { poolOf } from './pools.ts';
import { type Item, possibleBranches, readItems, type SettingContext } from './settings.ts';

/** The authorizers of a template that look at tokens: of its API definitions, and resources of their own. */
export function readTokenAuthorizers(
  template: Template,
  definitions: readonly Definition[],
  links: Links,
  conditions: Conditions,
): TokenAuthorizer[] {
  const context = { scope: links.scopeOf(template), conditions };
  const ofSchemes = definitions.flatMap(definition =>
    [...schemesOfDefinition(definition)].flatMap(([name, scheme]) => {
      if (scheme.type !== 'COGNITO' && scheme.type !== 'JWT') return [];
      const { id } = definition.api;
      const head = { key: tokenAuthorizerKey(definition.api, name), name, owner: ` of ${id}`, type: scheme.type };
      return [tokenAuthorizer(head, scheme, context, links)];
    }),
  );
  const ofResources = resourcesOf(template, 'AWS::ApiGateway::Authorizer', 'AWS::ApiGatewayV2::Authorizer').flatMap(
    resource => readResource(template, resource, context, links),
  );
  return [...ofSchemes, ...ofResources];
}

function readResource(
  template: Template,
  resource: Resource,
  context: SettingContext,
  links: Links,
): TokenAuthorizer[] {
  const { properties, type, node } = resource;
  const kind = asString(at(properties, type === 'AWS::ApiGateway::Authorizer' ? 'Type' : 'AuthorizerType'));
  const head = { key: resourceKey(template, resource.id), name: resource.name, owner: '' };
  if (type === 'AWS::ApiGateway::Authorizer' && kind === 'COGNITO_USER_POOLS') {
    const scheme = { type: 'COGNITO', node, pools: itemsOf(at(properties, 'ProviderARNs')) } as const;
    return [tokenAuthorizer({ ...head, type: 'COGNITO' }, scheme, context, links)];
  }
  if (type === 'AWS::ApiGatewayV2::Authorizer' && kind === 'JWT') {
    const jwt = at(properties, 'JwtConfiguration');
    const issuer = at(jwt, 'Issuer');
    const audience = asIntrinsic(jwt) ? jwt : at(jwt, 'Audience');
    const scheme = { type: 'JWT', node, pools: issuer ? [issuer] : [], ...(audience && { audience }) } as const;
    return [tokenAuthorizer({ ...head, type: 'JWT' }, scheme, context, links)];
  }
  return [];
}

function tokenAuthorizer(
  { key, name, owner, type }: Pick<TokenAuthorizer, 'key' | 'name' | 'owner' | 'type'>,
  scheme: SecurityScheme,
  context: SettingContext,
  links: Links,
): TokenAuthorizer {
  const nodes = scheme.pools.flatMap(pool => possibleBranches(pool, [], context).map(branch => branch.node));
  return {
    key,
    name,
    owner,
    place: placeOfKey(scheme.node),
    type,
    pools: nodes.filter(node => !isNoValue(node)).map(node => poolOf(node, context.scope.template, links)),
    audience: readAudience(scheme, context),
  };
}

function readAudience({ audience, node }: SecurityScheme, context: SettingContext): Setting<readonly AudienceMember[]> {
  const absent = { state: 'absent', place: placeOfKey(node) } as const;
  if (!audience) return absent;
  const [branch, another] = possibleBranches(audience, [], context);
  if (!branch || another) return { state: 'unknown', place: placeOf(audience) };
  if (isNoValue(branch.node)) return absent;
  const place = placeOf(branch.node);
  const items = readItems(branch, context);
  if (!items) return { state: 'unknown', place };
  return { state: 'set', value: items.map(readMember), place };
}

function readMember({ node, text }: Item): AudienceMember {
  const part = soleUnresolved(text);
  const resource = part?.name === undefined ? undefined : part.template.resources.get(part.name);
  const member = { place: placeOf(node), text: literalOf(text) ?? textKey(text) };
  if (!part || resource?.type !== clientType) return member;
  const { isInferred } = part;
  return { ...member, client: resourceKey(part.template, resource.id), ...(isInferred && { isInferred }) };
}
