import { asIntrinsic, asString, entriesOf, type Intrinsic, itemsOf, type MapNode, type Node } from './node.ts';
import { isDeployed, type Template } from './template.ts';

/** An intrinsic function's call, and where it stands. */
export interface Call extends Intrinsic {
  readonly node: Node;
}

/** The intrinsic functions' calls in a node and all below it, outer ones first. */
export function callsIn(node: Node): readonly Call[] {
  const found: Call[] = [];
  collectCalls(node, found);
  return found;
}

function collectCalls(node: Node, found: Call[]): void {
  if (node.kind === 'scalar') return;
  if (node.kind === 'list') {
    for (const item of node.items) collectCalls(item, found);
    return;
  }
  const call = asIntrinsic(node);
  if (call) found.push({ name: call.name, argument: call.argument, node });
  node.entries.forEach(value => {
    if (value.kind !== 'scalar') collectCalls(value, found);
  });
}

/** The names that intrinsic functions refer to in a node and all below it. */
export function namesReferredTo(node: Node): ReadonlySet<string> {
  return new Set(callsIn(node).flatMap(namesOf));
}

const callsOfRoots = new WeakMap<MapNode, ReadonlyMap<string, readonly Call[]>>();

/** The calls in each section of a template's root, searched for once however many ask. */
export function callsBySection(root: MapNode): ReadonlyMap<string, readonly Call[]> {
  const known =
    callsOfRoots.get(root) ?? new Map([...root.entries].map(([section, node]) => [section, callsIn(node)] as const));
  callsOfRoots.set(root, known);
  return known;
}

function namesOf({ name, argument }: Intrinsic): readonly string[] {
  const first = argument.kind === 'list' ? asString(argument.items[0]) : asString(argument);
  switch (name) {
    case 'Ref':
    case 'Fn::ValueOf':
      return first === undefined ? [] : [first];
    case 'Fn::GetAtt':
      return first === undefined ? [] : [first.split('.', 1)[0] ?? first];
    case 'Fn::Sub':
      return substitutedNames(argument).map(each => each.split('.', 1)[0] ?? each);
    default:
      return [];
  }
}

/** The names between `${` and `}` of Fn::Sub's argument that its own variable map does not give. */
export function substitutedNames(argument: Node): string[] {
  const [text, variables] = argument.kind === 'list' ? itemsOf(argument) : [argument];
  const own = new Set([...entriesOf(variables)].map(([name]) => name));
  const names: string[] = [];
  for (const match of (asString(text) ?? '').matchAll(/\$\{([^!}][^}]*)\}/g)) {
    const name = match[1]?.trim() ?? '';
    if (!own.has(name)) names.push(name);
  }
  return names;
}

/** Every name that a template's sections, or those of another root of it, refer to, its Parameters and Metadata aside. */
export function referencedNames(template: Template, root = template.root): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [section, calls] of callsBySection(root)) {
    if (section === 'Metadata' || section === 'Parameters') continue;
    for (const call of calls) for (const name of namesOf(call)) names.add(name);
  }
  return names;
}

/**
 * Whether a template is a part that a build puts together with others, so that a name missing in it is no mistake: it
 * has SAM's types without the SAM transform, or refers to more than three names that it does not define.
 */
export function isFragment(template: Template, isGenerated: (name: string) => boolean): boolean {
  if (isDeployed(template)) return false;
  const hasTransform = template.transforms.length > 0;
  const hasSamTypes = template.isSam && !template.transforms.some(name => name.startsWith('AWS::Serverless'));
  if (hasSamTypes && !hasTransform) return true;
  return unresolvedNames(template, isGenerated).length > 3;
}

/** The names that a template refers to without defining them. */
export function unresolvedNames(template: Template, isGenerated: (name: string) => boolean): string[] {
  const isDefined = (name: string) =>
    name.startsWith('AWS::') || template.parameters.has(name) || template.resources.has(name) || isGenerated(name);
  return [...referencedNames(template)].filter(name => !isDefined(name));
}
