/*
 * API Gateway's second API: https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/. It says of no list how many
 * items a page has; taken for the first API's here, 25, and at most 500.
 */
import type { HttpApi } from './account.ts';
import type { Call } from './call.ts';
import { type Paging, pageOfList } from './pages.ts';
import { Refusal } from './refusal.ts';
import { domainNameOf } from './rest-apis.ts';

const paging: Paging = { limit: 'maxResults', token: 'nextToken', usual: 25, most: 500, code: 'BadRequestException' };
const created = '2023-11-14T22:13:20Z';

export function getApis(call: Call): object {
  const { items, next } = pageOfList(call, call.contents.httpApis ?? [], paging);
  return {
    items: items.map(({ id, name, protocol = 'HTTP', cors, disableExecuteApiEndpoint = false, tags = {} }) => ({
      apiId: id,
      name,
      protocolType: protocol,
      apiEndpoint: `${protocol === 'HTTP' ? 'https' : 'wss'}://${id}.execute-api.${call.region}.amazonaws.com`,
      corsConfiguration: cors,
      createdDate: created,
      disableExecuteApiEndpoint,
      routeSelectionExpression: protocol === 'HTTP' ? '$request.method $request.path' : '$request.body.action',
      tags,
    })),
    nextToken: next,
  };
}

/** Route ids are `route1` and on, as the routes are written. */
export function getRoutes(call: Call): object {
  const { items, next } = pageOfList(call, [...Object.entries(httpApiOf(call).routes).entries()], paging);
  return {
    items: items.map(([index, [routeKey, { authorizationType, authorizer, scopes, apiKeyRequired }]]) => ({
      routeId: `route${index + 1}`,
      routeKey,
      authorizationType: authorizationType ?? 'NONE',
      authorizerId: authorizer,
      authorizationScopes: scopes,
      apiKeyRequired: apiKeyRequired ?? false,
      target: 'integrations/i1',
    })),
    nextToken: next,
  };
}

export function getAuthorizers(call: Call): object {
  const { items, next } = pageOfList(call, httpApiOf(call).authorizers ?? [], paging);
  return {
    items: items.map(({ id, name, type, issuer, audience, uri, identitySource }) => ({
      authorizerId: id,
      name,
      authorizerType: type,
      authorizerUri: uri,
      identitySource: identitySource ?? ['$request.header.Authorization'],
      jwtConfiguration: type === 'JWT' ? { issuer, audience } : undefined,
    })),
    nextToken: next,
  };
}

export function getStages(call: Call): object {
  const { items, next } = pageOfList(call, httpApiOf(call).stages ?? [], paging);
  return {
    items: items.map(({ name, autoDeploy = false }) => ({ stageName: name, autoDeploy, createdDate: created })),
    nextToken: next,
  };
}

export function getDomainNames(call: Call): object {
  const regional = (call.contents.domainNames ?? []).filter(({ endpointType }) => endpointType !== 'EDGE');
  const { items, next } = pageOfList(call, regional, paging);
  return {
    items: items.map(({ name, endpointType, mutualTls }) => ({
      domainName: name,
      domainNameConfigurations: [{ endpointType: endpointType ?? 'REGIONAL', domainNameStatus: 'AVAILABLE' }],
      mutualTlsAuthentication: mutualTls === undefined ? undefined : { truststoreUri: mutualTls },
    })),
    nextToken: next,
  };
}

export function getApiMappings(call: Call): object {
  const { items, next } = pageOfList(call, [...(domainNameOf(call).mappings ?? []).entries()], paging);
  return {
    items: items.map(([index, { api, stage, path = '' }]) => ({
      apiMappingId: `mapping${index + 1}`,
      apiId: api,
      stage,
      apiMappingKey: path,
    })),
    nextToken: next,
  };
}

function httpApiOf({ contents, subject }: Call): HttpApi {
  const api = (contents.httpApis ?? []).find(({ id }) => id === subject);
  if (api !== undefined) return api;
  throw new Refusal('NotFoundException', 404, `Invalid API identifier specified ${subject}`);
}
