import type { ConditionTerm } from '../model/endpoint.ts';
import {
  type ApiDocument,
  anyMethodKey,
  appendSecurity,
  isPreflight,
  type Operation,
  type PathItem,
  type SchemeUse,
  type SecurityEntry,
  securityEntries,
} from '../openapi/document.ts';
import { optOut } from '../openapi/endpoints.ts';
import { asString, at, isFalsy, isNull, itemsOf, type Node } from '../template/node.ts';
import { placeOf } from '../template/place.ts';
import { authorizerScopes, iamName, iamScheme, type SamApi } from './api.ts';
import { type ApiEvent, eventName } from './events.ts';

const apiKeyName = 'api_key';
/** SAM's mark for an event that asks for no API key although its API does. */
const noApiKeyName = 'api_key_false';

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
    if (name === iamName) samApi.document?.definitions.set(iamName, iamScheme(authorizer));
    appendSecurity(operation, {
      name,
      scopes: eventScopes(event, name, samApi),
      node: authorizer,
      by,
      source: 'event',
    });
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
  const isDefined = !isFalsy(at(samApi.auth, 'Authorizers', name));
  if (name === optOut || !isDefined) return [];
  const own = at(event.auth, 'AuthorizationScopes');
  return own && !isNull(own) ? itemsOf(own) : authorizerScopes(samApi, name);
}

function defineApiKey(samApi: SamApi, node: Node): void {
  const { document } = samApi;
  if (document && !document.definitions.has(apiKeyName)) {
    document.definitions.set(apiKeyName, { type: 'API_KEY', node, pools: [] });
  }
}

/** What an AWS::Serverless::Api's own properties do to its definition, in SAM's order: CORS, authorizers, default, key. */
export function applyRestApiAuth(samApi: SamApi): void {
  const { document, auth } = samApi;
  if (!document) return;
  if (!isFalsy(at(samApi.properties, 'Cors'))) addPreflights(samApi);
  if (!isFalsy(auth)) {
    const authorizers = samApi.authorizers;
    for (const [name, scheme] of authorizers) document.definitions.set(name, scheme);
    const name = at(auth, 'DefaultAuthorizer');
    if (authorizers.size > 0) {
      if (name && !isFalsy(name)) applyDefault(samApi, name, new Set([...authorizers.keys(), iamName]));
    } else if (name && !isFalsy(name)) {
      remark(samApi, 'is ignored by SAM, since the API has no Authorizers', name);
    }
    const key = at(auth, 'ApiKeyRequired');
    if (key && !isFalsy(key)) applyApiKey(samApi, key);
  }
  moveSchemes(samApi);
}

function addPreflights(samApi: SamApi): void {
  for (const item of samApi.document?.items ?? []) {
    if (item.operations.some(operation => operation.key === 'options')) continue;
    const node = at(samApi.properties, 'Cors') ?? samApi.node;
    item.operations.push({
      key: 'options',
      terms: samApi.isManaged ? commonTerms(item) : item.terms,
      isOutOfReach: false,
      hasIntegration: true,
      security: { kind: 'absent' },
      iamExtension: undefined,
      node,
      declaredBy: `Cors of ${samApi.id}`,
      name: `Cors of ${samApi.id}`,
      dropped: [],
      remarks: [],
    });
  }
}

/** What must hold for a path to exist at all: the terms that each of its operations has. */
function commonTerms(item: PathItem): readonly ConditionTerm[] {
  const [first, ...others] = item.operations;
  const key = JSON.stringify(first?.terms ?? []);
  return first && others.every(operation => JSON.stringify(operation.terms) === key) ? first.terms : item.terms;
}

function* integratedOperations(samApi: SamApi): Generator<Operation> {
  for (const item of samApi.document?.items ?? []) {
    for (const operation of item.operations) {
      if (operation.hasIntegration && !operation.isOutOfReach) yield operation;
    }
  }
}

/** Whether a flag of Auth that is true by default was turned off: a null turns it off, the string "false" does not. */
function isTurnedOff(auth: Node | undefined, flag: string): boolean {
  const node = at(auth, flag);
  return node !== undefined && isFalsy(node);
}

function applyDefault(samApi: SamApi, node: Node, names: ReadonlySet<string>): void {
  const name = asString(node);
  if (name === undefined) leaveUnknown(samApi, node, names);
  if (name === undefined || !names.has(name)) return;
  const by = `DefaultAuthorizer of ${samApi.id}`;
  const use: SchemeUse = { name, scopes: authorizerScopes(samApi, name), node, by, source: 'api' };
  const skipsPreflights = isTurnedOff(samApi.auth, 'AddDefaultAuthorizerToCorsPreflight');
  for (const operation of integratedOperations(samApi)) {
    if (skipsPreflights && isPreflight(operation)) {
      const flag = at(samApi.auth, 'AddDefaultAuthorizerToCorsPreflight');
      const message = `AddDefaultAuthorizerToCorsPreflight of ${samApi.id} is off`;
      if (flag) operation.remarks.push({ message, place: placeOf(flag) });
      continue;
    }
    if (operation.security.kind === 'unknown') continue;
    const before = securityEntries(operation.security);
    const entries = withDefault(before, names, use);
    if (entries.length === 0) continue;
    const lost = before.filter(entry => !entries.includes(entry)).flat();
    operation.dropped.push(...lost.filter(each => each.name !== optOut));
    operation.security = { kind: 'list', entries };
    const usesIam = entries[0]?.some(first => first.name === iamName);
    if (usesIam && !samApi.document?.definitions.has(iamName)) {
      samApi.document?.definitions.set(iamName, iamScheme(node));
    }
  }
}

