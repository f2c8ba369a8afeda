import {
  asIntrinsic,
  asMap,
  asString,
  at,
  entriesOf,
  isFalsy,
  isNull,
  type MapNode,
  type Node,
} from '../../template/node.ts';
import { hasPaths, iamName, type SamApi } from '../api.ts';
import { isMerged, type LandedEvent } from '../event-auth.ts';
import { authKeys } from './auth-keys.ts';
import { isVersion3, openApi3Refusals, operationRefusals, versionText } from './body.ts';
import { checkKeys, expectKind } from './kinds.ts';
import { type Check, describe, listed, type Undecided } from './refusal.ts';
import { resourcePolicyRefusals } from './resource-policy.ts';
import { restAuthorizerRefusals } from './rest-authorizer.ts';

/** What SAM refuses about Auth of an AWS::Serverless::Api (sections 4.1 to 4.5, 4.13 and 4.14). */
export function restApiAuthRefusals(
  samApi: SamApi,
  landed: readonly LandedEvent[],
  check: Check,
  isUndecidedInBody: Undecided,
): void {
  const { id } = samApi;
  const auth = readAuth(samApi, check);
  if (!auth) return;
  const authorizers = at(auth, 'Authorizers');
  authorizersRefusals(authorizers, id, check, restAuthorizerRefusals);
  const fallback = at(auth, 'DefaultAuthorizer');
  const hasAuthorizers = !isFalsy(authorizers) || asString(fallback) === iamName;
  if (hasAuthorizers && fallback && !isFalsy(fallback)) {
    expectKind(fallback, 'string', `DefaultAuthorizer of ${id}`, check);
  }
  const policy = at(auth, 'ResourcePolicy');
  if (policy && !isFalsy(policy)) {
    resourcePolicyRefusals(policy, `ResourcePolicy of ${id}`, hasPaths(samApi), check);
  }
  const plan = at(auth, 'UsagePlan');
  if (plan && !isNull(plan)) usagePlanRefusals(plan, id, check);
  const merged = landed.filter(each => each.samApi === samApi && each.event.type === 'Api' && isMerged(each));
  bodyRefusals(samApi, auth, hasAuthorizers, merged, check.reading(isUndecidedInBody));
}

/** Auth where it is set and a map, with its keys checked. */
export function readAuth(samApi: SamApi, check: Check): MapNode | undefined {
  const { auth, id } = samApi;
  if (!auth || isFalsy(auth) || check.isUndecided(auth)) return undefined;
  if (asIntrinsic(auth)) {
    check.refuse(auth, `Auth of ${id} is ${describe(auth)}, and SAM takes a map only`);
    return undefined;
  }
  // Any other kind is refused with the API's properties, unless a parameter gave it.
  if (auth.kind !== 'map') {
    expectKind(auth, 'map', `Auth of ${id}`, check);
    return undefined;
  }
  checkKeys(auth, `Auth of ${id}`, authKeys[samApi.type], check);
  return auth;
}

/** Checks Authorizers as a whole, and each by itself. */
export function authorizersRefusals(
  authorizers: Node | undefined,
  id: string,
  check: Check,
  refusalsOfOne: typeof restAuthorizerRefusals,
): void {
  if (!authorizers || isFalsy(authorizers) || check.isUndecided(authorizers)) return;
  if (asIntrinsic(authorizers)) {
    check.refuse(authorizers, `Authorizers of ${id} is ${describe(authorizers)}, and SAM takes a map only`);
    return;
  }
  if (!expectKind(authorizers, 'map', `Authorizers of ${id}`, check)) return;
  for (const [name, node] of entriesOf(authorizers)) {
    if (name !== 'Fn::Transform') refusalsOfOne(name, node, id, check);
  }
}

const usagePlanKeys = ['CreateUsagePlan', 'Description', 'Quota', 'Tags', 'Throttle', 'UsagePlanName'];
const usagePlans = ['SHARED', 'PER_API', 'NONE'];

function usagePlanRefusals(plan: Node, id: string, check: Check): void {
  const subject = `UsagePlan of ${id}`;
  const isMap = expectKind(plan, 'map', subject, check);
  const map = asMap(plan);
  if (!isMap || !map) return;
  if (!checkKeys(map, subject, usagePlanKeys, check)) return;
  const kind = at(map, 'CreateUsagePlan');
  const wanted = `SAM takes ${listed(usagePlans, 'or')} only`;
  if (!kind || isNull(kind)) {
    if (!check.isUndecided(map)) check.refuseKey(kind ?? map, `${subject} has no CreateUsagePlan, and ${wanted}`);
  } else if (!check.isUndecided(kind) && !usagePlans.includes(asString(kind) ?? '')) {
    check.refuse(kind, `CreateUsagePlan of ${id} is ${describe(kind)}, and ${wanted}`);
  }
}

