import { listNode, type MapNode, mapNode, type Node, type Spot, scalarNode } from '../template/node.ts';
import type { SourceFile } from '../template/source.ts';
import { readTemplate, type Template } from '../template/template.ts';
import type { AccountReading, DeclaredResource } from './declared.ts';

/**
 * What an account has in a Region, as the template that would declare it. Resources have their own names for logical
 * ids, since those are what messages call them by: `orders`, or their keys, such as `orders (a1b2c3)`, where two have one name.
 */
export function accountTemplate(reading: AccountReading): Template {
  const ids = logicalIds(reading.resources);
  const arns = new Map(reading.resources.map(({ key, arn }) => [ids.get(key) ?? key, arn]));
  const { account, region, partition } = reading;
  const file: SourceFile = {
    name: `${account}/${region}`,
    text: '',
    lineStarts: [0],
    origin: {
      account,
      region,
      arn: `arn:${partition}:iam::${account}:root`,
      arnOf: id => arns.get(id),
    },
  };
  const resources = reading.resources.map(({ key, type, properties }) => [
    ids.get(key) ?? key,
    { Type: type, Properties: withIds(properties, ids) },
  ]);
  const root = { Resources: Object.fromEntries(resources) };
  const document = nodeOf(root, { file, start: 0, end: 0, key: undefined, parent: undefined, segment: undefined });
  if (document.kind !== 'map') throw new Error('The document of an account is a map.');
  return readTemplate(file, document);
}

/** A logical id for each resource, by its key: its name, or the key where another has that name, or this one for a key. */
function logicalIds(resources: readonly DeclaredResource[]): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  for (const { name } of resources) counts.set(name, (counts.get(name) ?? 0) + 1);
  const keys = new Set(resources.map(({ key }) => key));
  const isFree = (name: string) => counts.get(name) === 1 && !keys.has(name);
  return new Map(resources.map(({ key, name }) => [key, isFree(name) ? name : key]));
}

/** A property with logical ids in place of the keys by which it refers to other resources. */
function withIds(value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map(item => withIds(item, ids));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [first] = entries;
  if (first && entries.length === 1) {
    const [name, argument] = first;
    if (name === 'Ref') return { Ref: idOf(argument, ids) };
    if (name === 'Fn::GetAtt' && Array.isArray(argument)) return { [name]: [idOf(argument[0], ids), argument[1]] };
  }
  return Object.fromEntries(entries.map(([name, each]) => [name, withIds(each, ids)]));
}

function idOf(key: unknown, ids: ReadonlyMap<string, string>): unknown {
  return typeof key === 'string' ? (ids.get(key) ?? key) : key;
}

/** A JSON value as a node, whose way from the root tells the resource and the setting that it stands for. */
function nodeOf(value: unknown, spot: Spot): Node {
  const below = (parent: Node, segment: string | number): Spot => ({ ...spot, parent, segment });
  if (Array.isArray(value)) {
    const items: Node[] = [];
    const list = listNode(spot, items);
    for (const [index, item] of value.entries()) items.push(nodeOf(item, below(list, index)));
    return list;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = new Map<string, Node>();
    const map: MapNode = mapNode(spot, entries);
    for (const [name, child] of Object.entries(value)) {
      if (child !== undefined) entries.set(name, nodeOf(child, below(map, name)));
    }
    return map;
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null) {
    return scalarNode(spot, value);
  }
  return scalarNode(spot, String(value));
}
