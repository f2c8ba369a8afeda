import { anyMethodKey, integrationKey, methodKey } from '../../openapi/document.ts';
import { asMap, at, isFalsy, isNull, type Node } from '../../template/node.ts';
import { isMerged, type LandedEvent, overridesNothing, readsAuth } from '../event-auth.ts';
import { type ApiEvent, eventName } from '../events.ts';
import { overridesApiAuth } from '../rest-event.ts';
import { bodyFormRefusals, isVersion3, methodName, pathItems, pathRefusals } from './body.ts';
import { contentsOf, readContents } from './contents.ts';
import { expectKind } from './kinds.ts';
import type { Check } from './refusal.ts';

/** What keeps SAM from writing an event into a definition of the user's (sections 4.9, 4.10 and 5.5). */
export function eventBodyRefusals(landed: LandedEvent, before: readonly LandedEvent[], check: Check): void {
  const { event, samApi } = landed;
  const body = at(samApi.properties, 'DefinitionBody');
  if (event.type === 'HttpApi' && !swaggerRefusals(landed, check)) return;
  if (!body || samApi.isManaged || isFalsy(body) || check.isUndecided(body)) return;
  if (event.type === 'HttpApi') httpBodyRefusals(landed, body, check);
  else if (samApi.type === 'REST') {
    if (isMerged(landed)) mergeRefusals(landed, body, check);
    if (readsAuth(landed) && overridesApiAuth(event) && !overridesNothing(event.auth))
      overrideRefusals(landed, before, body, check);
  }
}

/** A REST API takes `HttpApi` events only with a definition in OpenAPI 3; returns whether there is nothing against it. */
function swaggerRefusals({ event, samApi }: LandedEvent, check: Check): boolean {
  const body = at(samApi.properties, 'DefinitionBody');
  const version = samApi.isManaged ? at(samApi.properties, 'OpenApiVersion') : at(body, 'openapi');
  const isElsewhere = !samApi.isManaged && (!body || check.isUndecided(body));
  if (samApi.type === 'HTTP' || isElsewhere || (version && isVersion3(version))) return true;
  const reference = at(event.properties, 'ApiId') ?? event.node;
  const fault = `ApiId of ${eventName(event)} names ${samApi.id}, a REST API that is not defined in OpenAPI 3`;
  check.refuse(reference, fault);
  return false;
}

function httpBodyRefusals({ event, samApi }: LandedEvent, body: Node, check: Check): void {
  const isValid = bodyFormRefusals(body, 'openapi', samApi.id, eventName(event), check);
  if (!isValid) return;
  if (event.path !== '$default') defaultRouteRefusals(samApi.id, body, check);
  const path = at(body, 'paths', event.path);
  if (!path || !expectKind(path, 'map', `the path ${event.path} of ${samApi.id}`, check)) return;
  const key = methodKey(event.method);
  const subject = methodName(key, event.path, samApi.id);
  for (const item of pathItems(path, event.path, samApi.id, check)) {
    const method = item.entries.get(key);
    if (!method || isNull(method) || !expectKind(method, 'map', subject, check)) continue;
    operationRefusals(method, subject, event, check);
  }
}

/** Whether the function serves $default already, SAM tells by its first integration, where each branch has one. */
function defaultRouteRefusals(id: string, body: Node, check: Check): void {
  const route = at(body, 'paths', '$default');
  const branches = route ? contentsOf(route).map(item => at(item, anyMethodKey)) : [];
  const operations = branches.map(method => (method ? contentsOf(method) : []));
  if (!operations.every(each => each.some(operation => !isFalsy(at(operation, integrationKey))))) return;
  const integration = at(operations[0]?.[0], integrationKey);
  const subject = `the integration of ${methodName(anyMethodKey, '$default', id)}`;
  if (integration) expectKind(integration, 'map', subject, check);
}

/** Properties of an event for which SAM goes through the branches of the method that it is written into. */
const writtenProperties = ['Auth', 'TimeoutInMillis', 'PayloadFormatVersion'];

/** An event's authorizer is added to what is there. */
function operationRefusals(method: Node, name: string, { auth, path, properties }: ApiEvent, check: Check): void {
  const isRead = /\{.*\}/.test(path) || writtenProperties.some(property => !isFalsy(at(properties, property)));
  for (const operation of readContents(method, name, check)) {
    if (!isRead) continue;
    const security = at(operation, 'security');
    if (!expectKind(operation, 'map', name, check) || !security || isFalsy(auth)) continue;
    expectKind(security, 'list', `the security of ${name}`, check);
  }
}

function mergeRefusals({ event, samApi }: LandedEvent, body: Node, check: Check): void {
  const paths = at(body, 'paths');
  if (!paths || isFalsy(paths)) return;
  if (!expectKind(paths, 'map', `the paths in DefinitionBody of ${samApi.id}`, check)) return;
  const path = at(paths, event.path);
  if (!path || !expectKind(path, 'map', `the path ${event.path} of ${samApi.id}`, check)) return;
  const key = event.method.toLowerCase();
  const method = at(path, key);
  if (method && !isFalsy(method)) expectKind(method, 'map', methodName(key, event.path, samApi.id), check);
}

/** OverrideApiAuth is for operations that the definition has, by the keys that API Gateway uses. */
function overrideRefusals(landed: LandedEvent, before: readonly LandedEvent[], body: Node, check: Check): void {
  const { event, samApi } = landed;
  const subject = `OverrideApiAuth of ${eventName(event)}`;
  const isValid = bodyFormRefusals(body, 'swagger', samApi.id, subject, check);
  if (!isValid) return;
  pathRefusals(body, samApi.id, check);
  const key = methodKey(event.method);
  // What is merged is there, but where there are no paths by then: SAM merges into a map that it drops.
  const hasEarlier = before.some(earlier => earlier.samApi === samApi && earlier.event.type === 'HttpApi');
  const hasMerged = isMerged(landed) && (hasEarlier || !isFalsy(at(body, 'paths')));
  if (hasMerged && key !== anyMethodKey) return;
  const path = at(body, 'paths', event.path);
  if (!path && !hasMerged) {
    const node = at(event.properties, 'Path') ?? event.node;
    check.refuse(node, `${subject} is for ${event.path}, which the definition of ${samApi.id} does not have`);
    return;
  }
  const isAboutMethod = !isFalsy(at(event.auth, 'Authorizer')) || isSet(at(event.auth, 'ApiKeyRequired'));
  if (isAboutMethod) methodRefusals(landed, path, key, subject, check);
}

function isSet(node: Node | undefined): boolean {
  return node !== undefined && !isNull(node);
}

function methodRefusals(
  { event, samApi }: LandedEvent,
  path: Node | undefined,
  key: string,
  subject: string,
  check: Check,
): void {
  const name = methodName(key, event.path, samApi.id);
  const items = path ? contentsOf(path) : [undefined];
  for (const item of items) {
    if (item && (check.isUndecided(item) || !asMap(item))) continue;
    const method = at(item, key);
    if (!method) {
      const node = at(event.properties, 'Method') ?? event.node;
      check.refuse(node, `${subject} is for ${name}, which the definition does not have`);
      continue;
    }
    for (const operation of contentsOf(method)) {
      if (!expectKind(operation, 'map', name, check)) continue;
      const security = at(operation, 'security');
      const isRead = !isFalsy(at(operation, integrationKey));
      if (isRead && security) expectKind(security, 'list', `the security of ${name}`, check);
    }
  }
}
