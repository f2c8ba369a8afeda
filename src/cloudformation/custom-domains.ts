import type { CustomDomain } from '../model/model.ts';
import { withGlobals } from '../sam/globals.ts';
import type { Links } from '../template/links.ts';
import { asString, at, isFalsy, isNoValue, type Node } from '../template/node.ts';
import { placeOf, placeOfKey } from '../template/place.ts';
import { type Resource, resourcesOf, type Template } from '../template/template.ts';
import { literalOf, readText, soleUnresolved, type Text } from '../template/text.ts';

/** A resource, and the template that has it. */
interface Found {
  readonly template: Template;
  readonly resource: Resource;
}

/** The custom domains with mutual TLS, each with the APIs that some template maps to it. */
export function readCustomDomains(templates: readonly Template[], links: Links): CustomDomain[] {
  const foundOf = (...types: readonly string[]): Found[] =>
    templates.flatMap(template => resourcesOf(template, ...types).map(resource => ({ template, resource })));
  const mappings = foundOf('AWS::ApiGateway::BasePathMapping', 'AWS::ApiGatewayV2::ApiMapping');
  return [
    ...foundOf('AWS::Serverless::Api', 'AWS::Serverless::HttpApi').flatMap(found => samDomain(found, links)),
    ...foundOf('AWS::ApiGateway::DomainName', 'AWS::ApiGatewayV2::DomainName').flatMap(found =>
      mappedApis(found, mappings, links),
    ),
  ];
}

function samDomain({ template, resource }: Found, links: Links): CustomDomain[] {
  const properties = withGlobals(template, resource);
  const domain = at(properties, 'Domain');
  const mutualTls = at(domain, 'MutualTlsAuthentication');
  if (!domain || !mutualTls || isFalsy(mutualTls)) return [];
  const setting = at(properties, 'DisableExecuteApiEndpoint');
  return [customDomain(domain, mutualTls, { template, resource }, setting, links)];
}

const apiTypes = new Set([
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGatewayV2::Api',
  'AWS::Serverless::Api',
  'AWS::Serverless::HttpApi',
]);

function mappedApis(domain: Found, mappings: readonly Found[], links: Links): CustomDomain[] {
  const { node, properties } = domain.resource;
  const mutualTls = at(properties, 'MutualTlsAuthentication');
  if (!mutualTls || isFalsy(mutualTls)) return [];
  const apis = new Map<Node, CustomDomain>();
  for (const mapping of mappings) {
    if (!isFor(mapping, domain, links)) continue;
    const reference = at(mapping.resource.properties, 'RestApiId') ?? at(mapping.resource.properties, 'ApiId');
    if (!reference) continue;
    const text = readText(reference, links.scopeOf(mapping.template));
    const api = resourceIn(text);
    // An id stands for an API that is not looked at, such as one that a scan leaves out.
    if (!api && literalOf(text) === undefined) apis.set(reference, unknownApi(node, mutualTls, mapping, reference));
    if (!api || !apiTypes.has(api.resource.type)) continue;
    const setting = at(api.resource.properties, 'DisableExecuteApiEndpoint');
    apis.set(api.resource.node, customDomain(node, mutualTls, api, setting, links));
  }
  return [...apis.values()];
}

/** Whether a mapping names a domain, by reference or by the same text. */
function isFor({ template, resource }: Found, domain: Found, links: Links): boolean {
  const name = at(resource.properties, 'DomainName');
  if (!name) return false;
  const text = readText(name, links.scopeOf(template));
  if (resourceIn(text)?.resource === domain.resource) return true;
  const own = at(domain.resource.properties, 'DomainName');
  const literal = literalOf(text);
  return (
    literal !== undefined && own !== undefined && literal === literalOf(readText(own, links.scopeOf(domain.template)))
  );
}

/** The resource that a text is `Ref` of. */
function resourceIn(text: Text): Found | undefined {
  const part = soleUnresolved(text);
  const resource = part?.name === undefined ? undefined : part.template.resources.get(part.name);
  return part && resource ? { template: part.template, resource } : undefined;
}

function customDomain(
  domain: Node,
  mutualTls: Node,
  { template, resource }: Found,
  setting: Node | undefined,
  links: Links,
): CustomDomain {
  return {
    ...headOf(domain, mutualTls),
    api: resource.id,
    defaultEndpoint: endpointState(setting, template, links),
    place: placeOfKey(setting ?? resource.node),
  };
}

function endpointState(setting: Node | undefined, template: Template, links: Links): CustomDomain['defaultEndpoint'] {
  if (!setting || isNoValue(setting)) return 'enabled';
  const value = literalOf(readText(setting, links.scopeOf(template)));
  return value === undefined ? 'unknown' : value === 'true' ? 'disabled' : 'enabled';
}

/** What a mapping leads to, where no audited template has it. */
function unknownApi(domain: Node, mutualTls: Node, { resource }: Found, reference: Node): CustomDomain {
  const api = `the API of ${resource.name}`;
  return { ...headOf(domain, mutualTls), api, defaultEndpoint: 'unknown', place: placeOf(reference) };
}

function headOf(domain: Node, mutualTls: Node): Pick<CustomDomain, 'name' | 'related'> {
  return {
    name:
      asString(at(domain, 'DomainName')) ?? asString(at(domain, 'Properties', 'DomainName')) ?? String(domain.segment),
    related: [{ place: placeOfKey(mutualTls), message: 'mutual TLS is set here' }],
  };
}
