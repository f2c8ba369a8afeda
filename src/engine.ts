import { setFlagsFromString } from 'node:v8';

/**
 * Node 20's V8 optimizes a function early and at much expense. An audit's many functions run some thousand times each, and
 * most of that work comes too late to be of use: four times as late is faster, also for few templates. Later versions count
 * otherwise, have no such flag and need none.
 */
export function optimizeLate(): void {
  if (process.versions.node.startsWith('20.')) setFlagsFromString('--interrupt-budget=270336');
}

/** Where V8 has seen a few trees live long, it puts all where it seldom looks for garbage, and twice the memory is taken. */
export function takeTreesForShortLived(): void {
  setFlagsFromString('--no-allocation-site-pretenuring');
}
