import { asIntrinsic, asString, entriesOf, itemsOf, type MapNode, type Node, type Scalar, type Spot } from './node.ts';
import { givenValue } from './settings.ts';
import { findInMap, isSsmType, readText, readTextList, type Scope, type Text } from './text.ts';

/** How much may still be made, in characters; below zero it is too much. */
export interface Budget {
  left: number;
}

/** What a value counts beside its own characters: quotes, indent, separators. */
export const valueCost = 10;

/**
 * The value of a function's call, in the call's place, where the scope tells all that it depends on; otherwise the call
 * itself. What it refers to must have its own value already.
 */
export function resolveCall(call: MapNode, scope: Scope, budget: Budget): Node {
  const intrinsic = asIntrinsic(call);
  if (!intrinsic) return call;
  const { name, argument } = intrinsic;
  switch (name) {
    case 'Ref':
      return valueOfRef(call, asString(argument) ?? '', scope, budget);
    case 'Fn::FindInMap': {
      const found = findInMap(argument, scope);
      return found ? copyAt(spotOf(call), found, budget) : call;
    }
    case 'Fn::Select': {
      const [index, list] = itemsOf(argument);
      const selected = index?.kind === 'scalar' ? itemsOf(list)[Number(index.value)] : undefined;
      return selected ? copyAt(spotOf(call), selected, budget) : call;
    }
    case 'Fn::Length':
      return argument.kind === 'list' ? scalarAt(spotOf(call), argument.items.length, budget) : call;
    case 'Fn::Sub':
    case 'Fn::Join': {
      if (!isPlain(argument) || longestResult(argument, scope) > budget.left) return call;
      const text = knownText(readText(call, scope));
      return text === undefined ? call : scalarAt(spotOf(call), text, budget);
    }
    case 'Fn::Split': {
      const texts = isPlain(argument) ? readTextList(call, scope)?.map(knownText) : undefined;
      return (texts && listAt(spotOf(call), texts, budget)) ?? call;
    }
    default:
      return call;
  }
}

/** The value of a parameter or pseudo parameter, where it is given and is not read from SSM. */
export function parameterValue(name: string, { template, settings }: Scope): string | undefined {
  const isParameter = name.startsWith('AWS::') || template.parameters.has(name);
  return isParameter && !isSsmType(template, name) ? givenValue(settings, name) : undefined;
}

function valueOfRef(call: MapNode, name: string, scope: Scope, budget: Budget): Node {
  const value = parameterValue(name, scope);
  if (value === undefined) return call;
  const type = asString(scope.template.parameters.get(name)?.entries.get('Type')) ?? '';
  if (type !== 'CommaDelimitedList' && !type.startsWith('List<')) return scalarAt(spotOf(call), value, budget);
  const items = value.split(',').map(item => item.trim());
  return listAt(spotOf(call), items, budget) ?? call;
}

/** The place of a call, for its value; for a part of that value, which stands below `within`. */
export function spotOf(call: Spot, within?: { readonly parent: Node; readonly segment: string | number }): Spot {
  const { file, start, end, key, parent, segment } = call;
  if (within) return { file, start, end, key: undefined, ...within, isMade: true };
  return { file, start, end, key, parent, segment, isMade: true };
}

export function scalarAt(spot: Spot, value: Scalar, budget: Budget): Node {
  budget.left -= valueCost + String(value).length;
  return { ...spot, kind: 'scalar', value };
}

/** A list of strings; undefined where one of them is not known. */
function listAt(spot: Spot, values: readonly (string | undefined)[], budget: Budget): Node | undefined {
  const items: Node[] = [];
  const list: Node = { ...spot, kind: 'list', items };
  for (const [segment, value] of values.entries()) {
    if (value === undefined) return undefined;
    items.push(scalarAt(spotOf(spot, { parent: list, segment }), value, budget));
  }
  return list;
}

/** A copy of a value at the place of the call that returns it. */
function copyAt(spot: Spot, value: Node, budget: Budget): Node {
  switch (value.kind) {
    case 'scalar':
      return scalarAt(spot, value.value, budget);
    case 'list': {
      const items: Node[] = [];
      const list: Node = { ...spot, kind: 'list', items };
      for (const [segment, item] of value.items.entries()) {
        items.push(copyAt(spotOf(spot, { parent: list, segment }), item, budget));
      }
      return list;
    }
    case 'map': {
      const entries = new Map<string, Node>();
      const map: Node = { ...spot, kind: 'map', entries };
      for (const [segment, child] of value.entries) {
        entries.set(segment, copyAt(spotOf(spot, { parent: map, segment }), child, budget));
      }
      return map;
    }
  }
}

/** Whether nothing in a node is a function's call. */
function isPlain(node: Node): boolean {
  if (asIntrinsic(node)) return false;
  return itemsOf(node).every(isPlain) && [...entriesOf(node)].every(([, value]) => isPlain(value));
}

/** A bound for the length of what Fn::Sub or Fn::Join makes of its plain argument. */
function longestResult(argument: Node, { settings }: Scope): number {
  const [first = '', ...others] = stringsIn(argument);
  const values = [...others, ...Object.values(settings.parameters)].map(text => text.length);
  const sum = values.reduce((total, length) => total + length, first.length);
  const longest = values.reduce((max, length) => Math.max(max, length), 0);
  return sum + others.length * first.length + (first.split('${').length - 1) * longest;
}

function* stringsIn(node: Node): Generator<string> {
  if (node.kind === 'scalar') yield String(node.value);
  for (const item of itemsOf(node)) yield* stringsIn(item);
  for (const [, value] of entriesOf(node)) yield* stringsIn(value);
}

/** A text of literal parts and of `{{resolve:…}}`, which CloudFormation leaves as it is written until it deploys. */
function knownText(text: Text): string | undefined {
  const parts = text.map(part => {
    if (typeof part === 'string') return part;
    return part.key.startsWith('{{resolve:') ? part.key : undefined;
  });
  return parts.includes(undefined) ? undefined : parts.join('');
}
