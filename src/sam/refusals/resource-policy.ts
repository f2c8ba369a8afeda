import { at, isFalsy, isNull, type Node } from '../../template/node.ts';
import { expectKind, isKind } from './kinds.ts';
import { describe, type Refusal, refuse, type Undecided } from './refusal.ts';

const accountLists = ['AwsAccountWhitelist', 'AwsAccountBlacklist'];
const vpcLists = ['SourceVpcBlacklist', 'SourceVpcWhitelist'];

/** What SAM refuses about a ResourcePolicy of an API or event; its lists count only where it has a path to apply to. */
export function* resourcePolicyRefusals(
  policy: Node,
  subject: string,
  hasPath: boolean,
  isUndecided: Undecided,
): Generator<Refusal> {
  if (!(yield* expectKind(policy, 'map', subject, isUndecided)) || !hasPath) return;
  for (const name of accountLists) {
    const node = at(policy, name);
    if (node && !isFalsy(node)) yield* expectKind(node, ['list', 'map'], `${name} in ${subject}`, isUndecided);
  }
  for (const name of vpcLists) {
    const node = at(policy, name);
    if (node && !isNull(node)) yield* vpcListRefusals(node, name, subject, isUndecided);
  }
}

function* vpcListRefusals(node: Node, name: string, subject: string, isUndecided: Undecided): Generator<Refusal> {
  if (isUndecided(node)) return;
  const other = name.replace('Source', 'Intrinsic');
  if (node.kind === 'list') {
    const item = node.items.find(each => !isKind(each, 'string') && !isUndecided(each));
    if (item)
      yield refuse(
        item,
        `${name} in ${subject} has ${describe(item)}, and SAM takes strings only; ${other} is for intrinsic functions`,
      );
  } else if (node.kind === 'scalar' && !isKind(node, 'string')) {
    yield refuse(node, `${name} in ${subject} is ${describe(node)}, and SAM takes a list of strings only`);
  }
}
