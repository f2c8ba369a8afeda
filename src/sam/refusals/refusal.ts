import type { SamRefusal } from '../../model/model.ts';
import { asIntrinsic, asMap, asRef, type Node } from '../../template/node.ts';
import { placeOf, placeOfKey } from '../../template/place.ts';
import type { Template } from '../../template/template.ts';

/** One thing for which the SAM transform refuses the template that it stands in, and the text that must change. */
export type Refusal = SamRefusal;

/** Whether SAM reads something else in a node's place than what is written there, so that nothing can be said of it. */
export type Undecided = (node: Node) => boolean;

/** Whether a macro of which nothing is known may change a template as a whole before SAM reads it. */
export function isRewritten(template: Template): boolean {
  return template.unreadMacros.length > 0;
}

/**
 * What CloudFormation puts in place before SAM runs: an include or macro that was not read and, under
 * AWS::LanguageExtensions, intrinsic functions.
 */
export function undecidedIn(template: Template): Undecided {
  const resolvesIntrinsics = template.transforms.includes('AWS::LanguageExtensions');
  return node =>
    asMap(node)?.entries.has('Fn::Transform') === true || (resolvesIntrinsics && isResolvable(node, template));
}

/** What resources return is known to no transform. */
function isResolvable(node: Node, template: Template): boolean {
  const call = asIntrinsic(node);
  if (!call || call.name === 'Fn::GetAtt') return false;
  const name = asRef(node);
  return name === undefined || template.parameters.has(name) || name.startsWith('AWS::');
}

/** The same where SAM resolves parameters: one whose value is not known may be anything. */
export function undecidedParameterIn(template: Template): Undecided {
  const isUndecided = undecidedIn(template);
  const pseudo = ['AWS::Region', 'AWS::Partition'];
  return node => {
    const name = asRef(node);
    return isUndecided(node) || (name !== undefined && (template.parameters.has(name) || pseudo.includes(name)));
  };
}

/** A look at one subject and its parts, which collects what SAM refuses of them. */
export interface Check {
  readonly isUndecided: Undecided;
  /** Says at a value, in one sentence without its full stop, what SAM does not take. */
  refuse(node: Node, fault: string): void;
  /** The same at the key that a node stands under, where the key is wrong or something below it is missing. */
  refuseKey(node: Node, fault: string): void;
  /** Refuses a name that the template does not have. */
  refuseMissing(node: Node, fault: string, name: string): void;
  /** The same look at parts in whose place SAM reads something else. */
  reading(isUndecided: Undecided): Check;
}

/** A look that collects into `found`. */
export function checkInto(found: Refusal[], isUndecided: Undecided): Check {
  const messageOf = (fault: string) => `${fault}: the deployment is refused.`;
  return {
    isUndecided,
    refuse: (node, fault) => {
      found.push({ message: messageOf(fault), place: placeOf(node) });
    },
    refuseKey: (node, fault) => {
      found.push({ message: messageOf(fault), place: placeOfKey(node) });
    },
    refuseMissing: (node, fault, name) => {
      found.push({ message: messageOf(fault), place: placeOf(node), missing: name });
    },
    reading: isUndecidedThere => checkInto(found, isUndecidedThere),
  };
}

const longestQuote = 60;

/** A value as the end of "X of OrdersApi is …"; a string in quotes, since "3" is not 3 to SAM. */
export function describe(node: Node): string {
  if (node.kind === 'list') return 'a list';
  if (node.kind === 'map') {
    const call = asIntrinsic(node);
    return call ? `an intrinsic function (${call.name})` : 'a map';
  }
  if (typeof node.value !== 'string') return String(node.value);
  const { length } = node.value;
  return `"${length > longestQuote ? `${node.value.slice(0, longestQuote)}…` : node.value}"`;
}

/** Names as a part of a sentence: "a, b and c". */
export function listed(names: readonly string[], conjunction: 'and' | 'or' = 'and'): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${conjunction} ${names.at(-1)}`;
}

/** A phrase as the beginning of a sentence. */
export function capitalized(phrase: string): string {
  return phrase.charAt(0).toUpperCase() + phrase.slice(1);
}
