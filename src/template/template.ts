import { asMap, asString, at, entriesOf, itemsOf, type MapNode, type Node } from './node.ts';
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

/** A SAM or CloudFormation template, section by section; AWS::Include and Globals are still as written. */
export interface Template {
  readonly file: SourceFile;
  readonly root: MapNode;
  readonly resources: ReadonlyMap<string, Resource>;
  /** Names of `Fn::ForEach` loops in Resources, whose resources are not known. */
  readonly loops: readonly Node[];
  readonly parameters: ReadonlyMap<string, MapNode>;
  readonly conditions: ReadonlyMap<string, Node>;
  readonly transforms: readonly string[];
  /** Whether the SAM transform applies: it is named, or there are resources that only it understands. */
  readonly isSam: boolean;
}

const typeName = /^[A-Za-z0-9]+::/;

/** Whether a parsed document is a template: a map whose `Resources` map has at least one typed resource or macro call. */
export function isTemplate(root: Node): root is MapNode {
  for (const [name, resource] of entriesOf(asMap(root)?.entries.get('Resources'))) {
    if (name.startsWith('Fn::') || typeName.test(asString(asMap(resource)?.entries.get('Type')) ?? '')) return true;
  }
  return false;
}

/** Reads a template's sections from its root. */
export function readTemplate(file: SourceFile, root: MapNode): Template {
  const resources = new Map<string, Resource>();
  const loops: Node[] = [];
  for (const [id, node] of entriesOf(root.entries.get('Resources'))) {
    const type = node.kind === 'map' ? asString(node.entries.get('Type')) : undefined;
    if (node.kind === 'map' && type !== undefined) resources.set(id, readResource(id, type, node));
    else if (id.startsWith('Fn::')) loops.push(node);
  }
  const transforms = transformNames(root.entries.get('Transform'));
  return {
    file,
    root,
    resources,
    loops,
    parameters: mapsOf(root.entries.get('Parameters')),
    conditions: new Map(entriesOf(root.entries.get('Conditions'))),
    transforms,
    isSam: transforms.some(isSamTransform) || [...resources.values()].some(resource => isSamType(resource.type)),
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

function transformNames(transform: Node | undefined): string[] {
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

/** Whether a macro, whose result only the deployment knows, may change the template as a whole. */
export function hasUnreadMacro(template: Template): boolean {
  return (
    template.loops.length > 0 ||
    template.transforms.some(name => !isSamTransform(name) && !transparentTransforms.has(name)) ||
    template.root.entries.has('Fn::Transform')
  );
}
