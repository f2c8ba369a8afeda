import { asString, at, isFalsy, isNull, itemsOf, type Node } from '../../template/node.ts';
import { expectKind } from './kinds.ts';
import { type Check, capitalized, describe, type Undecided } from './refusal.ts';
import { isLogicalId } from './resource.ts';

const identitySources = ['Headers', 'QueryStrings', 'StageVariables', 'Context'];

/** What SAM refuses about one authorizer of an AWS::Serverless::Api (section 4.3). */
export function restAuthorizerRefusals(name: string, node: Node, apiId: string, check: Check): void {
  const subject = `the authorizer ${name} of ${apiId}`;
  if (!expectKind(node, 'map', subject, check)) return;
  payloadTypeRefusals(node, subject, check);
  identityRefusals(node, subject, check);
  const scopes = at(node, 'AuthorizationScopes');
  if (scopes && !isNull(scopes)) {
    expectKind(scopes, 'list', `AuthorizationScopes of ${subject}`, check);
  }
  const flag = at(node, 'DisableFunctionDefaultPermissions');
  if (flag && !isNull(flag)) {
    expectKind(flag, 'boolean', `DisableFunctionDefaultPermissions of ${subject}`, check);
  }
  if (!isFalsy(at(node, 'FunctionArn')) && isFalsy(flag)) permissionIdRefusals(name, node, subject, check);
}

/** SAM makes a permission of an id that has the authorizer's name in it. */
export function permissionIdRefusals(name: string, node: Node, subject: string, check: Check): void {
  if (isLogicalId(name)) return;
  const fault = `The name of ${subject} has other characters than letters and digits, and SAM makes the logical id of a permission of it`;
  check.refuseKey(node, fault);
}

function payloadTypeRefusals(node: Node, subject: string, check: Check): void {
  const type = at(node, 'FunctionPayloadType');
  if (!type || isNull(type) || check.isUndecided(type) || ['TOKEN', 'REQUEST'].includes(asString(type) ?? '')) return;
  check.refuse(type, `FunctionPayloadType of ${subject} is ${describe(type)}, and SAM takes TOKEN or REQUEST only`);
}

/** A REQUEST authorizer needs to know what identifies a caller, except where its answers are not kept. */
function identityRefusals(node: Node, subject: string, check: Check): void {
  const identity = at(node, 'Identity');
  const isRequest = asString(at(node, 'FunctionPayloadType')) === 'REQUEST';
  if (identity && !isFalsy(identity)) {
    const isRead = expectKind(identity, 'map', `Identity of ${subject}`, check);
    if (!isRead) return;
  }
  if (!isRequest) return;
  const sources = identitySources.flatMap(source => at(identity, source) ?? []);
  if (sources.every(isFalsy) && keepsAnswers(at(identity, 'ReauthorizeEvery'), check.isUndecided)) {
    const fault = `${capitalized(subject)} is of type REQUEST and its Identity names no Headers, QueryStrings, StageVariables or Context`;
    check.refuseKey(identity ?? node, fault);
  }
  if (!isFalsy(at(node, 'UserPoolArn'))) return;
  for (const source of identitySources) {
    const list = at(identity, source);
    if (list && !isFalsy(list)) stringListRefusals(list, `${source} in Identity of ${subject}`, check);
  }
}

/** What Python's int() makes of ReauthorizeEvery decides: zero or less stands for answers that are not kept. */
function keepsAnswers(seconds: Node | undefined, isUndecided: Undecided): boolean {
  if (!seconds) return true;
  if (isUndecided(seconds)) return false;
  if (seconds.kind !== 'scalar' || seconds.value === null) return true;
  const { value } = seconds;
  if (typeof value === 'string') return !/^\s*[+-]?\d+(_\d+)*\s*$/.test(value) || Number(value.replaceAll('_', '')) > 0;
  return Math.trunc(Number(value)) > 0;
}

export function stringListRefusals(list: Node, subject: string, check: Check): void {
  if (!expectKind(list, 'list', subject, check)) return;
  for (const [index, item] of itemsOf(list).entries()) {
    expectKind(item, 'string', `item ${index + 1} of ${subject}`, check);
  }
}
