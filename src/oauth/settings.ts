import type { Setting } from '../model/setting.ts';
import { asIntrinsic, at, isNoValue, type Node } from '../template/node.ts';
import { placeOf, placeOfKey } from '../template/place.ts';
import type { Resource } from '../template/template.ts';
import { branchesOf, literalOf, readText, readTextList, type Scope } from '../template/text.ts';

/** Reads a property as true or false, also where it is written as a string. */
export function readBoolean(resource: Resource, property: string, scope: Scope): Setting<boolean> {
  return readSetting(resource, property, node => {
    if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value;
    const text = literalOf(readText(node, scope))?.toLowerCase();
    return text === 'true' ? true : text === 'false' ? false : undefined;
  });
}

/** Reads a property as a list of strings, none of which the deployment decides. */
export function readStrings(resource: Resource, property: string, scope: Scope): Setting<readonly string[]> {
  return readSetting(resource, property, node => {
    const texts = readTextList(node, scope)?.map(literalOf);
    return texts?.every((text): text is string => text !== undefined) ? texts : undefined;
  });
}

/** Reads a property as one string. */
export function readString(resource: Resource, property: string, scope: Scope): Setting<string> {
  return readSetting(resource, property, node => literalOf(readText(node, scope)));
}

/** Reads a property; undefined of `read` means that only the deployment decides, as does a choice of conditions. */
export function readSetting<T>(resource: Resource, property: string, read: (node: Node) => T | undefined): Setting<T> {
  const node = at(resource.properties, property);
  if (!node || isNoValue(node)) return { state: 'absent', place: placeOfKey(resource.node) };
  const branches = [...branchesOf(node)];
  const value = branches.length === 1 ? read(node) : undefined;
  return value === undefined
    ? { state: 'unknown', place: placeOf(node) }
    : { state: 'set', value, place: placeOf(node) };
}

/** A list's items that are plain values or single intrinsics; undefined where conditions choose between lists or items. */
export function plainItems(node: Node): readonly Node[] | undefined {
  if (node.kind !== 'list') return undefined;
  return node.items.some(item => asIntrinsic(item)?.name === 'Fn::If') ? undefined : node.items;
}
