import { asMap, asString, entriesOf, itemsOf, type MapNode, type Node } from './node.ts';
import type { OpenLoop } from './template.ts';

/** A loop's three parts: the name for its turns, what it goes through, and what it makes in each. */
export interface Loop {
  readonly identifier: string;
  readonly collection: Node;
  readonly body: MapNode;
}

/** Reads a loop; undefined where it is not of the form `[identifier, collection, body]`. */
export function readLoop(node: Node): Loop | undefined {
  const [first, collection, third, ...others] = itemsOf(node);
  const [identifier, body] = [asString(first), asMap(third)];
  return identifier && collection && body && others.length === 0 ? { identifier, collection, body } : undefined;
}

/** The outermost loops in a node. */
export function* loopsIn(node: Node | undefined): Generator<[string, Node]> {
  for (const item of itemsOf(node)) yield* loopsIn(item);
  for (const [key, value] of entriesOf(node)) {
    if (isLoop(key)) yield [key, value];
    else yield* loopsIn(value);
  }
}

/** Whether a key calls for a loop. */
export function isLoop(key: string): boolean {
  return key.startsWith('Fn::ForEach::');
}

/** The same text of a loop says the same once, however often an outer loop repeats it. */
export function distinctLoops(openLoops: readonly OpenLoop[]): OpenLoop[] {
  const byText = new Map<string, OpenLoop>();
  for (const loop of openLoops) {
    const key = JSON.stringify([loop.node.file.name, loop.node.start, loop.message]);
    if (!byText.has(key)) byText.set(key, loop);
  }
  return [...byText.values()];
}
