import type { Nesting } from '../template/nesting.ts';
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

/** Links the templates of a workspace through nesting, and through the SSM parameters that one writes and another reads. */
export function poolResolver(
  templates: readonly Template[],
  nesting: Nesting,
  settingsOf: (template: Template) => DeploymentSettings,
): PoolResolver {
  const scopes = new Map<Template, Scope>();
  const follow = boundedFollowing();
  const scopeOf = (template: Template): Scope => {
    const known = scopes.get(template) ?? {
      template,
      settings: settingsOf(template),
      refOf: name =>
        follow(() => identifierOf(template, name, scopeOf) ?? passedText(template, name, nesting, scopeOf)),
      attributeOf: (resource, attribute) => follow(() => outputText(template, resource, attribute, nesting, scopeOf)),
    };
    scopes.set(template, known);
    return known;
  };
  const writers = templates.flatMap(template =>
    [...template.resources.values()].flatMap(resource => ssmWriter(template, resource, scopeOf(template))),
  );
  const resolveText = (text: Text, depth: number): PoolReference => {
    const tail = idOf(text);
    if (tail === 'other-issuer') return { kind: 'other-issuer' };
    const part = soleUnresolved(tail);
    const literal = literalOf(tail);
    if (literal !== undefined) return external(`id ${literal}`, `the user pool ${literal} is in no audited template`);
    if (!part) return external(`text ${textKey(tail)}`, `its user pool ${textKey(tail)} is not known`);
    const { template, name } = part;
    const key = `${template.file.name} ${part.key}`;
    if (name === undefined) return external(key, `its user pool ${part.key} is not known`);
    if (template.resources.get(name)?.type === poolType) {
      return { kind: 'pool', key: `${template.file.name} ${name}`, name };
    }
    const path = ssmPathOf(template, name, settingsOf(template));
    if (path === undefined || depth > 8) {
      return external(key, `its user pool comes from ${name}, which is not known`);
    }
    const [writer, ...others] = writersOf(writers, path);
    if (writer && others.length === 0) return resolveText(readText(writer.value, scopeOf(writer.template)), depth + 1);
    const who = writer ? 'several audited templates write' : 'no audited template writes';
    return external(`ssm ${path}`, `its user pool comes from the SSM parameter ${path}, which ${who}`);
  };
  return { scopeOf, resolve: (node, template) => resolveText(readText(node, scopeOf(template)), 0) };
}

/** How many references lead from one to the next at most; more go round in circles. */
const longestChain = 20;

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

/** What the stack that nests a template passes as a parameter. */
function passedText(
  template: Template,
  parameter: string,
  nesting: Nesting,
  scopeOf: (template: Template) => Scope,
): Text | undefined {
  if (!template.parameters.has(parameter)) return undefined;
  const passed = nesting.passed(template, parameter);
  return passed && readText(passed.node, scopeOf(passed.template));
}

/** What an output of a nested stack gives. */
function outputText(
  template: Template,
  resource: string,
  attribute: string,
  nesting: Nesting,
  scopeOf: (template: Template) => Scope,
): Text | undefined {
  if (!attribute.startsWith('Outputs.')) return undefined;
  const child = nesting.childOf(template, resource);
  const value = at(child?.root, 'Outputs', attribute.slice('Outputs.'.length), 'Value');
  return child && value && readText(value, scopeOf(child));
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
  return identifier && readText(identifier, scopeOf(template));
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
