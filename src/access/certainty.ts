/** Whether something holds, as far as the templates tell; otherwise why it does not, or what leaves it open. */
export type Certainty =
  | { readonly is: 'yes' }
  | { readonly is: 'maybe'; readonly because: readonly string[] }
  | { readonly is: 'no'; readonly because: readonly string[] };

export const yes: Certainty = { is: 'yes' };

/** @param because A clause that says what only the deployment decides. */
export function maybe(because: string): Certainty {
  return { is: 'maybe', because: [because] };
}

/** @param because A clause that says what is in the way. */
export function no(because: string): Certainty {
  return { is: 'no', because: [because] };
}

/** Holds where every part holds, and fails where any fails. */
export function allOf(...parts: readonly Certainty[]): Certainty {
  const failing = parts.filter(part => part.is === 'no');
  if (failing.length > 0) return { is: 'no', because: reasonsOf(failing) };
  const open = parts.filter(part => part.is === 'maybe');
  return open.length > 0 ? { is: 'maybe', because: reasonsOf(open) } : yes;
}

/** Holds where any part holds, and fails where every part fails, or where there is none. */
export function anyOf(parts: readonly Certainty[]): Certainty {
  if (parts.some(part => part.is === 'yes')) return yes;
  const open = parts.filter(part => part.is === 'maybe');
  if (open.length > 0) return { is: 'maybe', because: reasonsOf(open) };
  return { is: 'no', because: reasonsOf(parts) };
}

/** Why something does not hold or is not certain, each reason once; nothing where it holds. */
export function reasonsOf(parts: readonly Certainty[]): readonly string[] {
  return [...new Set(parts.flatMap(part => (part.is === 'yes' ? [] : part.because)))];
}
