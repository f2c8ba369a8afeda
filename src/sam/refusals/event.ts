import { nearest } from '../../nearest.ts';
import { asMap, asString, at, entriesOf, isFalsy, isNull, type MapNode, type Node } from '../../template/node.ts';
import type { Resource, Template } from '../../template/template.ts';
import { implicitIds } from '../events.ts';
import { checkProperties, expectKind } from './kinds.ts';
import { httpEventProperties, restEventProperties, stateMachineEventProperties } from './properties.ts';
import { type Check, capitalized, describe } from './refusal.ts';
import { isLogicalId } from './resource.ts';

const eventOwners = new Set(['AWS::Serverless::Function', 'AWS::Serverless::StateMachine']);

/** What SAM asks of the API events of a function or state machine before it looks at their authorization. */
export function eventRefusals(template: Template, owner: Resource, check: Check): void {
  const events = at(owner.properties, 'Events');
  if (!eventOwners.has(owner.type) || !events || isNull(events)) return;
  if (!expectKind(events, 'map', `Events of ${owner.id}`, check)) return;
  for (const [id, node] of entriesOf(events)) {
    if (id.startsWith('Fn::')) continue;
    const name = `the event ${id} of ${owner.id}`;
    if (expectKind(node, 'map', name, check)) oneEvent(template, owner, { id, name, node }, check);
  }
}

interface WrittenEvent {
  readonly id: string;
  readonly name: string;
  readonly node: Node;
}

function oneEvent(template: Template, owner: Resource, event: WrittenEvent, check: Check): void {
  const typeNode = at(event.node, 'Type');
  const type = asString(typeNode);
  if (type !== 'Api' && type !== 'HttpApi') {
    wrongType(typeNode, event, check);
    return;
  }
  const isFunction = owner.type === 'AWS::Serverless::Function';
  if (type === 'HttpApi' && !isFunction) {
    check.refuse(
      typeNode ?? event.node,
      `${capitalized(event.name)} is an HttpApi event, and SAM takes only Api events of state machines`,
    );
    return;
  }
  if (!isLogicalId(event.id)) {
    check.refuseKey(event.node, `The name of ${event.name} has other characters than letters and digits`);
  }
  const properties = readProperties(event, type, check);
  if (!properties) return;
  const ownRules = isFunction ? restEventProperties : stateMachineEventProperties;
  checkProperties(properties, type === 'HttpApi' ? httpEventProperties : ownRules, event, check);
  if (check.isUndecided(properties)) return;
  routeRefusals(event, type, properties, check);
  targetRefusals(template, event, type, properties, check);
  if (type === 'HttpApi') routeSettingsRefusals(template, owner, event, properties, check);
}

/** Which types there are else is not for here to know, but one with a Path or an API is one of these two. */
function wrongType(type: Node | undefined, event: WrittenEvent, check: Check): void {
  if (check.isUndecided(event.node) || (type && check.isUndecided(type))) return;
  const isRoute = ['Path', 'RestApiId', 'ApiId'].some(name => at(event.node, 'Properties', name));
  if (type && asString(type) !== undefined && !isRoute) return;
  if (!type || isNull(type)) check.refuseKey(type ?? event.node, `${capitalized(event.name)} has no Type`);
  else check.refuse(type, `Type of ${event.name} is ${describe(type)}, and SAM takes Api or HttpApi for a route`);
}

/** An `HttpApi` event needs no Properties; one that has a null there is refused all the same. */
function readProperties(event: WrittenEvent, type: 'Api' | 'HttpApi', check: Check): MapNode | undefined {
  const node = at(event.node, 'Properties');
  if (type === 'Api' && isFalsy(node)) {
    check.refuseKey(event.node, `${capitalized(event.name)} has no Path and no Method, which SAM requires`);
    return undefined;
  }
  if (!node || !expectKind(node, 'map', `Properties of ${event.name}`, check)) return undefined;
  return asMap(node);
}

function routeRefusals(event: WrittenEvent, type: 'Api' | 'HttpApi', properties: MapNode, check: Check): void {
  const [path, method] = [at(properties, 'Path'), at(properties, 'Method')];
  if (type === 'HttpApi' && isFalsy(path) && isFalsy(method)) return;
  for (const [name, node] of [['Path', path] as const, ['Method', method] as const]) {
    if (node && !isNull(node)) expectKind(node, 'string', `${name} of ${event.name}`, check);
    else check.refuseKey(node ?? event.node, `${capitalized(event.name)} has no ${name}, which SAM requires`);
  }
}

/** The logical id that an event names: a string, or what Ref says. SAM does not resolve parameters there. */
function targetRefusals(
  template: Template,
  event: WrittenEvent,
  type: 'Api' | 'HttpApi',
  properties: MapNode,
  check: Check,
): void {
  const setting = type === 'Api' ? 'RestApiId' : 'ApiId';
  const node = at(properties, setting);
  if (!node || check.isUndecided(node)) return;
  const subject = `${setting} of ${event.name}`;
  const id = asString(at(node, 'Ref') ?? node);
  if (id === undefined) {
    check.refuse(node, `${subject} is ${describe(node)}, and SAM takes a Ref to an API of the template only`);
    return;
  }
  if (id === implicitIds[type]) return;
  const target = template.resources.get(id);
  if (target) wrongTarget(node, subject, type, target, check);
  else if (template.loops.length === 0) missingTarget(template, node, subject, type, id, check);
}

function wrongTarget(node: Node, subject: string, type: 'Api' | 'HttpApi', target: Resource, check: Check): void {
  if (type !== 'Api') return;
  if (target.type === 'AWS::Serverless::HttpApi') {
    check.refuse(node, `${subject} names ${target.id}, which is an HTTP API and takes HttpApi events only`);
  }
  const stage = at(target.properties, 'StageName');
  if (stage && asString(stage) === '') check.refuse(stage, `StageName of ${target.id} is empty`);
}

function missingTarget(
  template: Template,
  node: Node,
  subject: string,
  type: 'Api' | 'HttpApi',
  id: string,
  check: Check,
): void {
  if (template.parameters.has(id)) {
    check.refuse(node, `${subject} names the parameter ${id}, and SAM takes a resource of the template only`);
    return;
  }
  const wanted = type === 'Api' ? 'AWS::Serverless::Api' : 'AWS::Serverless::HttpApi';
  const ids = [...template.resources.values()]
    .filter(resource => resource.type === wanted)
    .map(resource => resource.id);
  const meant = nearest(id, ids);
  const hint = meant === undefined ? '' : ` (${meant} may be meant)`;
  check.refuseMissing(node, `${subject} names ${id}, which the template does not have${hint}`, id);
}

/** RouteSettings of an event are merged into those of its API, which must be able to have some. */
function routeSettingsRefusals(
  template: Template,
  owner: Resource,
  event: WrittenEvent,
  properties: MapNode,
  check: Check,
): void {
  const own = at(properties, 'RouteSettings');
  if (!own) return;
  if (isNull(own) && owner.condition === undefined) check.refuse(own, `RouteSettings of ${event.name} is null`);
  const reference = at(properties, 'ApiId');
  const id = asString(at(reference, 'Ref') ?? reference) ?? '';
  const target = template.resources.get(id);
  if (target?.type === 'AWS::Serverless::Api' || id === implicitIds.Api) {
    check.refuseKey(own, `${capitalized(event.name)} has RouteSettings, which ${id}, a REST API, cannot have`);
  }
  const settings = at(target?.properties, 'RouteSettings');
  if (settings && isNull(settings)) {
    check.refuse(settings, `RouteSettings of ${id} is null, and ${event.name} has some to add`);
  }
}
