import { asIf, asIntrinsic, asString, at, entriesOf, isNull, itemsOf, type Node, toPlain } from './node.ts';
import { type DeploymentSettings, givenValue } from './settings.ts';
import type { Template } from './template.ts';

/** A part of a text that only the deployment decides. */
export interface Unresolved {
  /** Equal for what is equal in every deployment of the template, such as `Users.Arn`. */
  readonly key: string;
  /** Where the part stands, since a key means something only within its template. */
  readonly template: Template;
  /** The resource or parameter that the part is read from, where it is one. */
  readonly name?: string;
  /** What is read of a resource: 'Ref' or the attribute's name. */
  readonly attribute?: string;
  /** The way to it leads through a link that is inferred, so that another template's may be meant. */
  readonly isInferred?: true;
}

/** A string as far as it is known: literal parts, and parts that the deployment decides. */
export type Text = readonly (string | Unresolved)[];

/** The string, where nothing of it is left to the deployment. */
export function literalOf(text: Text): string | undefined {
  return text.every(part => typeof part === 'string') ? text.join('') : undefined;
}

/** The one part that the text consists of, where the deployment decides it all. */
export function soleUnresolved(text: Text): Unresolved | undefined {
  const [part] = text;
  return text.length === 1 && typeof part === 'object' ? part : undefined;
}

/** Whether two texts are the same once deployed. */
export function compareTexts(a: Text, b: Text): 'equal' | 'different' | 'unknown' {
  const [literalA, literalB] = [literalOf(a), literalOf(b)];
  if (literalA !== undefined && literalB !== undefined) return literalA === literalB ? 'equal' : 'different';
  if (a.length === b.length && a.every((part, index) => isSamePart(part, b[index]))) return 'equal';
  const [startA, startB] = [literalStart(a), literalStart(b)];
  return startA.startsWith(startB) || startB.startsWith(startA) ? 'unknown' : 'different';
}

function isSamePart(a: string | Unresolved, b: string | Unresolved | undefined): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b;
  return b !== undefined && a.key === b.key && a.template === b.template;
}

function literalStart(text: Text): string {
  const [first] = text;
  return typeof first === 'string' ? first : '';
}

/** How a text is written, with `${…}` for what the deployment decides. */
export function textKey(text: Text): string {
  return text.map(part => (typeof part === 'string' ? part : `\${${part.key}}`)).join('');
}

/** CloudFormation takes no template of more characters; a longer text cannot come of one. */
const longestText = 1_000_000;

/** Joins parts, literal ones with their neighbours. A text that no template could hold is cut. */
export function joinText(...texts: readonly Text[]): Text {
  const joined: (string | Unresolved)[] = [];
  let length = 0;
  for (const text of texts) {
    for (const part of text) {
      length += typeof part === 'string' ? part.length : 1;
      if (length > longestText) return joined;
      const last = joined.at(-1);
      if (part === '') continue;
      if (typeof part === 'string' && typeof last === 'string') joined[joined.length - 1] = last + part;
      else joined.push(part);
    }
  }
  return joined;
}

/** Splits at the last `separator` in a literal part; undefined where there is none. */
export function splitAtLast(text: Text, separator: string): [Text, Text] | undefined {
  for (let index = text.length - 1; index >= 0; index -= 1) {
    const part = text[index];
    if (typeof part !== 'string') continue;
    const at = part.lastIndexOf(separator);
    if (at < 0) continue;
    const before = joinText(text.slice(0, index), [part.slice(0, at)]);
    return [before, joinText([part.slice(at + separator.length)], text.slice(index + 1))];
  }
  return undefined;
}

/** Where texts are read: a template, and what is known of its deployment. */
export interface Scope {
  readonly template: Template;
  readonly settings: DeploymentSettings;
  /** What `Ref` of a resource or parameter returns, where the workspace tells. */
  readonly refOf?: (name: string) => Text | undefined;
  /** What `Fn::GetAtt` of a resource returns, where the workspace tells. */
  readonly attributeOf?: (resource: string, attribute: string) => Text | undefined;
  /** What `Fn::ImportValue` of a name returns, where the workspace tells. */
  readonly importOf?: (name: string) => Text | undefined;
  /** What a dynamic reference, `{{resolve:…}}`, stands for, where the workspace tells. */
  readonly dynamicOf?: (reference: string) => Text | undefined;
}

