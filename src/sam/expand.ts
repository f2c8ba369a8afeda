import { readIsPrivate, readResourcePolicy } from '../cloudformation/exposure.ts';
import type { Api } from '../model/endpoint.ts';
import { readDefinitionFile } from '../openapi/definition-file.ts';
import {
  type ApiDocument,
  emptyDocument,
  findOperations,
  isIntegrated,
  methodKey,
  type Operation,
  type PathItem,
} from '../openapi/document.ts';
import { readDocument } from '../openapi/read.ts';
import type { Files } from '../template/files.ts';
import { lookUp } from '../template/look-up.ts';
import { asMap, at, isFalsy, type MapNode, type Node } from '../template/node.ts';
import { placeOf, placeOfKey } from '../template/place.ts';
import type { DeploymentSettings } from '../template/settings.ts';
import type { Resource, Template } from '../template/template.ts';
import { readAuthorizers, type SamApi } from './api.ts';
import { type ApiEvent, eventOperation, implicitIds, readEvents, type UnreadableEvent } from './events.ts';
import { globalsFor, withGlobals } from './globals.ts';
import { addHttpEvent, applyHttpApiAuth } from './http.ts';
import { inlineParameters } from './parameters.ts';
import { applyRestApiAuth, isOpenApi3 } from './rest.ts';
import { applyRestEventAuth, applyRestEventToUserBody, overridesApiAuth } from './rest-event.ts';

/** The REST and HTTP APIs that SAM makes of a template, each with the definition that API Gateway receives. */
export interface SamExpansion {
  readonly apis: readonly SamApi[];
  readonly events: readonly ApiEvent[];
  readonly unreadableEvents: readonly UnreadableEvent[];
}

const apiTypes: Readonly<Record<string, 'REST' | 'HTTP'>> = {
  'AWS::Serverless::Api': 'REST',
  'AWS::Serverless::HttpApi': 'HTTP',
};

/**
 * Does what the SAM transform does about authorization, in its order: implicit APIs, Globals, events, and then the
 * settings of the APIs themselves.
 */
export function expandSam(template: Template, settings: DeploymentSettings, files: Files): SamExpansion {
  const { events, unreadable } = readEvents(template);
  const apis = new Map<string, SamApi>();
  for (const resource of template.resources.values()) {
    const type = lookUp(apiTypes, resource.type);
    if (type) apis.set(resource.id, readApi(template, resource, type, settings, files));
  }
  for (const [type, id] of Object.entries(implicitIds)) {
    const landing = events.filter(event => event.type === type && (event.apiId ?? id) === id);
    const [first] = landing.sort((a, b) => a.node.start - b.node.start);
    // SAM puts its implicit API in the place of whatever the user calls by that id.
    if (first) apis.set(id, implicitApi(template, type === 'Api' ? 'REST' : 'HTTP', id, first, settings));
  }
  for (const event of events) {
    const samApi = apis.get(event.apiId ?? implicitIds[event.type]);
    if (samApi) addEvent(event, samApi);
  }
  for (const samApi of apis.values()) {
    if (samApi.isManaged && samApi.document) sortAsWritten(samApi.document);
    if (samApi.type === 'REST') applyRestApiAuth(samApi);
    else applyHttpApiAuth(samApi);
  }
  return { apis: [...apis.values()], events, unreadableEvents: unreadable };
}

function readApi(
  template: Template,
  resource: Resource,
  type: 'REST' | 'HTTP',
  settings: DeploymentSettings,
  files: Files,
): SamApi {
  const properties = withGlobals(template, resource);
  // SAM decides who writes the definition before it merges Globals.
  const isManaged =
    isFalsy(at(resource.properties, 'DefinitionBody')) && isFalsy(at(resource.properties, 'DefinitionUri'));
  const { document, definitionFile } = isManaged
    ? { document: managedDocument(type, properties), definitionFile: undefined }
    : readUserDefinition(resource.id, resource.properties, files);
  const auth = readAuth(type, properties, template, settings);
  return {
    api: apiOf(resource.id, type, resource.node, properties, definitionFile?.body, false),
    id: resource.id,
    type,
    node: resource.node,
    isManaged,
    properties,
    auth,
    authorizers: readAuthorizers(type, auth, resource.node),
    document,
    definitionFile,
  };
}

function implicitApi(
  template: Template,
  type: 'REST' | 'HTTP',
  id: string,
  first: ApiEvent,
  settings: DeploymentSettings,
): SamApi {
  const properties = globalsFor(template, type === 'REST' ? 'Api' : 'HttpApi');
  const auth = readAuth(type, properties, template, settings);
  return {
    api: apiOf(id, type, first.node, properties, undefined, true),
    id,
    type,
    node: first.node,
    isManaged: true,
    properties,
    auth,
    authorizers: readAuthorizers(type, auth, first.node),
    document: managedDocument(type, properties),
    definitionFile: undefined,
  };
}

