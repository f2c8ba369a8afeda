import type { Nesting } from './nesting.ts';
import { asString, at, entriesOf, type Node } from './node.ts';
import type { DeploymentSettings } from './settings.ts';
import type { Resource, Template } from './template.ts';
import { literalOf, readText, type Scope, ssmTypeOf, type Text } from './text.ts';

/** How the templates of a workspace refer to each other's values. */
export interface Links {
  /** Reads texts of a template with all that the other templates tell about them. */
  scopeOf(template: Template): Scope;
  /** How many templates write a path of the SSM Parameter Store. */
  writersOf(path: string): number;
  /** The path that a parameter of an SSM type reads: the given value, otherwise the default. */
  ssmPathOf(template: Template, parameter: string): string | undefined;
}

/** A value that a stack offers to others under a name: an SSM parameter, or an export. */
interface Offer {
  readonly template: Template;
  readonly name: Text;
  readonly value: Node;
}

/** How many references lead from one to the next at most; more go round in circles. */
const longestChain = 20;

/**
 * Links templates through nested stacks (parameters in, outputs out), SSM parameters that one writes and another reads,
 * and exports. A stack name that is not known is inferred where a single stack's value fits.
 */
export function linkTemplates(
  templates: readonly Template[],
  nesting: Nesting,
  settingsOf: (template: Template) => DeploymentSettings,
): Links {
  const scopes = new Map<Template, Scope>();
  const follow = boundedFollowing();
  const ssmPathOf = (template: Template, parameter: string): string | undefined => {
    if (!ssmTypeOf(template, parameter)) return undefined;
    const given = settingsOf(template).parameters[parameter];
    return given ?? asString(template.parameters.get(parameter)?.entries.get('Default'));
  };
  const offered = (offers: readonly Offer[], name: string | undefined): Text | undefined => {
    const [only, ...others] = name === undefined ? [] : offersNamed(offers, name);
    return only && others.length === 0 ? readText(only.value, scopeOf(only.template)) : undefined;
  };
  const scopeOf = (template: Template): Scope => {
    const known = scopes.get(template) ?? {
      template,
      settings: settingsOf(template),
      refOf: name =>
        follow(() => {
          const isPassed = template.parameters.has(name) && !ssmTypeOf(template, name);
          const passed = isPassed ? nesting.passed(template, name) : undefined;
          if (passed) return readText(passed.node, scopeOf(passed.template));
          return offered(writers(), ssmPathOf(template, name)) ?? identifierOf(template, name, scopeOf);
        }),
      attributeOf: (resource, attribute) =>
        follow(() => {
          const value = outputOf(nesting.childOf(template, resource), attribute);
          return value && readText(value.node, scopeOf(value.template));
        }),
      importOf: name => follow(() => offered(exports(), name)),
      dynamicOf: reference =>
        follow(() => offered(writers(), /^\{\{resolve:ssm:([^:}]+)(?::\d+)?\}\}$/.exec(reference)?.[1])),
    };
    scopes.set(template, known);
    return known;
  };
  const writers = once(() => templates.flatMap(template => ssmWriters(template, scopeOf(template))));
  const exports = once(() => templates.flatMap(template => exportsOf(template, scopeOf(template))));
  return { scopeOf, ssmPathOf, writersOf: path => offersNamed(writers(), path).length };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Follows references that may refer to each other in a circle, which no deployment resolves. */
function boundedFollowing(): (read: () => Text | undefined) => Text | undefined {
  let depth = 0;
  return read => {
    if (depth >= longestChain) return undefined;
    depth += 1;
    try {
      return read();
    } finally {
      depth -= 1;
    }
  };
}

/** `Ref` of a resource server returns its Identifier. */
function identifierOf(template: Template, id: string, scopeOf: (template: Template) => Scope): Text | undefined {
  const resource = template.resources.get(id);
  if (resource?.type !== 'AWS::Cognito::UserPoolResourceServer') return undefined;
  const identifier = at(resource.properties, 'Identifier');
  return identifier && readText(identifier, scopeOf(template));
}

function outputOf(child: Template | undefined, attribute: string): { node: Node; template: Template } | undefined {
  if (!child || !attribute.startsWith('Outputs.')) return undefined;
  const node = at(child.root, 'Outputs', attribute.slice('Outputs.'.length), 'Value');
  return node && { node, template: child };
}

/** Names are read without links, which would need all names first. */
function ssmWriters(template: Template, { settings }: Scope): Offer[] {
  return [...template.resources.values()].flatMap(({ type, properties }: Resource) => {
    const name = at(properties, 'Name');
    const value = at(properties, 'Value');
    if (type !== 'AWS::SSM::Parameter' || !name || !value) return [];
    return [{ template, name: readText(name, { template, settings }), value }];
  });
}

function exportsOf(template: Template, { settings }: Scope): Offer[] {
  return [...entriesOf(template.root.entries.get('Outputs'))].flatMap(([, output]) => {
    const name = at(output, 'Export', 'Name');
    const value = at(output, 'Value');
    return name && value ? [{ template, name: readText(name, { template, settings }), value }] : [];
  });
}

/** What is offered under a name: by those that say so, otherwise by those whose name can become it once deployed. */
function offersNamed(offers: readonly Offer[], name: string): readonly Offer[] {
  const exact = offers.filter(offer => literalOf(offer.name) === name);
  return exact.length > 0 ? exact : offers.filter(offer => canBecome(offer.name, name));
}

/** Whether a text can become `name` when each part that the deployment decides is one segment of it or less. */
function canBecome(text: Text, name: string): boolean {
  if (literalOf(text) !== undefined || text.every(part => typeof part !== 'string')) return false;
  const pattern = text.map(part => (typeof part === 'string' ? part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : '[^/]+'));
  return new RegExp(`^${pattern.join('')}$`).test(name);
}
