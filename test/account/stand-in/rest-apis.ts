/*
 * API Gateway's first API: https://docs.aws.amazon.com/apigateway/latest/api/API_Operations.html. Its lists are named
 * `item`; a resource carries its methods only where `embed=methods` is asked for, and a deployment its snapshot where
 * `embed=apisummary` is.
 */
import type { DomainName, RestApi, RestMethod, Snapshot } from './account.ts';
import type { Call } from './call.ts';
import { type Paging, pageOfList } from './pages.ts';
import { Refusal } from './refusal.ts';

const paging: Paging = { limit: 'limit', token: 'position', usual: 25, most: 500, code: 'BadRequestException' };
const created = 1_700_000_000;

/** A resource of a REST API, as GetResources gives it. */
export interface RestResource {
  readonly id: string;
  readonly parentId?: string;
  readonly pathPart?: string;
  readonly path: string;
}

/** The resources that an API's paths make, of which the root is `r0` and the others `r1` and on, as they are written. */
export function resourcesOf(api: RestApi): RestResource[] {
  const ids = new Map<string, RestResource>([['', { id: 'r0', path: '/' }]]);
  for (const path of Object.keys(api.methods)) {
    const parts = path.split('/').filter(part => part !== '');
    for (const [index, pathPart] of parts.entries()) {
      const here = `/${parts.slice(0, index + 1).join('/')}`;
      const parent = ids.get(index === 0 ? '' : `/${parts.slice(0, index).join('/')}`);
      if (ids.has(here) || parent === undefined) continue;
      ids.set(here, { id: `r${ids.size}`, parentId: parent.id, pathPart, path: here });
    }
  }
  return [...ids.values()];
}

export function getRestApis(call: Call): object {
  const { items, next } = pageOfList(call, call.contents.restApis ?? [], paging);
  return { item: items.map(described), position: next };
}

function described(api: RestApi): object {
  const policy = api.policy === undefined ? undefined : JSON.stringify(JSON.stringify(api.policy)).slice(1, -1);
  return {
    id: api.id,
    name: api.name,
    createdDate: created,
    apiKeySource: 'HEADER',
    endpointConfiguration: { types: api.endpointTypes ?? ['EDGE'], ipAddressType: 'ipv4' },
    // AWS escapes the quotes of the policy's text, as though it were to stand within a JSON string once more.
    policy,
    disableExecuteApiEndpoint: api.disableExecuteApiEndpoint ?? false,
    rootResourceId: 'r0',
    tags: api.tags,
  };
}

export function getResources(call: Call): object {
  const api = restApiOf(call);
  const { items, next } = pageOfList(call, resourcesOf(api), paging);
  const embeds = call.parameters('embed').includes('methods');
  return {
    item: items.map(resource => {
      const methods = Object.entries(api.methods[resource.path] ?? {});
      if (methods.length === 0) return resource;
      return {
        ...resource,
        resourceMethods: Object.fromEntries(
          methods.map(([httpMethod, method]) => [httpMethod, embeds ? methodDescribed(httpMethod, method) : {}]),
        ),
      };
    }),
    position: next,
  };
}

/** What a scan pays for each method that does without `embed=methods`. */
export function getMethod(call: Call): object {
  const api = restApiOf(call);
  const [resourceId, httpMethod = ''] = call.names;
  const path = resourcesOf(api).find(({ id }) => id === resourceId)?.path;
  const method = path === undefined ? undefined : api.methods[path]?.[httpMethod];
  if (method === undefined) throw new Refusal('NotFoundException', 404, 'Invalid Method identifier specified');
  return methodDescribed(httpMethod, method);
}

function methodDescribed(httpMethod: string, method: RestMethod): object {
  return {
    httpMethod,
    authorizationType: method.authorizationType ?? 'NONE',
    authorizerId: method.authorizer,
    authorizationScopes: method.scopes,
    apiKeyRequired: method.apiKeyRequired ?? false,
    methodIntegration: { type: 'AWS_PROXY', httpMethod: 'POST' },
  };
}

