import { describe, expect, test } from '@jest/globals';
import { quotasOf, type Service } from '../../src/account/quotas.ts';
import { createThrottle, type Quota } from '../../src/account/throttle.ts';
import { fakeClock } from './fake-clock.ts';

interface Asked {
  readonly service: Service;
  readonly operation: string;
  readonly region?: string;
  readonly input?: object;
}

/** Asks for all the calls at once, and says when, in milliseconds, each may be made. */
async function timesOf(asked: readonly Asked[], forMilliseconds = 600_000): Promise<number[]> {
  const clock = fakeClock();
  const throttle = createThrottle(clock);
  const times = Promise.all(
    asked.map(async ({ service, operation, region = 'eu-west-1', input = {} }) => {
      await throttle.acquire(quotasOf(service, operation, region, input));
      return clock.now();
    }),
  );
  await clock.advance(forMilliseconds);
  return times;
}

/** The most of some times that lie within any window, its end left out. */
function mostWithin(times: readonly number[], window: number): number {
  return Math.max(...times.map(start => times.filter(time => time >= start && time < start + window).length));
}

function repeated(count: number, asked: Asked): Asked[] {
  return Array.from({ length: count }, () => asked);
}

const getResources: Asked = { service: 'apigateway', operation: 'GetResources' };
const getStages: Asked = { service: 'apigateway', operation: 'GetStages' };
const getRoutes: Asked = { service: 'apigatewayv2', operation: 'GetRoutes' };

describe('100 calls', () => {
  test('of GetResources are 5 in any 2 seconds, in little more than the 38 seconds that that takes', async () => {
    const times = await timesOf(repeated(100, getResources));
    expect(mostWithin(times, 2000)).toBe(5);
    expect(Math.max(...times)).toBeLessThan(41_500);
  });

  test("of GetResources in two Regions are no more, since the quota is the account's", async () => {
    const times = await timesOf([
      ...repeated(50, getResources),
      ...repeated(50, { ...getResources, region: 'us-east-1' }),
    ]);
    expect(mostWithin(times, 2000)).toBe(5);
  });

  test('of both versions of API Gateway together are 10 a second after a burst of 40, in any window', async () => {
    const times = await timesOf([...repeated(50, getStages), ...repeated(50, getRoutes)]);
    for (const seconds of [1, 2, 3, 5, 7]) {
      expect(mostWithin(times, seconds * 1000)).toBeLessThanOrEqual(40 + 10 * seconds);
    }
    expect(Math.max(...times)).toBeGreaterThan(6000);
    expect(Math.max(...times)).toBeLessThan(6700);
  });

  test('in another Region take nothing from this one', async () => {
    const times = await timesOf([...repeated(100, getStages), { ...getStages, region: 'us-east-1' }]);
    expect(times.at(-1)).toBe(0);
  });

  test.each([
    ['DescribeUserPool', 15],
    ['DescribeUserPoolClient', 15],
    ['ListResourceServers', 20],
  ])('of Cognito are as many a second as its category has: %s', async (operation, perSecond) => {
    const asked = Array.from({ length: 100 }, (_, index): Asked => {
      return { service: 'cognito-idp', operation, input: { UserPoolId: `eu-west-1_${index}` } };
    });
    const times = await timesOf(asked);
    expect(mostWithin(times, 1000)).toBe(perSecond);
    expect(Math.max(...times)).toBeLessThan((100 / perSecond) * 1000 * 1.06);
  });

  test('of one kind about one user pool are 5 a second, and hold up no other pool', async () => {
    const describeClient = (pool: string): Asked => {
      return { service: 'cognito-idp', operation: 'DescribeUserPoolClient', input: { UserPoolId: pool } };
    };
    const times = await timesOf([...repeated(100, describeClient('eu-west-1_A')), describeClient('eu-west-1_B')]);
    expect(mostWithin(times.slice(0, -1), 1000)).toBe(5);
    expect(times.at(-1)).toBeLessThan(100);
  });

  test('of Lambda are 15 a second, GetPolicy apart from all others', async () => {
    const asked = [
      ...repeated(100, { service: 'lambda', operation: 'GetPolicy' }),
      ...repeated(100, { service: 'lambda', operation: 'ListFunctionUrlConfigs' }),
    ];
    const times = await timesOf(asked as readonly Asked[]);
    expect(mostWithin(times.slice(0, 100), 1000)).toBe(15);
    expect(mostWithin(times.slice(100), 1000)).toBe(15);
    expect(Math.max(...times)).toBeLessThan(7_100);
  });
});

