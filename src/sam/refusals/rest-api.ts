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
import { iamName, type SamApi } from '../api.ts';
import { isMerged, type LandedEvent } from '../event-auth.ts';
import { hasPaths } from '../rest.ts';
import { authKeys } from './auth-keys.ts';
import { isVersion3, openApi3Refusals, operationRefusals, versionText } from './body.ts';
import { checkKeys, expectKind } from './kinds.ts';
import { describe, listed, type Refusal, refuse, refuseKey, type Undecided } from './refusal.ts';
import { resourcePolicyRefusals } from './resource-policy.ts';
import { restAuthorizerRefusals } from './rest-authorizer.ts';

/** What SAM refuses about Auth of an AWS::Serverless::Api (sections 4.1 to 4.5, 4.13 and 4.14). */
export function* restApiAuthRefusals(
  samApi: SamApi,
  landed: readonly LandedEvent[],
  isUndecided: Undecided,
  isUndecidedInBody: Undecided,
): Generator<Refusal> {
  const { id } = samApi;
  const auth = yield* readAuth(samApi, isUndecided);
  if (!auth) return;
  const authorizers = at(auth, 'Authorizers');
  yield* authorizersRefusals(authorizers, id, isUndecided, restAuthorizerRefusals);
  const fallback = at(auth, 'DefaultAuthorizer');
  const hasAuthorizers = !isFalsy(authorizers) || asString(fallback) === iamName;
  if (hasAuthorizers && fallback && !isFalsy(fallback)) {
    yield* expectKind(fallback, 'string', `DefaultAuthorizer of ${id}`, isUndecided);
  }
  const policy = at(auth, 'ResourcePolicy');
  if (policy && !isFalsy(policy)) {
    yield* resourcePolicyRefusals(policy, `ResourcePolicy of ${id}`, hasPaths(samApi), isUndecided);
  }
  const plan = at(auth, 'UsagePlan');
  if (plan && !isNull(plan)) yield* usagePlanRefusals(plan, id, isUndecided);
  const merged = landed.filter(each => each.samApi === samApi && each.event.type === 'Api' && isMerged(each));
  yield* bodyRefusals(samApi, auth, hasAuthorizers, merged, isUndecidedInBody);
}

/** Auth where it is set and a map, with its keys checked. */
export function* readAuth(samApi: SamApi, isUndecided: Undecided): Generator<Refusal, MapNode | undefined> {
  const { auth, id } = samApi;
  if (!auth || isFalsy(auth) || isUndecided(auth)) return undefined;
  if (asIntrinsic(auth)) {
    yield refuse(auth, `Auth of ${id} is ${describe(auth)}, and SAM takes a map only`);
    return undefined;
  }
  // Any other kind is refused with the API's properties, unless a parameter gave it.
  if (auth.kind !== 'map') {
    yield* expectKind(auth, 'map', `Auth of ${id}`, isUndecided);
    return undefined;
  }
  yield* checkKeys(auth, `Auth of ${id}`, authKeys[samApi.type]);
  return auth;
}

/** Checks Authorizers as a whole, and each by itself. */
export function* authorizersRefusals(
  authorizers: Node | undefined,
  id: string,
  isUndecided: Undecided,
  check: typeof restAuthorizerRefusals,
): Generator<Refusal> {
  if (!authorizers || isFalsy(authorizers) || isUndecided(authorizers)) return;
  if (asIntrinsic(authorizers)) {
    yield refuse(authorizers, `Authorizers of ${id} is ${describe(authorizers)}, and SAM takes a map only`);
    return;
  }
  if (!(yield* expectKind(authorizers, 'map', `Authorizers of ${id}`, isUndecided))) return;
  for (const [name, node] of entriesOf(authorizers)) {
    if (name !== 'Fn::Transform') yield* check(name, node, id, isUndecided);
  }
}

const usagePlanKeys = ['CreateUsagePlan', 'Description', 'Quota', 'Tags', 'Throttle', 'UsagePlanName'];
const usagePlans = ['SHARED', 'PER_API', 'NONE'];

