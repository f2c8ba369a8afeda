import { asIntrinsic, asString, entriesOf, type Intrinsic, itemsOf, type MapNode, type Node } from './node.ts';

/** Visits the intrinsic functions' calls in a node and all below it, outer ones first. */
function visitCalls(node: Node, visit: (call: Intrinsic, node: Node) => void): void {
  if (node.kind === 'scalar') return;
  if (node.kind === 'list') {
    for (const item of node.items) visitCalls(item, visit);
    return;
  }
  const call = asIntrinsic(node);
  if (call) visit(call, node);
  node.entries.forEach(value => {
    if (value.kind !== 'scalar') visitCalls(value, visit);
  });
}

/** The names that intrinsic functions refer to in a node and all below it. */
export function namesReferredTo(node: Node): ReadonlySet<string> {
  const names = new Set<string>();
  visitCalls(node, call => addNames(call, names));
  return names;
}

/** What the functions in a template refer to. */
export interface References {
  /** Names in its sections, its Parameters and Metadata aside. */
  readonly names: ReadonlySet<string>;
  readonly imports: readonly Import[];
}

/** A call of Fn::ImportValue, and the name that it asks for. */
export interface Import {
  readonly node: Node;
  readonly argument: Node;
}

/** The references in a template's root. */
export function referencesIn(root: MapNode): References {
  const names = new Set<string>();
  const imports: Import[] = [];
  for (const [section, below] of root.entries) {
    const isCode = section !== 'Metadata' && section !== 'Parameters';
    visitCalls(below, (call, node) => {
      if (isCode) addNames(call, names);
      if (call.name === 'Fn::ImportValue') imports.push({ node, argument: call.argument });
    });
  }
  return { names, imports };
}

function addNames({ name, argument }: Intrinsic, names: Set<string>): void {
  const first = argument.kind === 'list' ? asString(argument.items[0]) : asString(argument);
  switch (name) {
    case 'Ref':
    case 'Fn::ValueOf':
      if (first !== undefined) names.add(first);
      break;
    case 'Fn::GetAtt':
      if (first !== undefined) names.add(beforeDot(first));
      break;
    case 'Fn::Sub':
      for (const each of substitutedNames(argument)) names.add(beforeDot(each));
      break;
  }
}

function beforeDot(name: string): string {
  const at = name.indexOf('.');
  return at < 0 ? name : name.slice(0, at);
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