test('what waits for a narrow quota lets others go first, and holds none of the wide one meanwhile', async () => {
  // As of 100 REST APIs: GetResources and three more calls each.
  const asked = Array.from({ length: 100 }, () => [getResources, getStages, getStages, getStages]).flat();
  const times = await timesOf(asked);
  const ofResources = times.filter((_, index) => index % 4 === 0);
  expect(mostWithin(ofResources, 2000)).toBe(5);
  for (const seconds of [1, 2, 5, 10]) {
    expect(mostWithin(times, seconds * 1000)).toBeLessThanOrEqual(40 + 10 * seconds);
  }
  // GetResources alone takes 40 seconds; the rest fits in between.
  expect(Math.max(...times)).toBeLessThan(42_000);
});

describe('a quota that somebody else uses too', () => {
  const quota: Quota = { key: 'shared', burst: 4, perSecond: 4 };

  test('is used at half the rate once AWS refuses a call, and comes back with answers', async () => {
    const clock = fakeClock();
    const throttle = createThrottle(clock);
    /** Milliseconds that a call waits for its turn, the one before it being just over. */
    const wait = async () => {
      const began = clock.now();
      const made = throttle.acquire([quota]).then(() => clock.now() - began);
      await clock.advance(2000);
      return made;
    };
    for (let call = 0; call < 4; call += 1) await throttle.acquire([quota]);
    expect(await wait()).toBeCloseTo(250);
    // Those that were under way at the same time are refused for the same reason.
    throttle.slowDown([quota]);
    throttle.slowDown([quota]);
    expect(await wait()).toBeCloseTo(500);
    for (let answer = 0; answer < 16; answer += 1) throttle.recover([quota]);
    throttle.slowDown([quota]);
    for (let answer = 0; answer < 16; answer += 1) throttle.recover([quota]);
    expect(await wait()).toBeCloseTo(250);
  });

  test('slows down no further than to an eighth', async () => {
    const clock = fakeClock();
    const throttle = createThrottle(clock);
    for (let refusal = 0; refusal < 20; refusal += 1) {
      throttle.slowDown([quota]);
      await clock.advance(1500);
    }
    throttle.slowDown([quota]);
    const began = clock.now();
    const made = throttle.acquire([quota]).then(() => clock.now() - began);
    await clock.advance(10_000);
    expect(await made).toBeCloseTo(2000);
  });
});

describe('an interruption', () => {
  test('ends the waiting of all that wait, and takes no token', async () => {
    const clock = fakeClock();
    const throttle = createThrottle(clock);
    const quota: Quota = { key: 'one', burst: 1, perSecond: 1 };
    const interruption = new AbortController();
    await throttle.acquire([quota]);
    const waiting = [1, 2, 3].map(() => throttle.acquire([quota], interruption.signal));
    const ends = Promise.allSettled(waiting);
    interruption.abort(new Error('Ctrl-C'));
    expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    const next = throttle.acquire([quota]).then(() => clock.now());
    await clock.advance(5000);
    expect(await next).toBe(1000);
  });

  test('that came before lets nobody in', async () => {
    const throttle = createThrottle(fakeClock());
    const signal = AbortSignal.abort(new Error('Ctrl-C'));
    await expect(throttle.acquire([], signal)).rejects.toThrow('Ctrl-C');
  });
});
