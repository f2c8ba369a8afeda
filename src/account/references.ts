import type { DeclaredResource } from './declared.ts';
import { present } from './place.ts';

/**
 * Puts references in place of ids, ARNs and issuers' URLs of what was read too: user pools and clients in authorizers,
 * APIs in the mappings of domains. What is of another account or Region, or could not be read, stays text.
 */
export function withReferences(resources: readonly DeclaredResource[]): readonly DeclaredResource[] {
  const known = knownOf(resources);
  return resources.map(resource => ({ ...resource, properties: referring(resource, known) }));
}

/** Keys of what was read. */
interface Known {
  readonly poolsByArn: ReadonlyMap<string, string>;
  readonly poolsById: ReadonlyMap<string, string>;
  readonly clients: ReadonlyMap<string, string>;
  readonly apis: ReadonlyMap<string, string>;
}

function knownOf(resources: readonly DeclaredResource[]): Known {
  const byId = (...types: readonly string[]) =>
    new Map(
      resources.flatMap(({ type, physicalId, key }) =>
        physicalId !== undefined && types.includes(type) ? [[physicalId, key] as const] : [],
      ),
    );
  const pools = resources.filter(({ type }) => type === 'AWS::Cognito::UserPool');
  return {
    poolsByArn: new Map(pools.map(({ arn, key }) => [arn, key])),
    poolsById: byId('AWS::Cognito::UserPool'),
    clients: byId('AWS::Cognito::UserPoolClient'),
    apis: byId('AWS::ApiGateway::RestApi', 'AWS::ApiGatewayV2::Api'),
  };
}

function referring({ type, properties }: DeclaredResource, known: Known): DeclaredResource['properties'] {
  switch (type) {
    case 'AWS::ApiGateway::Authorizer': {
      const { ProviderARNs } = properties;
      if (!Array.isArray(ProviderARNs)) return properties;
      return { ...properties, ProviderARNs: ProviderARNs.map(arn => attributeOf(known.poolsByArn, arn, 'Arn') ?? arn) };
    }
    case 'AWS::ApiGatewayV2::Authorizer': {
      const { JwtConfiguration } = properties;
      if (!isRecord(JwtConfiguration)) return properties;
      const { Issuer, Audience } = JwtConfiguration;
      const jwt = {
        Issuer: attributeOf(known.poolsById, poolOfIssuer(Issuer), 'ProviderURL') ?? Issuer,
        Audience: Array.isArray(Audience) ? Audience.map(id => referenceTo(known.clients, id) ?? id) : Audience,
      };
      return { ...properties, JwtConfiguration: present(jwt) };
    }
    case 'AWS::ApiGateway::BasePathMapping':
      return { ...properties, RestApiId: referenceTo(known.apis, properties.RestApiId) ?? properties.RestApiId };
    case 'AWS::ApiGatewayV2::ApiMapping':
      return { ...properties, ApiId: referenceTo(known.apis, properties.ApiId) ?? properties.ApiId };
    default:
      return properties;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function attributeOf(keys: ReadonlyMap<string, string>, id: unknown, attribute: string): unknown {
  const key = typeof id === 'string' ? keys.get(id) : undefined;
  return key === undefined ? undefined : { 'Fn::GetAtt': [key, attribute] };
}

function referenceTo(keys: ReadonlyMap<string, string>, id: unknown): unknown {
  const key = typeof id === 'string' ? keys.get(id) : undefined;
  return key === undefined ? undefined : { Ref: key };
}

/**
 * The id of the user pool whose issuer this is, where the URL is of the Region that the id names.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
 */
function poolOfIssuer(issuer: unknown): string | undefined {
  const pattern = /^https:\/\/(?:issuer-)?cognito-idp(?:-fips)?\.([a-z0-9-]+)\.[a-z.]+\/(([a-z0-9-]+)_[0-9A-Za-z]+)$/;
  const [, region, id, regionOfId] = (typeof issuer === 'string' && pattern.exec(issuer)) || [];
  return region === regionOfId ? id : undefined;
}
