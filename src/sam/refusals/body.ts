import { integrationKey } from '../../openapi/document.ts';
import { asMap, at, entriesOf, isFalsy, isNull, type MapNode, type Node } from '../../template/node.ts';
import { contentsOf, readContents } from './contents.ts';
import { expectKind } from './kinds.ts';
import { type Check, describe, listed } from './refusal.ts';

/** The two forms of a definition that SAM's editors read. */
export type BodyForm = 'swagger' | 'openapi';

/** A number as it is written, since 3.0 is not 3 to SAM. */
export function versionText(node: Node): string {
  if (node.kind !== 'scalar') return '?';
  return typeof node.value === 'number' ? node.file.text.slice(node.start, node.end) : String(node.value);
}

export function isVersion3(node: Node): boolean {
  return /^3(\.\d)(\.\d)?$/.test(versionText(node));
}

/** What keeps a definition from being one that SAM can work on, where it has to: for Auth, Cors and the like. */
export function bodyFormRefusals(body: Node, form: BodyForm, owner: string, purpose: string, check: Check): boolean {
  const subject = `DefinitionBody of ${owner}`;
  if (check.isUndecided(body) || !asMap(body)) return false;
  const paths = at(body, 'paths');
  const version = at(body, 'openapi');
  if (paths && !expectKind(paths, 'map', `the paths in ${subject}`, check)) return false;
  const isSwagger = form === 'swagger' && !isFalsy(at(body, 'swagger'));
  const hasVersion = isSwagger || (version !== undefined && !isFalsy(version));
  if (!paths || !hasVersion) {
    const versionName = form === 'swagger' ? 'no swagger or openapi version' : 'no openapi version';
    const missing = [...(hasVersion ? [] : [versionName]), ...(paths ? [] : ['no paths'])];
    check.refuseKey(body, `${subject} has ${listed(missing)}, as SAM needs for ${purpose}`);
    return false;
  }
  if (isSwagger || !version || isVersion3(version)) return true;
  const said = version.kind === 'scalar' ? versionText(version) : describe(version);
  check.refuse(
    version,
    `The openapi version in ${subject} is ${said}, and SAM takes 3.x or 3.x.x of single digits only`,
  );
  return false;
}

/** Every path of a definition that SAM works on must be a map, in both branches of an `Fn::If`. */
export function pathRefusals(body: Node, owner: string, check: Check): void {
  for (const [path, node] of entriesOf(at(body, 'paths'))) {
    if (path !== 'Fn::Transform') pathItems(node, path, owner, check);
  }
}

/** Refuses what of a path is no map, and returns the branches that are. */
export function pathItems(node: Node, path: string, owner: string, check: Check): MapNode[] {
  const subject = `the path ${path} of ${owner}`;
  const items: MapNode[] = [];
  for (const item of readContents(node, subject, check)) {
    const isMap = expectKind(item, 'map', subject, check);
    if (isMap && item.kind === 'map') items.push(item);
  }
  return items;
}

/** An operation of a definition in messages. */
export function methodName(key: string, path: string, owner: string): string {
  return `the method ${key} of the path ${path} of ${owner}`;
}

/** Which parts of operations SAM looks at. */
export interface OperationChecks {
  /** Whether a key of a path is none that SAM takes for a method, or an event has written what stands there by then. */
  readonly isSkipped: (key: string, path: string, method: Node) => boolean;
  /** Whether SAM reads `security` of a method, once it has an integration. */
  readonly readsSecurity: (key: string, path: string) => boolean;
}

/** Every operation must be a map, and `security` of those with an integration a list of maps. */
export function operationRefusals(body: Node, owner: string, checks: OperationChecks, check: Check): void {
  for (const [path, node] of entriesOf(at(body, 'paths'))) {
    for (const item of contentsOf(node)) {
      if (check.isUndecided(item)) continue;
      for (const [key, method] of entriesOf(item)) {
        if (!checks.isSkipped(key, path, method))
          methodRefusals(method, methodName(key, path, owner), checks.readsSecurity(key, path), check);
      }
    }
  }
}

function methodRefusals(method: Node, name: string, readsSecurity: boolean, check: Check): void {
  for (const operation of readContents(method, name, check)) {
    if (!expectKind(operation, 'map', name, check)) continue;
    const isRead = readsSecurity && !isFalsy(at(operation, integrationKey));
    const security = at(operation, 'security');
    if (isRead && security) securityRefusals(security, name, check);
  }
}

export function securityRefusals(security: Node, name: string, check: Check): void {
  if (!expectKind(security, 'list', `the security of ${name}`, check) || security.kind !== 'list') return;
  for (const [index, entry] of security.items.entries()) {
    expectKind(entry, 'map', `entry ${index + 1} in the security of ${name}`, check);
  }
}

/** What SAM reads of an OpenAPI 3 definition whatever else is set: its paths and their OPTIONS. */
export function openApi3Refusals(body: Node, owner: string, check: Check): void {
  const paths = at(body, 'paths');
  if (!paths || isFalsy(paths)) return;
  if (!expectKind(paths, 'map', `the paths in DefinitionBody of ${owner}`, check)) return;
  for (const [path, item] of entriesOf(paths)) {
    if (path === 'Fn::Transform') continue;
    if (!expectKind(item, 'map', `the path ${path} of ${owner}`, check)) continue;
    const options = at(item, 'options');
    if (options && !isFalsy(options)) optionsRefusals(options, methodName('options', path, owner), check);
  }
}

function optionsRefusals(options: Node, name: string, check: Check): void {
  if (!expectKind(options, 'map', name, check)) return;
  const responses = at(options, 'responses');
  if (!responses || isNull(responses)) return;
  if (!expectKind(responses, 'map', `the responses of ${name}`, check)) return;
  const success = at(responses, '200');
  if (!success || isNull(success)) return;
  if (!expectKind(success, 'map', `the response 200 of ${name}`, check)) return;
  const headers = at(success, 'headers');
  if (headers && !isFalsy(headers)) expectKind(headers, 'map', `the headers in the response 200 of ${name}`, check);
}
