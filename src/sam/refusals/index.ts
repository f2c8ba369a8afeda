import { at, isFalsy, type MapNode, mapNode, type Node } from '../../template/node.ts';
import type { DeploymentSettings } from '../../template/settings.ts';
import { isSamType, type Resource, type Template } from '../../template/template.ts';
import type { SamApi } from '../api.ts';
import { type LandedEvent, landedEvents, readsAuth } from '../event-auth.ts';
import type { SamExpansion } from '../expand.ts';
import { inlineParameters } from '../parameters.ts';
import { httpCorsRefusals, restCorsRefusals } from './cors.ts';
import { definitionRefusals } from './definition.ts';
import { domainRefusals } from './domain.ts';
import { duplicateRouteRefusals } from './duplicate-routes.ts';
import { eventRefusals } from './event.ts';
import { eventBodyRefusals } from './event-body.ts';
import { executeApiRefusals } from './execute-api.ts';
import { functionUrlRefusals } from './function-url.ts';
import { gatewayResponseRefusals } from './gateway-responses.ts';
import { globalsRefusals, ignoreGlobalsRefusals } from './globals.ts';
import { graphqlRefusals } from './graphql.ts';
import { httpApiAuthRefusals, httpApiRefusals } from './http-api.ts';
import { httpEventRefusals } from './http-event.ts';
import { checkProperties } from './kinds.ts';
import { modelRefusals, requestRefusals } from './models.ts';
import { httpApiProperties, implicitRestApiProperties, restApiProperties } from './properties.ts';
import { isRewritten, type Refusal, refuseKey, type Undecided, undecidedIn, undecidedParameterIn } from './refusal.ts';
import { resourceRefusals } from './resource.ts';
import { restApiAuthRefusals, restApiRefusals } from './rest-api.ts';
import { restEventRefusals } from './rest-event.ts';
import { webSocketRefusals } from './websocket.ts';

/** What is read, and which of its values SAM reads otherwise: everywhere, and where it resolves parameters. */
interface Reading {
  readonly template: Template;
  readonly settings: DeploymentSettings;
  readonly isUndecided: Undecided;
  readonly isUndecidedParameter: Undecided;
}

/**
 * What SAM refuses a template for, as far as it concerns authorization or the wiring of APIs (section 6 of the
 * semantics), each cause once. An authorizer that is not defined has its own rule. Nothing can be said of a template
 * that a macro rewrites before SAM sees it.
 */
export function samRefusals(template: Template, settings: DeploymentSettings, expansion: SamExpansion): Refusal[] {
  if (!template.isSam || isRewritten(template)) return [];
  const [isUndecided, isUndecidedParameter] = [undecidedIn(template), undecidedParameterIn(template)];
  const reading = { template, settings, isUndecided, isUndecidedParameter };
  const landed = landedEvents(expansion);
  return distinct([
    globalsRefusals(template, isUndecided),
    ...[...template.resources.values()].map(resource => ofResource(resource, reading)),
    ...expansion.apis.map(samApi => ofApi(samApi, landed, reading)),
    duplicateRouteRefusals(landed),
    ...landed.map((each, at) => ofEvent(each, landed.slice(0, at), reading)),
  ]);
}

function* ofResource(resource: Resource, reading: Reading): Generator<Refusal> {
  const { template, settings, isUndecided, isUndecidedParameter } = reading;
  yield* resourceRefusals(resource, isUndecided);
  if (!isSamType(resource.type)) return;
  yield* ignoreGlobalsRefusals(template, resource, isUndecided);
  yield* eventRefusals(template, resource, isUndecided);
  yield* functionUrlRefusals(template, resource, isUndecided);
  yield* webSocketRefusals(template, settings, resource, isUndecided, isUndecidedParameter);
  yield* graphqlRefusals(resource, isUndecided);
}

