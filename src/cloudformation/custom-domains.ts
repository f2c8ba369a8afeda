import type { CustomDomain } from '../model/model.ts';
import { withGlobals } from '../sam/globals.ts';
import { asRef, asString, at, isFalsy, type Node } from '../template/node.ts';
import { placeOfKey } from '../template/place.ts';
import type { Resource, Template } from '../template/template.ts';

/** The custom domains with mutual TLS, each with the APIs that the template maps to it. */
export function readCustomDomains(template: Template): CustomDomain[] {
  return [...template.resources.values()].flatMap(resource => {
    switch (resource.type) {
      case 'AWS::Serverless::Api':
      case 'AWS::Serverless::HttpApi':
        return samDomain(template, resource);
      case 'AWS::ApiGateway::DomainName':
      case 'AWS::ApiGatewayV2::DomainName':
        return mappedApis(template, resource);
      default:
        return [];
    }
  });
}

function samDomain(template: Template, resource: Resource): CustomDomain[] {
  const properties = withGlobals(template, resource);
  const domain = at(properties, 'Domain');
  const mutualTls = at(domain, 'MutualTlsAuthentication');
  if (!domain || !mutualTls || isFalsy(mutualTls)) return [];
  return [customDomain(domain, mutualTls, resource, at(properties, 'DisableExecuteApiEndpoint'))];
}

const mappingTypes = new Set(['AWS::ApiGateway::BasePathMapping', 'AWS::ApiGatewayV2::ApiMapping']);

function mappedApis(template: Template, domain: Resource): CustomDomain[] {
  const mutualTls = at(domain.properties, 'MutualTlsAuthentication');
  if (!mutualTls || isFalsy(mutualTls)) return [];
  const apis = new Map<string, CustomDomain>();
  for (const mapping of template.resources.values()) {
    if (!mappingTypes.has(mapping.type) || !isFor(mapping, domain)) continue;
    const reference = at(mapping.properties, 'RestApiId') ?? at(mapping.properties, 'ApiId');
    const api = template.resources.get(asRef(reference) ?? '');
    if (!api) continue;
    const setting = at(api.properties, 'DisableExecuteApiEndpoint');
    apis.set(api.id, customDomain(domain.node, mutualTls, api, setting));
  }
  return [...apis.values()];
}

/** Whether a mapping names a domain, by reference or by the same text. */
function isFor(mapping: Resource, domain: Resource): boolean {
  const name = at(mapping.properties, 'DomainName');
  const text = asString(name);
  return asRef(name) === domain.id || (text !== undefined && text === asString(at(domain.properties, 'DomainName')));
}

function customDomain(domain: Node, mutualTls: Node, api: Resource, setting: Node | undefined): CustomDomain {
  const value = setting?.kind === 'scalar' ? setting.value : undefined;
  const isDisabled = value === true || value === 'true';
  const isUnknown = setting !== undefined && setting.kind !== 'scalar';
  return {
    name:
      asString(at(domain, 'DomainName')) ?? asString(at(domain, 'Properties', 'DomainName')) ?? String(domain.segment),
    api: api.id,
    defaultEndpoint: isUnknown ? 'unknown' : isDisabled ? 'disabled' : 'enabled',
    place: setting ? placeOfKey(setting) : placeOfKey(api.node),
    related: [{ place: placeOfKey(mutualTls), message: 'mutual TLS is set here' }],
  };
}
