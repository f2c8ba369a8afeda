/*
 * Cognito user pools: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/. A client that has a
 * secret is described with it, as by AWS.
 */
import { type UserPool, userPoolArn } from './account.ts';
import type { Call } from './call.ts';
import { type Paging, pageOfList } from './pages.ts';
import { Refusal } from './refusal.ts';

const paging: Paging = {
  limit: 'MaxResults',
  token: 'NextToken',
  usual: 10,
  most: 60,
  code: 'InvalidParameterException',
};
const created = 1_700_000_000;

/** The text of a client's secret, of which no output may hold any. */
export const secretPrefix = 's3cr3t-';

export function listUserPools(call: Call): object {
  const { items, next } = pageOfList(call, call.contents.userPools ?? [], { ...paging, required: true });
  return {
    UserPools: items.map(({ id, name, lambdaConfig = {} }) => ({
      Id: id,
      Name: name,
      LambdaConfig: lambdaConfig,
      CreationDate: created,
      LastModifiedDate: created,
    })),
    NextToken: next,
  };
}

export function describeUserPool(call: Call): object {
  const { id, name, lambdaConfig = {}, domain, customDomain, tags = {} } = userPoolOf(call);
  return {
    UserPool: {
      Id: id,
      Name: name,
      Arn: userPoolArn(call.account.id, call.region, id),
      LambdaConfig: lambdaConfig,
      Domain: domain,
      CustomDomain: customDomain,
      UserPoolTags: tags,
      CreationDate: created,
      LastModifiedDate: created,
    },
  };
}

export function listResourceServers(call: Call): object {
  const pool = userPoolOf(call);
  const { items, next } = pageOfList(call, pool.resourceServers ?? [], { ...paging, most: 50 });
  return {
    ResourceServers: items.map(({ identifier, name, scopes }) => ({
      UserPoolId: pool.id,
      Identifier: identifier,
      Name: name ?? identifier,
      Scopes: scopes.map(scope => ({ ScopeName: scope, ScopeDescription: scope })),
    })),
    NextToken: next,
  };
}

export function listUserPoolClients(call: Call): object {
  const pool = userPoolOf(call);
  const { items, next } = pageOfList(call, pool.clients ?? [], paging);
  return {
    UserPoolClients: items.map(({ id, name }) => ({ ClientId: id, UserPoolId: pool.id, ClientName: name })),
    NextToken: next,
  };
}

export function describeUserPoolClient(call: Call): object {
  const pool = userPoolOf(call);
  const clientId = call.parameter('ClientId');
  const client = (pool.clients ?? []).find(({ id }) => id === clientId);
  if (client === undefined) {
    throw new Refusal('ResourceNotFoundException', 404, `User pool client ${clientId} does not exist.`);
  }
  const { flows = [], oauth = flows.length > 0 } = client;
  return {
    UserPoolClient: {
      UserPoolId: pool.id,
      ClientId: client.id,
      ClientName: client.name,
      ClientSecret: client.secret === true ? `${secretPrefix}${client.id}` : undefined,
      AllowedOAuthFlows: client.flows,
      AllowedOAuthScopes: client.scopes,
      AllowedOAuthFlowsUserPoolClient: oauth,
      CallbackURLs: client.callbackUrls,
      ExplicitAuthFlows: client.authFlows,
      SupportedIdentityProviders: client.identityProviders,
      PreventUserExistenceErrors: client.preventUserExistenceErrors,
      AccessTokenValidity: client.accessTokenValidity,
      TokenValidityUnits: client.tokenValidityUnits,
      RefreshTokenValidity: 30,
      EnableTokenRevocation: true,
      CreationDate: created,
      LastModifiedDate: created,
    },
  };
}

function userPoolOf({ contents, subject }: Call): UserPool {
  const pool = (contents.userPools ?? []).find(({ id }) => id === subject);
  if (pool !== undefined) return pool;
  throw new Refusal('ResourceNotFoundException', 404, `User pool ${subject} does not exist.`);
}
