import type { Api, ResourcePolicy } from '../model/endpoint.ts';
import { asIntrinsic, asString, at, entriesOf, isFalsy, itemsOf, type Node } from '../template/node.ts';
import { placeOfKey } from '../template/place.ts';

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
  if (policy.kind !== 'map' || asIntrinsic(policy)) return { kind: 'unknown' };
  const statement = at(policy, 'Statement');
  if (!statement) return samPolicy(policy);
  return statementsPolicy(policy, statement.kind === 'list' ? statement.items : [statement]);
}

function statementsPolicy(policy: Node, statements: readonly Node[]): ResourcePolicy {
  if (statements.length === 0) return { kind: 'absent' };
  const place = placeOfKey(policy);
  if (statements.some(isRestrictive)) return { kind: 'restrictive', place, namesVpcEndpoint: namesVpc(policy) };
  return statements.some(statement => asIntrinsic(statement)) ? { kind: 'unknown' } : { kind: 'open', place };
}

function isRestrictive(statement: Node): boolean {
  const condition = at(statement, 'Condition');
  if (asString(at(statement, 'Effect')) === 'Deny') {
    // A denial of what is not listed lets only the list through; one of a list keeps out no more than that.
    return isFalsy(condition) || [...entriesOf(condition)].some(([operator]) => /Not|^Null$/.test(operator));
  }
  if (!isFalsy(condition)) return true;
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
  return /aws:SourceVpc|SourceVpc|IntrinsicVpc/i.test(policy.file.text.slice(policy.start, policy.end));
}
