import { anyMethodKey, integrationKey, methodKey } from '../../openapi/document.ts';
import { asMap, at, isFalsy, isNull, type Node } from '../../template/node.ts';
import { isMerged, type LandedEvent, overridesNothing, readsAuth } from '../event-auth.ts';
import { type ApiEvent, eventName } from '../events.ts';
import { overridesApiAuth } from '../rest.ts';
import { bodyFormRefusals, isVersion3, methodName, pathItems, pathRefusals } from './body.ts';
import { contentsOf, readContents } from './contents.ts';
import { expectKind } from './kinds.ts';
import { type Refusal, refuse, type Undecided } from './refusal.ts';

/** What keeps SAM from writing an event into a definition of the user's (sections 4.9, 4.10 and 5.5). */
export function* eventBodyRefusals(
  landed: LandedEvent,
  before: readonly LandedEvent[],
  isUndecided: Undecided,
): Generator<Refusal> {
  const { event, samApi } = landed;
  const body = at(samApi.properties, 'DefinitionBody');
  if (event.type === 'HttpApi' && !(yield* swaggerRefusals(landed, isUndecided))) return;
  if (!body || samApi.isManaged || isFalsy(body) || isUndecided(body)) return;
  if (event.type === 'HttpApi') yield* httpBodyRefusals(landed, body, isUndecided);
  else if (samApi.type === 'REST') {
    if (isMerged(landed)) yield* mergeRefusals(landed, body, isUndecided);
    if (readsAuth(landed) && overridesApiAuth(event) && !overridesNothing(event.auth))
      yield* overrideRefusals(landed, before, body, isUndecided);
  }
}

/** A REST API takes `HttpApi` events only with a definition in OpenAPI 3; returns whether there is nothing against it. */
function* swaggerRefusals({ event, samApi }: LandedEvent, isUndecided: Undecided): Generator<Refusal, boolean> {
  const body = at(samApi.properties, 'DefinitionBody');
  const version = samApi.isManaged ? at(samApi.properties, 'OpenApiVersion') : at(body, 'openapi');
  const isElsewhere = !samApi.isManaged && (!body || isUndecided(body));
  if (samApi.type === 'HTTP' || isElsewhere || (version && isVersion3(version))) return true;
  const reference = at(event.properties, 'ApiId') ?? event.node;
  const fault = `ApiId of ${eventName(event)} names ${samApi.id}, a REST API that is not defined in OpenAPI 3`;
  yield refuse(reference, fault);
  return false;
}

function* httpBodyRefusals({ event, samApi }: LandedEvent, body: Node, isUndecided: Undecided): Generator<Refusal> {
  const isValid = yield* bodyFormRefusals(body, 'openapi', samApi.id, eventName(event), isUndecided);
  if (!isValid) return;
  if (event.path !== '$default') yield* defaultRouteRefusals(samApi.id, body, isUndecided);
  const path = at(body, 'paths', event.path);
  if (!path || !(yield* expectKind(path, 'map', `the path ${event.path} of ${samApi.id}`, isUndecided))) return;
  const key = methodKey(event.method);
  const subject = methodName(key, event.path, samApi.id);
  for (const item of yield* pathItems(path, event.path, samApi.id, isUndecided)) {
    const method = item.entries.get(key);
    if (!method || isNull(method) || !(yield* expectKind(method, 'map', subject, isUndecided))) continue;
    yield* operationRefusals(method, subject, event, isUndecided);
  }
}

/** Whether the function serves $default already, SAM tells by its first integration, where each branch has one. */
function* defaultRouteRefusals(id: string, body: Node, isUndecided: Undecided): Generator<Refusal> {
  const route = at(body, 'paths', '$default');
  const branches = route ? contentsOf(route).map(item => at(item, anyMethodKey)) : [];
  const operations = branches.map(method => (method ? contentsOf(method) : []));
  if (!operations.every(each => each.some(operation => !isFalsy(at(operation, integrationKey))))) return;
  const integration = at(operations[0]?.[0], integrationKey);
  const subject = `the integration of ${methodName(anyMethodKey, '$default', id)}`;
  if (integration) yield* expectKind(integration, 'map', subject, isUndecided);
}

