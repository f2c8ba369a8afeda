/* Accounts that are too large to write by hand. */
import type { HttpApi, RegionContents, RestApi, RestMethod, StandInAccount, UserPool } from './account.ts';

/** 0 to n - 1, through what is made of each. */
export function times<Made>(count: number, make: (index: number) => Made): Made[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

/**
 * A REST API whose methods are spread over resources of five each, with a Cognito authorizer that guards all but the
 * first, one stage, and as many calls to read as any. `resources` adds ones that have no methods.
 */
export function restApi(name: string, methodCount: number, resources = 0): RestApi {
  const verbs = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
  const methods: Record<string, Record<string, RestMethod>> = {};
  for (const index of times(methodCount, each => each)) {
    const path = `/things${Math.floor(index / verbs.length)}`;
    const guarded: RestMethod = { authorizationType: 'COGNITO_USER_POOLS', authorizer: 'cognito' };
    methods[path] = { ...methods[path], [verbs[index % verbs.length] ?? 'GET']: index === 0 ? {} : guarded };
  }
  for (const index of times(resources, each => each)) methods[`/empty${index}`] = {};
  return {
    id: name,
    name,
    methods,
    authorizers: [
      { id: 'cognito', name: 'Cognito', type: 'COGNITO_USER_POOLS', providerArns: [`arn:aws:cognito-idp:${name}`] },
    ],
    stages: [{ name: 'live', deployment: 'd1' }],
  };
}

/** An HTTP API of so many routes, all of which a JWT authorizer guards but the first. */
export function httpApi(name: string, routeCount: number): HttpApi {
  return {
    id: name,
    name,
    routes: Object.fromEntries(
      times(routeCount, index => [
        `GET /things${index}`,
        index === 0 ? {} : { authorizationType: 'JWT', authorizer: 'jwt' },
      ]),
    ),
    authorizers: [{ id: 'jwt', name: 'Jwt', type: 'JWT', issuer: 'https://issuer.example', audience: ['api'] }],
    stages: [{ name: '$default', autoDeploy: true }],
  };
}

/** A user pool of so many clients and resource servers. */
export function userPool(id: string, clientCount: number, resourceServerCount: number): UserPool {
  return {
    id,
    name: `Pool ${id}`,
    clients: times(clientCount, index => ({ id: `${id}client${index}`, name: `Client ${index}`, secret: true })),
    resourceServers: times(resourceServerCount, index => ({ identifier: `server${index}`, scopes: ['read'] })),
  };
}

/** So many accounts, 100000000000 and on, all with the same contents in each of the Regions. */
export function accounts(count: number, regions: readonly string[], contents: RegionContents): StandInAccount[] {
  return times(count, index => ({
    id: String(100_000_000_000 + index),
    regions: Object.fromEntries(regions.map(region => [region, contents])),
  }));
}
