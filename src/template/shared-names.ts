import type { Place } from '../model/place.ts';
import { asString, at, entriesOf, type Node } from './node.ts';
import type { Offer, OfferedValue } from './offers.ts';
import { placeOf } from './place.ts';
import type { DeploymentSettings } from './settings.ts';
import { resourcesOf, type Template } from './template.ts';
import { literalOf, readText, type Scope, ssmTypeOf } from './text.ts';

/** The names under which a template offers values to others, or asks others for theirs; no more of its tree. */
export interface SharedNames {
  /** The SSM parameters that it writes. */
  readonly writes: readonly Offer[];
  readonly exports: readonly Offer[];
  /** The paths that it reads from the SSM Parameter Store. */
  readonly reads: readonly string[];
  /** It reads a path that only the deployment decides. */
  readonly readsUnknownPath: boolean;
  /** Its imports whose names are known. */
  readonly imports: readonly { readonly name: string; readonly place: Place }[];
}

const known = new WeakMap<Template, { readonly settings: DeploymentSettings; readonly names: SharedNames }>();

/** Reads the names that a template shares with others, once for what is known of its deployment. */
export function sharedNames(template: Template, settings: DeploymentSettings): SharedNames {
  const before = known.get(template);
  if (before?.settings === settings) return before.names;
  // Names are read without links, which would need all names first.
  const scope = { template, settings };
  const names = {
    writes: writesOf(scope),
    exports: exportsOf(scope),
    reads: readsOf(scope),
    readsUnknownPath: readsUnknownPath(scope),
    imports: importsOf(scope),
  };
  known.set(template, { settings, names });
  return names;
}

/** The path that a parameter of an SSM type reads: the given value, otherwise the default. */
export function ssmPathOf({ template, settings }: Scope, parameter: string): string | undefined {
  if (!ssmTypeOf(template, parameter)) return undefined;
  const given = settings.parameters[parameter];
  return given ?? asString(template.parameters.get(parameter)?.entries.get('Default'));
}

/** The path that a dynamic reference reads from the SSM Parameter Store; undefined where it reads something else. */
export function ssmPathIn(reference: string): string | undefined {
  return /^\{\{resolve:ssm:([^:}]+)(?::\d+)?\}\}$/.exec(reference)?.[1];
}

function writesOf(scope: Scope): Offer[] {
  return resourcesOf(scope.template, 'AWS::SSM::Parameter').flatMap(({ id, properties }) => {
    const name = at(properties, 'Name');
    return name && at(properties, 'Value') ? [offer(scope, 'Resources', id, name)] : [];
  });
}

function exportsOf(scope: Scope): Offer[] {
  const found: Offer[] = [];
  for (const [id, output] of entriesOf(scope.template.root.entries.get('Outputs'))) {
    const name = at(output, 'Export', 'Name');
    if (name && at(output, 'Value')) found.push(offer(scope, 'Outputs', id, name));
  }
  return found;
}

function offer(scope: Scope, section: OfferedValue['section'], id: string, name: Node): Offer {
  return { name: readText(name, scope), from: { template: scope.template, section, id, namedAt: placeOf(name) } };
}

/** Whether a template reads an SSM parameter whose path only the deployment decides. */
function readsUnknownPath(scope: Scope): boolean {
  const { template } = scope;
  const isOpen = (name: string) => ssmTypeOf(template, name) !== undefined && ssmPathOf(scope, name) === undefined;
  if ([...template.parameters.keys()].some(isOpen)) return true;
  return hasDynamicReference(template) && /\{\{resolve:ssm:[^}]*\$\{/.test(template.file.text);
}

/** Most templates have none, and need not be searched with a pattern. */
function hasDynamicReference({ file }: Template): boolean {
  return file.text.includes('{{resolve:ssm:');
}

function readsOf(scope: Scope): string[] {
  const { template } = scope;
  const paths = [...template.parameters.keys()].flatMap(name => ssmPathOf(scope, name) ?? []);
  if (!hasDynamicReference(template)) return paths;
  const references = template.file.text.matchAll(/\{\{resolve:ssm:([^:}$]+)(?::\d+)?\}\}/g);
  return [...paths, ...[...references].map(([, path = '']) => path)];
}

function importsOf(scope: Scope): SharedNames['imports'] {
  return scope.template.references.imports.flatMap(({ argument, node }) => {
    const name = literalOf(readText(argument, scope));
    return name === undefined ? [] : [{ name, place: placeOf(node) }];
  });
}