/** Reads a node as a string through Ref, Fn::GetAtt, Fn::Sub, Fn::Join, Fn::Select, Fn::Split and Fn::FindInMap. */
export function readText(node: Node, scope: Scope): Text {
  if (node.kind === 'scalar') return node.value === null ? [] : readString(String(node.value), scope);
  const call = asIntrinsic(node);
  if (!call) return unresolvedText(node, scope);
  const { argument } = call;
  switch (call.name) {
    case 'Ref':
      return readRef(asString(argument) ?? '', scope);
    case 'Fn::GetAtt': {
      const [name, attribute] = argument.kind === 'list' ? argument.items.map(asString) : splitOnce(asString(argument));
      return name && attribute ? readAttribute(name, attribute, scope) : unresolvedText(node, scope);
    }
    case 'Fn::Sub':
      return readSub(argument, scope) ?? unresolvedText(node, scope);
    case 'Fn::Join':
      return readJoin(argument, scope) ?? unresolvedText(node, scope);
    case 'Fn::Select': {
      const [index, list] = itemsOf(argument);
      const items = list && readTextList(list, scope);
      return items?.[Number(index?.kind === 'scalar' ? index.value : Number.NaN)] ?? unresolvedText(node, scope);
    }
    case 'Fn::FindInMap':
      return readMapping(argument, scope) ?? unresolvedText(node, scope);
    case 'Fn::ImportValue': {
      const name = literalOf(readText(argument, scope));
      return (name === undefined ? undefined : scope.importOf?.(name)) ?? unresolvedText(node, scope);
    }
    default:
      return unresolvedText(node, scope);
  }
}

/** A value that nothing here can resolve; equal to any that is written the same. */
function unresolvedText(node: Node, { template }: Scope): Text {
  return [{ key: JSON.stringify(toPlain(node)), template }];
}

/** A string in which `{{resolve:…}}` stands for what CloudFormation reads from elsewhere. */
function readString(text: string, scope: Scope): Text {
  if (!text.includes('{{resolve:')) return joinText([text]);
  const parts = text.split(/(\{\{resolve:[^}]*\}\})/).map((part): Text => {
    if (!/^\{\{resolve:[^}]*\}\}$/.test(part)) return [part];
    return scope.dynamicOf?.(part) ?? [{ key: part, template: scope.template }];
  });
  return joinText(...parts);
}

/** Reads a node as a list of strings; undefined where its length is not known. */
export function readTextList(node: Node, scope: Scope): Text[] | undefined {
  if (node.kind === 'list') return node.items.map(item => readText(item, scope));
  const call = asIntrinsic(node);
  if (call?.name === 'Fn::Split') {
    const [separator, text] = itemsOf(call.argument);
    const between = asString(separator);
    return text && between ? splitText(readText(text, scope), between) : undefined;
  }
  if (call?.name === 'Fn::FindInMap') {
    const found = findInMap(call.argument, scope);
    return found && found.kind !== 'scalar' ? readTextList(found, scope) : undefined;
  }
  const name = call?.name === 'Ref' ? asString(call.argument) : undefined;
  // A list that another stack gives is a text there: an SSM parameter's, or what a nested stack's parameter is given.
  const items = name !== undefined && scope.template.parameters.has(name) && splitText(readRef(name, scope), ',');
  return items ? items.map(trimText) : undefined;
}

/** The texts between separators; undefined where a part is not known that may hold separators of its own. */
function splitText(text: Text, separator: string): Text[] | undefined {
  const items: Text[] = [[]];
  for (const part of text) {
    const [first = '', ...others] = typeof part === 'string' ? part.split(separator) : [part];
    if (typeof first !== 'string' && !isOneName(first)) return undefined;
    items.push(joinText(items.pop() ?? [], [first]), ...others.map(other => joinText([other])));
  }
  return items;
}

/** What `Ref` of a resource returns is one name, id or ARN; that of a parameter may be any text. */
function isOneName({ name, attribute, template }: Unresolved): boolean {
  return name !== undefined && attribute === 'Ref' && template.resources.has(name);
}

function trimText(text: Text): Text {
  return joinText(
    text.map((part, index) => {
      if (typeof part !== 'string') return part;
      const start = index === 0 ? part.trimStart() : part;
      return index === text.length - 1 ? start.trimEnd() : start;
    }),
  );
}

