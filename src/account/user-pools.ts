import {
  DescribeUserPoolCommand,
  type LambdaConfigType,
  ListResourceServersCommand,
  ListUserPoolsCommand,
  type ResourceServerType,
  type UserPoolDescriptionType,
  type UserPoolType,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Answer, Listing } from './calls.ts';
import { type DeclaredResource, notRead, unreadValue } from './declared.ts';
import { keyOf, type Place, present, serviceArn, withTags } from './place.ts';
import { readPoolClients } from './user-pool-clients.ts';

/** A user pool as its parts refer to it. */
export interface PoolHead {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly arn: string;
}

/**
 * Reads the user pools. Calls: one for each 60 pools; of a pool one to describe it, one for each 50 resource servers,
 * one for each 60 clients, and one for each client.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeUserPool.html
 */
export async function readUserPools(place: Place): Promise<readonly DeclaredResource[]> {
  const { calls, clients } = place;
  const part = {
    arn: serviceArn(place, 'cognito-idp', 'userpool/*'),
    what: 'the user pools',
    action: 'cognito-idp:ListUserPools',
  };
  const { items } = await calls.all<UserPoolDescriptionType>(part, async (NextToken, options) => {
    const page = await clients.cognito.send(new ListUserPoolsCommand({ MaxResults: 60, NextToken }), options);
    return { items: page.UserPools, next: page.NextToken };
  });
  const pools = await Promise.all(items.map(pool => readUserPool(place, pool)));
  return pools.flat();
}

async function readUserPool(place: Place, listed: UserPoolDescriptionType): Promise<readonly DeclaredResource[]> {
  const { calls } = place;
  const client = place.clients.cognito;
  const UserPoolId = listed.Id ?? '';
  const name = listed.Name ?? UserPoolId;
  const pool: PoolHead = {
    id: UserPoolId,
    key: keyOf(name, UserPoolId),
    name,
    arn: serviceArn(place, 'cognito-idp', `userpool/${UserPoolId}`),
  };
  const [described, servers, poolClients] = await Promise.all([
    calls.one(
      { arn: pool.arn, what: `the settings and the domain of ${name}`, action: 'cognito-idp:DescribeUserPool' },
      options => client.send(new DescribeUserPoolCommand({ UserPoolId }), options),
    ),
    calls.all<ResourceServerType>(
      { arn: pool.arn, what: `the resource servers of ${name}`, action: 'cognito-idp:ListResourceServers' },
      async (NextToken, options) => {
        const input = { UserPoolId, MaxResults: 50, NextToken };
        const page = await client.send(new ListResourceServersCommand(input), options);
        return { items: page.ResourceServers, next: page.NextToken };
      },
    ),
    readPoolClients(place, pool),
  ]);
  const answer: Answer<UserPoolType> = described.unread
    ? { unread: described.unread }
    : { value: described.value.UserPool ?? {} };
  return [declarePool(pool, answer), ...declareDomains(pool, answer), ...declareServers(pool, servers), ...poolClients];
}

function declarePool(pool: PoolHead, { value, unread }: Answer<UserPoolType>): DeclaredResource {
  const settings = unread
    ? // A trigger could add scopes; that of which nothing is known is not to pass for none.
      { UserPoolName: pool.name, LambdaConfig: { PreTokenGenerationConfig: notRead(unread) } }
    : {
        UserPoolName: pool.name,
        LambdaConfig: triggersOf(value.LambdaConfig),
        MfaConfiguration: value.MfaConfiguration,
        AdminCreateUserConfig: value.AdminCreateUserConfig && {
          AllowAdminCreateUserOnly: value.AdminCreateUserConfig.AllowAdminCreateUserOnly ?? false,
        },
      };
  return {
    key: pool.key,
    arn: pool.arn,
    name: pool.name,
    type: 'AWS::Cognito::UserPool',
    physicalId: pool.id,
    properties: present(settings),
    ...withTags(value?.UserPoolTags),
  };
}

/** Of the trigger before token generation, Cognito gives a configuration even of the version that adds no scopes. */
function triggersOf(triggers: LambdaConfigType | undefined): Readonly<Record<string, unknown>> | undefined {
  if (!triggers) return undefined;
  const { PreTokenGenerationConfig: config, ...others } = triggers;
  return present({ ...others, PreTokenGenerationConfig: config?.LambdaVersion === 'V1_0' ? undefined : config });
}

/** A pool has a domain by prefix, one of the user's own, or both. */
function declareDomains(pool: PoolHead, { value, unread }: Answer<UserPoolType>): DeclaredResource[] {
  const head = { arn: pool.arn, type: 'AWS::Cognito::UserPoolDomain' };
  const UserPoolId = { Ref: pool.key };
  if (unread) {
    const name = `the domain of ${pool.name}`;
    return [{ ...head, key: keyOf(name, pool.id), name, properties: { UserPoolId, Domain: notRead(unread) } }];
  }
  const own = value.CustomDomain;
  return [
    ...(value.Domain === undefined || value.Domain === ''
      ? []
      : [
          {
            ...head,
            key: keyOf(value.Domain, `domain of ${pool.id}`),
            name: `${value.Domain} of ${pool.name}`,
            properties: { UserPoolId, Domain: value.Domain },
          },
        ]),
    ...(own === undefined || own === ''
      ? []
      : [
          {
            ...head,
            key: keyOf(own, `domain of ${pool.id}`),
            name: `${own} of ${pool.name}`,
            // Which certificate it has is not in the answer; that it is of the user's own is all that is looked at.
            properties: { UserPoolId, Domain: own, CustomDomainConfig: unreadValue('Cognito does not name it') },
          },
        ]),
  ];
}

function declareServers(pool: PoolHead, { items, unread }: Listing<ResourceServerType>): DeclaredResource[] {
  const head = { arn: pool.arn, type: 'AWS::Cognito::UserPoolResourceServer' };
  const UserPoolId = { Ref: pool.key };
  const declared = items.map(({ Identifier = '', Name = Identifier, Scopes = [] }) => ({
    ...head,
    key: keyOf(Identifier, `resource server of ${pool.id}`),
    // A pool's server is often called what an API is.
    name: `${Name} of ${pool.name}`,
    properties: { UserPoolId, Identifier, Name, Scopes: Scopes.map(scope => present({ ...scope })) },
  }));
  if (!unread) return declared;
  // One that could be any: with it, no scope of the pool counts as not declared.
  const name = `the resource servers of ${pool.name}`;
  const properties = { UserPoolId, Identifier: notRead(unread), Scopes: notRead(unread) };
  return [...declared, { ...head, key: keyOf(name, pool.id), name, properties }];
}
