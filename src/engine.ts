import { setFlagsFromString } from 'node:v8';

/**
 * V8 11, which Node 20 has, optimizes a function early and at much expense. An audit's many functions run some thousand
 * times each, and most of that work comes too late to be of use: four times as late is faster, also for few templates.
 * Later versions have a cheaper compiler before the expensive one.
 */
export function optimizeLate(): void {
  if (process.versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=270336');
}

/** Where V8 has seen a few trees live long, it puts all where it seldom looks for garbage, and twice the memory is taken. */
export function takeTreesForShortLived(): void {
  setFlagsFromString('--no-allocation-site-pretenuring');
}
