import {
  type BasePathMapping,
  type DomainName,
  GetBasePathMappingsCommand,
  GetDomainNamesCommand,
} from '@aws-sdk/client-api-gateway';
import {
  type ApiMapping,
  type DomainName as DomainNameV2,
  GetApiMappingsCommand,
  GetDomainNamesCommand as GetDomainNamesV2Command,
} from '@aws-sdk/client-apigatewayv2';
import type { DeclaredResource } from './declared.ts';
import { gatewayArn, type Place, present } from './place.ts';

const action = 'apigateway:GET';

/**
 * Reads the custom domains. Both versions of API Gateway list the same ones, so each is declared once, by its name. Only
 * those with mutual TLS are asked for their mappings, one call for a page: of other domains no rule wants to know them.
 * The second version tells all mappings of a domain; the first refuses where some path has several levels, and is asked
 * only for a domain that the second does not list.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html
 */
export async function readDomains(place: Place): Promise<readonly DeclaredResource[]> {
  const { calls, clients } = place;
  const part = { arn: gatewayArn(place, '/domainnames'), what: 'the custom domains', action };
  const [first, second] = await Promise.all([
    calls.all<DomainName>(part, async (position, options) => {
      const page = await clients.apiGateway.send(new GetDomainNamesCommand({ limit: 500, position }), options);
      return { items: page.items, next: page.position };
    }),
    calls.all<DomainNameV2>(part, async (NextToken, options) => {
      const page = await clients.apiGatewayV2.send(
        new GetDomainNamesV2Command({ MaxResults: '500', NextToken }),
        options,
      );
      return { items: page.Items, next: page.NextToken };
    }),
  ]);
  const listed = new Set(second.items.map(domain => domain.DomainName));
  const domains = [
    ...second.items.map(({ DomainName: name = '', MutualTlsAuthentication: tls }): Domain => {
      return { name, version: 'ApiGatewayV2', truststore: tls?.TruststoreUri };
    }),
    ...first.items
      .filter(domain => !listed.has(domain.domainName))
      .map(({ domainName: name = '', mutualTlsAuthentication: tls }): Domain => {
        return { name, version: 'ApiGateway', truststore: tls?.truststoreUri };
      }),
  ];
  const declared = await Promise.all(domains.map(domain => readDomain(place, domain)));
  return declared.flat();
}

interface Domain {
  readonly name: string;
  /** Which of API Gateway's versions lists it. */
  readonly version: 'ApiGateway' | 'ApiGatewayV2';
  /** Where the certificates lie that it trusts; absent for a domain without mutual TLS. */
  readonly truststore: string | undefined;
}

async function readDomain(place: Place, domain: Domain): Promise<readonly DeclaredResource[]> {
  const { name, version, truststore } = domain;
  const arn = gatewayArn(place, `/domainnames/${name}`);
  const declared: DeclaredResource = {
    key: arn,
    arn,
    name,
    type: `AWS::${version}::DomainName`,
    physicalId: name,
    properties: present({
      DomainName: name,
      MutualTlsAuthentication: truststore === undefined ? undefined : { TruststoreUri: truststore },
    }),
  };
  if (truststore === undefined) return [declared];
  const mappings = version === 'ApiGateway' ? await basePathMappings(place, name) : await apiMappings(place, name);
  return [declared, ...mappings];
}

async function apiMappings(place: Place, name: string): Promise<readonly DeclaredResource[]> {
  const part = mappingsPart(place, name);
  const { items } = await place.calls.all<ApiMapping>(part, async (NextToken, options) => {
    const input = { DomainName: name, MaxResults: '500', NextToken };
    const page = await place.clients.apiGatewayV2.send(new GetApiMappingsCommand(input), options);
    return { items: page.Items, next: page.NextToken };
  });
  return items.map(mapping => {
    const arn = `${part.arn}/apimappings/${mapping.ApiMappingId}`;
    const properties = { ApiId: mapping.ApiId, Stage: mapping.Stage, ApiMappingKey: mapping.ApiMappingKey };
    return declareMapping('AWS::ApiGatewayV2::ApiMapping', arn, name, mapping.ApiMappingKey, properties);
  });
}

async function basePathMappings(place: Place, name: string): Promise<readonly DeclaredResource[]> {
  const part = mappingsPart(place, name);
  const { items } = await place.calls.all<BasePathMapping>(part, async (position, options) => {
    const input = { domainName: name, limit: 500, position };
    const page = await place.clients.apiGateway.send(new GetBasePathMappingsCommand(input), options);
    return { items: page.items, next: page.position };
  });
  return items.map(({ basePath, restApiId, stage }) => {
    const arn = `${part.arn}/basepathmappings/${basePath}`;
    const properties = { RestApiId: restApiId, Stage: stage, BasePath: basePath };
    return declareMapping('AWS::ApiGateway::BasePathMapping', arn, name, basePath, properties);
  });
}

function mappingsPart(place: Place, name: string) {
  return { arn: gatewayArn(place, `/domainnames/${name}`), what: `the APIs behind ${name}`, action };
}

function declareMapping(
  type: string,
  arn: string,
  domain: string,
  path: string | undefined,
  properties: Readonly<Record<string, unknown>>,
): DeclaredResource {
  const name = path === undefined || path === '' || path === '(none)' ? domain : `${domain}/${path}`;
  return { key: arn, arn, name, type, properties: present({ DomainName: domain, ...properties }) };
}
