import { asString, at, isFalsy, isNull, itemsOf, type Node } from '../../template/node.ts';
import { expectKind } from './kinds.ts';
import { capitalized, describe, type Refusal, refuse, refuseKey, type Undecided } from './refusal.ts';
import { isLogicalId } from './resource.ts';

const identitySources = ['Headers', 'QueryStrings', 'StageVariables', 'Context'];

/** What SAM refuses about one authorizer of an AWS::Serverless::Api (section 4.3). */
export function* restAuthorizerRefusals(
  name: string,
  node: Node,
  apiId: string,
  isUndecided: Undecided,
): Generator<Refusal> {
  const subject = `the authorizer ${name} of ${apiId}`;
  if (!(yield* expectKind(node, 'map', subject, isUndecided))) return;
  yield* payloadTypeRefusals(node, subject, isUndecided);
  yield* identityRefusals(node, subject, isUndecided);
  const scopes = at(node, 'AuthorizationScopes');
  if (scopes && !isNull(scopes)) {
    yield* expectKind(scopes, 'list', `AuthorizationScopes of ${subject}`, isUndecided);
  }
  const flag = at(node, 'DisableFunctionDefaultPermissions');
  if (flag && !isNull(flag)) {
    yield* expectKind(flag, 'boolean', `DisableFunctionDefaultPermissions of ${subject}`, isUndecided);
  }
  if (!isFalsy(at(node, 'FunctionArn')) && isFalsy(flag)) yield* permissionIdRefusals(name, node, subject);
}

/** SAM makes a permission of an id that has the authorizer's name in it. */
export function* permissionIdRefusals(name: string, node: Node, subject: string): Generator<Refusal> {
  if (isLogicalId(name)) return;
  const fault = `The name of ${subject} has other characters than letters and digits, and SAM makes the logical id of a permission of it`;
  yield refuseKey(node, fault);
}

function* payloadTypeRefusals(node: Node, subject: string, isUndecided: Undecided): Generator<Refusal> {
  const type = at(node, 'FunctionPayloadType');
  if (!type || isNull(type) || isUndecided(type) || ['TOKEN', 'REQUEST'].includes(asString(type) ?? '')) return;
  yield refuse(type, `FunctionPayloadType of ${subject} is ${describe(type)}, and SAM takes TOKEN or REQUEST only`);
}

/** A REQUEST authorizer needs to know what identifies a caller, except where its answers are not kept. */
function* identityRefusals(node: Node, subject: string, isUndecided: Undecided): Generator<Refusal> {
  const identity = at(node, 'Identity');
  const isRequest = asString(at(node, 'FunctionPayloadType')) === 'REQUEST';
  if (identity && !isFalsy(identity)) {
    const isRead = yield* expectKind(identity, 'map', `Identity of ${subject}`, isUndecided);
    if (!isRead) return;
  }
  if (!isRequest) return;
  const sources = identitySources.flatMap(source => at(identity, source) ?? []);
  if (sources.every(isFalsy) && keepsAnswers(at(identity, 'ReauthorizeEvery'), isUndecided)) {
    const fault = `${capitalized(subject)} is of type REQUEST and its Identity names no Headers, QueryStrings, StageVariables or Context`;
    yield refuseKey(identity ?? node, fault);
  }
  if (!isFalsy(at(node, 'UserPoolArn'))) return;
  for (const source of identitySources) {
    const list = at(identity, source);
    if (list && !isFalsy(list)) yield* stringListRefusals(list, `${source} in Identity of ${subject}`, isUndecided);
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

export function* stringListRefusals(list: Node, subject: string, isUndecided: Undecided): Generator<Refusal> {
  if (!(yield* expectKind(list, 'list', subject, isUndecided))) return;
  for (const [index, item] of itemsOf(list).entries()) {
    yield* expectKind(item, 'string', `item ${index + 1} of ${subject}`, isUndecided);
  }
}
