import { AccountClient, ListRegionsCommand } from '@aws-sdk/client-account';
import { type OpeningOptions, openingSettings } from './clients.ts';
import type { Session } from './session.ts';

/**
 * The Regions that are enabled for an account: unlike EC2's list, that of Account Management needs no Region to start
 * from and no rights in EC2.
 * https://docs.aws.amazon.com/accounts/latest/reference/API_ListRegions.html
 *
 * @throws what the SDK throws where AWS refuses.
 */
export async function enabledRegions({ credentials }: Session, options: OpeningOptions): Promise<readonly string[]> {
  const client = new AccountClient({ ...openingSettings(options), region: options.region, credentials });
  try {
    const regions: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await client.send(
        new ListRegionsCommand({
          MaxResults: 50,
          NextToken,
          RegionOptStatusContains: ['ENABLED', 'ENABLED_BY_DEFAULT'],
        }),
      );
      regions.push(...(page.Regions ?? []).flatMap(({ RegionName }) => RegionName ?? []));
      NextToken = page.NextToken;
    } while (NextToken);
    return regions.toSorted();
  } finally {
    client.destroy();
  }
}
