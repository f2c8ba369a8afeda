import type { IgnoredSetting } from '../model/model.ts';
import type { RelatedPlace } from '../model/place.ts';
import { type Operation, placeOfName, usesIn } from '../openapi/document.ts';
import { optOut } from '../openapi/endpoints.ts';
import { asIntrinsic, asString, at, isFalsy, type Node } from '../template/node.ts';
import { placeOf, placeOfKey } from '../template/place.ts';
import { type Resource, resourcesOf, type Template } from '../template/template.ts';
import type { SamApi } from './api.ts';
import { type ApiEvent, eventName, implicitIds } from './events.ts';
import type { SamExpansion } from './expand.ts';
import { globalsFor } from './globals.ts';
import { overridesApiAuth } from './rest-event.ts';

/** Settings about authorization that SAM accepts and that have no effect (section 12 of the semantics). */
export function ignoredSettings(template: Template, expansion: SamExpansion): IgnoredSetting[] {
  const apis = new Map(expansion.apis.map(samApi => [samApi.id, samApi]));
  return [
    ...expansion.events.flatMap(event =>
      ignoredEventAuth(template, event, apis.get(event.apiId ?? implicitIds[event.type])),
    ),
    ...expansion.apis.flatMap(samApi => [
      ...replacedSchemes(samApi),
      ...droppedAuthorizers(samApi),
      ...unservedOperations(samApi),
    ]),
    ...resourcesOf(template, 'AWS::Serverless::WebSocketApi').flatMap(resource => ignoredAuthType(template, resource)),
  ];
}

function ignored(
  message: string,
  node: Node,
  related: readonly RelatedPlace[] = [],
  isHarmless = false,
): IgnoredSetting {
  return { message, place: placeOf(node), related, isHarmless };
}

function ignoredEventAuth(template: Template, event: ApiEvent, samApi: SamApi | undefined): IgnoredSetting[] {
  const { auth } = event;
  if (!auth || isFalsy(auth)) return [];
  const subject = `Auth of ${eventName(event)}`;
  if (!samApi) {
    const target = template.resources.get(event.apiId ?? '');
    if (!target) return [];
    return [ignored(`${subject} has no effect, since ${target.id} gets no route from events.`, auth)];
  }
  if (event.type === 'HttpApi') return [];
  if (asIntrinsic(auth)) return [ignored(`${subject} is an intrinsic function, which SAM does not look into.`, auth)];
  if (samApi.isManaged || overridesApiAuth(event) || samApi.type === 'HTTP') return [];
  const isFunction = event.owner.type === 'AWS::Serverless::Function';
  if (isFunction && !isFalsy(at(samApi.properties, 'MergeDefinitions'))) return [];
  if (!saysOtherwise(event, samApi)) return [];
  const body = at(samApi.properties, 'DefinitionBody') ?? at(samApi.properties, 'DefinitionUri') ?? samApi.node;
  const related = [
    { place: placeOfKey(body), message: `${samApi.id} has a definition of its own, which events do not change` },
  ];
  return [ignored(`${subject} has no effect, since the definition of ${samApi.id} decides.`, auth, related)];
}

/** Whether an event asks for more than the definition gives its operation; saying it twice does no harm. */
function saysOtherwise(event: ApiEvent, samApi: SamApi): boolean {
  const name = asString(at(event.auth, 'Authorizer'));
  if (!samApi.document) return name !== undefined;
  const operations = samApi.document.items
    .filter(item => item.path === event.path)
    .flatMap(item => item.operations.filter(each => each.key.toLowerCase() === event.method.toLowerCase()));
  const names = (operation: Operation) => usesIn(operation.security).map(use => use.name);
  if (name === undefined || name === optOut) return false;
  return operations.length === 0 || !operations.every(operation => names(operation).includes(name));
}

/** In an OpenAPI 3 body SAM puts its own security schemes in the place of the user's. */
function replacedSchemes(samApi: SamApi): IgnoredSetting[] {
  const { document } = samApi;
  if (!document || document.specification === 'swagger' || document.schemeTable === 'components') return [];
  const used = new Set(
    document.items
      .flatMap(item => item.operations)
      .flatMap(operation => usesIn(operation.security))
      .map(use => use.name),
  );
  return [...document.components].flatMap(([name, scheme]) => {
    if (document.definitions.has(name) || !used.has(name)) return [];
    const message = `The security scheme ${name} is lost: SAM puts the authorizers of ${samApi.id} in the place of the definition's own, so that ${name} guards nothing.`;
    return [{ message, place: placeOfKey(scheme.node), related: [], isHarmless: false }];
  });
}

function droppedAuthorizers(samApi: SamApi): IgnoredSetting[] {
  const operations = samApi.document?.items.flatMap(item => item.operations) ?? [];
  return operations.flatMap(operation =>
    operation.dropped.map(use => ({
      message: `The authorizer ${use.name} of ${operation.name} is lost: SAM replaces its security entry when it adds what the Auth of ${samApi.id} asks for.`,
      place: placeOfName(use),
      related: [],
      isHarmless: false,
    })),
  );
}

/** An operation without integration gets neither the default authorizer nor a key, and is not served either. */
function unservedOperations(samApi: SamApi): IgnoredSetting[] {
  const setting = at(samApi.auth, 'DefaultAuthorizer');
  const isEffective = asString(setting) !== undefined && !isFalsy(at(samApi.auth, 'Authorizers'));
  if (!setting || !isEffective) return [];
  const operations = samApi.document?.items.flatMap(item => item.operations) ?? [];
  return operations
    .filter(operation => !operation.hasIntegration && operation.security.kind === 'absent')
    .map(operation => ({
      message: `${operation.name} has no integration: SAM does not give it the DefaultAuthorizer, and API Gateway does not serve it.`,
      place: placeOfKey(operation.node),
      related: [],
      isHarmless: true,
    }));
}

/** SAM checks AuthType of a WebSocket API in upper case, and applies it only as it is written. */
function ignoredAuthType(template: Template, resource: Resource): IgnoredSetting[] {
  const node =
    at(resource.properties, 'Auth', 'AuthType') ?? at(globalsFor(template, 'WebSocketApi'), 'Auth', 'AuthType');
  const value = asString(node);
  if (!node || value === undefined || value === value.toUpperCase()) return [];
  const upper = value.toUpperCase();
  if (upper !== 'CUSTOM' && upper !== 'AWS_IAM') return [];
  return [ignored(`AuthType of ${resource.id} is ${value}, and SAM applies only ${upper}: $connect stays open.`, node)];
}
