import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { UserError } from '../user-error.ts';
import { type OpeningOptions, openingSettings } from './clients.ts';
import { failureOf } from './failure.ts';
import type { Session } from './session.ts';

/** What ends a scan that has not come to read anything. */
export function interruptedEarly(): UserError {
  return new UserError('The scan was interrupted before anything was read.', 'Run it again.');
}

/**
 * The ids of the active accounts of the caller's organization, the management account among them.
 * https://docs.aws.amazon.com/organizations/latest/APIReference/API_ListAccounts.html
 *
 * @throws UserError where AWS refuses the list: without it there is nothing to scan.
 */
export async function organizationAccounts(
  { credentials }: Session,
  options: OpeningOptions,
): Promise<readonly string[]> {
  const client = new OrganizationsClient({ ...openingSettings(options), region: options.region, credentials });
  try {
    const accounts: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await client.send(new ListAccountsCommand({ MaxResults: 20, NextToken }));
      for (const { Id, State, Status } of page.Accounts ?? []) {
        if (Id !== undefined && (State ?? Status) === 'ACTIVE') accounts.push(Id);
      }
      NextToken = page.NextToken;
    } while (NextToken);
    return accounts.toSorted();
  } catch (error) {
    if (options.signal?.aborted) throw interruptedEarly();
    const { detail } = failureOf(error);
    const hint =
      'Run it in the management account, or one that administers Organizations for it, with organizations:ListAccounts.';
    throw new UserError(`The accounts of the organization could not be listed: ${detail}`, hint);
  } finally {
    client.destroy();
  }
}