export function getAuthorizers(call: Call): object {
  const { items, next } = pageOfList(call, restApiOf(call).authorizers ?? [], paging);
  return {
    item: items.map(({ id, name, type, providerArns, uri, identitySource }) => ({
      id,
      name,
      type,
      authType: type === 'COGNITO_USER_POOLS' ? 'cognito_user_pools' : 'custom',
      providerARNs: providerArns,
      authorizerUri: uri,
      identitySource: identitySource ?? 'method.request.header.Authorization',
    })),
    position: next,
  };
}

/** Not paged: all of an API's stages at once. */
export function getStages(call: Call): object {
  return {
    item: (restApiOf(call).stages ?? []).map(({ name, deployment, canary, tags }) => ({
      stageName: name,
      deploymentId: deployment,
      canarySettings: canary === undefined ? undefined : { deploymentId: canary, percentTraffic: 10 },
      createdDate: created,
      lastUpdatedDate: created,
      tags,
    })),
  };
}

export function getDeployment(call: Call): object {
  const api = restApiOf(call);
  const [id = ''] = call.names;
  const known = (api.stages ?? []).flatMap(({ deployment, canary }) => [deployment, canary]);
  if (!known.includes(id) && api.deployments?.[id] === undefined) {
    throw new Refusal('NotFoundException', 404, 'Invalid Deployment identifier specified');
  }
  const embeds = call.parameters('embed').includes('apisummary');
  return { id, createdDate: created, apiSummary: embeds ? (api.deployments?.[id] ?? snapshotOf(api)) : undefined };
}

/** What a deployment of an API as it is now would serve. */
export function snapshotOf(api: RestApi): Snapshot {
  return Object.fromEntries(
    Object.entries(api.methods)
      .filter(([, methods]) => Object.keys(methods).length > 0)
      .map(([path, methods]) => [
        path,
        Object.fromEntries(
          Object.entries(methods).map(([httpMethod, { authorizationType = 'NONE', apiKeyRequired = false }]) => [
            httpMethod,
            { authorizationType, apiKeyRequired },
          ]),
        ),
      ]),
  );
}

export function getDomainNames(call: Call): object {
  const { items, next } = pageOfList(call, call.contents.domainNames ?? [], paging);
  return {
    item: items.map(({ name, endpointType, mutualTls }) => ({
      domainName: name,
      endpointConfiguration: { types: [endpointType ?? 'REGIONAL'] },
      domainNameStatus: 'AVAILABLE',
      mutualTlsAuthentication: mutualTls === undefined ? undefined : { truststoreUri: mutualTls },
    })),
    position: next,
  };
}

export function getBasePathMappings(call: Call): object {
  const restApis = new Set((call.contents.restApis ?? []).map(({ id }) => id));
  const mappings = (domainNameOf(call).mappings ?? []).filter(({ api }) => restApis.has(api));
  const { items, next } = pageOfList(call, mappings, paging);
  return {
    item: items.map(({ api, stage, path }) => ({ basePath: path ?? '(none)', restApiId: api, stage })),
    position: next,
  };
}

/** The custom domain that a call names, of either API. Throws a Refusal where there is none. */
export function domainNameOf({ contents, subject }: Call): DomainName {
  const domainName = (contents.domainNames ?? []).find(({ name }) => name === subject);
  if (domainName !== undefined) return domainName;
  throw new Refusal('NotFoundException', 404, 'Invalid domain name identifier specified');
}

function restApiOf({ account, contents, subject }: Call): RestApi {
  const api = (contents.restApis ?? []).find(({ id }) => id === subject);
  if (api !== undefined) return api;
  throw new Refusal('NotFoundException', 404, `Invalid API identifier specified ${account.id}:${subject}`);
}
