import type { AccountReading } from '../../src/account/declared.ts';
import { type ReadOptions, readAccountRegion } from '../../src/account/read.ts';
import { type Clock, createThrottle, systemClock } from '../../src/account/throttle.ts';
import { account, region } from './shop.ts';
import type { AwsStandIn } from './stand-in/server.ts';

/** Two requests for a call. The time is for a process that is busy with other tests. */
export const impatience = { connectionTimeout: 10_000, requestTimeout: 10_000, maxAttempts: 2 };

/** A clock that runs so many times as fast. */
export function fastClock(speed: number): Clock {
  return {
    now: () => systemClock.now() * speed,
    sleep: milliseconds => systemClock.sleep(milliseconds / speed),
  };
}

/** Reads an account and Region of a stand-in, at first that of the shop. */
export function readFrom(
  aws: AwsStandIn,
  options: ReadOptions & { readonly account?: string; readonly region?: string; readonly speed?: number } = {},
): Promise<AccountReading> {
  const { account: id = account, region: name = region, speed = 1000, ...rest } = options;
  const { credentials } = aws.client(id, name);
  // Of a test file alone.
  process.env.AWS_ENDPOINT_URL = aws.url;
  return readAccountRegion(
    {
      account: id,
      region: name,
      partition: 'aws',
      credentials: () => Promise.resolve(credentials),
      throttle: createThrottle(fastClock(speed)),
    },
    { patience: impatience, ...rest },
  );
}
