import type { AuthorizerDefinition, UselessScopes } from '../model/model.ts';
import { at, itemsOf } from '../template/node.ts';
import { placeOfKey } from '../template/place.ts';
import { namesReferredTo } from '../template/references.ts';
import { resourcesOf, type Template } from '../template/template.ts';
import { literalOf, readText, type Scope } from '../template/text.ts';

/** The authorizer resources of plain CloudFormation. One that anything refers to counts as used, an Output too. */
export function readAuthorizers(template: Template): AuthorizerDefinition[] {
  const authorizers = resourcesOf(template, 'AWS::ApiGateway::Authorizer', 'AWS::ApiGatewayV2::Authorizer');
  if (authorizers.length === 0) return [];
  const used = namesReferredTo(template.root);
  return authorizers.map(resource => ({
    name: resource.name,
    place: placeOfKey(resource.node),
    guards: used.has(resource.id) ? 'unknown' : 0,
    openEndpoints: 0,
    hasTarget: true,
  }));
}

/** Scopes of methods and routes whose AuthorizationType looks at none. */
export function readUselessScopes(template: Template, scope: Scope): UselessScopes[] {
  return resourcesOf(template, 'AWS::ApiGateway::Method', 'AWS::ApiGatewayV2::Route').flatMap(resource => {
    const scopes = at(resource.properties, 'AuthorizationScopes');
    const setting = at(resource.properties, 'AuthorizationType');
    const type = setting ? literalOf(readText(setting, scope))?.toUpperCase() : 'NONE';
    if (!scopes || itemsOf(scopes).length === 0 || type === undefined) return [];
    if (type !== 'NONE' && type !== 'CUSTOM' && type !== 'AWS_IAM') return [];
    const by = `the ${resource.type === 'AWS::ApiGateway::Method' ? 'method' : 'route'} ${resource.name}`;
    return [{ by, place: placeOfKey(scopes), reason: `its AuthorizationType is ${type}, which looks at no scopes` }];
  });
}
