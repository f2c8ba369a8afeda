import type { Place } from '../model/place.ts';
import type { Nesting } from './nesting.ts';
import { asString, at, type Node } from './node.ts';
import {
  type Found,
  type InferredBecause,
  type Offer,
  type OfferedValue,
  type Offers,
  offersOf,
  type Reader,
} from './offers.ts';
import { once } from './once.ts';
import type { DeploymentSettings } from './settings.ts';
import { sharedNames, ssmPathIn, ssmPathOf } from './shared-names.ts';
import { resourceKey, type Template } from './template.ts';
import { literalOf, readText, type Scope, ssmTypeOf, type Text } from './text.ts';

/** How the templates of a workspace refer to each other's values. */
export interface Links {
  /** Reads texts of a template with all that the other templates tell about them. */
  scopeOf(template: Template): Scope;
  /** Why a path of the SSM Parameter Store or an import, which a template reads, leads nowhere: the end of "which …". */
  unlinkedBecause(kind: Inference['kind'], template: Template, name: string): string;
  /** The path that a parameter of an SSM type reads: the given value, otherwise the default. */
  ssmPathOf(template: Template, parameter: string): string | undefined;
  /** The type of the SSM parameter that an audited template writes under a path; undefined where none does. */
  writtenAs(template: Template, path: string): { readonly type: string | undefined } | undefined;
  /** Whether anything is, or may be, written under a path: by a template, by several, or outside. */
  mayBeWritten(template: Template, path: string): boolean;
  /** Whether some template reads a path that is not known, so that it may read any. */
  readsUnknownPaths(): boolean;
  /** Whether some template reads, or may read, the SSM parameter that a resource of an audited template writes. */
  isRead(template: Template, resourceId: string): boolean;
  /** The paths that are written, as far as they are known. */
  writtenPaths(): readonly string[];
  /** The imports of names that are known. */
  imports(): readonly { readonly place: Place; readonly name: string; readonly isOffered: boolean }[];
  /** The links inferred so far, each once. */
  inferred(): readonly Inference[];
}

/** What lies outside of the audited templates, as the config file declares it: values by name. */
export interface OutsideValues {
  /** By the path of the SSM parameter. */
  readonly ssm: ReadonlyMap<string, string>;
  readonly exports: ReadonlyMap<string, string>;
}

