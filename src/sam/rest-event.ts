import {
  type ApiDocument,
  anyMethodKey,
  appendSecurity,
  findOperations,
  isIntegrated,
  methodKey,
  type Operation,
  type PathItem,
} from '../openapi/document.ts';
import { optOut } from '../openapi/endpoints.ts';
import { asString, at, isFalsy, isNull, itemsOf, type Node } from '../template/node.ts';
import { placeOf } from '../template/place.ts';
import { authorizerScopes, hasPaths, isBranched, type SamApi } from './api.ts';
import { type ApiEvent, eventName, eventOperation } from './events.ts';
import { apiKeyName, defineApiKey, defineIam, noApiKeyName } from './rest-schemes.ts';

/**
 * What `Auth` of an `Api` event adds to its operation (section 4.6 of the semantics): the named authorizer, with the
 * event's scopes or the authorizer's own, and the API key. An intrinsic in Auth's place adds nothing.
 */
export function applyRestEventAuth(event: ApiEvent, operation: Operation, samApi: SamApi): void {
  const { auth } = event;
  if (isFalsy(auth)) return;
  const by = eventName(event);
  const authorizer = at(auth, 'Authorizer');
  const name = asString(authorizer);
  if (name && authorizer) {
    appendSecurity(operation, {
      name,
      scopes: eventScopes(event, name, samApi),
      node: authorizer,
      by,
      source: 'event',
    });
    defineIam(operation, authorizer, samApi);
  }
  const key = at(auth, 'ApiKeyRequired');
  if (!key || isNull(key)) return;
  const isRequired = !isFalsy(key);
  if (isRequired) defineApiKey(samApi, key);
  appendSecurity(operation, {
    name: isRequired ? apiKeyName : noApiKeyName,
    scopes: [],
    node: key,
    by,
    source: 'event',
  });
}

function eventScopes(event: ApiEvent, name: string, samApi: SamApi): readonly Node[] {
  const authorizer = at(samApi.auth, 'Authorizers', name);
  if (name === optOut || !authorizer || isNull(authorizer)) return [];
  const own = at(event.auth, 'AuthorizationScopes');
  return own && !isNull(own) ? itemsOf(own) : authorizerScopes(samApi, name);
}

/**
 * What an event adds to an API whose definition the user wrote: with MergeDefinitions the operation (section 4.10),
 * with OverrideApiAuth its Auth (4.9), and otherwise nothing.
 */
export function applyRestEventToUserBody(event: ApiEvent, samApi: SamApi): void {
  const { document } = samApi;
  if (!document) return;
  const isFunction = event.owner.type === 'AWS::Serverless::Function';
  const key = event.method.toLowerCase();
  if (isFunction && !isFalsy(at(samApi.properties, 'MergeDefinitions'))) {
    // Where SAM finds no paths, what it merges is lost.
    if (samApi.isManaged || (hasPaths(samApi) && !isBranched(samApi))) mergeEvent(event, key, samApi);
    return;
  }
  const name = key === 'any' ? anyMethodKey : key;
  for (const item of document.items.filter(each => each.path === event.path)) {
    for (const operation of item.operations.filter(each => each.key === name && !each.isOutOfReach)) {
      if (overridesApiAuth(event)) overrideAuth(event, operation, samApi);
      else if (!isFalsy(event.auth)) {
        const message = `Auth of ${eventName(event)} is ignored, since ${samApi.id} has a definition of its own`;
        if (event.auth) operation.remarks.push({ message, place: placeOf(event.auth) });
      }
    }
  }
}

function mergeEvent(event: ApiEvent, key: string, samApi: SamApi): void {
  const { document } = samApi;
  if (!document) return;
  // SAM builds the event on a definition of its own, whose schemes do not come along.
  const schemes = new Map(document.definitions);
  const fresh = eventOperation(event, key);
  applyRestEventAuth(event, fresh, samApi);
  document.definitions.clear();
  for (const [name, scheme] of schemes) document.definitions.set(name, scheme);
  const item = mergedItem(document, event.path);
  const existing = item.operations.filter(operation => operation.key === key);
  if (existing.every(operation => isReplaced(operation, fresh))) {
    const others = item.operations.filter(operation => !existing.includes(operation));
    item.operations.splice(0, item.operations.length, ...others, fresh);
  }
  for (const operation of existing) {
    operation.hasIntegration = true;
    if (fresh.security.kind !== 'absent') operation.security = fresh.security;
  }
  if (!overridesApiAuth(event)) return;
  for (const operation of findOperations(document, event.path, methodKey(event.method))) {
    overrideAuth(event, operation, samApi);
  }
}

/** Of an operation without an integration, SAM does not touch the security. */
function overrideAuth(event: ApiEvent, operation: Operation, samApi: SamApi): void {
  if (isIntegrated(operation)) applyRestEventAuth(event, operation, samApi);
}

/** Whether nothing is left of an operation: it was empty, or one Fn::If takes the place of another. */
function isReplaced({ node, terms }: Operation, fresh: Operation): boolean {
  return terms.length > 0 ? fresh.terms.length > 0 : isFalsy(node);
}

/** OverrideApiAuth is for functions: SAM writes the event's Auth once more over what is there by then. */
export function overridesApiAuth(event: ApiEvent): boolean {
  return event.owner.type === 'AWS::Serverless::Function' && !isFalsy(at(event.auth, 'OverrideApiAuth'));
}

/** The path item that an event is merged into. What stood there under Fn::If is lost beside the event's method. */
function mergedItem(document: ApiDocument, path: string): PathItem {
  const existing = document.items.findLast(each => each.path === path && each.terms.length === 0);
  if (existing) return existing;
  const others = document.items.filter(each => each.path !== path);
  const item: PathItem = { path, terms: [], operations: [] };
  document.items.splice(0, document.items.length, ...others, item);
  return item;
}
