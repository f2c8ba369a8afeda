import type { Place } from './place.ts';

/**
 * A setting that is there, that is missing, or that only the deployment decides: three facts. Unknown is neither a
 * violation nor a pass.
 */
export type Setting<T> =
  | { readonly state: 'set'; readonly value: T; readonly place: Place }
  /** `place` is what lacks the setting. */
  | { readonly state: 'absent'; readonly place: Place }
  | { readonly state: 'unknown'; readonly place: Place };
