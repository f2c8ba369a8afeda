import { asIntrinsic, asString, at, entriesOf, isFalsy, isNull, type MapNode, type Node } from '../../template/node.ts';
import type { DeploymentSettings } from '../../template/settings.ts';
import type { Resource, Template } from '../../template/template.ts';
import { withGlobals } from '../globals.ts';
import { inlineParameters } from '../parameters.ts';
import { domainRefusals } from './domain.ts';
import { checkProperties, expectKind } from './kinds.ts';
import { webSocketApiProperties } from './properties.ts';
import { capitalized, describe, listed, type Refusal, refuse, refuseKey, type Undecided } from './refusal.ts';
import { isLogicalId } from './resource.ts';

const connect = '$connect';
const specialRoutes = [connect, '$disconnect', '$default'];
const authTypes = ['AWS_IAM', 'CUSTOM', 'NONE'];

/** What SAM refuses about an AWS::Serverless::WebSocketApi (section 5W). Of Auth and Routes it resolves parameters. */
export function* webSocketRefusals(
  template: Template,
  settings: DeploymentSettings,
  resource: Resource,
  isUndecided: Undecided,
  isUndecidedParameter: Undecided,
): Generator<Refusal> {
  const written = resource.node.entries.get('Properties');
  if (resource.type !== 'AWS::Serverless::WebSocketApi' || (written && written.kind !== 'map')) return;
  const properties = withGlobals(template, resource);
  const subject = { name: resource.id, node: resource.node };
  if (!properties) {
    yield refuseKey(resource.node, `${resource.id} has no Routes, which SAM requires`);
    return;
  }
  yield* checkProperties(properties, webSocketApiProperties, subject, isUndecided);
  yield* addressRefusals(properties, resource.id, isUndecided);
  const inlined = (name: string) => {
    const node = at(properties, name);
    return node && inlineParameters(node, template, settings);
  };
  const [auth, routes] = [inlined('Auth'), inlined('Routes')];
  yield* domainRefusals(inlined('Domain'), resource.id, 'WEBSOCKET', isUndecidedParameter);
  if (routes && !isNull(routes)) yield* routesRefusals(routes, resource.id, isUndecidedParameter);
  if (auth && !isFalsy(auth)) yield* authRefusals(auth, routes, resource.id, isUndecidedParameter);
}

function* addressRefusals(properties: MapNode, id: string, isUndecided: Undecided): Generator<Refusal> {
  const address = at(properties, 'IpAddressType');
  const isPlain = address && !isNull(address) && !asIntrinsic(address) && !isUndecided(address);
  if (isPlain && !['ipv4', 'dualstack'].includes(asString(address) ?? '')) {
    yield refuse(address, `IpAddressType of ${id} is ${describe(address)}, and SAM takes ipv4 or dualstack only`);
  }
  const stage = at(properties, 'StageName');
  const name = asString(stage);
  if (stage && name === '$default') {
    yield refuse(stage, `StageName of ${id} is $default, which is for HTTP APIs only`);
  } else if (stage && name && !isLogicalId(name)) {
    yield refuse(
      stage,
      `StageName of ${id} is ${name}, and SAM, which makes a logical id of it, takes letters and digits only`,
    );
  }
  const trust = at(properties, 'Domain', 'MutualTlsAuthentication');
  if (trust && !isFalsy(trust) && !isUndecided(trust)) {
    yield refuseKey(trust, `Domain of ${id} has MutualTlsAuthentication, which a WebSocket API cannot have`);
  }
}

function* routesRefusals(routes: Node, id: string, isUndecided: Undecided): Generator<Refusal> {
  if (isUndecided(routes) || routes.kind !== 'map') return;
  if (isFalsy(routes)) yield refuseKey(routes, `Routes of ${id} is empty, and SAM needs at least one`);
  for (const [key, route] of entriesOf(routes)) {
    if (!specialRoutes.includes(key) && !isLogicalId(key)) {
      const wanted = `${listed(specialRoutes)} and names of letters and digits only`;
      yield refuseKey(route, `Routes of ${id} has ${key}, and SAM takes ${wanted}`);
      continue;
    }
    const name = `the route ${key} of ${id}`;
    if (!(yield* expectKind(route, 'map', name, isUndecided))) continue;
    if (!at(route, 'FunctionArn')) yield refuseKey(route, `${capitalized(name)} has no FunctionArn`);
    const parameters = at(route, 'RequestParameters');
    if (key !== connect && parameters && !isFalsy(parameters)) {
      yield refuseKey(parameters, `${capitalized(name)} has RequestParameters, which only ${connect} may have`);
    }
  }
}

function* authRefusals(auth: Node, routes: Node | undefined, id: string, isUndecided: Undecided): Generator<Refusal> {
  if (!(yield* expectKind(auth, 'map', `Auth of ${id}`, isUndecided))) return;
  if (routes?.kind === 'map' && !isUndecided(routes) && !routes.entries.has(connect)) {
    yield refuseKey(auth, `${id} has Auth, which guards ${connect} only, and no such route`);
  }
  const type = at(auth, 'AuthType');
  if (!type || isFalsy(type)) {
    const fault = asIntrinsic(auth) ? `Auth of ${id} is ${describe(auth)}` : `Auth of ${id} has no AuthType`;
    yield refuseKey(type ?? auth, `${fault}, and SAM takes a map with an AuthType only`);
    return;
  }
  if (isUndecided(type)) return;
  const value = asString(type)?.toUpperCase();
  if (value === undefined || !authTypes.includes(value)) {
    yield refuse(type, `AuthType of ${id} is ${describe(type)}, and SAM takes ${listed(authTypes, 'or')} only`);
    return;
  }
  yield* companionRefusals(auth, value, id);
}

/** CUSTOM needs a function, and the other types take nothing beside them. */
function* companionRefusals(auth: Node, type: string, id: string): Generator<Refusal> {
  if (type === 'CUSTOM') {
    const arn = at(auth, 'AuthArn');
    if (isFalsy(arn)) yield refuseKey(arn ?? auth, `Auth of ${id} is of type CUSTOM and has no AuthArn`);
    return;
  }
  const others = [...entriesOf(auth)].filter(([name]) => name !== 'AuthType');
  const [first] = others;
  if (!first) return;
  const names = listed(others.map(([name]) => name));
  yield refuseKey(first[1], `Auth of ${id} has ${names} beside AuthType ${type}, which takes nothing more`);
}
