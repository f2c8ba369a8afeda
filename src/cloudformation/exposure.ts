import type { Api, ResourcePolicy } from '../model/endpoint.ts';
import {
  asIntrinsic,
  asString,
  at,
  entriesOf,
  isFalsy,
  isNoValue,
  itemsOf,
  type Node,
  toPlain,
} from '../template/node.ts';
import { placeOfKey } from '../template/place.ts';
import { branchesOf } from '../template/text.ts';

/** Whether an API is reached from private networks only, from its EndpointConfiguration (SAM's or CloudFormation's). */
export function readIsPrivate(configuration: Node | undefined): Api['isPrivate'] {
  if (!configuration) return false;
  const type =
    configuration.kind === 'map' && !asIntrinsic(configuration)
      ? (at(configuration, 'Type') ?? at(configuration, 'Types', 0) ?? at(configuration, 'Types'))
      : configuration;
  if (!type) return false;
  const text = asString(type);
  return text === undefined ? 'unknown' : text.toUpperCase() === 'PRIVATE';
}

/**
 * What an API's resource policies do together: restrictive if one denies anybody, or allows under a condition or for
 * named principals only.
 */
export function readResourcePolicy(...policies: readonly (Node | undefined)[]): ResourcePolicy {
  const found = policies.flatMap(policy => (policy && !isFalsy(policy) ? [policyOf(policy)] : []));
  for (const kind of ['restrictive', 'unknown', 'open'] as const) {
    const policy = found.find(each => each.kind === kind);
    if (policy) return policy;
  }
  return { kind: 'absent' };
}

function policyOf(policy: Node): ResourcePolicy {
  const branches = branchesOf(policy)
    .filter(branch => !isNoValue(branch.node))
    .map(({ node }) => plainPolicy(node));
  const [first] = branches;
  return first && branches.every(branch => branch.kind === first.kind) ? first : { kind: 'unknown' };
}

function plainPolicy(policy: Node): ResourcePolicy {
  if (policy.kind !== 'map' || asIntrinsic(policy)) return { kind: 'unknown' };
  const statement = at(policy, 'Statement');
  if (!statement) return samPolicy(policy);
  return statementsPolicy(policy, statement.kind === 'list' ? statement.items : [statement]);
}

/** A denial counts whatever is allowed; a restricted allowance counts only where no other allows it all. */
function statementsPolicy(policy: Node, statements: readonly Node[]): ResourcePolicy {
  if (statements.length === 0) return { kind: 'absent' };
  const place = placeOfKey(policy);
  const restrictive = { kind: 'restrictive', place, namesVpcEndpoint: namesVpc(policy) } as const;
  const denials = statements.filter(statement => asString(at(statement, 'Effect')) === 'Deny');
  if (denials.some(isRestrictiveDenial)) return restrictive;
  if (statements.some(statement => asIntrinsic(statement))) return { kind: 'unknown' };
  const allowances = statements.filter(statement => !denials.includes(statement));
  return allowances.length > 0 && allowances.every(isRestrictiveAllowance) ? restrictive : { kind: 'open', place };
}

/** A denial of what is not listed lets only the list through; one of a list keeps out no more than that. */
function isRestrictiveDenial(statement: Node): boolean {
  const condition = at(statement, 'Condition');
  return isFalsy(condition) || [...entriesOf(condition)].some(([operator]) => /Not|^Null$/.test(operator));
}

function isRestrictiveAllowance(statement: Node): boolean {
  if (!isFalsy(at(statement, 'Condition'))) return true;
  const principal = at(statement, 'Principal');
  const anyone = principal?.kind === 'map' ? at(principal, 'AWS') : principal;
  return anyone !== undefined && asString(anyone) !== '*' && !itemsOf(anyone).some(item => asString(item) === '*');
}

/** SAM's short forms: a list of who may call restricts, one of who may not keeps out no more than that. */
function samPolicy(policy: Node): ResourcePolicy {
  for (const [name, value] of entriesOf(policy)) {
    if (!name.endsWith('Whitelist') || isFalsy(value)) continue;
    return { kind: 'restrictive', place: placeOfKey(policy), namesVpcEndpoint: namesVpc(policy) };
  }
  const custom = at(policy, 'CustomStatements');
  if (!custom) return { kind: 'open', place: placeOfKey(policy) };
  if (asIntrinsic(custom)) return { kind: 'unknown' };
  return statementsPolicy(policy, custom.kind === 'list' ? custom.items : [custom]);
}

/** Whether a policy speaks of VPCs or VPC endpoints at all: in conditions, or in SAM's lists of them. */
function namesVpc(policy: Node): boolean {
  return /SourceVpc|IntrinsicVpc/i.test(JSON.stringify(toPlain(policy)));
}
