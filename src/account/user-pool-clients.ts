import {
  DescribeUserPoolClientCommand,
  ListUserPoolClientsCommand,
  type UserPoolClientDescription,
  type UserPoolClientType,
} from '@aws-sdk/client-cognito-identity-provider';
import { type DeclaredResource, notRead, type UnreadPart } from './declared.ts';
import { keyOf, type Place, present } from './place.ts';
import type { PoolHead } from './user-pools.ts';

const type = 'AWS::Cognito::UserPoolClient';

/**
 * Reads the clients of a user pool: one call for each 60, and one for each. Where the list is not complete, one client
 * of which nothing is known stands for those that it lacks.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPoolClient.html
 */
export async function readPoolClients(place: Place, pool: PoolHead): Promise<readonly DeclaredResource[]> {
  const part = {
    arn: pool.arn,
    what: `the clients of ${pool.name}`,
    action: 'cognito-idp:ListUserPoolClients',
  };
  const { items, unread } = await place.calls.all<UserPoolClientDescription>(part, async (NextToken, options) => {
    const input = { UserPoolId: pool.id, MaxResults: 60, NextToken };
    const page = await place.clients.cognito.send(new ListUserPoolClientsCommand(input), options);
    return { items: page.UserPoolClients, next: page.NextToken };
  });
  const declared = await Promise.all(items.map(client => readPoolClient(place, pool, client)));
  if (!unread) return declared;
  return [
    ...declared,
    { key: keyOf(part.what, pool.id), arn: pool.arn, name: part.what, type, properties: unknownSettings(pool, unread) },
  ];
}

async function readPoolClient(
  { calls, clients }: Place,
  pool: PoolHead,
  { ClientId = '', ClientName: name = ClientId }: UserPoolClientDescription,
): Promise<DeclaredResource> {
  const part = {
    arn: pool.arn,
    what: `the client ${name} of ${pool.name}`,
    action: 'cognito-idp:DescribeUserPoolClient',
  };
  const { value, unread } = await calls.one(part, options =>
    clients.cognito.send(new DescribeUserPoolClientCommand({ UserPoolId: pool.id, ClientId }), options),
  );
  return {
    key: keyOf(name, ClientId),
    arn: pool.arn,
    name,
    type,
    physicalId: ClientId,
    properties: unread
      ? { ClientName: name, ...unknownSettings(pool, unread) }
      : settingsOf(pool, value.UserPoolClient ?? {}),
  };
}

/** A client's settings. Its secret is not among them, only whether it has one. */
function settingsOf(pool: PoolHead, client: UserPoolClientType): Readonly<Record<string, unknown>> {
  return present({
    UserPoolId: { Ref: pool.key },
    ClientName: client.ClientName,
    GenerateSecret: client.ClientSecret !== undefined,
    AllowedOAuthFlows: client.AllowedOAuthFlows,
    AllowedOAuthFlowsUserPoolClient: client.AllowedOAuthFlowsUserPoolClient ?? false,
    AllowedOAuthScopes: client.AllowedOAuthScopes,
    CallbackURLs: client.CallbackURLs,
    ExplicitAuthFlows: client.ExplicitAuthFlows,
    PreventUserExistenceErrors: client.PreventUserExistenceErrors,
    SupportedIdentityProviders: client.SupportedIdentityProviders,
    AccessTokenValidity: client.AccessTokenValidity,
    TokenValidityUnits: client.TokenValidityUnits && present({ ...client.TokenValidityUnits }),
  });
}

/** The settings that rules look at, none of them known. */
function unknownSettings(pool: PoolHead, unread: UnreadPart): Readonly<Record<string, unknown>> {
  const names = [
    'GenerateSecret',
    'AllowedOAuthFlows',
    'AllowedOAuthFlowsUserPoolClient',
    'AllowedOAuthScopes',
    'CallbackURLs',
    'ExplicitAuthFlows',
    'PreventUserExistenceErrors',
    'SupportedIdentityProviders',
  ];
  const settings = names.map(name => [name, notRead(unread)] as const);
  return { UserPoolId: { Ref: pool.key }, ...Object.fromEntries(settings) };
}
