/** What the commands `scan` and `merge` need: a part of the program of its own, so that other commands do not load it. */
export { parseShard } from '../account/shard.ts';
export { merge } from './merge.ts';
export { scanProgress } from './progress.ts';
export { scan } from './scan.ts';
