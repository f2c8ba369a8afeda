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
import {
  type Check,
  checkInto,
  isRewritten,
  type Refusal,
  type Undecided,
  undecidedIn,
  undecidedParameterIn,
} from './refusal.ts';
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
  const found = distinctRefusals(isUndecided);
  found.collect(check => globalsRefusals(template, check));
  for (const resource of template.resources.values()) found.collect(check => ofResource(resource, reading, check));
  for (const samApi of expansion.apis) found.collect(check => ofApi(samApi, landed, reading, check));
  found.collect(check => duplicateRouteRefusals(landed, check));
  for (const [at, each] of landed.entries()) found.collect(check => ofEvent(each, landed.slice(0, at), reading, check));
  return found.refusals;
}

function ofResource(resource: Resource, reading: Reading, check: Check): void {
  const { template, settings, isUndecidedParameter } = reading;
  resourceRefusals(resource, check);
  if (!isSamType(resource.type)) return;
  ignoreGlobalsRefusals(template, resource, check);
  eventRefusals(template, resource, check);
  functionUrlRefusals(template, resource, check);
  webSocketRefusals(template, settings, resource, check, isUndecidedParameter);
  graphqlRefusals(resource, check);
}

function ofApi(samApi: SamApi, landed: readonly LandedEvent[], reading: Reading, check: Check): void {
  const resolving = check.reading(reading.isUndecidedParameter);
  const { template, settings } = reading;
  const written = at(template.resources.get(samApi.id)?.node, 'Properties');
  if (!samApi.api.isImplicit && written && written.kind !== 'map') return;
  propertyRefusals(samApi, check);
  definitionRefusals(samApi, check);
  const inlined = (name: string) => {
    const node = at(samApi.properties, name);
    return node && inlineParameters(node, template, settings);
  };
  if (samApi.type === 'REST') {
    restApiAuthRefusals(samApi, landed, resolving, check.isUndecided);
    restApiRefusals(samApi, check);
    restCorsRefusals(samApi, check);
    gatewayResponseRefusals(samApi, check);
    modelRefusals(samApi, check);
  } else {
    httpApiAuthRefusals(samApi, landed, check);
    httpApiRefusals(samApi, check);
    httpCorsRefusals(samApi, inlined('CorsConfiguration'), resolving);
  }
  executeApiRefusals(samApi, check);
  domainRefusals(inlined('Domain'), samApi.id, samApi.type, resolving);
}

function propertyRefusals(samApi: SamApi, check: Check): void {
  const { api, id, node } = samApi;
  const properties = samApi.isManaged ? withoutBody(samApi.properties) : samApi.properties;
  if (samApi.type === 'HTTP') {
    if (properties) checkProperties(properties, httpApiProperties, { name: id, node }, check);
    return;
  }
  const rules = api.isImplicit ? implicitRestApiProperties : restApiProperties;
  if (properties) checkProperties(properties, rules, { name: id, node }, check);
  else if (!api.isImplicit) check.refuseKey(node, `${id} has no StageName, which SAM requires`);
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

function ofEvent(
  landed: LandedEvent,
  before: readonly LandedEvent[],
  { isUndecided, isUndecidedParameter }: Reading,
  check: Check,
): void {
  eventBodyRefusals(landed, before, check);
  restEventRefusals(landed, check, isUndecidedParameter);
  const isUnread = (node: Node) => isUndecided(node) || (isUndecidedParameter(node) && isResolved(node, before));
  httpEventRefusals(landed, check, isUnread);
  requestRefusals(landed, check);
}

/**
 * One cause can be met more than once, as something in Globals by every resource that takes it: a later subject says
 * nothing of a place that an earlier one has named, and one subject nothing twice.
 */
function distinctRefusals(isUndecided: Undecided) {
  const refusals: Refusal[] = [];
  const places = new Set<string>();
  return {
    refusals,
    /** Collects what is refused of one subject. */
    collect(ofSubject: (check: Check) => void): void {
      const found: Refusal[] = [];
      ofSubject(checkInto(found, isUndecided));
      if (found.length === 0) return;
      const own = new Map(found.map(refusal => [JSON.stringify(refusal), refusal]));
      const fresh = [...own.values()].filter(({ place }) => !places.has(JSON.stringify(place)));
      for (const refusal of fresh) {
        places.add(JSON.stringify(refusal.place));
        refusals.push(refusal);
      }
    },
  };
}
