import { asIntrinsic, asMap, at, entriesOf, isFalsy, type Node } from '../../template/node.ts';
import type { SamApi } from '../api.ts';
import { checkKeys, expectKind } from './kinds.ts';
import { describe, type Refusal, refuse, type Undecided } from './refusal.ts';

const responseKeys = ['ResponseParameters', 'ResponseTemplates', 'StatusCode'];
const parameterKeys = ['Headers', 'Paths', 'QueryStrings'];

/** What SAM refuses about GatewayResponses of an API, such as what it answers to those without authorization. */
export function* gatewayResponseRefusals(samApi: SamApi, isUndecided: Undecided): Generator<Refusal> {
  const responses = at(samApi.properties, 'GatewayResponses');
  if (!responses || isFalsy(responses) || isUndecided(responses)) return;
  for (const [type, node] of entriesOf(responses)) {
    const subject = `the gateway response ${type} of ${samApi.id}`;
    if (asIntrinsic(node) && !isUndecided(node)) {
      yield refuse(
        node,
        `GatewayResponses of ${samApi.id} has ${describe(node)} for ${type}, and SAM takes a map only`,
      );
    } else if (yield* expectKind(node, 'map', subject, isUndecided)) {
      yield* oneResponse(node, subject, isUndecided);
    }
  }
}

function* oneResponse(node: Node, subject: string, isUndecided: Undecided): Generator<Refusal> {
  const response = asMap(node);
  if (!response) return;
  yield* checkKeys(response, subject, responseKeys);
  const status = at(response, 'StatusCode');
  const code = status?.kind === 'scalar' ? String(status.value) : '';
  if (status && !isFalsy(status) && !isUndecided(status) && !/^[0-9]{1,3}$/.test(code)) {
    yield refuse(status, `StatusCode of ${subject} is ${describe(status)}, and SAM takes up to three digits only`);
  }
  const parameters = at(response, 'ResponseParameters');
  if (!parameters || isFalsy(parameters)) return;
  const isMap = yield* expectKind(parameters, 'map', `ResponseParameters of ${subject}`, isUndecided);
  const map = asMap(parameters);
  if (!isMap || !map) return;
  yield* checkKeys(map, `ResponseParameters of ${subject}`, parameterKeys);
  for (const key of parameterKeys) {
    const values = at(map, key);
    if (values) yield* expectKind(values, 'map', `${key} in ResponseParameters of ${subject}`, isUndecided);
  }
}
