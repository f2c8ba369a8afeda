import { assembleTemplate, readAsTemplate } from './assemble.ts';
import type { Files } from './files.ts';
import { lookUp } from './look-up.ts';
import { namedFile } from './named-file.ts';
import { asIntrinsic, asMap, at, isNoValue, type Node } from './node.ts';
import type { DeploymentSettings, SettingsOf } from './settings.ts';
import { type Resource, resourceKey, resourcesOf, type Template } from './template.ts';
import { literalOf, readText } from './text.ts';

/** The nested stacks among a template's resources. */
export function nestedStacksIn(template: Template): readonly Resource[] {
  return resourcesOf(template, ...Object.keys(locations));
}

/** The setting that tells where a nested stack's template is; the resource where it has none. */
export function locationOf(resource: Resource): Node {
  return at(resource.properties, lookUp(locations, resource.type) ?? '') ?? resource.node;
}

/** Which templates of a workspace are nested stacks of others. */
export interface Nesting {
  /** The template that a resource nests; undefined where it is no nested stack, or its template is not at hand. */
  childOf(template: Template, resourceId: string): Template | undefined;
  /** What the only template that nests this one passes as a parameter; the default where it passes nothing. */
  passed(template: Template, parameter: string): { readonly node: Node; readonly template: Template } | undefined;
  /** The parameters that have a value by that. */
  passedNames(template: Template): readonly string[];
}

/** The property that names the nested template, by type. */
const locations: Readonly<Record<string, string>> = {
  'AWS::Serverless::Application': 'Location',
  'AWS::CloudFormation::Stack': 'TemplateURL',
};

interface Link {
  readonly template: Template;
  readonly resourceId: string;
  readonly child: Template;
}

/** The templates of a workspace, and which are nested stacks of others. */
export interface NestedTemplates {
  readonly templates: readonly Template[];
  readonly nesting: Nesting;
  /** What is known of a template's deployment, with what the stack around it passes. */
  settingsOf(template: Template): DeploymentSettings;
}

/** How deep stacks nest at most; templates that nest each other come to no end. */
const deepestNesting = 20;

/**
 * Links templates that nest each other by a local path. A nested template that is not among `templates` is read and
 * added to them. What is passed to a template can decide what its loops make.
 */
export function nestTemplates(templates: readonly Template[], files: Files, deploymentOf: SettingsOf): NestedTemplates {
  let nested = linkNested(templates, files, deploymentOf);
  const known = new Map<string, DeploymentSettings>();
  const settingsOf = ({ file }: Template) => known.get(file.name) ?? deploymentOf(file.name);
  for (let depth = 0; depth < deepestNesting; depth += 1) {
    let isRevised = false;
    const revised = Array.from(files.room.inTurn(nested.templates), template => {
      const own = withPassed(template, nested.nesting, deploymentOf);
      if (isSame(own, settingsOf(template))) return template;
      known.set(template.file.name, own);
      isRevised = true;
      return assembleTemplate(template.file, files, own);
    });
    if (!isRevised) break;
    nested = linkNested(revised, files, deploymentOf);
  }
  return { ...nested, settingsOf };
}

/** Whether a template is given the same values of parameters. */
function isSame(a: DeploymentSettings, b: DeploymentSettings): boolean {
  return a === b || JSON.stringify(a.parameters) === JSON.stringify(b.parameters);
}

/**
 * What is known of a template's deployment. A nested stack's parameters have the values that the stack around it passes,
 * as far as they are plain strings, and nothing else gives one.
 */
function withPassed(template: Template, nesting: Nesting, deploymentOf: SettingsOf): DeploymentSettings {
  const settings = deploymentOf(template.file.name);
  const names = nesting.passedNames(template);
  if (names.length === 0) return settings;
  const values = names.flatMap(name => {
    const passed = nesting.passed(template, name);
    const scope = passed && { template: passed.template, settings: deploymentOf(passed.template.file.name) };
    const literal = scope && literalOf(readText(passed.node, scope));
    return literal === undefined ? [] : [[name, literal] as const];
  });
  return { ...settings, parameters: { ...Object.fromEntries(values), ...settings.parameters } };
}

function linkNested(
  templates: readonly Template[],
  files: Files,
  deploymentOf: SettingsOf,
): Omit<NestedTemplates, 'settingsOf'> {
  const all = new Map(templates.map(template => [template.file.name, template]));
  const links: Link[] = [];
  for (const template of files.room.inTurn(all.values())) {
    for (const resource of nestedStacksIn(template)) {
      const child = nestedTemplate(resource, files, deploymentOf, all);
      if (!child) continue;
      // A map is iterated to its end, with what is added on the way.
      all.set(child.file.name, child);
      links.push({ template, resourceId: resource.id, child });
    }
  }
  return { templates: [...all.values()], nesting: nestingOf(links) };
}

function nestedTemplate(
  resource: Resource,
  files: Files,
  deploymentOf: SettingsOf,
  known: ReadonlyMap<string, Template>,
): Template | undefined {
  const property = lookUp(locations, resource.type);
  const file = property === undefined ? undefined : namedFile(at(resource.properties, property), files);
  if (!file) return undefined;
  return known.get(file.name) ?? readAsTemplate(file, files, deploymentOf(file.name));
}

function nestingOf(links: readonly Link[]): Nesting {
  const children = new Map(links.map(({ template, resourceId, child }) => [resourceKey(template, resourceId), child]));
  // A template that several stacks nest has several values for each parameter.
  const parents = new Map<Template, Link | 'several'>();
  for (const link of links) parents.set(link.child, parents.has(link.child) ? 'several' : link);
  const parentOf = (template: Template): Link | undefined => {
    const parent = parents.get(template);
    return parent === 'several' ? undefined : parent;
  };
  const passed = (template: Template, parameter: string) => {
    const parent = parentOf(template);
    if (!parent) return undefined;
    const given = at(parent.template.resources.get(parent.resourceId)?.properties, 'Parameters');
    const node = asMap(given)?.entries.get(parameter);
    if (node && !isNoValue(node)) return { node, template: parent.template };
    if (asIntrinsic(given) || asMap(given)?.entries.has('Fn::Transform')) return undefined;
    const fallback = template.parameters.get(parameter)?.entries.get('Default');
    return fallback && { node: fallback, template };
  };
  return {
    childOf: (template, resourceId) => children.get(resourceKey(template, resourceId)),
    passed,
    passedNames: template =>
      parentOf(template) ? [...template.parameters.keys()].filter(name => passed(template, name)) : [],
  };
}
