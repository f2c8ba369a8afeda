import type { ConditionTerm } from '../model/endpoint.ts';
import { noSecurity, type Operation } from '../openapi/document.ts';
import { append } from '../template/append.ts';
import { asMap, asRef, asString, at, isFalsy, type MapNode, type Node } from '../template/node.ts';
import type { Resource, Template } from '../template/template.ts';
import { processingOrder } from './processing-order.ts';
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

/** The operation that SAM writes for an event. */
export function eventOperation(event: ApiEvent, key: string): Operation {
  return {
    key,
    terms: event.terms,
    isOutOfReach: false,
    hasIntegration: true,
    security: noSecurity,
    iamExtension: undefined,
    node: event.node,
    declaredBy: eventName(event),
    name: eventName(event),
    dropped: [],
    remarks: [],
  };
}

/** The ids of SAM's implicit APIs by the type of the events that land on them. */
export const implicitIds = { Api: 'ServerlessRestApi', HttpApi: 'ServerlessHttpApi' } as const;

/**
 * The API events of all functions and state machines, as SAM processes them: functions first, and events of each by path.
 * Those that SAM refuses for their route or API are left out.
 */
export function readEvents(template: Template): { events: ApiEvent[]; unreadable: UnreadableEvent[] } {
  const isUndecided = isRewritten(template) ? () => true : undecidedIn(template);
  const inOrder = processingOrder(template);
  // SAM adds its implicit APIs to the resources before it goes through them.
  const owners = inOrder([...template.resources.keys(), ...Object.values(implicitIds)]);
  const events: ApiEvent[] = [];
  const unreadable: UnreadableEvent[] = [];
  for (const type of ['AWS::Serverless::Function', 'AWS::Serverless::StateMachine']) {
    for (const id of owners) {
      const owner = template.resources.get(id);
      if (owner?.type !== type) continue;
      const written = asMap(at(owner.properties, 'Events'))?.entries ?? new Map<string, Node>();
      const own: ApiEvent[] = [];
      for (const name of inOrder(written.keys())) {
        const node = written.get(name);
        const read = node && readEvent(owner, name, node, isUndecided);
        if (!read) continue;
        if ('reason' in read) unreadable.push(read);
        else own.push(read);
      }
      append(events, type === 'AWS::Serverless::Function' ? own.sort(byPath) : own);
    }
  }
  return { events, unreadable };
}

/** SAM sorts an event without a path by its name. */
function byPath(a: ApiEvent, b: ApiEvent): number {
  const key = ({ id, properties }: ApiEvent) => asString(at(properties, 'Path')) ?? id;
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
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
    path: route.path,
    method: route.method,
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
