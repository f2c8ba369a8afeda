import { at, isFalsy, isNull, type Node } from '../../template/node.ts';
import { expectKind, isKind } from './kinds.ts';
import { type Check, describe } from './refusal.ts';

const accountLists = ['AwsAccountWhitelist', 'AwsAccountBlacklist'];
const vpcLists = ['SourceVpcBlacklist', 'SourceVpcWhitelist'];

/** What SAM refuses about a ResourcePolicy of an API or event; its lists count only where it has a path to apply to. */
export function resourcePolicyRefusals(policy: Node, subject: string, hasPath: boolean, check: Check): void {
  if (!expectKind(policy, 'map', subject, check) || !hasPath) return;
  for (const name of accountLists) {
    const node = at(policy, name);
    if (node && !isFalsy(node)) expectKind(node, ['list', 'map'], `${name} in ${subject}`, check);
  }
  for (const name of vpcLists) {
    const node = at(policy, name);
    if (node && !isNull(node)) vpcListRefusals(node, name, subject, check);
  }
}

function vpcListRefusals(node: Node, name: string, subject: string, check: Check): void {
  if (check.isUndecided(node)) return;
  const other = name.replace('Source', 'Intrinsic');
  if (node.kind === 'list') {
    const item = node.items.find(each => !isKind(each, 'string') && !check.isUndecided(each));
    if (item)
      check.refuse(
        item,
        `${name} in ${subject} has ${describe(item)}, and SAM takes strings only; ${other} is for intrinsic functions`,
      );
  } else if (node.kind === 'scalar' && !isKind(node, 'string')) {
    check.refuse(node, `${name} in ${subject} is ${describe(node)}, and SAM takes a list of strings only`);
  }
}
