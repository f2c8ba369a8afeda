import { createHash } from 'node:crypto';
import type { Finding } from '../model/finding.ts';
import { isTextPlace, systemOf } from '../model/place.ts';
import { type SourceLines, textAt } from './source-lines.ts';

/**
 * Makes fingerprints by which a finding is known again after its lines have moved: a hash of what it is about, and an
 * ordinal, in the order of the calls, among those that are equal in that. The findings of one file, or of one Region of
 * an account, must be asked for together.
 */
export function fingerprints(lines: SourceLines): (finding: Finding) => string {
  const seen = new Map<string, number>();
  let system: string | undefined;
  return ({ ruleId, place }) => {
    if (systemOf(place) !== system) seen.clear();
    system = systemOf(place);
    const subject = JSON.stringify([
      ruleId,
      isTextPlace(place) ? place.file : [systemOf(place), place.arn],
      place.path,
      textAt(lines, place),
    ]);
    const hash = createHash('sha256').update(subject).digest('hex');
    const ordinal = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, ordinal);
    return `${hash}:${ordinal}`;
  };
}
