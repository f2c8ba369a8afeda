import type { ConditionTerm } from '../model/endpoint.ts';
import {
  isIntegrated,
  isPreflight,
  noSecurity,
  type Operation,
  type PathItem,
  type SchemeUse,
  type SecurityEntry,
  securityEntries,
  usesIn,
} from '../openapi/document.ts';
import { optOut } from '../openapi/endpoints.ts';
import { asString, at, isFalsy, type Node } from '../template/node.ts';
import { placeOf } from '../template/place.ts';
import { authorizerScopes, iamName, isBranched, type SamApi } from './api.ts';
import { hashOrder } from './processing-order.ts';
import { apiKeyName, defineApiKey, defineIam, noApiKeyName } from './rest-schemes.ts';

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
  const items = samApi.document?.items ?? [];
  const node = at(samApi.properties, 'Cors') ?? samApi.node;
  const met = pathsMetFirst(items);
  for (const item of items.filter(({ path }) => met.has(path))) {
    if (item.operations.some(operation => operation.key === 'options')) continue;
    for (const terms of samApi.isManaged ? presencesOf(item) : [item.terms])
      item.operations.push({
        key: 'options',
        terms,
        isOutOfReach: false,
        hasIntegration: true,
        security: noSecurity,
        iamExtension: undefined,
        node,
        declaredBy: `Cors of ${samApi.id}`,
        name: `Cors of ${samApi.id}`,
        dropped: [],
        remarks: [],
      });
  }
}

/** To API Gateway, paths are one that differ in a final slash: which of them SAM meets first, in a copy of a copy. */
function pathsMetFirst(items: readonly PathItem[]): ReadonlySet<string> {
  const paths = hashOrder(hashOrder(items.map(({ path }) => path)));
  const first = new Map(paths.toReversed().map(path => [path === '/' ? path : path.replace(/\/+$/, ''), path]));
  return new Set(first.values());
}

/**
 * The ways in which a path of SAM's own is there, no two of them at once: always, or, where the functions of all its
 * events have conditions, with one of these.
 */
function presencesOf({ operations }: PathItem): (readonly ConditionTerm[])[] {
  if (operations.some(({ terms }) => terms.length === 0)) return [[]];
  const conditions = new Set(operations.flatMap(({ terms }) => terms.map(({ condition }) => condition)));
  const met = [...conditions].map(condition => ({ condition, is: true }));
  return met.map((term, at) => [...met.slice(0, at).map(earlier => ({ ...earlier, is: false })), term]);
}

function* integratedOperations(samApi: SamApi): Generator<Operation> {
  for (const item of samApi.document?.items ?? []) {
    for (const operation of item.operations) {
      if (isIntegrated(operation)) yield operation;
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
    const kept = new Set(entries);
    const lost = before.filter(entry => !kept.has(entry)).flat();
    for (const each of lost) if (each.name !== optOut) operation.dropped.push(each);
    operation.security = { kind: 'list', entries };
    defineIam(operation, node, samApi);
  }
}

/** A default that only the deployment decides may guard every endpoint that names no authorizer, or be refused. */
function leaveUnknown(samApi: SamApi, node: Node, names: ReadonlySet<string>): void {
  for (const operation of integratedOperations(samApi)) {
    const uses = usesIn(operation.security);
    if (!uses.some(use => names.has(use.name) || use.name === optOut)) operation.security = { kind: 'unknown', node };
  }
}

/** Section 4.4: the default is added unless an entry names an authorizer of the API, or NONE. */
function withDefault(entries: readonly SecurityEntry[], names: ReadonlySet<string>, use: SchemeUse): SecurityEntry[] {
  const isOwn = (entry: SecurityEntry) => entry.some(each => names.has(each.name));
  const own = entries.filter(isOwn);
  const others = entries.filter(entry => !isOwn(entry));
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
    const replaced = entries.filter(entry => entry.some(isApiKey)).flat();
    for (const each of replaced) if (!isApiKey(each) && each.name !== optOut) operation.dropped.push(each);
    const declines = entries.some(entry => entry.some(each => each.name === noApiKeyName));
    const needsNone = declines || (skipsPreflights && isPreflight(operation));
    // What is absent stays absent, and is the whole definition's to say.
    if (needsNone && entries.length === 0) continue;
    operation.security = { kind: 'list', entries: needsNone ? others : [...others, [use]] };
  }
}

function isApiKey(use: SchemeUse): boolean {
  return use.name === apiKeyName || use.name === noApiKeyName;
}

/** Section 4.12: in an OpenAPI 3 body SAM's schemes take the place of the user's; not so within an Fn::If. */
function moveSchemes(samApi: SamApi): void {
  const { document, properties } = samApi;
  if (!document || document.specification === 'swagger' || isBranched(samApi)) return;
  const version = at(properties, 'OpenApiVersion');
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
