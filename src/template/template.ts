import { appendTo } from './append.ts';
import { asMap, asString, at, entriesOf, itemsOf, type MapNode, type Node } from './node.ts';
import { type References, referencesIn } from './references.ts';
import type { SourceFile } from './source.ts';

/** A resource of a template: what stands under one logical id. */
export interface Resource {
  readonly id: string;
  /** How people know it: the construct's path where the CDK wrote the template, the logical id otherwise. */
  readonly name: string;
  readonly type: string;
  readonly node: MapNode;
  readonly properties: MapNode | undefined;
  readonly condition: string | undefined;
  /** The names in DependsOn, as one or as a list. */
  readonly dependsOn: readonly Node[];
}

/** A SAM or CloudFormation template, section by section; Globals are still as written. */
export interface Template {
  readonly file: SourceFile;
  readonly root: MapNode;
  /** The root before loops were expanded. */
  readonly written: MapNode;
  /** AWS::LanguageExtensions was applied, so that the root is not what was written. */
  readonly isExpanded: boolean;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly resourcesByType: ReadonlyMap<string, readonly Resource[]>;
  /** The types of the resources: most of what is looked for, a template does not have. */
  readonly types: ReadonlySet<string>;
  /** Loops, and calls of macros among the resources, that may add to the template. */
  readonly loops: readonly Node[];
  /** What is not known of loops. */
  readonly openLoops: readonly OpenLoop[];
  readonly parameters: ReadonlyMap<string, MapNode>;
  readonly conditions: ReadonlyMap<string, Node>;
  readonly references: References;
  readonly transforms: readonly string[];
  /** The macros that process the template as a whole, and whose result only the deployment knows. */
  readonly unreadMacros: readonly { readonly name: string; readonly node: Node }[];
  /** Whether the SAM transform applies: it is named, or there are resources that only it understands. */
  readonly isSam: boolean;
}

/** A `Fn::ForEach` loop of which the template does not tell what it makes, or not for sure. */
export interface OpenLoop {
  readonly node: Node;
  /** One sentence: what is not known, and why. */
  readonly message: string;
}

/** What identifies a resource within a workspace. */
export function resourceKey({ file }: Template, id: string): string {
  return `${file.name} ${id}`;
}

const typeName = /^[A-Za-z0-9]+::/;

/** Whether a template stands for what an account has, so that all of it exists already. */
export function isDeployed({ file }: Template): boolean {
  return file.origin !== undefined;
}

/** Whether a parsed document is a template: a map whose `Resources` map has at least one typed resource or macro call. */
export function isTemplate(root: Node): root is MapNode {
  for (const [name, resource] of entriesOf(asMap(root)?.entries.get('Resources'))) {
    if (name.startsWith('Fn::') || typeName.test(asString(asMap(resource)?.entries.get('Type')) ?? '')) return true;
  }
  return false;
}

/** Reads a template's sections from its root, in which loops are expanded: `written` is what it was before. */
export function readTemplate(
  file: SourceFile,
  root: MapNode,
  written: MapNode = root,
  openLoops: readonly OpenLoop[] = [],
): Template {
  const resources = new Map<string, Resource>();
  const resourcesByType = new Map<string, Resource[]>();
  const loops: Node[] = openLoops.map(({ node }) => node);
  for (const [id, node] of entriesOf(root.entries.get('Resources'))) {
    const type = node.kind === 'map' ? asString(node.entries.get('Type')) : undefined;
    if (node.kind === 'map' && type !== undefined) {
      const resource = readResource(id, type, node);
      resources.set(id, resource);
      appendTo(resourcesByType, type, resource);
    } else if (id.startsWith('Fn::')) loops.push(node);
  }
  const transforms = transformNames(root.entries.get('Transform'));
  return {
    file,
    root,
    written,
    isExpanded: root !== written,
    resources,
    resourcesByType,
    types: new Set(resourcesByType.keys()),
    loops,
    openLoops,
    parameters: mapsOf(root.entries.get('Parameters')),
    conditions: new Map(entriesOf(root.entries.get('Conditions'))),
    references: referencesIn(root),
    transforms,
    unreadMacros: unreadMacrosOf(root, transforms),
    isSam: transforms.some(isSamTransform) || [...resourcesByType.keys()].some(isSamType),
  };
}

function readResource(id: string, type: string, node: MapNode): Resource {
  const dependsOn = node.entries.get('DependsOn');
  const constructPath = asString(at(node, 'Metadata', 'aws:cdk:path'));
  return {
    id,
    name: constructPath?.replace(/\/Resource$/, '') ?? id,
    type,
    node,
    properties: asMap(node.entries.get('Properties')),
    condition: asString(node.entries.get('Condition')),
    dependsOn: dependsOn?.kind === 'list' ? dependsOn.items : dependsOn ? [dependsOn] : [],
  };
}

function mapsOf(section: Node | undefined): ReadonlyMap<string, MapNode> {
  const maps = new Map<string, MapNode>();
  for (const [name, node] of entriesOf(section)) if (node.kind === 'map') maps.set(name, node);
  return maps;
}

const noResources: readonly Resource[] = [];

/** A template's resources of some types, type by type. */
export function resourcesOf(template: Template, ...types: readonly string[]): readonly Resource[] {
  let found: readonly Resource[] = noResources;
  for (const type of types) {
    const alike = template.types.has(type) ? template.resourcesByType.get(type) : undefined;
    if (alike) found = found.length === 0 ? alike : [...found, ...alike];
  }
  return found;
}

/** The transforms that a template's Transform names, in order. */
export function transformNames(transform: Node | undefined): string[] {
  const nodes = transform?.kind === 'list' ? itemsOf(transform) : transform ? [transform] : [];
  return nodes.map(node => asString(node) ?? asString(asMap(node)?.entries.get('Name')) ?? '?');
}

export function isSamTransform(name: string): boolean {
  return name.startsWith('AWS::Serverless');
}

export function isSamType(type: string): boolean {
  return type.startsWith('AWS::Serverless::');
}

/** Transforms whose result is known: SAM's and AWS's that leave names and references as they are. */
const transparentTransforms = new Set(['AWS::LanguageExtensions', 'AWS::Include', 'AWS::CodeDeployBlueGreen']);

/** Whether a loop or a macro, whose result only the deployment knows, may add to the template. */
export function hasUnreadMacro(template: Template): boolean {
  return template.loops.length > 0 || template.unreadMacros.length > 0;
}

function unreadMacrosOf(root: MapNode, transforms: readonly string[]): Template['unreadMacros'] {
  const transform = root.entries.get('Transform');
  const nodes = transform?.kind === 'list' ? transform.items : transform ? [transform] : [];
  const named = nodes.map((node, index) => ({ name: transforms[index] ?? '?', node }));
  const inline = root.entries.get('Fn::Transform');
  const all = inline ? [...named, { name: asString(at(inline, 'Name')) ?? '?', node: inline }] : named;
  return all.filter(({ name }) => !isSamTransform(name) && !transparentTransforms.has(name));
}
