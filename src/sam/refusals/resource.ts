import { isFalsy } from '../../template/node.ts';
import type { Resource } from '../../template/template.ts';
import { expectKind } from './kinds.ts';
import type { Check } from './refusal.ts';

/** SAM's types that make endpoints or have events that do. */
const endpointTypes = new Set(
  ['Api', 'HttpApi', 'WebSocketApi', 'GraphQLApi', 'Function', 'StateMachine'].map(name => `AWS::Serverless::${name}`),
);

/** Whether a text is a logical id, or a part of one, to CloudFormation. */
export function isLogicalId(text: string): boolean {
  return /^[A-Za-z0-9]+$/.test(text);
}

/** What SAM asks of every resource, and of the id and form of those that make endpoints. */
export function resourceRefusals(resource: Resource, check: Check): void {
  const condition = resource.node.entries.get('Condition');
  if (condition && !isFalsy(condition)) {
    expectKind(condition, 'string', `Condition of ${resource.id}`, check);
  }
  if (!endpointTypes.has(resource.type)) return;
  if (!isLogicalId(resource.id)) {
    check.refuseKey(resource.node, `The logical id ${resource.id} has other characters than letters and digits`);
  }
  const properties = resource.node.entries.get('Properties');
  if (properties) expectKind(properties, 'map', `Properties of ${resource.id}`, check);
}
