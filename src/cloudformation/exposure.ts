import type { Api } from '../model/endpoint.ts';
import { asIntrinsic, asString, at, entriesOf, isFalsy, itemsOf, type Node } from '../template/node.ts';

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
 * What resource policies do to who may call an API: restrictive if one denies anybody, or allows under a condition or
 * for named principals only.
 */
export function readResourcePolicy(...policies: readonly (Node | undefined)[]): Api['resourcePolicy'] {
  const kinds = policies.flatMap(policy => (policy && !isFalsy(policy) ? [policyKind(policy)] : []));
  if (kinds.includes('restrictive')) return 'restrictive';
  return kinds.includes('unknown') ? 'unknown' : 'absent';
}

function policyKind(policy: Node): Api['resourcePolicy'] {
  if (policy.kind !== 'map' || asIntrinsic(policy)) return 'unknown';
  const statement = at(policy, 'Statement');
  if (!statement) return samPolicyKind(policy);
  const statements = statement.kind === 'list' ? statement.items : [statement];
  return statementsKind(statements);
}

function statementsKind(statements: readonly Node[]): Api['resourcePolicy'] {
  if (statements.some(statement => asIntrinsic(statement))) return 'unknown';
  return statements.some(isRestrictive) ? 'restrictive' : 'absent';
}

function isRestrictive(statement: Node): boolean {
  if (asString(at(statement, 'Effect')) === 'Deny' || !isFalsy(at(statement, 'Condition'))) return true;
  const principal = at(statement, 'Principal');
  const anyone = principal?.kind === 'map' ? at(principal, 'AWS') : principal;
  return anyone !== undefined && asString(anyone) !== '*' && !itemsOf(anyone).some(item => asString(item) === '*');
}

/** SAM's short forms: every list of who may or may not call restricts; CustomStatements are statements like others. */
function samPolicyKind(policy: Node): Api['resourcePolicy'] {
  for (const [name, value] of entriesOf(policy)) {
    if (name !== 'CustomStatements' && !isFalsy(value)) return 'restrictive';
  }
  const custom = at(policy, 'CustomStatements');
  if (!custom) return 'absent';
  return asIntrinsic(custom) ? 'unknown' : statementsKind(custom.kind === 'list' ? custom.items : [custom]);
}
