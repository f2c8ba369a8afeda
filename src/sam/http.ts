import {
  type ApiDocument,
  appendSecurity,
  isPreflight,
  methodKey,
  type Operation,
  type PathItem,
  type SchemeUse,
} from '../openapi/document.ts';
import { optOut } from '../openapi/endpoints.ts';
import { asString, at, isFalsy, isNoValue, itemsOf } from '../template/node.ts';
import { authorizerScopes, iamName, type SamApi } from './api.ts';
import { type ApiEvent, eventName } from './events.ts';
import { eventOperation } from './rest.ts';

/**
 * Adds an `HttpApi` event to its API's definition, the user's own too: an operation that is there keeps its
 * integration, and Auth of the event is appended to its security (sections 5.4 and 5.5 of the semantics).
 */
export function addHttpEvent(event: ApiEvent, samApi: SamApi): void {
  const { document } = samApi;
  if (!document) return;
  for (const operation of operationsFor(event, document)) {
    if (!isFalsy(event.auth)) applyHttpEventAuth(event, operation, samApi);
  }
}

/**
 * The event's operation in each branch in which the definition has the path; made where it is not there. Unless each has
 * an integration already, SAM gives the event's to all.
 */
function operationsFor(event: ApiEvent, document: ApiDocument): Operation[] {
  const key = methodKey(event.method);
  if (document.items.every(item => item.path !== event.path)) {
    document.items.push({ path: event.path, terms: [], operations: [] });
  }
  const items = document.items.filter(item => item.path === event.path);
  const own = (item: PathItem) => item.operations.filter(operation => operation.key === key);
  const isIntegrated = items.every(item => own(item).length > 0 && own(item).every(each => each.hasIntegration));
  return items.flatMap(item => {
    const existing = own(item);
    if (existing.length > 0) return isIntegrated ? existing : existing.map(each => integrate(each, event, item));
    const operation = eventOperation(event, key);
    const placed = { ...operation, terms: [...item.terms, ...operation.terms] };
    item.operations.push(placed);
    return [placed];
  });
}

/** Gives an operation the integration of an event, with which it exists only where the event's function does. */
function integrate(operation: Operation, event: ApiEvent, item: PathItem): Operation {
  const integrated = { ...operation, terms: [...operation.terms, ...event.terms], hasIntegration: true };
  item.operations.splice(item.operations.indexOf(operation), 1, integrated);
  return integrated;
}

function applyHttpEventAuth(event: ApiEvent, operation: Operation, samApi: SamApi): void {
  const own = at(event.auth, 'Authorizer');
  const node = own && !isFalsy(own) ? own : at(samApi.auth, 'DefaultAuthorizer');
  const name = asString(node);
  if (!node || !name) return;
  const scopes = itemsOf(at(event.auth, 'AuthorizationScopes'));
  const isBuiltIn = name === optOut || name === iamName;
  appendSecurity(operation, {
    name,
    scopes: isBuiltIn ? [] : scopes.length > 0 ? scopes : authorizerScopes(samApi, name),
    node,
    by: eventName(event),
    source: 'event',
  });
}

/** What an AWS::Serverless::HttpApi's Auth does to its definition: its authorizers, and the default (section 5.3). */
export function applyHttpApiAuth(samApi: SamApi): void {
  const { document, auth } = samApi;
  if (!document || isFalsy(auth)) return;
  const authorizers = samApi.authorizers;
  for (const [name, scheme] of authorizers) document.components.set(name, scheme);
  const node = at(auth, 'DefaultAuthorizer');
  const name = asString(node);
  if (!node || !name || isNoValue(node) || !authorizers.has(name)) return;
  const by = `DefaultAuthorizer of ${samApi.id}`;
  const use: SchemeUse = { name, scopes: authorizerScopes(samApi, name), node, by, source: 'api' };
  for (const item of document.items) {
    for (const operation of item.operations) {
      if (operation.hasIntegration && !operation.isOutOfReach && !isPreflight(operation) && isUnset(operation)) {
        operation.security = { kind: 'list', entries: [[use]] };
      }
    }
  }
}

function isUnset(operation: Operation): boolean {
  const { security } = operation;
  return security.kind === 'absent' || (security.kind === 'list' && security.entries.length === 0);
}
