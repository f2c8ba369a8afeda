import { asIntrinsic, asMap, at, entriesOf, isFalsy, type Node } from '../../template/node.ts';
import type { SamApi } from '../api.ts';
import { checkKeys, expectKind } from './kinds.ts';
import { type Check, describe } from './refusal.ts';

const responseKeys = ['ResponseParameters', 'ResponseTemplates', 'StatusCode'];
const parameterKeys = ['Headers', 'Paths', 'QueryStrings'];

/** What SAM refuses about GatewayResponses of an API, such as what it answers to those without authorization. */
export function gatewayResponseRefusals(samApi: SamApi, check: Check): void {
  const responses = at(samApi.properties, 'GatewayResponses');
  if (!responses || isFalsy(responses) || check.isUndecided(responses)) return;
  for (const [type, node] of entriesOf(responses)) {
    const subject = `the gateway response ${type} of ${samApi.id}`;
    if (asIntrinsic(node) && !check.isUndecided(node)) {
      check.refuse(
        node,
        `GatewayResponses of ${samApi.id} has ${describe(node)} for ${type}, and SAM takes a map only`,
      );
    } else if (expectKind(node, 'map', subject, check)) {
      oneResponse(node, subject, check);
    }
  }
}

function oneResponse(node: Node, subject: string, check: Check): void {
  const response = asMap(node);
  if (!response) return;
  checkKeys(response, subject, responseKeys, check);
  const status = at(response, 'StatusCode');
  const code = status?.kind === 'scalar' ? String(status.value) : '';
  if (status && !isFalsy(status) && !check.isUndecided(status) && !/^[0-9]{1,3}$/.test(code)) {
    check.refuse(status, `StatusCode of ${subject} is ${describe(status)}, and SAM takes up to three digits only`);
  }
  const parameters = at(response, 'ResponseParameters');
  if (!parameters || isFalsy(parameters)) return;
  const isMap = expectKind(parameters, 'map', `ResponseParameters of ${subject}`, check);
  const map = asMap(parameters);
  if (!isMap || !map) return;
  checkKeys(map, `ResponseParameters of ${subject}`, parameterKeys, check);
  for (const key of parameterKeys) {
    const values = at(map, key);
    if (values) expectKind(values, 'map', `${key} in ResponseParameters of ${subject}`, check);
  }
}
