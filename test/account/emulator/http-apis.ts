/* HTTP and WebSocket APIs in the emulator. */
import {
  CreateApiCommand,
  type CreateApiCommandInput,
  CreateApiMappingCommand,
  CreateAuthorizerCommand,
  type CreateAuthorizerCommandInput,
  CreateDomainNameCommand,
  CreateRouteCommand,
  type CreateRouteCommandInput,
  CreateStageCommand,
  type MutualTlsAuthenticationInput,
} from '@aws-sdk/client-apigatewayv2';
import type { Clients } from './world.ts';

export interface HttpApi {
  readonly id: string;
  readonly aws: Clients;
  authorizer(
    name: string,
    settings: Pick<CreateAuthorizerCommandInput, 'AuthorizerType' | 'IdentitySource' | 'JwtConfiguration'>,
  ): Promise<string>;
  route(
    key: string,
    settings: Pick<CreateRouteCommandInput, 'AuthorizationType' | 'AuthorizerId' | 'AuthorizationScopes'>,
  ): Promise<void>;
  stage(name: string): Promise<void>;
}

export async function createHttpApi(
  aws: Clients,
  name: string,
  settings: Omit<CreateApiCommandInput, 'Name'>,
): Promise<HttpApi> {
  const { http } = aws;
  const { ApiId } = await http.send(new CreateApiCommand({ ...settings, Name: name }));
  const id = aws.name(name, ApiId);
  return {
    id,
    aws,
    authorizer: async (called, others) => {
      const created = await http.send(new CreateAuthorizerCommand({ ...others, ApiId: id, Name: called }));
      return aws.name(`${name} ${called}`, created.AuthorizerId);
    },
    route: async (key, others) => {
      const { RouteId } = await http.send(new CreateRouteCommand({ ...others, ApiId: id, RouteKey: key }));
      aws.name(`${name} ${key}`, RouteId);
    },
    stage: async stage => {
      await http.send(new CreateStageCommand({ ApiId: id, StageName: stage, AutoDeploy: true }));
    },
  };
}

/** Gives the API's stage `$default` a domain of its own, at which callers have to show a certificate. */
export async function mapDomain(
  { id, aws }: HttpApi,
  domain: string,
  mutualTls: MutualTlsAuthenticationInput,
): Promise<void> {
  const CertificateArn = `arn:aws:acm:${aws.region}:${aws.account}:certificate/shop`;
  await aws.http.send(
    new CreateDomainNameCommand({
      DomainName: domain,
      DomainNameConfigurations: [{ EndpointType: 'REGIONAL', CertificateArn }],
      MutualTlsAuthentication: mutualTls,
    }),
  );
  const { ApiMappingId } = await aws.http.send(
    new CreateApiMappingCommand({ ApiId: id, DomainName: domain, Stage: '$default' }),
  );
  aws.name(`${domain} mapping`, ApiMappingId);
}