function* ofApi(samApi: SamApi, landed: readonly LandedEvent[], reading: Reading): Generator<Refusal> {
  const { template, settings, isUndecided, isUndecidedParameter } = reading;
  const written = at(template.resources.get(samApi.id)?.node, 'Properties');
  if (!samApi.api.isImplicit && written && written.kind !== 'map') return;
  yield* propertyRefusals(samApi, isUndecided);
  yield* definitionRefusals(samApi, isUndecided);
  const inlined = (name: string) => {
    const node = at(samApi.properties, name);
    return node && inlineParameters(node, template, settings);
  };
  if (samApi.type === 'REST') {
    yield* restApiAuthRefusals(samApi, landed, isUndecidedParameter, isUndecided);
    yield* restApiRefusals(samApi, isUndecided);
    yield* restCorsRefusals(samApi, isUndecided);
    yield* gatewayResponseRefusals(samApi, isUndecided);
    yield* modelRefusals(samApi, isUndecided);
  } else {
    yield* httpApiAuthRefusals(samApi, landed, isUndecided);
    yield* httpApiRefusals(samApi, isUndecided);
    yield* httpCorsRefusals(samApi, inlined('CorsConfiguration'), isUndecidedParameter);
  }
  yield* executeApiRefusals(samApi, isUndecided);
  yield* domainRefusals(inlined('Domain'), samApi.id, samApi.type, isUndecidedParameter);
}

function* propertyRefusals(samApi: SamApi, isUndecided: Undecided): Generator<Refusal> {
  const { api, id, node } = samApi;
  const properties = samApi.isManaged ? withoutBody(samApi.properties) : samApi.properties;
  if (samApi.type === 'HTTP') {
    if (properties) yield* checkProperties(properties, httpApiProperties, { name: id, node }, isUndecided);
    return;
  }
  const rules = api.isImplicit ? implicitRestApiProperties : restApiProperties;
  if (properties) yield* checkProperties(properties, rules, { name: id, node }, isUndecided);
  else if (!api.isImplicit) yield refuseKey(node, `${id} has no StageName, which SAM requires`);
}

/**
 * Whether an `Api` event that SAM has processed made it put values in place of the parameters of an Auth: where APIs have
 * that from Globals, of all of them.
 */
function isResolved(node: Node, before: readonly LandedEvent[]): boolean {
  return before.some(
    each =>
      each.event.type === 'Api' &&
      readsAuth(each) &&
      !isFalsy(each.event.auth) &&
      at(each.samApi.properties, 'Auth', 'DefaultAuthorizer') === node,
  );
}

/** SAM puts a definition of its own in the place of an empty one, of whatever kind that is. */
function withoutBody(properties: MapNode | undefined): MapNode | undefined {
  const entries = [...(properties?.entries ?? [])].filter(([name]) => name !== 'DefinitionBody');
  return properties && mapNode(properties, new Map(entries));
}

function* ofEvent(
  landed: LandedEvent,
  before: readonly LandedEvent[],
  { isUndecided, isUndecidedParameter }: Reading,
): Generator<Refusal> {
  yield* eventBodyRefusals(landed, before, isUndecided);
  yield* restEventRefusals(landed, isUndecided, isUndecidedParameter);
  const isUnread = (node: Node) => isUndecided(node) || (isUndecidedParameter(node) && isResolved(node, before));
  yield* httpEventRefusals(landed, isUndecided, isUnread);
  yield* requestRefusals(landed, isUndecided);
}

/**
 * One cause can be met more than once, as something in Globals by every resource that takes it: a later subject says
 * nothing of a place that an earlier one has named, and one subject nothing twice.
 */
function distinct(subjects: readonly Iterable<Refusal>[]): Refusal[] {
  const seen = new Set<string>();
  return subjects.flatMap(subject => {
    const refusals = [...subject];
    if (refusals.length === 0) return [];
    const own = new Map(refusals.map(refusal => [JSON.stringify(refusal), refusal]));
    const fresh = [...own.values()].filter(({ place }) => !seen.has(JSON.stringify(place)));
    for (const { place } of fresh) seen.add(JSON.stringify(place));
    return fresh;
  });
}
