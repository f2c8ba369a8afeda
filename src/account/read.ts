import { setMaxListeners } from 'node:events';
import pLimit from 'p-limit';
import { createCalls } from './calls.ts';
import { openClients, type Patience } from './clients.ts';
import type { AccountReading, UnreadPart } from './declared.ts';
import { readDomains } from './domains.ts';
import { readFunctions } from './functions.ts';
import { readGraphqlApis } from './graphql.ts';
import { readHttpApis } from './http-apis.ts';
import type { Place } from './place.ts';
import { withReferences } from './references.ts';
import { readRestApis } from './rest-apis.ts';
import type { Target } from './session.ts';
import { readStackResources } from './stacks.ts';
import { readUserPools } from './user-pools.ts';

/** How an account is read. */
export interface ReadOptions {
  /** Whether an API of this name is to be read; without it, all are. */
  readonly includes?: (apiName: string) => boolean;
  /** Read the resources of CloudFormation stacks too, as a comparison with templates needs them. */
  readonly withStacks?: boolean;
  /** Once aborted, no further call is made, and what is not read yet counts as unread. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  readonly patience?: Patience;
}

/** How far the reading of an account and Region has come. */
export interface Progress {
  readonly account: string;
  readonly region: string;
  /** Parts that are read. */
  readonly done: number;
  /** Parts that are known to be wanted so far: it grows while lists are read. */
  readonly total: number;
  /** The part that was read last, such as "the routes of orders". */
  readonly what: string;
}

/** Requests under way at once in one account and Region. */
const concurrency = 16;

/**
 * Reads one Region of an account. Failures of AWS end up in `unread`; the same account gives the same reading, in
 * whichever order its answers come.
 */
export async function readAccountRegion(target: Target, options: ReadOptions = {}): Promise<AccountReading> {
  const { account, region, partition, credentials, throttle } = target;
  const { signal, onProgress } = options;
  // Every request that is under way or waits for its quota listens; Node.js warns of more than ten, as of a leak.
  if (signal) setMaxListeners(0, signal);
  const counts = new Map<string, number>();
  const passage = {
    region,
    throttle,
    limit: pLimit(concurrency),
    signal,
    onRequest: (service: string, operation: string) => {
      const call = `${service}:${operation}`;
      counts.set(call, (counts.get(call) ?? 0) + 1);
    },
  };
  const clients = openClients(credentials, passage, options.patience);
  const calls = createCalls(signal, (done, total, what) => onProgress?.({ account, region, done, total, what }));
  const place: Place = { account, region, partition, clients, calls, includes: options.includes ?? (() => true) };
  try {
    const [rest, http, domains, pools, functions, graphql, stackResources] = await Promise.all([
      readRestApis(place),
      readHttpApis(place),
      readDomains(place),
      readUserPools(place),
      readFunctions(place),
      readGraphqlApis(place),
      options.withStacks ? readStackResources(place) : [],
    ]);
    const resources = withReferences([...rest.resources, ...http, ...domains, ...pools, ...functions, ...graphql]);
    return {
      account,
      region,
      partition,
      resources: resources.toSorted((a, b) => compare(a.key, b.key)),
      unread: distinct(calls.unread).toSorted((a, b) => compare(orderOf(a), orderOf(b))),
      snapshots: rest.snapshots.toSorted((a, b) => compare(a.stageArn, b.stageArn) || compare(a.stage, b.stage)),
      stackResources: stackResources.toSorted(
        (a, b) => compare(a.stackName, b.stackName) || compare(a.logicalId, b.logicalId),
      ),
      calls: Object.fromEntries([...counts].toSorted(([a], [b]) => compare(a, b))),
    };
  } finally {
    clients.close();
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function orderOf({ arn, what, action, detail }: UnreadPart): string {
  return [arn, what, action, detail].join('\n');
}

/** Two lists of the same things, as both versions of API Gateway have of domains, fail as one. */
function distinct(parts: readonly UnreadPart[]): readonly UnreadPart[] {
  return [...new Map(parts.map(part => [`${orderOf(part)}\n${part.reason}`, part])).values()];
}
