import fc from 'fast-check';
import { either, index, maybe, one } from './arbitraries.mjs';
import { path } from './definitions.mjs';
import { eventAuth, httpEventAuth, rawAuth, restEventAuth } from './event-auth.mjs';
import { isIntrinsic, isMap, isPlainMap } from './values.mjs';

const eventMethod = either(
  [8, one('get', 'POST', 'delete')],
  [3, one('any', 'ANY')],
  [2, one('options', 'OPTIONS')],
  [0.5, one('x-amazon-apigateway-any-method', 'head', '*', 'subscribe')],
);

export const event = fc.record({
  type: one('Api', 'HttpApi'),
  /** Which of the APIs of its type, the implicit one first. */
  target: index,
  /** Rarely of all resources, whatever they are. */
  targetsAny: maybe(3, fc.constant(true)),
  asString: maybe(40, fc.constant(true)),
  path,
  method: eventMethod,
  /** On an API with a definition of its own, mostly an operation that is there. */
  isThere: maybe(65, fc.constant(true)),
  isDefault: maybe(6, fc.constant(true)),
  auth: eventAuth,
});

export const events = fc.array(event, { maxLength: 4 });

export function eventsOf(owner, kind, targets, Resources, taken, isWild) {
  const made = owner.events
    .map(each => eventOf(each, kind, owner.condition, targets, Resources, taken, isWild))
    .filter(Boolean);
  return made.length > 0 ? Object.fromEntries(made.map((each, at) => [`Event${at}`, each])) : undefined;
}

function eventOf(drawn, kind, condition, targets, Resources, taken, isWild) {
  const type = kind === 'machine' && !isWild ? 'Api' : drawn.type;
  const target = drawn.targetsAny
    ? anyTarget(drawn, Resources, targets)
    : targets[type][drawn.target % targets[type].length];
  if (type === 'HttpApi' && !isRouteDecided(target, condition, isWild)) return undefined;
  const isThere = drawn.isThere && isMap(target.body?.paths);
  const route = routeOf(drawn, type, isThere ? target.body.paths : undefined);
  if (type === 'HttpApi' && target.type === 'Api') Object.assign(route, { Path: '/http', Method: drawn.method });
  const key = JSON.stringify([
    target.id,
    route.Path ?? '$default',
    (route.Method ?? 'any').toLowerCase().replace(/^x-amazon-apigateway-any-method$/, 'any'),
  ]);
  // SAM refuses a second event of a route that it writes by itself.
  if (taken.has(key) && !isWild && target.isManaged && !target.merges) return undefined;
  taken.add(key);
  // What is merged beside an Fn::If is nothing that Auth could be written into.
  const isMixed = target.merges && isIntrinsic(target.body?.paths?.[route.Path]) && isPlainMap(drawn.auth);
  const wanted = isMixed ? { ...drawn.auth, OverrideApiAuth: undefined } : drawn.auth;
  const auth = isWild
    ? rawAuth(wanted, target)
    : type === 'Api'
      ? restEventAuth(wanted, target, isThere)
      : httpEventAuth(wanted, target);
  const reference = target.id === undefined || drawn.asString ? target.id : { Ref: target.id };
  return {
    Type: type,
    Properties: { ...route, [type === 'Api' ? 'RestApiId' : 'ApiId']: reference, Auth: auth },
  };
}

/** Whether it is plain what SAM makes of an HttpApi event there. */
function isRouteDecided(target, condition, isWild) {
  if (target.type === 'HttpApi') return isWild || target.body === undefined || Boolean(target.body.openapi);
  // SAM makes a path, and its implicit API, conditional by the events of one type alone.
  return target.type !== 'Api' || !(target.isImplicit || condition);
}

function anyTarget(drawn, Resources, targets) {
  const known = [...targets.Api, ...targets.HttpApi];
  const ids = Object.keys(Resources);
  const id = ids[drawn.target % ids.length];
  return known.find(target => target.id === id) ?? { id, type: 'other', auth: undefined };
}

function routeOf(drawn, type, bodyPaths) {
  if (drawn.isDefault && type === 'HttpApi') return {};
  const names = Object.keys(bodyPaths ?? {});
  const name = names[drawn.target % names.length];
  if (name === undefined) return { Path: drawn.path, Method: drawn.method };
  const item = isIntrinsic(bodyPaths[name]) ? bodyPaths[name]['Fn::If'][1] : bodyPaths[name];
  const methods = Object.keys(item).filter(method => method !== 'parameters' && item[method] !== undefined);
  const method = methods[drawn.target % methods.length] ?? drawn.method;
  return { Path: name, Method: method === 'x-amazon-apigateway-any-method' ? 'any' : method };
}
