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
  if (asString(at(statement, 'Effect')) === 'Deny' || !isFalsy(at(statement, 'Condition'))) return true;
  const principal = at(statement, 'Principal');
  const anyone = principal?.kind === 'map' ? at(principal, 'AWS') : principal;
  return anyone !== undefined && asString(anyone) !== '*' && !itemsOf(anyone).some(item => asString(item) === '*');
}

/** SAM's short forms: every list of who may or may not call restricts; CustomStatements are statements like others. */
function samPolicy(policy: Node): ResourcePolicy {
  for (const [name, value] of entriesOf(policy)) {
    if (name === 'CustomStatements' || isFalsy(value)) continue;
    return { kind: 'restrictive', place: placeOfKey(policy), namesVpcEndpoint: namesVpc(policy) };
  }
  const custom = at(policy, 'CustomStatements');
  if (!custom) return { kind: 'absent' };
  if (asIntrinsic(custom)) return { kind: 'unknown' };
  return statementsPolicy(policy, custom.kind === 'list' ? custom.items : [custom]);
}

/** Whether a policy speaks of VPCs or VPC endpoints at all: in conditions, or in SAM's lists of them. */
function namesVpc(policy: Node): boolean {
  return /aws:SourceVpc|SourceVpc|IntrinsicVpc/i.test(policy.file.text.slice(policy.start, policy.end));
}
