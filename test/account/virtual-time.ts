import type { Clock } from '../../src/account/throttle.ts';
import type { AwsStandIn } from './stand-in/server.ts';

/**
 * A time of its own, which stands still while anything is under way and then jumps to when the next sleeper wakes: how
 * long a scan takes does not depend on how fast the machine is that tests it.
 */
export interface VirtualTime extends Clock {
  /** Lets time pass until the work is done. `isBusy` says whether requests are under way. */
  passUntil<Result>(work: Promise<Result>, isBusy: () => boolean): Promise<Result>;
}

export function virtualTime(): VirtualTime {
  let time = 0;
  const sleepers = new Set<{ readonly at: number; readonly wake: () => void }>();
  return {
    now: () => time,
    sleep: milliseconds => new Promise(wake => sleepers.add({ at: time + milliseconds, wake })),
    async passUntil(work, isBusy) {
      let isDone = false;
      const done = work.finally(() => {
        isDone = true;
      });
      while (!isDone) {
        // What has been answered is looked at, and asks for more, before time goes on.
        await settled();
        const [next] = [...sleepers].sort((a, b) => a.at - b.at);
        if (isBusy() || next === undefined) continue;
        sleepers.delete(next);
        time = Math.max(time, next.at);
        next.wake();
      }
      return done;
    },
  };
}

/** On a busy machine a millisecond is one round of the event loop, and from an answer to the next question it takes some. */
async function settled(): Promise<void> {
  await new Promise(resolve => setTimeout(resolve, 1));
  for (let round = 0; round < 5; round += 1) await new Promise(resolve => setImmediate(resolve));
}

/**
 * Whether a stand-in is asked something at all, for scans of which nobody sees what they are about to ask: time passes
 * once nothing has arrived for some turns.
 */
export function isAsked({ calls, underWay }: Pick<AwsStandIn, 'calls' | 'underWay'>): () => boolean {
  let seen = 0;
  let quietTurns = 0;
  return () => {
    const isQuiet = underWay() === 0 && calls.length === seen;
    seen = calls.length;
    quietTurns = isQuiet ? quietTurns + 1 : 0;
    return quietTurns < 3;
  };
}
