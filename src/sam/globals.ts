import {
  asIntrinsic,
  asMap,
  asString,
  at,
  itemsOf,
  listNode,
  type MapNode,
  mapNode,
  type Node,
} from '../template/node.ts';
import type { Resource, Template } from '../template/template.ts';

/**
 * A resource's properties with those of its Globals section: maps merge key by key, lists are joined, and anything
 * else is the resource's own, a null and an empty string included. IgnoreGlobals takes properties out first.
 * See https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
 */
export function withGlobals(template: Template, resource: Resource): MapNode | undefined {
  const section = resource.type.slice('AWS::Serverless::'.length);
  const global = globalsFor(template, section, resource.node.entries.get('IgnoreGlobals'));
  return global ? asMap(merge(global, resource.properties)) : resource.properties;
}

/** A section of Globals, less the properties that `ignore` names ("*" for all). */
export function globalsFor(template: Template, section: string, ignore?: Node): MapNode | undefined {
  const global = asMap(at(template.root, 'Globals', section));
  if (!global || !ignore) return global;
  if (asString(ignore) === '*') return undefined;
  const names = new Set(itemsOf(ignore).map(asString));
  return mapNode(global, new Map([...global.entries].filter(([name]) => !names.has(name))));
}

/** Whether a value counts as one when merging: an intrinsic is a value like any other. */
function isPlainMap(node: Node): node is MapNode {
  return node.kind === 'map' && !asIntrinsic(node);
}

/** Merges a local value over a global one; parts keep the places that they come from. */
export function merge(global: Node, local: Node | undefined): Node {
  if (!local) return global;
  if (global.kind === 'list' && local.kind === 'list') return listNode(local, [...global.items, ...local.items]);
  if (!isPlainMap(global) || !isPlainMap(local)) return local;
  const entries = new Map(global.entries);
  for (const [name, value] of local.entries) {
    const inherited = entries.get(name);
    entries.set(name, inherited ? merge(inherited, value) : value);
  }
  return mapNode(local, entries);
}
