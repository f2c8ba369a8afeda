/* REST APIs in the emulator: a call for each method and its integration. */
import {
  type APIGatewayClient,
  CreateAuthorizerCommand,
  type CreateAuthorizerCommandInput,
  CreateBasePathMappingCommand,
  CreateDeploymentCommand,
  CreateDomainNameCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  type CreateRestApiCommandInput,
  GetResourcesCommand,
  PutIntegrationCommand,
  PutMethodCommand,
  type PutMethodCommandInput,
} from '@aws-sdk/client-api-gateway';
import { found } from './ids.ts';
import type { Clients } from './world.ts';

export interface RestApi {
  readonly id: string;
  readonly rest: APIGatewayClient;
  /** Ids of the resources, by path. */
  readonly resources: Map<string, string>;
  /** Notes the id of a part of the API, as `orders /orders/{id}`, and returns it. */
  note(part: string, id: string | undefined): string;
  authorizer(name: string, settings: Partial<CreateAuthorizerCommandInput>): Promise<string>;
}

/** Creates an API, or goes on with one that there is. */
export async function createRestApi(
  { rest, name: noteId }: Clients,
  name: string,
  settings: Omit<CreateRestApiCommandInput, 'name'>,
  existing?: string,
): Promise<RestApi> {
  const create = () =>
    rest.send(new CreateRestApiCommand({ endpointConfiguration: { types: ['REGIONAL'] }, ...settings, name }));
  const id = existing ?? noteId(name, (await create()).id);
  const note = (part: string, partId: string | undefined) => noteId(`${name} ${part}`, partId);
  const { items = [] } = await rest.send(new GetResourcesCommand({ restApiId: id, limit: 500 }));
  const resources = new Map(items.map(item => [found(item.path, 'a path'), found(item.id, 'a resource')]));
  for (const [path, resourceId] of resources) note(path, resourceId);
  return {
    id,
    rest,
    resources,
    note,
    authorizer: async (called, others) => {
      const created = await rest.send(
        new CreateAuthorizerCommand({ type: 'TOKEN', ...others, restApiId: id, name: called }),
      );
      return note(called, created.id);
    },
  };
}

/** Sets a method, such as `GET /orders/{id}`, and creates the resources on the way to it that are not there. */
export async function putMethod(
  api: RestApi,
  endpoint: string,
  settings: Pick<
    PutMethodCommandInput,
    'authorizationType' | 'authorizerId' | 'authorizationScopes' | 'apiKeyRequired'
  >,
): Promise<void> {
  const [httpMethod = '', path = ''] = endpoint.split(' ');
  const method = { restApiId: api.id, resourceId: await resourceAt(api, path), httpMethod };
  await api.rest.send(new PutMethodCommand({ ...settings, ...method }));
  await api.rest.send(
    new PutIntegrationCommand({
      ...method,
      type: 'HTTP_PROXY',
      integrationHttpMethod: 'ANY',
      uri: 'https://backend.example.com',
    }),
  );
}

async function resourceAt(api: RestApi, path: string): Promise<string> {
  const known = api.resources.get(path);
  if (known !== undefined) return known;
  const at = path.lastIndexOf('/');
  const parentId = await resourceAt(api, path.slice(0, at) || '/');
  const { id } = await api.rest.send(
    new CreateResourceCommand({ restApiId: api.id, parentId, pathPart: path.slice(at + 1) }),
  );
  const resource = api.note(path, id);
  api.resources.set(path, resource);
  return resource;
}

/** Makes a stage serve the API as it is now. */
export async function deploy({ rest, id, note }: RestApi, stageName: string): Promise<void> {
  const deployment = await rest.send(new CreateDeploymentCommand({ restApiId: id, stageName }));
  note(stageName, deployment.id);
}

/** Gives a stage a domain of its own. */
export async function mapRestDomain({ rest, id }: RestApi, domainName: string, stage: string): Promise<void> {
  await rest.send(
    new CreateDomainNameCommand({
      domainName,
      endpointConfiguration: { types: ['REGIONAL'] },
      securityPolicy: 'TLS_1_2',
    }),
  );
  await rest.send(new CreateBasePathMappingCommand({ domainName, restApiId: id, stage }));
}