function* usagePlanRefusals(plan: Node, id: string, isUndecided: Undecided): Generator<Refusal> {
  const subject = `UsagePlan of ${id}`;
  const isMap = yield* expectKind(plan, 'map', subject, isUndecided);
  const map = asMap(plan);
  if (!isMap || !map) return;
  if (!(yield* checkKeys(map, subject, usagePlanKeys))) return;
  const kind = at(map, 'CreateUsagePlan');
  const wanted = `SAM takes ${listed(usagePlans, 'or')} only`;
  if (!kind || isNull(kind)) {
    if (!isUndecided(map)) yield refuseKey(kind ?? map, `${subject} has no CreateUsagePlan, and ${wanted}`);
  } else if (!isUndecided(kind) && !usagePlans.includes(asString(kind) ?? '')) {
    yield refuse(kind, `CreateUsagePlan of ${id} is ${describe(kind)}, and ${wanted}`);
  }
}

/** What of a definition of the user's SAM goes through to add the default authorizer and the API key. */
function* bodyRefusals(
  samApi: SamApi,
  auth: MapNode,
  hasAuthorizers: boolean,
  merged: readonly LandedEvent[],
  isUndecided: Undecided,
): Generator<Refusal> {
  const body = at(samApi.properties, 'DefinitionBody');
  if (!body || samApi.isManaged || isFalsy(body) || isUndecided(body)) return;
  const needsKey = !isFalsy(at(auth, 'ApiKeyRequired'));
  const schemes = at(body, 'securityDefinitions');
  if ((hasAuthorizers || needsKey) && schemes && !isFalsy(schemes)) {
    yield* expectKind(schemes, 'map', `the securityDefinitions in DefinitionBody of ${samApi.id}`, isUndecided);
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
  yield* operationRefusals(body, samApi.id, checks, isUndecided);
}

function hasSecurity({ event }: LandedEvent): boolean {
  const key = at(event.auth, 'ApiKeyRequired');
  return !isFalsy(at(event.auth, 'Authorizer')) || (key !== undefined && !isNull(key));
}

/** What SAM refuses about an AWS::Serverless::Api beside its Auth. */
export function* restApiRefusals(samApi: SamApi, isUndecided: Undecided): Generator<Refusal> {
  const { properties, id } = samApi;
  const version = at(properties, 'OpenApiVersion');
  if (version && !isNull(version)) yield* openApiVersionRefusals(version, samApi, isUndecided);
  const endpoint = at(properties, 'EndpointConfiguration');
  const second = at(endpoint, 'VpcEndpointIds');
  if (second && !isFalsy(at(endpoint, 'Type')) && at(endpoint, 'VPCEndpointIds')) {
    yield refuseKey(second, `EndpointConfiguration of ${id} has both VPCEndpointIds and VpcEndpointIds`);
  }
  const body = at(properties, 'DefinitionBody');
  if (!body || !asMap(body) || isUndecided(body) || !isOpenApi3Body(body, version)) return;
  yield* openApi3Refusals(body, id, isUndecided);
  const components = at(body, 'components');
  if (components && !isFalsy(components) && addsSchemes(samApi, body)) {
    yield* expectKind(components, 'map', `the components in DefinitionBody of ${id}`, isUndecided);
  }
}

/** Whether SAM has schemes to put into the components of an OpenAPI 3 definition. */
function addsSchemes({ auth }: SamApi, body: Node): boolean {
  const sources = [at(auth, 'Authorizers'), at(auth, 'ApiKeyRequired'), at(body, 'securityDefinitions')];
  return asString(at(auth, 'DefaultAuthorizer')) === iamName || sources.some(source => !isFalsy(source));
}

/** A number stands for its text, but only in an API whose definition SAM writes, and only with OpenAPI 3. */
function* openApiVersionRefusals(version: Node, samApi: SamApi, isUndecided: Undecided): Generator<Refusal> {
  if (isUndecided(version) || (version.kind === 'scalar' && version.value === '')) return;
  const isText = asString(version) !== undefined || (samApi.isManaged && isVersion3(version));
  if (isText && /^[23](\.\d)(\.\d)?$/.test(versionText(version))) return;
  const said = version.kind === 'scalar' ? versionText(version) : describe(version);
  const wanted = 'SAM takes a string such as "3.0.1" only';
  yield refuse(version, `OpenApiVersion of ${samApi.id} is ${said}, and ${wanted}`);
}

function isOpenApi3Body(body: Node, version: Node | undefined): boolean {
  const swagger = at(body, 'swagger');
  if (swagger && !isNull(swagger)) return false;
  const own = at(body, 'openapi');
  const deciding = own && !isNull(own) && (!version || isNull(version)) ? own : version;
  return deciding !== undefined && !isFalsy(deciding) && isVersion3(deciding);
}
