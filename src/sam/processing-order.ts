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
  const hash = hashOf(key);
  const mask = BigInt(table.length - 1);
  let slot = hash & mask;
  for (let perturbation = hash; ; perturbation >>= 5n) {
    const found = table[Number(slot)];
    if (found === undefined || found === key) return Number(slot);
    slot = (slot * 5n + perturbation + 1n) & mask;
  }
}

/** Python 2.7's hash of a string, as an unsigned integer of 64 bits. */
function hashOf(key: string): bigint {
  const characters = [...key].map(character => BigInt(character.codePointAt(0) ?? 0));
  const start = (characters[0] ?? 0n) << 7n;
  const mixed = characters.reduce((hash, character) => BigInt.asUintN(64, hash * 1000003n) ^ character, start);
  return mixed ^ BigInt(characters.length);
}