/** A link that was followed to the only template that fits, whose stack's name is not known, or to the nearest of several. */
export interface Inference {
  readonly kind: 'ssm' | 'export';
  /** The path or the export's name, as the reader has it. */
  readonly name: string;
  readonly reader: Template;
  readonly writer: Template;
  /** Where the writer has the name. */
  readonly writtenAt: Place;
  readonly because: InferredBecause;
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
  templates: Iterable<Template>,
  nesting: Nesting,
  settingsOf: (template: Template) => DeploymentSettings,
  outside: OutsideValues = { ssm: new Map(), exports: new Map() },
): Links {
  const scopes = new Map<Template, Scope>();
  const follow = boundedFollowing();
  const pathOf = (template: Template, parameter: string) => ssmPathOf(scopeOf(template), parameter);
  const readerIn = (template: Template): Reader => ({
    file: template.file.name,
    region: settingsOf(template).region,
  });
  const inferred = new Map<string, Inference>();
  const offered = (kind: Inference['kind'], reader: Template, name: string | undefined): Text | undefined => {
    if (name === undefined) return undefined;
    const found = offersFor(kind).find(name, readerIn(reader));
    if (found.kind !== 'exact' && found.kind !== 'inferred') return undefined;
    const { from } = found.offer;
    if (typeof from === 'string') return [from];
    const value = at(mapOf(from), 'Value');
    const text = value && readText(value, scopeOf(from.template));
    if (found.kind !== 'inferred') return text;
    const { because, stackName } = found;
    const link = { kind, name, reader, writer: from.template, writtenAt: from.namedAt, because };
    inferred.set(`${kind} ${reader.file.name} ${name}`, { ...link, ...(stackName !== undefined && { stackName }) });
    return text?.map(part => (typeof part === 'string' ? part : { ...part, isInferred: true }));
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
          return offered('ssm', template, pathOf(template, name)) ?? identifierOf(template, name, scopeOf);
        }),
      attributeOf: (resource, attribute) =>
        follow(() => {
          const value = outputOf(nesting.childOf(template, resource), attribute);
          return value && readText(value.node, scopeOf(value.template));
        }),
      importOf: name => follow(() => offered('export', template, name)),
      dynamicOf: reference => follow(() => offered('ssm', template, ssmPathIn(reference))),
    };
    scopes.set(template, known);
    return known;
  };
  const regionOf = (template: Template) => settingsOf(template).region;
  const names = Array.from(templates, template => ({
    reader: readerIn(template),
    ...sharedNames(template, settingsOf(template)),
  }));
  const reads = () => names.flatMap(({ reads, reader }) => reads.map(name => ({ name, reader })));
  const importsRead = () => names.flatMap(({ imports, reader }) => imports.map(each => ({ ...each, reader })));
  const writes = names.flatMap(({ writes }) => writes);
  const exported = names.flatMap(({ exports }) => exports);
  const writers = once((): Offers => offersOf([...writes, ...outsideOffers(outside.ssm)], regionOf, reads));
  const exports = once((): Offers => offersOf([...exported, ...outsideOffers(outside.exports)], regionOf, importsRead));
  const offersFor = (kind: Inference['kind']) => (kind === 'ssm' ? writers() : exports());
  const isAnyPathWritten = once(() => hasOpenName(writes));
  const isAnyNameExported = once(() => hasOpenName(exported));
  const writtenPaths = once(() => writes.flatMap(({ name }) => literalOf(name) ?? []));
  const resourcesRead = once(() => {
    const asked = new Map(reads().map(({ name, reader: { region } }) => [`${region ?? ''} ${name}`, { name, region }]));
    // Readers of many paths may mean the same ones.
    const candidates = new Set([...asked.values()].map(({ name, region }) => writers().candidates(name, region)));
    const offered = [...candidates].flat();
    return new Set(
      offered.flatMap(({ from }) => (typeof from === 'string' ? [] : [resourceKey(from.template, from.id)])),
    );
  });
  return {
    scopeOf,
    ssmPathOf: pathOf,
    unlinkedBecause: (kind, template, name) =>
      unlinkedBecause(offersFor(kind).find(name, readerIn(template)), kind === 'ssm' ? 'write' : 'export'),
    writtenAs(template, path) {
      const found = writers().find(path, readerIn(template));
      const from = found.kind === 'exact' || found.kind === 'inferred' ? found.offer.from : undefined;
      return typeof from === 'object' ? { type: asString(at(mapOf(from), 'Type')) } : undefined;
    },
    mayBeWritten: (template, path) => writers().candidates(path, regionOf(template)).length > 0 || isAnyPathWritten(),
    readsUnknownPaths: once(() => names.some(({ readsUnknownPath }) => readsUnknownPath)),
    isRead: (template, resourceId) => resourcesRead().has(resourceKey(template, resourceId)),
    writtenPaths,
    imports: () =>
      importsRead().map(({ place, name, reader: { region } }) => {
        const isOffered = exports().candidates(name, region).length > 0 || isAnyNameExported();
        return { place, name, isOffered };
      }),
    inferred: () => [...inferred.values()],
  };
}

/** How many of several templates are named. */
const namedAtMost = 3;

function unlinkedBecause(found: Found, verb: 'write' | 'export'): string {
  switch (found.kind) {
    case 'none':
      return `no audited template ${verb}s`;
    case 'contradictory':
      return `only a template that is deployed under several names ${verb}s`;
    case 'several': {
      const files = found.offers.flatMap(({ from }) => (typeof from === 'string' ? [] : [from.template.file.name]));
      const [only = '', ...others] = [...new Set(files)].sort();
      if (others.length === 0) return `${only} ${verb}s more than once`;
      return `several audited templates ${verb} (${listed([only, ...others])})`;
    }
    case 'exact':
    case 'inferred':
      // What it stands for is a value that leads no further.
      return `an audited template ${verb}s`;
  }
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, namedAtMost);
  if (names.length > namedAtMost + 1) shown.push(`${names.length - namedAtMost} others`);
  else shown.push(...names.slice(namedAtMost));
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
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

function outsideOffers(values: ReadonlyMap<string, string>): Offer[] {
  return [...values].map(([name, value]) => ({ name: [name], from: value }));
}

/** The map that has what is offered as its Value. */
function mapOf({ template, section, id }: OfferedValue): Node | undefined {
  return section === 'Outputs' ? at(template.root, section, id) : at(template.root, section, id, 'Properties');
}

/** Whether something is offered under a name of which nothing is known, which may be any. */
function hasOpenName(offers: readonly Offer[]): boolean {
  return offers.some(({ name }) => name.every(part => typeof part !== 'string'));
}
