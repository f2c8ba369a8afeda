import type { Nesting } from './nesting.ts';
import { asString, at, entriesOf, type Node } from './node.ts';
import { type Found, type Offer, type Offers, offersOf } from './offers.ts';
import { callsBySection } from './references.ts';
import type { DeploymentSettings } from './settings.ts';
import type { Resource, Template } from './template.ts';
import { literalOf, readText, type Scope, ssmTypeOf, type Text } from './text.ts';

/** How the templates of a workspace refer to each other's values. */
export interface Links {
  /** Reads texts of a template with all that the other templates tell about them. */
  scopeOf(template: Template): Scope;
  /** Why a path of the SSM Parameter Store, which a template reads, leads nowhere, in the words of a relative clause. */
  unlinkedBecause(template: Template, path: string): string;
  /** The path that a parameter of an SSM type reads: the given value, otherwise the default. */
  ssmPathOf(template: Template, parameter: string): string | undefined;
  /** The SSM parameter that an audited template writes under a path. */
  writerOf(template: Template, path: string): { readonly template: Template; readonly nameNode: Node } | undefined;
  /** Whether anything is, or may be, written under a path: by a template, by several, or outside. */
  mayBeWritten(template: Template, path: string): boolean;
  /** Whether some template reads a path that is not known, so that it may read any. */
  readsUnknownPaths(): boolean;
  /** The paths that are read from the SSM Parameter Store. */
  ssmReads(): readonly { readonly template: Template; readonly path: string }[];
  /** The paths that are written, as far as they are known. */
  writtenPaths(): readonly string[];
  /** The imports of names that are known. */
  imports(): readonly { readonly node: Node; readonly name: string; readonly isOffered: boolean }[];
  /** The links inferred so far, each once. */
  inferred(): readonly Inference[];
}

/** What lies outside of the audited templates, as the config file declares it: values by name. */
export interface OutsideValues {
  /** By the path of the SSM parameter. */
  readonly ssm: ReadonlyMap<string, string>;
  readonly exports: ReadonlyMap<string, string>;
}

/** A link that was followed since only one template fits, whose stack's name is not known. */
export interface Inference {
  readonly kind: 'ssm' | 'export';
  /** The path or the export's name, as the reader has it. */
  readonly name: string;
  readonly reader: Template;
  readonly writer: Template;
  /** Where the writer has the name. */
  readonly writtenAt: Node;
  /** What the writer's stack would have to be called. */
  readonly stackName?: string;
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
  outside: OutsideValues = { ssm: new Map(), exports: new Map() },
): Links {
  const scopes = new Map<Template, Scope>();
  const follow = boundedFollowing();
  const ssmPathOf = (template: Template, parameter: string): string | undefined => {
    if (!ssmTypeOf(template, parameter)) return undefined;
    const given = settingsOf(template).parameters[parameter];
    return given ?? asString(template.parameters.get(parameter)?.entries.get('Default'));
  };
  const inferred = new Map<string, Inference>();
  const offered = (kind: Inference['kind'], reader: Template, name: string | undefined): Text | undefined => {
    if (name === undefined) return undefined;
    const found = (kind === 'ssm' ? writers() : exports()).find(name, settingsOf(reader).region);
    if (found.kind !== 'exact' && found.kind !== 'inferred') return undefined;
    const { from } = found.offer;
    if (typeof from === 'string') return [from];
    if (found.kind === 'inferred') {
      const { stackName } = found;
      const link = { kind, name, reader, writer: from.template, writtenAt: from.nameNode };
      inferred.set(`${kind} ${reader.file.name} ${name}`, { ...link, ...(stackName !== undefined && { stackName }) });
    }
    return readText(from.value, scopeOf(from.template));
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
          return offered('ssm', template, ssmPathOf(template, name)) ?? identifierOf(template, name, scopeOf);
        }),
      attributeOf: (resource, attribute) =>
        follow(() => {
          const value = outputOf(nesting.childOf(template, resource), attribute);
          return value && readText(value.node, scopeOf(value.template));
        }),
      importOf: name => follow(() => offered('export', template, name)),
      dynamicOf: reference =>
        follow(() => offered('ssm', template, /^\{\{resolve:ssm:([^:}]+)(?::\d+)?\}\}$/.exec(reference)?.[1])),
    };
    scopes.set(template, known);
    return known;
  };
  const regionOf = (template: Template) => settingsOf(template).region;
  const writerOffers = once(() => templates.flatMap(template => ssmWriters(template, scopeOf(template))));
  const exportOffers = once(() => templates.flatMap(template => exportsOf(template, scopeOf(template))));
  const writers = once((): Offers => {
    return offersOf([...writerOffers(), ...outsideOffers(outside.ssm)], regionOf, () =>
      allSsmReads().map(({ template, path }) => ({ name: path, region: regionOf(template) })),
    );
  });
  const exports = once((): Offers => {
    return offersOf([...exportOffers(), ...outsideOffers(outside.exports)], regionOf, () =>
      templates.flatMap(template =>
        importCalls(template, scopeOf(template)).map(({ name }) => ({ name, region: regionOf(template) })),
      ),
    );
  });
  const allSsmReads = once(() =>
    templates.flatMap(template => ssmReads(template, ssmPathOf).map(path => ({ template, path }))),
  );
  const readsUnknownPaths = once(() => templates.some(template => readsUnknownPath(template, ssmPathOf)));
  return {
    scopeOf,
    ssmPathOf,
    unlinkedBecause: (template, path) => missing[writers().find(path, regionOf(template)).kind],
    writerOf(template, path) {
      const found = writers().find(path, regionOf(template));
      const from = found.kind === 'exact' || found.kind === 'inferred' ? found.offer.from : undefined;
      return typeof from === 'object' ? from : undefined;
    },
    mayBeWritten: (template, path) =>
      writers().find(path, regionOf(template)).kind !== 'none' || hasOpenName(writerOffers()),
    readsUnknownPaths,
    ssmReads: allSsmReads,
    writtenPaths: () =>
      templates.flatMap(template =>
        ssmWriters(template, scopeOf(template)).flatMap(({ name }) => literalOf(name) ?? []),
      ),
    imports: () =>
      templates.flatMap(template =>
        importCalls(template, scopeOf(template)).map(({ node, name }) => {
          const { kind } = exports().find(name, regionOf(template));
          return { node, name, isOffered: kind !== 'none' || hasOpenName(exportOffers()) };
        }),
      ),
    inferred: () => [...inferred.values()],
  };
}