/** A default that only the deployment decides may guard every endpoint that names no authorizer, or be refused. */
function leaveUnknown(samApi: SamApi, node: Node, names: ReadonlySet<string>): void {
  for (const operation of integratedOperations(samApi)) {
    const uses = securityEntries(operation.security).flat();
    if (!uses.some(use => names.has(use.name) || use.name === optOut)) operation.security = { kind: 'unknown', node };
  }
}

/** Section 4.4: the default is added unless an entry names an authorizer of the API, or NONE. */
function withDefault(entries: readonly SecurityEntry[], names: ReadonlySet<string>, use: SchemeUse): SecurityEntry[] {
  const own = entries.filter(entry => entry.some(each => names.has(each.name)));
  const others = entries.filter(entry => !own.includes(entry));
  const optOutAt = others.findIndex(entry => entry.some(each => each.name === optOut));
  // With nothing left, SAM leaves the operation as it is.
  if (optOutAt >= 0) return others.toSpliced(optOutAt, 1);
  return own.length > 0 ? [...others, ...own] : [...others, [use]];
}

/** Section 4.5: every operation gets the key, except where its event says that it needs none. */
function applyApiKey(samApi: SamApi, node: Node): void {
  defineApiKey(samApi, node);
  const use: SchemeUse = { name: apiKeyName, scopes: [], node, by: `Auth of ${samApi.id}`, source: 'api' };
  const skipsPreflights = isTurnedOff(samApi.auth, 'AddApiKeyRequiredToCorsPreflight');
  for (const operation of integratedOperations(samApi)) {
    if (operation.security.kind === 'unknown') continue;
    const entries = securityEntries(operation.security);
    const others = entries.filter(entry => !entry.some(isApiKey));
    const replaced = entries.filter(entry => !others.includes(entry)).flat();
    operation.dropped.push(...replaced.filter(use => !isApiKey(use) && use.name !== optOut));
    const declines = entries.some(entry => entry.some(each => each.name === noApiKeyName));
    const needsNone = declines || (skipsPreflights && isPreflight(operation));
    // What SAM does not change it leaves absent.
    if (needsNone && replaced.length === 0) continue;
    operation.security = { kind: 'list', entries: needsNone ? others : [...others, [use]] };
  }
}

function isApiKey(use: SchemeUse): boolean {
  return use.name === apiKeyName || use.name === noApiKeyName;
}

/** Section 4.12: in an OpenAPI 3 body SAM's schemes take the place of the user's. */
function moveSchemes(samApi: SamApi): void {
  const { document } = samApi;
  if (!document || document.specification === 'swagger') return;
  const version = at(samApi.properties, 'OpenApiVersion');
  const isThree = !version || isFalsy(version) || isOpenApi3(version);
  document.schemeTable = isThree && document.definitions.size > 0 ? 'definitions' : 'components';
}

/** Whether a version is one of OpenAPI 3 in the form that SAM accepts. */
export function isOpenApi3(version: Node | undefined): boolean {
  const text = version?.kind === 'scalar' ? String(version.value) : '';
  return /^3(\.\d)(\.\d)?$/.test(version?.kind === 'scalar' && version.value === 3 ? '3.0' : text);
}

function remark(samApi: SamApi, message: string, node: Node): void {
  for (const operation of integratedOperations(samApi)) {
    operation.remarks.push({ message: `DefaultAuthorizer of ${samApi.id} ${message}`, place: placeOf(node) });
  }
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
    if (document.items.length > 0 || samApi.isManaged) mergeEvent(event, key, samApi);
    return;
  }
  const name = key === 'any' ? anyMethodKey : key;
  for (const item of document.items.filter(each => each.path === event.path)) {
    for (const operation of item.operations.filter(each => each.key === name && !each.isOutOfReach)) {
      // SAM authorizes only what has an integration.
      if (overridesApiAuth(event)) {
        if (operation.hasIntegration) applyRestEventAuth(event, operation, samApi);
      } else if (!isFalsy(event.auth)) {
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
  // Under the condition of its function, an operation takes the place of what is there.
  const kept = event.terms.length > 0 ? item.operations.filter(operation => operation.key !== key) : item.operations;
  item.operations.splice(0, item.operations.length, ...kept);
  const existing = item.operations.find(operation => operation.key === key);
  if (!existing) item.operations.push(fresh);
  else {
    existing.hasIntegration = true;
    if (fresh.security.kind !== 'absent') existing.security = fresh.security;
  }
  if (overridesApiAuth(event)) applyRestEventAuth(event, existing ?? fresh, samApi);
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

/** The operation that SAM writes for an event. */
export function eventOperation(event: ApiEvent, key: string): Operation {
  return {
    key,
    terms: event.terms,
    isOutOfReach: false,
    hasIntegration: true,
    security: { kind: 'absent' },
    iamExtension: undefined,
    node: event.node,
    declaredBy: eventName(event),
    name: eventName(event),
    dropped: [],
    remarks: [],
  };
}
