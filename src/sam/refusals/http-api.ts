import { methodKey } from '../../openapi/document.ts';
import { asRef, at, entriesOf, isFalsy, isNoValue, isNull, type Node } from '../../template/node.ts';
import type { SamApi } from '../api.ts';
import type { LandedEvent } from '../event-auth.ts';
import { isVersion3, methodName, operationRefusals, pathItems } from './body.ts';
import { httpAuthorizerRefusals } from './http-authorizer.ts';
import { expectKind } from './kinds.ts';
import { type Check, capitalized } from './refusal.ts';
import { authorizersRefusals, readAuth } from './rest-api.ts';

/** What SAM refuses about Auth of an AWS::Serverless::HttpApi (sections 5.1 to 5.3). */
export function httpApiAuthRefusals(samApi: SamApi, landed: readonly LandedEvent[], check: Check): void {
  const auth = readAuth(samApi, check);
  if (!auth || isFalsy(auth)) return;
  authorizersRefusals(at(auth, 'Authorizers'), samApi.id, check, httpAuthorizerRefusals);
  const fallback = at(auth, 'DefaultAuthorizer');
  if (!fallback || isFalsy(fallback) || isNoValue(fallback)) return;
  if (expectKind(fallback, 'string', `DefaultAuthorizer of ${samApi.id}`, check)) {
    const events = landed.filter(each => each.samApi === samApi && each.event.type === 'HttpApi');
    const routes = new Set(events.map(({ event }) => routeKey(event.path, methodKey(event.method))));
    methodKeyRefusals(samApi, routes, check);
  }
}

function routeKey(path: string, method: string): string {
  return JSON.stringify([path, method]);
}

/**
 * Going through a definition to add the default, SAM takes every key but `parameters` for a method in lower case. By
 * then the routes of events are in it, in the place of what was null.
 */
function methodKeyRefusals(samApi: SamApi, routes: ReadonlySet<string>, check: Check): void {
  const body = at(samApi.properties, 'DefinitionBody');
  if (!body || samApi.isManaged || check.isUndecided(body)) return;
  const isNoMethod = (key: string) => ['parameters', 'options'].includes(key.toLowerCase());
  for (const [path, node] of entriesOf(at(body, 'paths'))) {
    const items = path === 'Fn::Transform' ? [] : pathItems(node, path, samApi.id, check);
    for (const item of items) {
      for (const [key, method] of item.entries) {
        const wanted = methodKey(key);
        if (isNoMethod(key) || item.entries.has(wanted) || routes.has(routeKey(path, wanted))) continue;
        const name = methodName(key, path, samApi.id);
        check.refuseKey(method, `${capitalized(name)} is not written as ${wanted}, which SAM looks for`);
      }
    }
  }
  const isSkipped = (key: string, path: string, method: Node) =>
    isNoMethod(key) || (isNull(method) && routes.has(routeKey(path, key)));
  const checks = { isSkipped, readsSecurity: () => false };
  operationRefusals(body, samApi.id, checks, check);
}

/** What SAM refuses about an AWS::Serverless::HttpApi beside its Auth: it adds tags of its own to every definition. */
export function httpApiRefusals(samApi: SamApi, check: Check): void {
  const { properties, id } = samApi;
  const body = at(properties, 'DefinitionBody');
  if (!body || samApi.isManaged || check.isUndecided(body) || !isValid(body)) return;
  const components = at(body, 'components');
  if (components && !isNull(components)) {
    expectKind(components, 'map', `the components in DefinitionBody of ${id}`, check);
  }
  const schemes = at(components, 'securitySchemes');
  if (schemes && !isFalsy(schemes) && samApi.authorizers.size > 0) {
    expectKind(schemes, 'map', `the securitySchemes in DefinitionBody of ${id}`, check);
  }
  const tags = at(body, 'tags');
  if (tags && !isFalsy(tags)) expectKind(tags, 'list', `the tags in DefinitionBody of ${id}`, check);
  titleRefusals(samApi, body, check);
}

function isValid(body: Node): boolean {
  const version = at(body, 'openapi');
  return version !== undefined && isVersion3(version) && at(body, 'paths')?.kind === 'map';
}

/** Name and Description would go into `info` of the definition, which has a title of its own. */
function titleRefusals(samApi: SamApi, body: Node, check: Check): void {
  const name = at(samApi.properties, 'Name');
  const description = at(samApi.properties, 'Description');
  const info = at(body, 'info');
  const isWritten = [name, description].some(node => !isFalsy(node));
  if (
    info &&
    !isNull(info) &&
    isWritten &&
    !expectKind(info, 'map', `the info in DefinitionBody of ${samApi.id}`, check)
  )
    return;
  const title = at(info, 'title');
  if (name && !isFalsy(name) && asRef(title) !== 'AWS::StackName') {
    check.refuseKey(name, `Name of ${samApi.id} meets a DefinitionBody, whose own title decides`);
  }
  if (description && !isFalsy(description) && !isFalsy(at(info, 'description'))) {
    check.refuseKey(description, `Description of ${samApi.id} meets a DefinitionBody that has one of its own`);
  }
}
