import { lookUp } from '../../template/look-up.ts';
import { isNull, type MapNode, type Node } from '../../template/node.ts';
import { type Check, capitalized, describe, listed } from './refusal.ts';

/** What a value is to SAM: the types of JSON that its properties ask for. */
export type Kind = 'string' | 'map' | 'list' | 'boolean' | 'integer';

const words: Readonly<Record<Kind, string>> = {
  string: 'a plain string',
  map: 'a map',
  list: 'a list',
  boolean: 'true or false',
  integer: 'a whole number',
};

export function isKind(node: Node, kind: Kind): boolean {
  if (node.kind !== 'scalar') return node.kind === kind;
  // A boolean is an integer to Python, in which SAM is written.
  if (kind === 'integer')
    return typeof node.value === 'boolean' || (Number.isInteger(node.value) && !isWrittenAsFraction(node));
  return typeof node.value === kind;
}

/** 3.0 is no integer to YAML. */
function isWrittenAsFraction(node: Node): boolean {
  return /^[-+]?\d*\./.test(node.file.text.slice(node.start, node.end));
}

/** Refuses a value that is of none of the kinds, and returns whether it is of one. One that is undecided is not. */
export function expectKind(node: Node, kinds: Kind | readonly Kind[], subject: string, check: Check): boolean {
  if (check.isUndecided(node)) return false;
  const isExpected = typeof kinds === 'string' ? isKind(node, kinds) : kinds.some(kind => isKind(node, kind));
  if (!isExpected) {
    const allowed = typeof kinds === 'string' ? [kinds] : kinds;
    const wanted = listed(
      allowed.map(kind => words[kind]),
      'or',
    );
    check.refuse(node, `${capitalized(subject)} is ${describe(node)}, and SAM takes ${wanted} only`);
  }
  return isExpected;
}

/** What SAM asks of a property. Null is absent. */
export interface PropertyRule {
  /** Empty for any kind. */
  readonly kinds: readonly Kind[];
  /** Maps of one entry pass for intrinsic functions, whatever the kinds. */
  readonly allowsIntrinsics: boolean;
  readonly isRequired: boolean;
}

export type PropertyRules = Readonly<Record<string, PropertyRule>>;

/** A property of one of the kinds, or an intrinsic function. */
export function value(...kinds: Kind[]): PropertyRule {
  return { kinds, allowsIntrinsics: true, isRequired: false };
}

/** A property of one of the kinds, without intrinsic functions. */
export function plain(...kinds: Kind[]): PropertyRule {
  return { ...value(...kinds), allowsIntrinsics: false };
}

export function required(rule: PropertyRule): PropertyRule {
  return { ...rule, isRequired: true };
}

/** Refuses properties that SAM does not know, that are of a wrong kind, or that are missing. */
export function checkProperties(
  properties: MapNode,
  rules: PropertyRules,
  subject: { readonly name: string; readonly node: Node },
  check: Check,
): void {
  const isIncomplete = check.isUndecided(properties);
  let isAllKnown = true;
  for (const [name, node] of properties.entries) {
    const rule = lookUp(rules, name);
    isAllKnown &&= rule !== undefined;
    if (rule) {
      const isIntrinsic = rule.allowsIntrinsics && node.kind === 'map' && node.entries.size === 1;
      if (!isNull(node) && !isIntrinsic && rule.kinds.length > 0)
        expectKind(node, rule.kinds, `${name} of ${subject.name}`, check);
    } else if (!(isIncomplete && name.startsWith('Fn::'))) {
      refuseUnknownKey(node, name, subject.name, Object.keys(rules), check);
    }
  }
  // What is not known may be what is missing, misspelt.
  if (isIncomplete || !isAllKnown) return;
  for (const name of Object.keys(rules)) {
    const node = properties.entries.get(name);
    if (rules[name]?.isRequired && (!node || isNull(node))) {
      check.refuseKey(node ?? subject.node, `${capitalized(subject.name)} has no ${name}, which SAM requires`);
    }
  }
}

/** Refuses a key that SAM does not know; few known ones are named. */
function refuseUnknownKey(node: Node, key: string, owner: string, known: readonly string[], check: Check): void {
  const most = 8;
  const hint =
    known.length <= most ? `, and SAM knows only ${listed(known)} there` : ', and SAM knows none of that name';
  check.refuseKey(node, `${capitalized(owner)} has ${key}${hint}`);
}

/** Refuses the keys of a map that are not among the known ones, and returns whether there is none such. */
export function checkKeys(node: MapNode, owner: string, known: readonly string[], check: Check): boolean {
  const unknown = [...node.entries].filter(([key]) => !known.includes(key) && key !== 'Fn::Transform');
  for (const [key, child] of unknown) refuseUnknownKey(child, key, owner, known, check);
  return unknown.length === 0;
}
