/*
 * Whose accounts there are, and who is asking: STS, Organizations and Account Management. The access key id says which
 * account a request is for.
 */
import { partitionOf, type StandInAccount } from './account.ts';
import type { Call } from './call.ts';
import { type Paging, pageOfList } from './pages.ts';
import { Refusal } from './refusal.ts';

/** Keys as the SDK takes them. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The keys of a user of an account. */
export function keysOf(account: string): Keys {
  return { accessKeyId: `AKIA${account}TEST`, secretAccessKey: 'stand-in' };
}

/** The account whose key it is, or undefined for a key that no account has given. */
export function accountOfKey(accessKeyId: string): string | undefined {
  return /^A[KS]IA(\d{12})TEST$/.exec(accessKeyId)?.[1];
}

/** Who makes a request, as errors and GetCallerIdentity name them. */
export function callerArn(account: string, region: string): string {
  return `arn:${partitionOf(region)}:sts::${account}:assumed-role/audit/scan`;
}

export function getCallerIdentity({ account, region }: Call): object {
  return { UserId: 'AROASTANDIN:scan', Account: account.id, Arn: callerArn(account.id, region) };
}

/** Any role of an account that there is, or of those that it names. */
export function assumeRole(call: Call, accounts: readonly StandInAccount[]): object {
  const arn = call.parameter('RoleArn') ?? '';
  const [, id, name = ''] = /^arn:[^:]+:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  const account = accounts.find(each => each.id === id);
  if (account === undefined || !(account.roles?.includes(name) ?? true)) {
    const caller = callerArn(call.account.id, call.region);
    throw new Refusal(
      'AccessDenied',
      403,
      `User: ${caller} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
    );
  }
  const session = call.parameter('RoleSessionName') ?? '';
  return {
    Credentials: {
      AccessKeyId: `ASIA${account.id}TEST`,
      SecretAccessKey: 'stand-in',
      SessionToken: 'stand-in-session',
      Expiration: '2099-01-01T00:00:00Z',
    },
    AssumedRoleUser: {
      AssumedRoleId: `AROASTANDIN:${session}`,
      Arn: `arn:${partitionOf(call.region)}:sts::${account.id}:assumed-role/${name}/${session}`,
    },
  };
}

const accountPaging: Paging = {
  limit: 'MaxResults',
  token: 'NextToken',
  usual: 20,
  most: 20,
  code: 'InvalidInputException',
};

/** The organization has all accounts, and the first is its management account: only that may list them. */
export function listAccounts(call: Call, accounts: readonly StandInAccount[]): object {
  const [management] = accounts;
  if (call.account.id !== management?.id) {
    throw new Refusal('AccessDeniedException', 400, "You don't have permissions to access this resource.");
  }
  const { items, next } = pageOfList(call, accounts, accountPaging);
  return {
    Accounts: items.map(({ id, name = `account-${id}`, status = 'ACTIVE' }) => ({
      Id: id,
      Arn: `arn:aws:organizations::${management.id}:account/o-standin123/${id}`,
      Email: `${id}@acme.example`,
      Name: name,
      Status: status,
      JoinedMethod: 'CREATED',
      JoinedTimestamp: 1_700_000_000,
    })),
    NextToken: next,
  };
}

const regionPaging: Paging = {
  limit: 'MaxResults',
  token: 'NextToken',
  usual: 20,
  most: 50,
  code: 'ValidationException',
};

/** The account's own Regions, which are enabled, and those it names as disabled. */
export function listRegions(call: Call): object {
  const wanted = call.parameters('RegionOptStatusContains');
  const regions = [
    ...Object.keys(call.account.regions).map(region => ({ RegionName: region, RegionOptStatus: 'ENABLED_BY_DEFAULT' })),
    ...(call.account.disabledRegions ?? []).map(region => ({ RegionName: region, RegionOptStatus: 'DISABLED' })),
  ].filter(({ RegionOptStatus }) => wanted.length === 0 || wanted.includes(RegionOptStatus));
  const { items, next } = pageOfList(call, regions, regionPaging);
  return { Regions: items, NextToken: next };
}
