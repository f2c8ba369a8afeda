import {
  type Api,
  type Authorizer,
  GetApisCommand,
  GetAuthorizersCommand,
  GetRoutesCommand,
  GetStagesCommand,
  type Route,
  type Stage,
} from '@aws-sdk/client-apigatewayv2';
import { type ApiHead, type AuthorizerHead, authorizerKey, authorizerOf, mayUse } from './api-head.ts';
import type { Listing } from './calls.ts';
import { type DeclaredResource, unreadValue } from './declared.ts';
import { gatewayArn, keyOf, type Place, present, withTags } from './place.ts';

const MaxResults = '500';
const action = 'apigateway:GET';

/**
 * Reads the HTTP and WebSocket APIs: one call for a page of APIs, and of each API one for each page of its routes,
 * authorizers and stages.
 * https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html
 */
export async function readHttpApis(place: Place): Promise<readonly DeclaredResource[]> {
  const { calls, clients, includes } = place;
  const part = { arn: gatewayArn(place, '/apis'), what: 'the HTTP and WebSocket APIs', action };
  const { items } = await calls.all(part, async (NextToken, options) => {
    const page = await clients.apiGatewayV2.send(new GetApisCommand({ MaxResults, NextToken }), options);
    return { items: page.Items, next: page.NextToken };
  });
  const apis = await Promise.all(items.filter(api => includes(api.Name ?? '')).map(api => readHttpApi(place, api)));
  return apis.flat();
}

async function readHttpApi(place: Place, api: Api): Promise<readonly DeclaredResource[]> {
  const { calls } = place;
  const client = place.clients.apiGatewayV2;
  const ApiId = api.ApiId ?? '';
  const name = api.Name ?? ApiId;
  const head: ApiHead = { id: ApiId, key: keyOf(name, ApiId), name, arn: gatewayArn(place, `/apis/${ApiId}`) };
  const partOf = (what: string) => ({ arn: head.arn, what: `the ${what} of ${name}`, action });
  const [routes, authorizers, stages] = await Promise.all([
    calls.all<Route>(partOf('routes'), async (NextToken, options) => {
      const page = await client.send(new GetRoutesCommand({ ApiId, MaxResults, NextToken }), options);
      return { items: page.Items, next: page.NextToken };
    }),
    calls.all<Authorizer>(partOf('authorizers'), async (NextToken, options) => {
      const page = await client.send(new GetAuthorizersCommand({ ApiId, MaxResults, NextToken }), options);
      return { items: page.Items, next: page.NextToken };
    }),
    calls.all<Stage>(partOf('stages'), async (NextToken, options) => {
      const page = await client.send(new GetStagesCommand({ ApiId, MaxResults, NextToken }), options);
      return { items: page.Items, next: page.NextToken };
    }),
  ]);
  const declared = authorizers.items.map(authorizer => declareAuthorizer(head, authorizer));
  return [
    declareApi(head, api, routes.unread ? declared : []),
    ...declared,
    ...routes.items.map(route => declareRoute(head, route, { ...authorizers, items: authorizers.items.map(headOf) })),
    ...stages.items.map(stage => declareStage(head, stage)),
  ];
}

/** @param mayBeUsed Authorizers of the API that routes which could not be read may ask for. */
function declareApi(head: ApiHead, api: Api, mayBeUsed: readonly DeclaredResource[]): DeclaredResource {
  return {
    key: head.key,
    arn: head.arn,
    name: head.name,
    type: 'AWS::ApiGatewayV2::Api',
    physicalId: head.id,
    properties: present({
      Name: api.Name,
      ProtocolType: api.ProtocolType,
      DisableExecuteApiEndpoint: api.DisableExecuteApiEndpoint,
      CorsConfiguration: api.CorsConfiguration && present({ ...api.CorsConfiguration }),
      ...mayUse(mayBeUsed),
    }),
    ...withTags(api.Tags),
  };
}

function headOf({ AuthorizerId: id = '', Name: name = id }: Authorizer): AuthorizerHead {
  return { id, name };
}

function declareAuthorizer(api: ApiHead, authorizer: Authorizer): DeclaredResource {
  const { id, name } = headOf(authorizer);
  const { Issuer, Audience } = authorizer.JwtConfiguration ?? {};
  return {
    key: authorizerKey(api, { id, name }),
    arn: `${api.arn}/authorizers/${id}`,
    name,
    type: 'AWS::ApiGatewayV2::Authorizer',
    physicalId: id,
    properties: present({
      ApiId: { Ref: api.key },
      Name: authorizer.Name,
      AuthorizerType: authorizer.AuthorizerType ?? unreadValue('API Gateway does not say what type it is of'),
      JwtConfiguration: authorizer.JwtConfiguration && present({ Issuer, Audience }),
      AuthorizerUri: authorizer.AuthorizerUri,
      IdentitySource: authorizer.IdentitySource,
    }),
  };
}

function declareRoute(api: ApiHead, route: Route, authorizers: Listing<AuthorizerHead>): DeclaredResource {
  const arn = `${api.arn}/routes/${route.RouteId}`;
  return {
    key: arn,
    arn,
    name: `${route.RouteKey} of ${api.name}`,
    type: 'AWS::ApiGatewayV2::Route',
    physicalId: route.RouteId ?? '',
    properties: present({
      ApiId: { Ref: api.key },
      RouteKey: route.RouteKey,
      AuthorizationType: route.AuthorizationType ?? unreadValue('API Gateway does not say who may call it'),
      AuthorizerId: authorizerOf(api, route.AuthorizerId, authorizers),
      AuthorizationScopes: route.AuthorizationScopes,
      ApiKeyRequired: route.ApiKeyRequired,
    }),
  };
}

function declareStage(api: ApiHead, stage: Stage): DeclaredResource {
  const arn = `${api.arn}/stages/${stage.StageName}`;
  return {
    key: arn,
    arn,
    name: `stage ${stage.StageName} of ${api.name}`,
    type: 'AWS::ApiGatewayV2::Stage',
    physicalId: stage.StageName ?? '',
    properties: present({
      ApiId: { Ref: api.key },
      StageName: stage.StageName,
      DeploymentId: stage.DeploymentId,
      AutoDeploy: stage.AutoDeploy,
    }),
  };
}
