import type { ConditionTerm } from '../model/endpoint.ts';
import { compare } from '../model/place.ts';
import { asMap, asRef, asString, at, entriesOf, isFalsy, type MapNode, type Node } from '../template/node.ts';
import { type Resource, resourcesOf, type Template } from '../template/template.ts';
import { isRewritten, type Undecided, undecidedIn } from './refusals/refusal.ts';

/** An `Api` or `HttpApi` event of a function, or an `Api` event of a state machine. */
export interface ApiEvent {
  readonly type: 'Api' | 'HttpApi';
  readonly id: string;
  readonly owner: Resource;
  /** The event as a whole; its key is the event's name. */
  readonly node: Node;
  readonly properties: MapNode | undefined;
  readonly path: string;
  /** As written, or ANY for an HTTP API's $default route. */
  readonly method: string;
  readonly auth: Node | undefined;
  /** The API that it names; undefined where it names none, and so goes to the implicit one. */
  readonly apiId: string | undefined;
  /** What must hold for the event's owner to exist. */
  readonly terms: readonly ConditionTerm[];
}

/** An event whose route only the deployment tells, and why. */
export interface UnreadableEvent {
  readonly node: Node;
  readonly owner: string;
  readonly reason: string;
}

/** The name of an event in messages. */
export function eventName(event: ApiEvent): string {
  return `the event ${event.id} of ${event.owner.id}`;
}

/**
 * The API events of all functions and state machines, in SAM's order: functions first, events by path. Those that SAM
 * refuses for their route or API are left out.
 */
export function readEvents(template: Template): { events: ApiEvent[]; unreadable: UnreadableEvent[] } {
  const isUndecided = isRewritten(template) ? () => true : undecidedIn(template);
  const events: ApiEvent[] = [];
  const unreadable: UnreadableEvent[] = [];
  for (const owner of resourcesOf(template, 'AWS::Serverless::Function', 'AWS::Serverless::StateMachine')) {
    const own: ApiEvent[] = [];
    for (const [id, node] of entriesOf(at(owner.properties, 'Events'))) {
      const read = readEvent(owner, id, node, isUndecided);
      if (!read) continue;
      if ('reason' in read) unreadable.push(read);
      else own.push(read);
    }
    events.push(...own.sort((a, b) => compare(a.path, b.path)));
  }
  return { events, unreadable };
}

function readEvent(
  owner: Resource,
  id: string,
  node: Node,
  isUndecided: Undecided,
): ApiEvent | UnreadableEvent | undefined {
  const type = asString(at(node, 'Type'));
  if (type !== 'Api' && !(type === 'HttpApi' && owner.type === 'AWS::Serverless::Function')) return undefined;
  const properties = asMap(at(node, 'Properties'));
  const route = readRoute(type, properties);
  const reference = at(properties, type === 'Api' ? 'RestApiId' : 'ApiId');
  const apiId = reference ? (asString(reference) ?? asRef(reference)) : undefined;
  if (!route || (reference && apiId === undefined)) {
    const deciding = [properties, at(properties, 'Path'), at(properties, 'Method'), reference];
    if (!deciding.some(each => each && isUndecided(each))) return undefined;
    const reason = route ? 'its API is not named by a Ref' : 'its Path or Method is not a plain string';
    return { node, owner: owner.id, reason };
  }
  return {
    type,
    id,
    owner,
    node,
    properties,
    ...route,
    auth: at(properties, 'Auth'),
    apiId,
    terms: owner.condition === undefined ? [] : [{ condition: owner.condition, is: true }],
  };
}

function readRoute(
  type: 'Api' | 'HttpApi',
  properties: MapNode | undefined,
): { path: string; method: string } | undefined {
  const path = at(properties, 'Path');
  const method = at(properties, 'Method');
  if (type === 'HttpApi' && isFalsy(path) && isFalsy(method)) return { path: '$default', method: 'ANY' };
  const [pathText, methodText] = [asString(path), asString(method)];
  return pathText !== undefined && methodText !== undefined ? { path: pathText, method: methodText } : undefined;
}