/** The alternatives of a node: each branch of an `Fn::If`, with what must hold for it. */
export function branchesOf(
  node: Node,
  terms: readonly Term[] = [],
): readonly { readonly node: Node; readonly terms: readonly Term[] }[] {
  const choice = asIf(node);
  if (!choice) return [{ node, terms }];
  const { condition, then, otherwise } = choice;
  return [
    ...branchesOf(then, [...terms, { condition, is: true }]),
    ...branchesOf(otherwise, [...terms, { condition, is: false }]),
  ];
}

interface Term {
  readonly condition: string;
  readonly is: boolean;
}

function readRef(name: string, scope: Scope): Text {
  const given = givenValue(scope.settings, name);
  if (given !== undefined && !isSsmType(scope.template, name)) return joinText([given]);
  return scope.refOf?.(name) ?? [{ key: name, template: scope.template, name, attribute: 'Ref' }];
}

function readAttribute(name: string, attribute: string, scope: Scope): Text {
  const known = scope.attributeOf?.(name, attribute);
  return known ?? [{ key: `${name}.${attribute}`, template: scope.template, name, attribute }];
}

/** Whether a parameter's given value is a path in the SSM Parameter Store rather than the value that Ref returns. */
export function isSsmType(template: Template, parameter: string): boolean {
  return ssmTypeOf(template, parameter) !== undefined;
}

/** A parameter's type, where CloudFormation reads its value from the SSM Parameter Store. */
export function ssmTypeOf(template: Template, parameter: string): string | undefined {
  const type = asString(template.parameters.get(parameter)?.entries.get('Type'));
  return type?.startsWith('AWS::SSM::Parameter::Value<') ? type : undefined;
}

function readSub(argument: Node, scope: Scope): Text | undefined {
  const [template, variables] = argument.kind === 'list' ? itemsOf(argument) : [argument];
  const text = asString(template);
  if (text === undefined) return undefined;
  const own = new Map(entriesOf(variables));
  const parts = text.split(/(\$\{[^}]*\})/).map((part): Text => {
    if (!part.startsWith('${')) return readString(part, scope);
    const name = part.slice(2, -1).trim();
    if (name.startsWith('!')) return [`\${${name.slice(1)}}`];
    const variable = own.get(name);
    if (variable) return readText(variable, scope);
    const [resource, attribute] = splitOnce(name);
    return resource && attribute ? readAttribute(resource, attribute, scope) : readRef(name, scope);
  });
  const joined = joinText(...parts);
  const literal = literalOf(joined);
  // What is put together may be a dynamic reference.
  return literal === undefined ? joined : readString(literal, scope);
}

function readJoin(argument: Node, scope: Scope): Text | undefined {
  const [separator, list] = itemsOf(argument);
  const between = asString(separator);
  const items = list && readTextList(list, scope);
  if (between === undefined || !items) return undefined;
  return joinText(...items.flatMap((item, index) => (index > 0 ? [[between], item] : [item])));
}

function readMapping(argument: Node, scope: Scope): Text | undefined {
  const found = findInMap(argument, scope);
  return found && found.kind !== 'list' ? readText(found, scope) : undefined;
}

/**
 * What Fn::FindInMap finds, or its DefaultValue where the mapping has nothing of the name; undefined where a key is not
 * known, or nothing is found. See
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-findinmap-enhancements.html
 */
export function findInMap(argument: Node, scope: Scope): Node | undefined {
  const [keys, options] = [itemsOf(argument).slice(0, 3), itemsOf(argument)[3]];
  let found: Node | undefined = scope.template.root.entries.get('Mappings');
  for (const node of keys) {
    const key = literalOf(readText(node, scope));
    if (key === undefined) return undefined;
    found = at(found, key);
  }
  if (keys.length < 3) return undefined;
  if (!found || isNull(found)) return at(options, 'DefaultValue');
  // A mapping holds no functions, which might lead back to it.
  return [found, ...itemsOf(found)].every(node => !asIntrinsic(node)) ? found : undefined;
}

function splitOnce(text: string | undefined): (string | undefined)[] {
  if (text === undefined) return [];
  const at = text.indexOf('.');
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