/** Properties of an event for which SAM goes through the branches of the method that it is written into. */
const writtenProperties = ['Auth', 'TimeoutInMillis', 'PayloadFormatVersion'];

/** An event's authorizer is added to what is there. */
function* operationRefusals(
  method: Node,
  name: string,
  { auth, path, properties }: ApiEvent,
  isUndecided: Undecided,
): Generator<Refusal> {
  const isRead = /\{.*\}/.test(path) || writtenProperties.some(property => !isFalsy(at(properties, property)));
  for (const operation of yield* readContents(method, name, isUndecided)) {
    if (!isRead) continue;
    const security = at(operation, 'security');
    if (!(yield* expectKind(operation, 'map', name, isUndecided)) || !security || isFalsy(auth)) continue;
    yield* expectKind(security, 'list', `the security of ${name}`, isUndecided);
  }
}

function* mergeRefusals({ event, samApi }: LandedEvent, body: Node, isUndecided: Undecided): Generator<Refusal> {
  const paths = at(body, 'paths');
  if (!paths || isFalsy(paths)) return;
  if (!(yield* expectKind(paths, 'map', `the paths in DefinitionBody of ${samApi.id}`, isUndecided))) return;
  const path = at(paths, event.path);
  if (!path || !(yield* expectKind(path, 'map', `the path ${event.path} of ${samApi.id}`, isUndecided))) return;
  const key = event.method.toLowerCase();
  const method = at(path, key);
  if (method && !isFalsy(method)) yield* expectKind(method, 'map', methodName(key, event.path, samApi.id), isUndecided);
}

/** OverrideApiAuth is for operations that the definition has, by the keys that API Gateway uses. */
function* overrideRefusals(
  landed: LandedEvent,
  before: readonly LandedEvent[],
  body: Node,
  isUndecided: Undecided,
): Generator<Refusal> {
  const { event, samApi } = landed;
  const subject = `OverrideApiAuth of ${eventName(event)}`;
  const isValid = yield* bodyFormRefusals(body, 'swagger', samApi.id, subject, isUndecided);
  if (!isValid) return;
  yield* pathRefusals(body, samApi.id, isUndecided);
  const key = methodKey(event.method);
  // What is merged is there, but where there are no paths by then: SAM merges into a map that it drops.
  const hasEarlier = before.some(earlier => earlier.samApi === samApi && earlier.event.type === 'HttpApi');
  const hasMerged = isMerged(landed) && (hasEarlier || !isFalsy(at(body, 'paths')));
  if (hasMerged && key !== anyMethodKey) return;
  const path = at(body, 'paths', event.path);
  if (!path && !hasMerged) {
    const node = at(event.properties, 'Path') ?? event.node;
    yield refuse(node, `${subject} is for ${event.path}, which the definition of ${samApi.id} does not have`);
    return;
  }
  const isAboutMethod = !isFalsy(at(event.auth, 'Authorizer')) || isSet(at(event.auth, 'ApiKeyRequired'));
  if (isAboutMethod) yield* methodRefusals(landed, path, key, subject, isUndecided);
}

function isSet(node: Node | undefined): boolean {
  return node !== undefined && !isNull(node);
}

function* methodRefusals(
  { event, samApi }: LandedEvent,
  path: Node | undefined,
  key: string,
  subject: string,
  isUndecided: Undecided,
): Generator<Refusal> {
  const name = methodName(key, event.path, samApi.id);
  const items = path ? contentsOf(path) : [undefined];
  for (const item of items) {
    if (item && (isUndecided(item) || !asMap(item))) continue;
    const method = at(item, key);
    if (!method) {
      const node = at(event.properties, 'Method') ?? event.node;
      yield refuse(node, `${subject} is for ${name}, which the definition does not have`);
      continue;
    }
    for (const operation of contentsOf(method)) {
      if (!(yield* expectKind(operation, 'map', name, isUndecided))) continue;
      const security = at(operation, 'security');
      const isRead = !isFalsy(at(operation, integrationKey));
      if (isRead && security) yield* expectKind(security, 'list', `the security of ${name}`, isUndecided);
    }
  }
}
