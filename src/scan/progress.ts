import { SingleBar } from 'cli-progress';
import type { Output } from '../command-line-io.ts';
import { terminalText } from '../report/escape.ts';
import { counted } from '../report/summary.ts';
import type { ScanProgress } from './scan.ts';

/** Shows how far a scan has come, until it is stopped. */
export interface ScanDisplay {
  readonly show: (progress: ScanProgress) => void;
  /** Prints a line, which the display must not overwrite. */
  readonly say: (line: string) => void;
  readonly stop: () => void;
}

/** A bar on a terminal; otherwise a line for each Region of an account that is done. */
export function scanProgress(stderr: Output): ScanDisplay {
  return stderr.isTTY ? bar(stderr) : lines(stderr);
}

function lines(stderr: Output): ScanDisplay {
  return {
    show({ finished, done, total }) {
      if (!finished) return;
      const { account, region, apis, endpoints, unread, calls } = finished;
      const counts = [counted(apis, 'API'), counted(endpoints.length, 'endpoint'), counted(calls, 'call')];
      if (unread.length > 0) counts.push(`${counted(unread.length, 'part')} not read`);
      stderr.write(`${terminalText(`[${done}/${total}] ${account} ${region}: ${counts.join(', ')}`)}\n`);
    },
    say: line => stderr.write(`${line}\n`),
    stop: () => undefined,
  };
}

/** A scan's parts become known while it goes on, so that the bar counts those that are known so far. */
function bar(stderr: Output): ScanDisplay {
  const parts = new Map<string, { readonly done: number; readonly total: number }>();
  const single = new SingleBar({
    format: 'Scanning {bar} {value}/{total}  {regions} Regions done  {what}',
    barsize: 24,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
    clearOnComplete: true,
    fps: 10,
  });
  let isOn = false;
  const stop = () => {
    if (isOn) single.stop();
    isOn = false;
  };
  return {
    show({ done, total, reading }) {
      if (reading) parts.set(`${reading.account} ${reading.region}`, reading);
      const sum = (count: 'done' | 'total') => [...parts.values()].reduce((all, each) => all + each[count], 0);
      const what = reading ? terminalText(`${reading.account} ${reading.region}: ${reading.what}`).slice(0, 60) : '';
      const payload = { regions: `${done}/${total}`, what };
      if (!isOn) single.start(sum('total'), sum('done'), payload);
      isOn = true;
      single.setTotal(sum('total'));
      single.update(sum('done'), payload);
    },
    say(line) {
      stop();
      stderr.write(`${line}\n`);
    },
    stop,
  };
}
