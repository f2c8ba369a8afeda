import {
  type ApiDocument,
  appendSecurity,
  findOperations,
  isIntegrated,
  isPreflight,
  methodKey,
  type Operation,
  type SchemeUse,
} from '../openapi/document.ts';
import { optOut } from '../openapi/endpoints.ts';
import { asString, at, isFalsy, isNoValue, itemsOf } from '../template/node.ts';
import { authorizerScopes, iamName, type SamApi } from './api.ts';
import { type ApiEvent, eventName, eventOperation } from './events.ts';

/**
 * Adds an `HttpApi` event to its API's definition, the user's own too: an operation that is there keeps its
 * integration, and Auth of the event is appended to its security (sections 5.4 and 5.5 of the semantics).
 */
export function addHttpEvent(event: ApiEvent, samApi: SamApi): void {
  const { document } = samApi;
  if (!document) return;
  const key = methodKey(event.method);
  writeIntegration(event, key, document);
  if (isFalsy(event.auth)) return;
  for (const operation of findOperations(document, event.path, key)) {
    if (isIntegrated(operation)) applyHttpEventAuth(event, operation, samApi);
  }
}

/**
 * Writes the event's integration in each branch in which the definition has the path, under the condition of its
 * function. Where each has an operation with one, in one of its own branches at least, SAM leaves them all as they are.
 */
function writeIntegration(event: ApiEvent, key: string, document: ApiDocument): void {
  if (document.items.every(item => item.path !== event.path)) {
    document.items.push({ path: event.path, terms: [], operations: [] });
  }
  const items = document.items.filter(item => item.path === event.path);
  const isEvent = (operation: Operation) => operation.key === key;
  if (items.every(({ operations }) => operations.some(each => isEvent(each) && isIntegrated(each)))) return;
  for (const { operations, terms } of items) {
    if (!operations.some(isEvent)) operations.push({ ...eventOperation(event, key), terms });
    for (const [index, operation] of operations.entries()) {
      if (isEvent(operation))
        operations[index] = { ...operation, hasIntegration: true, terms: [...operation.terms, ...event.terms] };
    }
  }
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
      if (isIntegrated(operation) && !isPreflight(operation) && isUnset(operation)) {
        operation.security = { kind: 'list', entries: [[use]] };
      }
    }
  }
}

function isUnset(operation: Operation): boolean {
  const { security } = operation;
  return security.kind === 'absent' || (security.kind === 'list' && security.entries.length === 0);
}
