import type { Summary } from '../report/report.ts';
import { counted, incompleteText, isIncomplete } from '../report/summary.ts';
import { type FailOn, failing } from '../threshold.ts';

/** Whether the step fails, and in which colour the check run shows. */
export interface Verdict {
  readonly conclusion: 'success' | 'failure' | 'neutral';
  /** Why the step fails; undefined where it does not. */
  readonly failure?: string;
}

/**
 * Judges an audit by its counts: what is as bad as `failOn` or worse is a failure, anything milder is neutral. A scan
 * that could not read all fails, whatever it found, unless that is allowed.
 */
export function verdict(summary: Summary, failOn: FailOn, allowIncomplete = false): Verdict {
  if (isIncomplete(summary) && !allowIncomplete) {
    const failure = `The scan is incomplete: ${incompleteText(summary)}. The input allow-incomplete lets that pass.`;
    return { conclusion: 'failure', failure };
  }
  const counts = { error: summary.errors, warning: summary.warnings, note: summary.notes };
  const found = failing(summary, failOn);
  if (found.length > 0) {
    const list = found.map(severity => counted(counts[severity], severity)).join(', ');
    return { conclusion: 'failure', failure: `The audit found ${list}, and fail-on is ${failOn}.` };
  }
  return { conclusion: counts.error + counts.warning + counts.note === 0 ? 'success' : 'neutral' };
}