/** What of a definition of the user's SAM goes through to add the default authorizer and the API key. */
function bodyRefusals(
  samApi: SamApi,
  auth: MapNode,
  hasAuthorizers: boolean,
  merged: readonly LandedEvent[],
  check: Check,
): void {
  const body = at(samApi.properties, 'DefinitionBody');
  if (!body || samApi.isManaged || isFalsy(body) || check.isUndecided(body)) return;
  const needsKey = !isFalsy(at(auth, 'ApiKeyRequired'));
  const schemes = at(body, 'securityDefinitions');
  if ((hasAuthorizers || needsKey) && schemes && !isFalsy(schemes)) {
    expectKind(schemes, 'map', `the securityDefinitions in DefinitionBody of ${samApi.id}`, check);
  }
  const hasDefault = hasAuthorizers && Boolean(asString(at(auth, 'DefaultAuthorizer')));
  if (!hasDefault && !needsKey) return;
  const flag = at(auth, 'AddDefaultAuthorizerToCorsPreflight');
  const skipsOptions = flag !== undefined && isFalsy(flag);
  // What an event is merged into has by then what the event says. Beside an Fn::If, SAM does not look at that.
  const eventsOf = (key: string, path: string) => {
    const item = at(body, 'paths', path);
    const own = item && !at(item, 'Fn::If') ? merged.filter(({ event }) => event.path === path) : [];
    const isBranched = at(item, key, 'Fn::If') !== undefined;
    return own.filter(
      ({ event: { method, terms } }) => method.toLowerCase() === key && (!isBranched || terms.length > 0),
    );
  };
  const checks = {
    isSkipped: (key: string, path: string, method: Node) =>
      ['summary', 'description', 'parameters'].includes(key) || (isFalsy(method) && eventsOf(key, path).length > 0),
    readsSecurity: (key: string, path: string) =>
      (needsKey || !(skipsOptions && key.toLowerCase() === 'options')) && !eventsOf(key, path).some(hasSecurity),
  };
  operationRefusals(body, samApi.id, checks, check);
}

function hasSecurity({ event }: LandedEvent): boolean {
  const key = at(event.auth, 'ApiKeyRequired');
  return !isFalsy(at(event.auth, 'Authorizer')) || (key !== undefined && !isNull(key));
}

/** What SAM refuses about an AWS::Serverless::Api beside its Auth. */
export function restApiRefusals(samApi: SamApi, check: Check): void {
  const { properties, id } = samApi;
  const version = at(properties, 'OpenApiVersion');
  if (version && !isNull(version)) openApiVersionRefusals(version, samApi, check);
  const endpoint = at(properties, 'EndpointConfiguration');
  const second = at(endpoint, 'VpcEndpointIds');
  if (second && !isFalsy(at(endpoint, 'Type')) && at(endpoint, 'VPCEndpointIds')) {
    check.refuseKey(second, `EndpointConfiguration of ${id} has both VPCEndpointIds and VpcEndpointIds`);
  }
  const body = at(properties, 'DefinitionBody');
  if (!body || !asMap(body) || check.isUndecided(body) || !isOpenApi3Body(body, version)) return;
  openApi3Refusals(body, id, check);
  const components = at(body, 'components');
  if (components && !isFalsy(components) && addsSchemes(samApi, body)) {
    expectKind(components, 'map', `the components in DefinitionBody of ${id}`, check);
  }
}

/** Whether SAM has schemes to put into the components of an OpenAPI 3 definition. */
function addsSchemes({ auth }: SamApi, body: Node): boolean {
  const sources = [at(auth, 'Authorizers'), at(auth, 'ApiKeyRequired'), at(body, 'securityDefinitions')];
  return asString(at(auth, 'DefaultAuthorizer')) === iamName || sources.some(source => !isFalsy(source));
}

/** A number stands for its text, but only in an API whose definition SAM writes, and only with OpenAPI 3. */
function openApiVersionRefusals(version: Node, samApi: SamApi, check: Check): void {
  if (check.isUndecided(version) || (version.kind === 'scalar' && version.value === '')) return;
  const isText = asString(version) !== undefined || (samApi.isManaged && isVersion3(version));
  if (isText && /^[23](\.\d)(\.\d)?$/.test(versionText(version))) return;
  const said = version.kind === 'scalar' ? versionText(version) : describe(version);
  const wanted = 'SAM takes a string such as "3.0.1" only';
  check.refuse(version, `OpenApiVersion of ${samApi.id} is ${said}, and ${wanted}`);
}

function isOpenApi3Body(body: Node, version: Node | undefined): boolean {
  const swagger = at(body, 'swagger');
  if (swagger && !isNull(swagger)) return false;
  const own = at(body, 'openapi');
  const deciding = own && !isNull(own) && (!version || isNull(version)) ? own : version;
  return deciding !== undefined && !isFalsy(deciding) && isVersion3(deciding);
}
