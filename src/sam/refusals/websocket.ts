import { asIntrinsic, asString, at, entriesOf, isFalsy, isNull, type MapNode, type Node } from '../../template/node.ts';
import type { DeploymentSettings } from '../../template/settings.ts';
import type { Resource, Template } from '../../template/template.ts';
import { withGlobals } from '../globals.ts';
import { inlineParameters } from '../parameters.ts';
import { domainRefusals } from './domain.ts';
import { checkProperties, expectKind } from './kinds.ts';
import { webSocketApiProperties } from './properties.ts';
import { type Check, capitalized, describe, listed, type Undecided } from './refusal.ts';
import { isLogicalId } from './resource.ts';

const connect = '$connect';
const specialRoutes = [connect, '$disconnect', '$default'];
const authTypes = ['AWS_IAM', 'CUSTOM', 'NONE'];

/** What SAM refuses about an AWS::Serverless::WebSocketApi (section 5W). Of Auth and Routes it resolves parameters. */
export function webSocketRefusals(
  template: Template,
  settings: DeploymentSettings,
  resource: Resource,
  check: Check,
  isUndecidedParameter: Undecided,
): void {
  const written = resource.node.entries.get('Properties');
  if (resource.type !== 'AWS::Serverless::WebSocketApi' || (written && written.kind !== 'map')) return;
  const properties = withGlobals(template, resource);
  const subject = { name: resource.id, node: resource.node };
  if (!properties) {
    check.refuseKey(resource.node, `${resource.id} has no Routes, which SAM requires`);
    return;
  }
  checkProperties(properties, webSocketApiProperties, subject, check);
  addressRefusals(properties, resource.id, check);
  const inlined = (name: string) => {
    const node = at(properties, name);
    return node && inlineParameters(node, template, settings);
  };
  const [auth, routes] = [inlined('Auth'), inlined('Routes')];
  domainRefusals(inlined('Domain'), resource.id, 'WEBSOCKET', check.reading(isUndecidedParameter));
  if (routes && !isNull(routes)) routesRefusals(routes, resource.id, check.reading(isUndecidedParameter));
  if (auth && !isFalsy(auth)) authRefusals(auth, routes, resource.id, check.reading(isUndecidedParameter));
}

function addressRefusals(properties: MapNode, id: string, check: Check): void {
  const address = at(properties, 'IpAddressType');
  const isPlain = address && !isNull(address) && !asIntrinsic(address) && !check.isUndecided(address);
  if (isPlain && !['ipv4', 'dualstack'].includes(asString(address) ?? '')) {
    check.refuse(address, `IpAddressType of ${id} is ${describe(address)}, and SAM takes ipv4 or dualstack only`);
  }
  const stage = at(properties, 'StageName');
  const name = asString(stage);
  if (stage && name === '$default') {
    check.refuse(stage, `StageName of ${id} is $default, which is for HTTP APIs only`);
  } else if (stage && name && !isLogicalId(name)) {
    check.refuse(
      stage,
      `StageName of ${id} is ${name}, and SAM, which makes a logical id of it, takes letters and digits only`,
    );
  }
  const trust = at(properties, 'Domain', 'MutualTlsAuthentication');
  if (trust && !isFalsy(trust) && !check.isUndecided(trust)) {
    check.refuseKey(trust, `Domain of ${id} has MutualTlsAuthentication, which a WebSocket API cannot have`);
  }
}

function routesRefusals(routes: Node, id: string, check: Check): void {
  if (check.isUndecided(routes) || routes.kind !== 'map') return;
  if (isFalsy(routes)) check.refuseKey(routes, `Routes of ${id} is empty, and SAM needs at least one`);
  for (const [key, route] of entriesOf(routes)) {
    if (!specialRoutes.includes(key) && !isLogicalId(key)) {
      const wanted = `${listed(specialRoutes)} and names of letters and digits only`;
      check.refuseKey(route, `Routes of ${id} has ${key}, and SAM takes ${wanted}`);
      continue;
    }
    const name = `the route ${key} of ${id}`;
    if (!expectKind(route, 'map', name, check)) continue;
    if (!at(route, 'FunctionArn')) check.refuseKey(route, `${capitalized(name)} has no FunctionArn`);
    const parameters = at(route, 'RequestParameters');
    if (key !== connect && parameters && !isFalsy(parameters)) {
      check.refuseKey(parameters, `${capitalized(name)} has RequestParameters, which only ${connect} may have`);
    }
  }
}

function authRefusals(auth: Node, routes: Node | undefined, id: string, check: Check): void {
  if (!expectKind(auth, 'map', `Auth of ${id}`, check)) return;
  if (routes?.kind === 'map' && !check.isUndecided(routes) && !routes.entries.has(connect)) {
    check.refuseKey(auth, `${id} has Auth, which guards ${connect} only, and no such route`);
  }
  const type = at(auth, 'AuthType');
  if (!type || isFalsy(type)) {
    const fault = asIntrinsic(auth) ? `Auth of ${id} is ${describe(auth)}` : `Auth of ${id} has no AuthType`;
    check.refuseKey(type ?? auth, `${fault}, and SAM takes a map with an AuthType only`);
    return;
  }
  if (check.isUndecided(type)) return;
  const value = asString(type)?.toUpperCase();
  if (value === undefined || !authTypes.includes(value)) {
    check.refuse(type, `AuthType of ${id} is ${describe(type)}, and SAM takes ${listed(authTypes, 'or')} only`);
    return;
  }
  companionRefusals(auth, value, id, check);
}

/** CUSTOM needs a function, and the other types take nothing beside them. */
function companionRefusals(auth: Node, type: string, id: string, check: Check): void {
  if (type === 'CUSTOM') {
    const arn = at(auth, 'AuthArn');
    if (isFalsy(arn)) check.refuseKey(arn ?? auth, `Auth of ${id} is of type CUSTOM and has no AuthArn`);
    return;
  }
  const others = [...entriesOf(auth)].filter(([name]) => name !== 'AuthType');
  const [first] = others;
  if (!first) return;
  const names = listed(others.map(([name]) => name));
  check.refuseKey(first[1], `Auth of ${id} has ${names} beside AuthType ${type}, which takes nothing more`);
}