const missing: Readonly<Record<Found['kind'], string>> = {
  none: 'no audited template writes',
  several: 'several audited templates write',
  contradictory: 'only a template that is deployed under several names writes',
  // What it stands for is a value that leads no further.
  exact: 'an audited template writes',
  inferred: 'an audited template writes',
};

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
    return [{ name: readText(name, { template, settings }), from: { template, value, nameNode: name } }];
  });
}

function exportsOf(template: Template, { settings }: Scope): Offer[] {
  return [...entriesOf(template.root.entries.get('Outputs'))].flatMap(([, output]) => {
    const name = at(output, 'Export', 'Name');
    const value = at(output, 'Value');
    if (!name || !value) return [];
    return [{ name: readText(name, { template, settings }), from: { template, value, nameNode: name } }];
  });
}

function outsideOffers(values: ReadonlyMap<string, string>): Offer[] {
  return [...values].map(([name, value]) => ({ name: [name], from: value }));
}

/** Whether something is offered under a name of which nothing is known, which may be any. */
function hasOpenName(offers: readonly Offer[]): boolean {
  return offers.some(({ name }) => name.every(part => typeof part !== 'string'));
}

/** Whether a template reads an SSM parameter whose path only the deployment decides. */
function readsUnknownPath(template: Template, pathOf: Links['ssmPathOf']): boolean {
  const isOpen = (name: string) => ssmTypeOf(template, name) !== undefined && pathOf(template, name) === undefined;
  if ([...template.parameters.keys()].some(isOpen)) return true;
  return hasDynamicReference(template) && /\{\{resolve:ssm:[^}]*\$\{/.test(template.file.text);
}

/** Most templates have none, and need not be searched with a pattern. */
function hasDynamicReference(template: Template): boolean {
  return template.file.text.includes('{{resolve:ssm:');
}

/** The paths that a template reads from the SSM Parameter Store. */
function ssmReads(template: Template, pathOf: Links['ssmPathOf']): string[] {
  const paths = [...template.parameters.keys()].map(name => pathOf(template, name));
  if (!hasDynamicReference(template)) return paths.filter(path => path !== undefined);
  const references = template.file.text.matchAll(/\{\{resolve:ssm:([^:}$]+)(?::\d+)?\}\}/g);
  return [...paths.filter(path => path !== undefined), ...[...references].map(([, path = '']) => path)];
}

/** The imports of a template whose names are known. */
function importCalls(template: Template, { settings }: Scope): { readonly node: Node; readonly name: string }[] {
  return [...callsBySection(template.root).values()].flat().flatMap(({ name, argument, node }) => {
    if (name !== 'Fn::ImportValue') return [];
    const imported = literalOf(readText(argument, { template, settings }));
    return imported === undefined ? [] : [{ node, name: imported }];
  });
}
