import type { CustomDomain } from '../model/model.ts';
import { withGlobals } from '../sam/globals.ts';
import type { Links } from '../template/links.ts';
import { asString, at, isFalsy, isNoValue, type Node } from '../template/node.ts';
import { once } from '../template/once.ts';
import { placeOf, placeOfKey } from '../template/place.ts';
import { type Resource, resourceKey, resourcesOf, type Template } from '../template/template.ts';
import { literalOf, readText, soleUnresolved, type Text } from '../template/text.ts';

/** A resource, and the template that has it. */
interface Found {
  readonly template: Template;
  readonly resource: Resource;
}

/** The custom domains of SAM's APIs that ask for client certificates. */
export function readApiDomains(template: Template, links: Links): CustomDomain[] {
  return resourcesOf(template, 'AWS::Serverless::Api', 'AWS::Serverless::HttpApi').flatMap(resource => {
    const properties = withGlobals(template, resource);
    const domain = at(properties, 'Domain');
    const mutualTls = at(domain, 'MutualTlsAuthentication');
    if (!domain || !mutualTls || isFalsy(mutualTls)) return [];
    const setting = at(properties, 'DisableExecuteApiEndpoint');
    return [customDomain(headOf(domain, mutualTls), { template, resource }, setting, links)];
  });
}

/** A domain name, a resource of its own, that asks for client certificates. */
export interface MutualTlsDomain {
  /** The key of the resource. */
  readonly key: string;
  /** Its DomainName, where that is known. */
  readonly name: () => string | undefined;
  readonly head: DomainHead;
}

/** The domain names of a template that ask for client certificates, whatever is mapped to them. */
export function readMutualTlsDomains(template: Template, links: Links): MutualTlsDomain[] {
  const domains = resourcesOf(template, 'AWS::ApiGateway::DomainName', 'AWS::ApiGatewayV2::DomainName');
  return domains.flatMap(({ id, node, properties }) => {
    const mutualTls = at(properties, 'MutualTlsAuthentication');
    if (!mutualTls || isFalsy(mutualTls)) return [];
    // Only some mapping may ask for it, and then it leads to where others have it.
    const name = once(() => {
      const named = at(template.resources.get(id)?.properties, 'DomainName');
      return named && literalOf(readText(named, links.scopeOf(template)));
    });
    return [{ key: resourceKey(template, id), name, head: headOf(node, mutualTls) }];
  });
}

const apiTypes = new Set([
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGatewayV2::Api',
  'AWS::Serverless::Api',
  'AWS::Serverless::HttpApi',
]);

/** An API that a mapping puts behind a domain name. */
export interface MappedApi {
  readonly domain: MutualTlsDomain;
  /** The key of the API; of the mapping where no template has the API. */
  readonly key: string;
  readonly customDomain: CustomDomain;
}

/** The APIs that a template maps to some of the domains. */
export function readMappedApis(template: Template, domains: readonly MutualTlsDomain[], links: Links): MappedApi[] {
  if (domains.length === 0) return [];
  const mappings = resourcesOf(template, 'AWS::ApiGateway::BasePathMapping', 'AWS::ApiGatewayV2::ApiMapping');
  return mappings.flatMap(resource => {
    const mapping = { template, resource };
    return domains.filter(domain => isFor(mapping, domain, links)).flatMap(domain => mappedApi(mapping, domain, links));
  });
}

function mappedApi(mapping: Found, domain: MutualTlsDomain, links: Links): MappedApi[] {
  const { template, resource } = mapping;
  const reference = at(resource.properties, 'RestApiId') ?? at(resource.properties, 'ApiId');
  if (!reference) return [];
  const text = readText(reference, links.scopeOf(template));
  const found = resourceIn(text);
  if (!found) {
    // An id stands for an API that is not looked at, such as one that a scan leaves out.
    if (literalOf(text) !== undefined) return [];
    const unknown = unknownApi(domain.head, mapping, reference);
    return [{ domain, key: resourceKey(template, resource.id), customDomain: unknown }];
  }
  if (!apiTypes.has(found.resource.type)) return [];
  const setting = at(found.resource.properties, 'DisableExecuteApiEndpoint');
  const known = customDomain(domain.head, found, setting, links);
  return [{ domain, key: resourceKey(found.template, found.resource.id), customDomain: known }];
}

/** The APIs behind each domain name, each once however many base paths it has. */
export function withoutRepeats(domains: readonly MutualTlsDomain[], mapped: readonly MappedApi[]): CustomDomain[] {
  return domains.flatMap(domain => {
    const own = mapped.filter(each => each.domain === domain);
    return [...new Map(own.map(each => [each.key, each.customDomain])).values()];
  });
}

/** Whether a mapping names a domain, by reference or by the same text. */
function isFor({ template, resource }: Found, domain: MutualTlsDomain, links: Links): boolean {
  const name = at(resource.properties, 'DomainName');
  if (!name) return false;
  const text = readText(name, links.scopeOf(template));
  const found = resourceIn(text);
  if (found && resourceKey(found.template, found.resource.id) === domain.key) return true;
  const literal = literalOf(text);
  return literal !== undefined && literal === domain.name();
}

/** The resource that a text is `Ref` of. */
function resourceIn(text: Text): Found | undefined {
  const part = soleUnresolved(text);
  const resource = part?.name === undefined ? undefined : part.template.resources.get(part.name);
  return part && resource ? { template: part.template, resource } : undefined;
}

function customDomain(
  head: DomainHead,
  { template, resource }: Found,
  setting: Node | undefined,
  links: Links,
): CustomDomain {
  return {
    ...head,
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
function unknownApi(head: DomainHead, { resource }: Found, reference: Node): CustomDomain {
  const api = `the API of ${resource.name}`;
  return { ...head, api, defaultEndpoint: 'unknown', place: placeOf(reference) };
}

/** What is the same for all APIs of a domain. */
type DomainHead = Pick<CustomDomain, 'name' | 'related'>;

function headOf(domain: Node, mutualTls: Node): DomainHead {
  return {
    name:
      asString(at(domain, 'DomainName')) ?? asString(at(domain, 'Properties', 'DomainName')) ?? String(domain.segment),
    related: [{ place: placeOfKey(mutualTls), message: 'mutual TLS is set here' }],
  };
}
