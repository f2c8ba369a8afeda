import type { Node } from '../template/node.ts';
import { asString, at } from '../template/node.ts';
import type { DeploymentSettings } from '../template/settings.ts';
import type { Resource, Template } from '../template/template.ts';
import {
  literalOf,
  readText,
  type Scope,
  soleUnresolved,
  splitAtLast,
  ssmTypeOf,
  type Text,
  textKey,
} from '../template/text.ts';

/** A user pool as some setting refers to it. Two references with one key mean one pool. */
export type PoolReference =
  | { readonly kind: 'pool'; readonly key: string; readonly name: string }
  /** A pool that no template of the workspace declares: its `key` tells it from others only within its template. */
  | { readonly kind: 'external'; readonly key: string; readonly reason: string }
  /** An issuer other than Amazon Cognito, whose scopes nothing here declares. */
  | { readonly kind: 'other-issuer' };

/** Finds the user pools that settings of a workspace's templates refer to. */
export interface PoolResolver {
  /** Follows an id, an ARN or an issuer URL to the pool that it means. */
  resolve(node: Node, template: Template): PoolReference;
  scopeOf(template: Template): Scope;
}

/** A value that a stack writes to the SSM Parameter Store. */
interface SsmWriter {
  readonly template: Template;
  readonly name: Text;
  readonly value: Node;
}

const poolType = 'AWS::Cognito::UserPool';

/** Links the templates of a workspace through the SSM parameters that one writes and another reads. */
export function poolResolver(templates: readonly Template[], settings: DeploymentSettings): PoolResolver {
  const scopes = new Map<Template, Scope>();
  const scopeOf = (template: Template): Scope => {
    const known = scopes.get(template) ?? { template, settings, refOf: id => identifierOf(template, id, scopeOf) };
    scopes.set(template, known);
    return known;
  };
  const writers = templates.flatMap(template =>
    [...template.resources.values()].flatMap(resource => ssmWriter(template, resource, scopeOf(template))),
  );
  const resolveText = (text: Text, template: Template, depth: number): PoolReference => {
    const tail = idOf(text);
    if (tail === 'other-issuer') return { kind: 'other-issuer' };
    const part = soleUnresolved(tail);
    const literal = literalOf(tail);
    if (literal !== undefined) return external(`id ${literal}`, `the user pool ${literal} is in no audited template`);
    if (!part?.name)
      return external(`${template.file.name} ${textKey(tail)}`, `its user pool ${textKey(tail)} is not known`);
    const resource = template.resources.get(part.name);
    if (resource?.type === poolType) {
      return { kind: 'pool', key: `${template.file.name} ${part.name}`, name: part.name };
    }
    const path = ssmPathOf(template, part.name, settings);
    if (path === undefined || depth > 8) {
      return external(`${template.file.name} ${part.key}`, `its user pool comes from ${part.name}, which is not known`);
    }
    const [writer, ...others] = writersOf(writers, path);
    if (writer && others.length === 0) {
      return resolveText(readText(writer.value, scopeOf(writer.template)), writer.template, depth + 1);
    }
    const who = writer ? 'several audited templates write' : 'no audited template writes';
    return external(`ssm ${path}`, `its user pool comes from the SSM parameter ${path}, which ${who}`);
  };
  return {
    scopeOf,
    resolve: (node, template) => resolveText(readText(node, scopeOf(template)), template, 0),
  };
}

function external(key: string, reason: string): PoolReference {
  return { kind: 'external', key, reason };
}

/** The pool's id within an ARN or an issuer's URL; any other text is an id already. */
function idOf(text: Text): Text | 'other-issuer' {
  const split = splitAtLast(text, '/');
  if (!split) return text;
  const head = textKey(split[0]);
  if (head.includes(':userpool') || /cognito-idp[.-]/.test(head)) return split[1];
  return /^https?:/.test(head) ? 'other-issuer' : text;
}

/** `Ref` of a resource server returns its Identifier. */
function identifierOf(template: Template, id: string, scopeOf: (template: Template) => Scope): Text | undefined {
  const resource = template.resources.get(id);
  if (resource?.type !== 'AWS::Cognito::UserPoolResourceServer') return undefined;
  const identifier = at(resource.properties, 'Identifier');
  // An Identifier that refers to its own server is not valid, and must not send this round in circles.
  return identifier && !JSON.stringify(asString(identifier) ?? '').includes(id)
    ? readText(identifier, scopeOf(template))
    : undefined;
}

function ssmWriter(template: Template, resource: Resource, scope: Scope): SsmWriter[] {
  const name = at(resource.properties, 'Name');
  const value = at(resource.properties, 'Value');
  if (resource.type !== 'AWS::SSM::Parameter' || !name || !value) return [];
  return [{ template, name: readText(name, scope), value }];
}

/** The path that a parameter of an SSM type reads: the given value, otherwise the default. */
function ssmPathOf(template: Template, parameter: string, settings: DeploymentSettings): string | undefined {
  if (!ssmTypeOf(template, parameter)) return undefined;
  return settings.parameters[parameter] ?? asString(template.parameters.get(parameter)?.entries.get('Default'));
}

/** Who writes a path: those that name it, otherwise those whose name can become it once deployed. */
function writersOf(writers: readonly SsmWriter[], path: string): readonly SsmWriter[] {
  const exact = writers.filter(writer => literalOf(writer.name) === path);
  return exact.length > 0 ? exact : writers.filter(writer => canBecome(writer.name, path));
}

/** Whether a text can become `path` when each part that the deployment decides is one segment of it or less. */
function canBecome(text: Text, path: string): boolean {
  if (literalOf(text) !== undefined || text.every(part => typeof part !== 'string')) return false;
  const pattern = text.map(part => (typeof part === 'string' ? part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&') : '[^/]+'));
  return new RegExp(`^${pattern.join('')}$`).test(path);
}
