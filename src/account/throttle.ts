/** How time passes; tests give a clock of their own. */
export interface Clock {
  /** Milliseconds since any fixed moment. */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  sleep: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds)),
};

/** How many calls may be made: up to `burst` at once, and `perSecond` for as long as it goes on. */
export interface Quota {
  /** Calls with the same key share the quota. */
  readonly key: string;
  readonly burst: number;
  readonly perSecond: number;
}

/**
 * Keeps calls inside of quotas, by a token bucket for each. A call that several quotas apply to waits for all of them
 * and holds none meanwhile, so that calls under other quotas go first.
 */
export interface Throttle {
  /** Resolves when a call may be made. @throws what `signal` was aborted with. */
  acquire(quotas: readonly Quota[], signal?: AbortSignal): Promise<void>;
  /** AWS has refused a call as one too many: somebody else uses the quota as well, so the narrowest slows down. */
  slowDown(quotas: readonly Quota[]): void;
  /** AWS has answered: what has slowed down recovers by and by. */
  recover(quotas: readonly Quota[]): void;
}

interface Bucket {
  readonly quota: Quota;
  tokens: number;
  filledAt: number;
  /** The share of the quota's rate that is in use. */
  share: number;
  slowedAt: number;
}

interface Waiting {
  readonly order: number;
  readonly buckets: readonly Bucket[];
  readonly admit: () => void;
}

const smallestShare = 1 / 8;

export function createThrottle(clock: Clock = systemClock): Throttle {
  const buckets = new Map<string, Bucket>();
  /** First come, first served within one set of quotas; empty queues are removed. */
  const queues = new Map<string, Waiting[]>();
  let arrivals = 0;
  let wakesAt = Number.POSITIVE_INFINITY;

  const bucketOf = (quota: Quota): Bucket => {
    const known = buckets.get(quota.key);
    if (known) return known;
    const bucket = { quota, tokens: quota.burst, filledAt: clock.now(), share: 1, slowedAt: Number.NEGATIVE_INFINITY };
    buckets.set(quota.key, bucket);
    return bucket;
  };

  const admitAll = (): void => {
    const now = clock.now();
    for (const bucket of buckets.values()) fill(bucket, now);
    for (let next = firstReady(queues); next; next = firstReady(queues)) {
      const [key, waiting] = next;
      for (const bucket of waiting.buckets) bucket.tokens -= 1;
      const queue = queues.get(key);
      queue?.shift();
      if (queue?.length === 0) queues.delete(key);
      waiting.admit();
    }
    const delays = [...queues.values()].flatMap(([head]) => (head ? [delayOf(head)] : []));
    if (delays.length > 0) wakeIn(Math.min(...delays), now);
  };

  const wakeIn = (delay: number, now: number): void => {
    if (now + delay >= wakesAt) return;
    const mine = now + delay;
    wakesAt = mine;
    void clock.sleep(delay).then(() => {
      if (wakesAt === mine) wakesAt = Number.POSITIVE_INFINITY;
      admitAll();
    });
  };

  return {
    acquire(quotas, signal) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const key = quotas.map(quota => quota.key).join('\n');
        const queue = queues.get(key) ?? [];
        const abandon = () => {
          const index = queue.indexOf(waiting);
          if (index >= 0) queue.splice(index, 1);
          if (queue.length === 0) queues.delete(key);
          reject(signal?.reason);
        };
        const admit = () => {
          signal?.removeEventListener('abort', abandon);
          resolve();
        };
        const waiting: Waiting = { order: arrivals++, buckets: quotas.map(bucketOf), admit };
        signal?.addEventListener('abort', abandon, { once: true });
        queues.set(key, queue);
        // Whoever waits under the same quotas came first, and is woken when a call may be made.
        if (queue.push(waiting) === 1) admitAll();
      });
    },
    slowDown([narrowest]) {
      if (!narrowest) return;
      const bucket = bucketOf(narrowest);
      const now = clock.now();
      fill(bucket, now);
      bucket.tokens = Math.min(bucket.tokens, 0);
      // Calls that were on their way together are refused together, for one reason.
      if (now - bucket.slowedAt < 1000) return;
      bucket.slowedAt = now;
      bucket.share = Math.max(bucket.share / 2, smallestShare);
    },
    recover(quotas) {
      for (const bucket of quotas.map(bucketOf)) {
        fill(bucket, clock.now());
        bucket.share = Math.min(1, bucket.share + smallestShare / 2);
      }
    },
  };
}

function fill(bucket: Bucket, now: number): void {
  const added = ((now - bucket.filledAt) / 1000) * bucket.quota.perSecond * bucket.share;
  bucket.tokens = Math.min(bucket.quota.burst, bucket.tokens + added);
  bucket.filledAt = now;
}

/** Milliseconds until every bucket of a call has a token. */
function delayOf({ buckets }: Waiting): number {
  const delays = buckets.map(({ tokens, quota, share }) => ((1 - tokens) / (quota.perSecond * share)) * 1000);
  // What is missing of a token by rounding is not waited for.
  return Math.max(0, ...delays.map(delay => (delay < 1e-3 ? 0 : delay)));
}

/** Of the calls that may be made now, the one that has waited longest. */
function firstReady(queues: ReadonlyMap<string, readonly Waiting[]>): readonly [string, Waiting] | undefined {
  let first: readonly [string, Waiting] | undefined;
  for (const [key, [head]] of queues) {
    if (head && delayOf(head) === 0 && (!first || head.order < first[1].order)) first = [key, head];
  }
  return first;
}
