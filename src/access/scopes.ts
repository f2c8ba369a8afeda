/** A text that a deployment completes has parts such as `${Stage}`. */
export function isOpenText(text: string): boolean {
  return text.includes('${');
}

/**
 * Whether two scopes are the same once deployed. Parts `${…}` are equal to the same text only; what stands before the
 * first and after the last one can rule a scope out.
 */
export function compareScopes(a: string, b: string): 'equal' | 'different' | 'unknown' {
  if (a === b) return 'equal';
  if (!isOpenText(a)) return isOpenText(b) && canBecome(b, a) ? 'unknown' : 'different';
  if (!isOpenText(b)) return canBecome(a, b) ? 'unknown' : 'different';
  const [startA, endA] = knownEnds(a);
  const [startB, endB] = knownEnds(b);
  const isStartShared = startA.startsWith(startB) || startB.startsWith(startA);
  const isEndShared = endA.endsWith(endB) || endB.endsWith(endA);
  return isStartShared && isEndShared ? 'unknown' : 'different';
}

function canBecome(open: string, literal: string): boolean {
  const [start, end] = knownEnds(open);
  return literal.length >= start.length + end.length && literal.startsWith(start) && literal.endsWith(end);
}

/** What stands before the first and after the last part that the deployment decides. */
function knownEnds(open: string): readonly [string, string] {
  return [open.slice(0, open.indexOf('${')), open.slice(open.lastIndexOf('}') + 1)];
}
