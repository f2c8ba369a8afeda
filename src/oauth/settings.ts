import { resourceTerms } from '../cloudformation/guards.ts';
import type { ConditionTerm } from '../model/endpoint.ts';
import type { Setting } from '../model/setting.ts';
import type { Conditions } from '../template/conditions.ts';
import { at, isNoValue, isNull, type Node } from '../template/node.ts';
import { placeOf, placeOfKey } from '../template/place.ts';
import type { Resource } from '../template/template.ts';
import { branchesOf, literalOf, readText, readTextList, type Scope, type Text } from '../template/text.ts';

/** Where settings are read: in a template, with what is known of its deployment and of its conditions. */
export interface SettingContext {
  readonly scope: Scope;
  readonly conditions: Conditions;
}

/** A value in one case of its conditions, with what must hold for that. */
export interface Branch {
  readonly node: Node;
  readonly terms: readonly ConditionTerm[];
}

/** An item of a list: what it says, and where. */
export interface Item {
  readonly node: Node;
  readonly text: Text;
}

/** Reads a property as true or false, also where it is written as a string. */
export function readBoolean(resource: Resource, property: string, context: SettingContext): Setting<boolean> {
  return readSetting(resource, property, context, ({ node }) => {
    if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value;
    const text = literalOf(readText(node, context.scope))?.toLowerCase();
    return text === 'true' ? true : text === 'false' ? false : undefined;
  });
}

/** Reads a property as a list of strings, none of which the deployment decides. */
export function readStrings(resource: Resource, property: string, context: SettingContext): Setting<readonly string[]> {
  return readSetting(resource, property, context, branch => {
    const texts = readItems(branch, context)?.map(({ text }) => literalOf(text));
    return texts?.every((text): text is string => text !== undefined) ? texts : undefined;
  });
}

/** Reads a property as one string. */
export function readString(resource: Resource, property: string, context: SettingContext): Setting<string> {
  return readSetting(resource, property, context, ({ node }) => literalOf(readText(node, context.scope)));
}

/**
 * Reads a property; undefined of `read` means that only the deployment decides. So does a choice of conditions, unless
 * what is known of them leaves one case, or all cases say the same.
 */
export function readSetting<T>(
  resource: Resource,
  property: string,
  context: SettingContext,
  read: (branch: Branch) => T | undefined,
): Setting<T> {
  const absent = { state: 'absent', place: placeOfKey(resource.node) } as const;
  const node = at(resource.properties, property);
  if (!node) return absent;
  const branches = possibleBranches(node, resourceTerms(resource), context);
  const settings = branches.map((branch): Setting<T> => {
    if (isNothing(branch.node)) return absent;
    const value = read(branch);
    const place = placeOf(branches.length === 1 ? branch.node : node);
    return value === undefined ? { state: 'unknown', place } : { state: 'set', value, place };
  });
  const [first, ...others] = settings;
  const isSame = others.every(other => JSON.stringify(other) === JSON.stringify(first));
  return first && isSame ? first : { state: 'unknown', place: placeOf(node) };
}

/** Whether a value stands for none at all. CloudFormation refuses null, which is no value that could be judged. */
export function isNothing(node: Node): boolean {
  return isNoValue(node) || isNull(node);
}

/** The alternatives of a node that some deployment can bring about, in which `terms` hold. */
export function possibleBranches(
  node: Node,
  terms: readonly ConditionTerm[],
  { conditions }: SettingContext,
): readonly Branch[] {
  return branchesOf(node, terms).filter(branch => conditions.isPossible(branch.terms));
}

/** A list's items; undefined where its length is not known, or where conditions choose between items. */
export function readItems({ node, terms }: Branch, context: SettingContext): readonly Item[] | undefined {
  const { scope } = context;
  if (node.kind === 'scalar') return [{ node, text: readText(node, scope) }];
  if (node.kind === 'map') return readTextList(node, scope)?.map(text => ({ node, text }));
  const items = node.items.map(item => possibleBranches(item, terms, context));
  if (items.some(branches => branches.length !== 1)) return undefined;
  return items
    .flat()
    .filter(item => !isNothing(item.node))
    .map(item => ({ node: item.node, text: readText(item.node, scope) }));
}
