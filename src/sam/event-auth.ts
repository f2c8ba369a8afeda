import { optOut } from '../openapi/endpoints.ts';
import { asIntrinsic, asMap, asString, at, isFalsy, type MapNode, type Node } from '../template/node.ts';
import { iamName, isTrue, type SamApi } from './api.ts';
import { type ApiEvent, implicitIds } from './events.ts';
import type { SamExpansion } from './expand.ts';
import type { Undecided } from './refusals/refusal.ts';
import { overridesApiAuth } from './rest-event.ts';

/** An event and the API that it lands on, where it is one that SAM makes. */
export interface LandedEvent {
  readonly event: ApiEvent;
  readonly samApi: SamApi;
}

/** The events of a template with their APIs; those of other resources aside, on which events have no effect. */
export function landedEvents(expansion: SamExpansion): LandedEvent[] {
  const apis = new Map(expansion.apis.map(samApi => [samApi.id, samApi]));
  return expansion.events.flatMap(event => {
    const samApi = apis.get(event.apiId ?? implicitIds[event.type]);
    return samApi ? [{ event, samApi }] : [];
  });
}

/** Whether SAM has the definition of an API in the template, be it that events write it. */
export function hasInlineBody(samApi: SamApi): boolean {
  return samApi.isManaged || !isFalsy(at(samApi.properties, 'DefinitionBody'));
}

/** Whether an `Api` event is merged into the definition that the user wrote, or into SAM's own. */
export function isMerged({ event, samApi }: LandedEvent): boolean {
  const merges = !isFalsy(at(samApi.properties, 'MergeDefinitions'));
  return event.owner.type === 'AWS::Serverless::Function' && merges && hasInlineBody(samApi);
}

/** Whether SAM looks at Auth of an event at all; of most events on a user's Swagger it does not (section 4.9). */
export function readsAuth(landed: LandedEvent): boolean {
  const { event, samApi } = landed;
  if (event.type === 'HttpApi') return hasInlineBody(samApi);
  if (samApi.type === 'HTTP') return false;
  return samApi.isManaged || isMerged(landed) || (hasInlineBody(samApi) && overridesApiAuth(event));
}

/** Whether Auth of an event with OverrideApiAuth has nothing that could take the place of what the API has. */
export function overridesNothing(auth: Node | undefined): boolean {
  return ['Authorizer', 'ApiKeyRequired', 'ResourcePolicy'].every(name => isFalsy(at(auth, name)));
}

/** Auth.Authorizers of an API; 'none' where it has none, and undefined where it is nothing to look names up in. */
export function authorizersOf(samApi: SamApi, isUndecided: Undecided): MapNode | 'none' | undefined {
  const { auth } = samApi;
  if (!auth || isFalsy(auth)) return 'none';
  if (asIntrinsic(auth) || auth.kind !== 'map' || isUndecided(auth)) return undefined;
  const authorizers = at(auth, 'Authorizers');
  if (!authorizers || isFalsy(authorizers)) return 'none';
  return asIntrinsic(authorizers) || isUndecided(authorizers) ? undefined : asMap(authorizers);
}

/** The name of an authorizer that an event itself gives; not one of SAM's own, nor what is no name at all. */
export function namedAuthorizer({ event, samApi }: LandedEvent): { name: string; node: Node } | undefined {
  const node = at(event.auth, 'Authorizer');
  const name = asString(node);
  if (!node || !name || name === optOut) return undefined;
  const isBuiltIn = event.type === 'Api' || isTrue(at(samApi.auth, 'EnableIamAuthorizer'));
  return name === iamName && isBuiltIn ? undefined : { name, node };
}
