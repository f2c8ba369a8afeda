import type { Finding } from '../model/finding.ts';
import { conflict, isSame, overlap, type Replacement } from './replacement.ts';

/** A fix that can be made: all of its replacements or none, and the findings that it answers. */
export interface Mend {
  readonly findings: readonly Finding[];
  readonly replacements: readonly Replacement[];
}

/**
 * The fixes that can be made at once. Of two that differ at one place the first wins, and the other has to wait until
 * the places have been determined anew; equal ones become one.
 */
export function chooseMends(proposed: readonly Mend[]): readonly Mend[] {
  const chosen: Mend[] = [];
  for (const mend of proposed) {
    const twin = chosen.findIndex(other => isSameMend(mend, other));
    const other = chosen[twin];
    if (other) chosen[twin] = { ...other, findings: [...other.findings, ...mend.findings] };
    else if (!chosen.some(each => conflicting(mend, each))) chosen.push(mend);
  }
  return chosen;
}

/** Whether no two replacements of one fix are for the same text or the same place. */
export function isSound({ replacements }: Mend): boolean {
  return replacements.every((a, index) => replacements.slice(index + 1).every(b => isSame(a, b) || !collide(a, b)));
}

function collide(a: Replacement, b: Replacement): boolean {
  return overlap(a, b) || (a.file === b.file && a.start === b.start && a.end === b.end);
}

function isSameMend(a: Mend, b: Mend): boolean {
  return (
    a.replacements.length === b.replacements.length &&
    a.replacements.every(one => b.replacements.some(other => isSame(one, other)))
  );
}

function conflicting(a: Mend, b: Mend): boolean {
  return a.replacements.some(one => b.replacements.some(other => conflict(one, other)));
}
