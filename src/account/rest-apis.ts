import {
  type Authorizer,
  GetAuthorizersCommand,
  GetResourcesCommand,
  GetRestApisCommand,
  type Resource,
  type RestApi,
} from '@aws-sdk/client-api-gateway';
import { type ApiHead, type AuthorizerHead, authorizerKey, mayUse } from './api-head.ts';
import { type DeclaredResource, type StageSnapshot, unreadValue } from './declared.ts';
import { gatewayArn, keyOf, type Place, present, withTags } from './place.ts';
import { declareMethods } from './rest-methods.ts';
import { policyOf } from './rest-policy.ts';
import { readStages } from './rest-stages.ts';

const pageSize = 500;
const action = 'apigateway:GET';

/** What the REST APIs of an account and Region say. */
export interface RestApis {
  readonly resources: readonly DeclaredResource[];
  readonly snapshots: readonly StageSnapshot[];
}

/**
 * Reads the REST APIs. Calls: one for each 500 APIs; of an API one GetResources for each 500 resources, however many
 * methods these have, GetAuthorizers, GetStages, and GetDeployment for each deployment that some stage serves, usually one.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_GetResources.html
 */
export async function readRestApis(place: Place): Promise<RestApis> {
  const { calls, clients, includes } = place;
  const part = { arn: gatewayArn(place, '/restapis'), what: 'the REST APIs', action };
  const { items } = await calls.all(part, async (position, options) => {
    const page = await clients.apiGateway.send(new GetRestApisCommand({ limit: pageSize, position }), options);
    return { items: page.items, next: page.position };
  });
  const apis = await Promise.all(items.filter(api => includes(api.name ?? '')).map(api => readRestApi(place, api)));
  return {
    resources: apis.flatMap(api => api.resources),
    snapshots: apis.flatMap(api => api.snapshots),
  };
}

async function readRestApi(place: Place, api: RestApi): Promise<RestApis> {
  const { calls, clients } = place;
  const restApiId = api.id ?? '';
  const name = api.name ?? restApiId;
  const head: ApiHead = {
    id: restApiId,
    key: keyOf(name, restApiId),
    name,
    arn: gatewayArn(place, `/restapis/${restApiId}`),
  };
  const [resources, authorizers, stages] = await Promise.all([
    calls.all<Resource>({ arn: head.arn, what: `the methods of ${name}`, action }, async (position, options) => {
      const input = { restApiId, embed: ['methods'], limit: pageSize, position };
      const page = await clients.apiGateway.send(new GetResourcesCommand(input), options);
      return { items: page.items, next: page.position };
    }),
    calls.all<Authorizer>({ arn: head.arn, what: `the authorizers of ${name}`, action }, async (position, options) => {
      const input = { restApiId, limit: pageSize, position };
      const page = await clients.apiGateway.send(new GetAuthorizersCommand(input), options);
      return { items: page.items, next: page.position };
    }),
    readStages(place, head),
  ]);
  const declared = authorizers.items.map(authorizer => declareAuthorizer(head, authorizer));
  return {
    resources: [
      declareApi(head, api, resources.unread ? declared : []),
      ...declared,
      ...declareMethods(head, resources.items, { ...authorizers, items: authorizers.items.map(headOf) }),
      ...stages.resources,
    ],
    snapshots: stages.snapshots.map(snapshot => ({
      ...snapshot,
      ...(resources.unread && { methodsIncomplete: true as const }),
    })),
  };
}

/** @param mayBeUsed Authorizers of the API that methods which could not be read may ask for. */
function declareApi(head: ApiHead, api: RestApi, mayBeUsed: readonly DeclaredResource[]): DeclaredResource {
  return {
    key: head.key,
    arn: head.arn,
    name: head.name,
    type: 'AWS::ApiGateway::RestApi',
    physicalId: head.id,
    properties: present({
      Name: api.name,
      EndpointConfiguration: api.endpointConfiguration?.types && {
        Types: api.endpointConfiguration.types,
        ...present({ VpcEndpointIds: api.endpointConfiguration.vpcEndpointIds }),
      },
      Policy: policyOf(api.policy),
      DisableExecuteApiEndpoint: api.disableExecuteApiEndpoint,
      ...mayUse(mayBeUsed),
    }),
    ...withTags(api.tags),
  };
}

function headOf({ id = '', name = id }: Authorizer): AuthorizerHead {
  return { id, name };
}

function declareAuthorizer(api: ApiHead, authorizer: Authorizer): DeclaredResource {
  const { id, name } = headOf(authorizer);
  return {
    key: authorizerKey(api, { id, name }),
    arn: `${api.arn}/authorizers/${id}`,
    name,
    type: 'AWS::ApiGateway::Authorizer',
    physicalId: id,
    properties: present({
      RestApiId: { Ref: api.key },
      Name: authorizer.name,
      Type: authorizer.type ?? unreadValue('API Gateway does not say what type it is of'),
      ProviderARNs: authorizer.providerARNs,
      AuthorizerUri: authorizer.authorizerUri,
      IdentitySource: authorizer.identitySource,
    }),
  };
}
