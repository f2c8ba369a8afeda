import { asString, at, entriesOf, isFalsy } from '../template/node.ts';
import type { Template } from '../template/template.ts';

/**
 * Orders keys as SAM goes through them: where there may be an AWS::Serverless::Api, or an HttpApi with a default, as
 * Python 2.7 would, in which SAM was first written; and otherwise as they are. What comes later finds what was written
 * earlier, which decides between events of the same route.
 */
export function processingOrder(template: Template): (keys: Iterable<string>) => string[] {
  return hasOldOrder(template) ? hashOrder : keys => [...keys];
}

function hasOldOrder(template: Template): boolean {
  const inheritsDefault = !isFalsy(at(template.root, 'Globals', 'HttpApi', 'Auth', 'DefaultAuthorizer'));
  return [...template.resources.values()].some(({ type, properties }) => {
    const hasEvent = (wanted: string) =>
      [...entriesOf(at(properties, 'Events'))].some(([, event]) => asString(at(event, 'Type')) === wanted);
    switch (type) {
      case 'AWS::Serverless::Api':
        return true;
      case 'AWS::Serverless::HttpApi':
        return inheritsDefault || !isFalsy(at(properties, 'Auth', 'DefaultAuthorizer'));
      case 'AWS::Serverless::Function':
        return hasEvent('Api') || (inheritsDefault && hasEvent('HttpApi'));
      case 'AWS::Serverless::StateMachine':
        return hasEvent('Api');
      default:
        return false;
    }
  });
}

/** The order of a dictionary of Python 2.7 that has got these keys one after the other. */
export function hashOrder(keys: Iterable<string>): string[] {
  let table = new Array<string | undefined>(8);
  let count = 0;
  for (const key of keys) {
    const slot = slotOf(key, table);
    if (table[slot] === key) continue;
    table[slot] = key;
    count += 1;
    if (count * 3 >= table.length * 2) table = withRoom(table, count * 4);
  }
  return table.filter(key => key !== undefined);
}

function withRoom(table: readonly (string | undefined)[], room: number): (string | undefined)[] {
  const larger = new Array<string | undefined>(2 ** (Math.floor(Math.log2(room)) + 1));
  for (const key of table) {
    if (key !== undefined) larger[slotOf(key, larger)] = key;
  }
  return larger;
}

/** Where a key is, or would be put. */
function slotOf(key: string, table: readonly (string | undefined)[]): number {
  let [high, low] = hashOf(key);
  const mask = table.length - 1;
  let slot = low & mask;
  for (;;) {
    const found = table[slot];
    if (found === undefined || found === key) return slot;
    slot = ((slot * 5 + low + 1) >>> 0) & mask;
    low = ((low >>> 5) | (high << 27)) >>> 0;
    high >>>= 5;
  }
}

const two32 = 2 ** 32;

/** Python 2.7's hash of a string, an unsigned integer of 64 bits, as its upper and lower half. */
function hashOf(key: string): readonly [number, number] {
  let high = 0;
  let low = (key.codePointAt(0) ?? 0) << 7;
  let length = 0;
  for (const character of key) {
    const product = low * 1_000_003;
    high = (high * 1_000_003 + Math.floor(product / two32)) % two32;
    low = ((product % two32) ^ (character.codePointAt(0) ?? 0)) >>> 0;
    length += 1;
  }
  return [high, (low ^ length) >>> 0];
}
