import type { Clock } from '../../src/account/throttle.ts';

/** A clock that stands still until it is told to go on. */
export interface FakeClock extends Clock {
  /** Wakes each sleeper at its time, for so many milliseconds. */
  advance(milliseconds: number): Promise<void>;
}

export function fakeClock(): FakeClock {
  let time = 0;
  const sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  return {
    now: () => time,
    sleep: milliseconds => new Promise(wake => sleepers.push({ at: time + milliseconds, wake })),
    async advance(milliseconds) {
      const end = time + milliseconds;
      await settled();
      for (;;) {
        const next = sleepers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        sleepers.splice(sleepers.indexOf(next), 1);
        time = Math.max(time, next.at);
        next.wake();
        await settled();
      }
      time = end;
    },
  };
}

/** Lets all that is ready to run have its turn. */
function settled(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}