/** SAM resolves parameters in Auth of a REST API, and not in that of an HTTP API. */
function readAuth(
  type: 'REST' | 'HTTP',
  properties: MapNode | undefined,
  template: Template,
  settings: DeploymentSettings,
): Node | undefined {
  const auth = at(properties, 'Auth');
  return auth && type === 'REST' ? inlineParameters(auth, template, settings) : auth;
}

function managedDocument(type: 'REST' | 'HTTP', properties: MapNode | undefined): ApiDocument {
  const isThree = type === 'HTTP' || isOpenApi3(at(properties, 'OpenApiVersion'));
  return emptyDocument(isThree ? 'openapi' : 'swagger');
}

/** DefinitionBody outranks DefinitionUri; SAM refuses the two together. */
function readUserDefinition(
  id: string,
  properties: MapNode | undefined,
  files: Files,
): Pick<SamApi, 'document' | 'definitionFile'> {
  const inline = at(properties, 'DefinitionBody');
  const definitionFile = isFalsy(inline) ? readDefinitionFile(at(properties, 'DefinitionUri'), files) : undefined;
  const body = definitionFile ? definitionFile.body : asMap(inline);
  const document = body && !isFalsy(body) ? readDocument(body, `the definition of ${id}`) : undefined;
  return { definitionFile, document };
}

function apiOf(
  id: string,
  type: 'REST' | 'HTTP',
  node: Node,
  properties: MapNode | undefined,
  bodyOfFile: MapNode | undefined,
  isImplicit: boolean,
): Api {
  const cors = at(properties, 'Cors');
  const api: Api = {
    id,
    type,
    place: placeOfKey(node),
    isSam: true,
    isImplicit,
    isPrivate: readIsPrivate(at(properties, 'EndpointConfiguration')),
    resourcePolicy: readResourcePolicy(
      at(properties, 'Auth', 'ResourcePolicy'),
      at(properties, 'Policy'),
      at(bodyOfFile ?? at(properties, 'DefinitionBody'), 'x-amazon-apigateway-policy'),
    ),
  };
  return type === 'REST' && cors && !isFalsy(cors) ? { ...api, cors: placeOf(cors) } : api;
}

function addEvent(event: ApiEvent, samApi: SamApi): void {
  const { document } = samApi;
  if (!document) return;
  if (event.type === 'HttpApi') {
    if (document.specification === 'openapi') addHttpEvent(event, samApi);
    return;
  }
  if (samApi.type === 'HTTP') return;
  if (!samApi.isManaged) {
    applyRestEventToUserBody(event, samApi);
    return;
  }
  if (event.owner.type !== 'AWS::Serverless::Function' || isFalsy(at(samApi.properties, 'MergeDefinitions'))) {
    addRestEvent(event, samApi, document);
    return;
  }
  // SAM first puts down an empty operation for each route. Under ANY nothing is merged into it, so that it stays.
  const key = methodKey(event.method);
  if (key !== event.method.toLowerCase() && findOperations(document, event.path, key).length === 0)
    addOperation(document, event.path, { ...eventOperation(event, key), hasIntegration: false, terms: [] });
  applyRestEventToUserBody(event, samApi);
}

/** Puts operations in the order in which the template has their events, whichever SAM has written first. */
function sortAsWritten({ items }: ApiDocument): void {
  for (const { operations } of items) operations.sort((a, b) => a.node.start - b.node.start);
  const startOf = ({ operations }: PathItem) => operations[0]?.node.start ?? 0;
  items.sort((a, b) => startOf(a) - startOf(b));
}

/** Adds an operation, or puts it in the place of the empty one that is there. */
function addOperation(document: ApiDocument, path: string, operation: Operation): void {
  const item = document.items.find(each => each.path === path);
  if (!item) document.items.push({ path, terms: [], operations: [operation] });
  else {
    const empty = item.operations.findIndex(each => each.key === operation.key);
    item.operations.splice(empty < 0 ? item.operations.length : empty, 1, operation);
  }
}

function addRestEvent(event: ApiEvent, samApi: SamApi, document: ApiDocument): void {
  const key = methodKey(event.method);
  if (findOperations(document, event.path, key).some(isIntegrated)) return;
  const operation = eventOperation(event, key);
  addOperation(document, event.path, operation);
  applyRestEventAuth(event, operation, samApi);
  if (overridesApiAuth(event)) applyRestEventAuth(event, operation, samApi);
}
