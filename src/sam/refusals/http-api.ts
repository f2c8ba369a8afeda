import { methodKey } from '../../openapi/document.ts';
import { asRef, at, entriesOf, isFalsy, isNoValue, isNull, type Node } from '../../template/node.ts';
import type { SamApi } from '../api.ts';
import type { LandedEvent } from '../event-auth.ts';
import { isVersion3, methodName, operationRefusals, pathItems } from './body.ts';
import { httpAuthorizerRefusals } from './http-authorizer.ts';
import { expectKind } from './kinds.ts';
import { capitalized, type Refusal, refuseKey, type Undecided } from './refusal.ts';
import { authorizersRefusals, readAuth } from './rest-api.ts';

/** What SAM refuses about Auth of an AWS::Serverless::HttpApi (sections 5.1 to 5.3). */
export function* httpApiAuthRefusals(
  samApi: SamApi,
  landed: readonly LandedEvent[],
  isUndecided: Undecided,
): Generator<Refusal> {
  const auth = yield* readAuth(samApi, isUndecided);
  if (!auth || isFalsy(auth)) return;
  yield* authorizersRefusals(at(auth, 'Authorizers'), samApi.id, isUndecided, httpAuthorizerRefusals);
  const fallback = at(auth, 'DefaultAuthorizer');
  if (!fallback || isFalsy(fallback) || isNoValue(fallback)) return;
  if (yield* expectKind(fallback, 'string', `DefaultAuthorizer of ${samApi.id}`, isUndecided)) {
    const events = landed.filter(each => each.samApi === samApi && each.event.type === 'HttpApi');
    const routes = new Set(events.map(({ event }) => routeKey(event.path, methodKey(event.method))));
    yield* methodKeyRefusals(samApi, routes, isUndecided);
  }
}

function routeKey(path: string, method: string): string {
  return JSON.stringify([path, method]);
}

/**
 * Going through a definition to add the default, SAM takes every key but `parameters` for a method in lower case. By
 * then the routes of events are in it, in the place of what was null.
 */
function* methodKeyRefusals(samApi: SamApi, routes: ReadonlySet<string>, isUndecided: Undecided): Generator<Refusal> {
  const body = at(samApi.properties, 'DefinitionBody');
  if (!body || samApi.isManaged || isUndecided(body)) return;
  const isNoMethod = (key: string) => ['parameters', 'options'].includes(key.toLowerCase());
  for (const [path, node] of entriesOf(at(body, 'paths'))) {
    const items = path === 'Fn::Transform' ? [] : yield* pathItems(node, path, samApi.id, isUndecided);
    for (const item of items) {
      for (const [key, method] of item.entries) {
        const wanted = methodKey(key);
        if (isNoMethod(key) || item.entries.has(wanted) || routes.has(routeKey(path, wanted))) continue;
        const name = methodName(key, path, samApi.id);
        yield refuseKey(method, `${capitalized(name)} is not written as ${wanted}, which SAM looks for`);
      }
    }
  }
  const isSkipped = (key: string, path: string, method: Node) =>
    isNoMethod(key) || (isNull(method) && routes.has(routeKey(path, key)));
  const checks = { isSkipped, readsSecurity: () => false };
  yield* operationRefusals(body, samApi.id, checks, isUndecided);
}

/** What SAM refuses about an AWS::Serverless::HttpApi beside its Auth: it adds tags of its own to every definition. */
export function* httpApiRefusals(samApi: SamApi, isUndecided: Undecided): Generator<Refusal> {
  const { properties, id } = samApi;
  const body = at(properties, 'DefinitionBody');
  if (!body || samApi.isManaged || isUndecided(body) || !isValid(body)) return;
  const components = at(body, 'components');
  if (components && !isNull(components)) {
    yield* expectKind(components, 'map', `the components in DefinitionBody of ${id}`, isUndecided);
  }
  const schemes = at(components, 'securitySchemes');
  if (schemes && !isFalsy(schemes) && samApi.authorizers.size > 0) {
    yield* expectKind(schemes, 'map', `the securitySchemes in DefinitionBody of ${id}`, isUndecided);
  }
  const tags = at(body, 'tags');
  if (tags && !isFalsy(tags)) yield* expectKind(tags, 'list', `the tags in DefinitionBody of ${id}`, isUndecided);
  yield* titleRefusals(samApi, body, isUndecided);
}

function isValid(body: Node): boolean {
  const version = at(body, 'openapi');
  return version !== undefined && isVersion3(version) && at(body, 'paths')?.kind === 'map';
}

/** Name and Description would go into `info` of the definition, which has a title of its own. */
function* titleRefusals(samApi: SamApi, body: Node, isUndecided: Undecided): Generator<Refusal> {
  const name = at(samApi.properties, 'Name');
  const description = at(samApi.properties, 'Description');
  const info = at(body, 'info');
  const isWritten = [name, description].some(node => !isFalsy(node));
  if (
    info &&
    !isNull(info) &&
    isWritten &&
    !(yield* expectKind(info, 'map', `the info in DefinitionBody of ${samApi.id}`, isUndecided))
  )
    return;
  const title = at(info, 'title');
  if (name && !isFalsy(name) && asRef(title) !== 'AWS::StackName') {
    yield refuseKey(name, `Name of ${samApi.id} meets a DefinitionBody, whose own title decides`);
  }
  if (description && !isFalsy(description) && !isFalsy(at(info, 'description'))) {
    yield refuseKey(description, `Description of ${samApi.id} meets a DefinitionBody that has one of its own`);
  }
}
