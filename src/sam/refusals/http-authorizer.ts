import { asIntrinsic, asMap, at, isFalsy, isNull, type MapNode, type Node } from '../../template/node.ts';
import { expectKind } from './kinds.ts';
import { capitalized, describe, listed, type Refusal, refuse, refuseKey, type Undecided } from './refusal.ts';
import { permissionIdRefusals, stringListRefusals } from './rest-authorizer.ts';

/** The properties of an authorizer that only one of the two types of an HTTP API may have. */
const propertiesOf = {
  JWT: ['AuthorizationScopes', 'IdentitySource'],
  Lambda: [
    'FunctionArn',
    'FunctionInvokeRole',
    'Identity',
    'AuthorizerPayloadFormatVersion',
    'EnableSimpleResponses',
    'EnableFunctionDefaultPermissions',
  ],
} as const;

const requiredOf = { JWT: 'IdentitySource', Lambda: 'AuthorizerPayloadFormatVersion' } as const;

/** What SAM refuses about one authorizer of an AWS::Serverless::HttpApi (section 5.2). */
export function* httpAuthorizerRefusals(
  name: string,
  node: Node,
  apiId: string,
  isUndecided: Undecided,
): Generator<Refusal> {
  const subject = `the authorizer ${name} of ${apiId}`;
  const isMap = yield* expectKind(node, 'map', subject, isUndecided);
  const authorizer = asMap(node);
  if (!isMap || !authorizer) return;
  if (asIntrinsic(authorizer)) {
    yield refuse(node, `${capitalized(subject)} is ${describe(node)}, and SAM takes a map only`);
    return;
  }
  const url = at(authorizer, 'OpenIdConnectUrl');
  if (url) {
    yield refuseKey(url, `${capitalized(subject)} has OpenIdConnectUrl, which JwtConfiguration has replaced`);
    return;
  }
  const jwt = at(authorizer, 'JwtConfiguration');
  if (jwt && !isFalsy(jwt) && !(yield* expectKind(jwt, 'map', `JwtConfiguration of ${subject}`, isUndecided))) return;
  const type = isFalsy(jwt) ? 'Lambda' : 'JWT';
  if (type === 'Lambda' && isFalsy(at(authorizer, 'FunctionArn')) && !isUndecided(authorizer)) {
    yield refuseKey(authorizer, `${capitalized(subject)} has neither a JwtConfiguration nor a FunctionArn`);
    return;
  }
  yield* mixedRefusals(authorizer, type, subject);
  yield* missingRefusals(authorizer, type, subject, isUndecided);
  yield* kindRefusals(authorizer, type, subject, isUndecided);
  if (type === 'Lambda' && !isFalsy(at(authorizer, 'EnableFunctionDefaultPermissions'))) {
    yield* permissionIdRefusals(name, authorizer, subject);
  }
}

/** JwtConfiguration makes an authorizer one for JWTs, and its absence one that asks a function. */
function* mixedRefusals(authorizer: MapNode, type: 'JWT' | 'Lambda', subject: string): Generator<Refusal> {
  const other = type === 'JWT' ? 'Lambda' : 'JWT';
  const wrong = propertiesOf[other].flatMap(name => {
    const node = at(authorizer, name);
    return node && !isNull(node) ? [{ name, node }] : [];
  });
  const [first] = wrong;
  if (!first) return;
  const reason = type === 'JWT' ? 'which JwtConfiguration makes a JWT authorizer' : 'which has no JwtConfiguration';
  const fault = `${listed(wrong.map(each => each.name))} of ${subject}, ${reason}, ${wrong.length > 1 ? 'are' : 'is'} for ${other} authorizers only`;
  yield refuseKey(first.node, fault);
}

function* missingRefusals(
  authorizer: MapNode,
  type: 'JWT' | 'Lambda',
  subject: string,
  isUndecided: Undecided,
): Generator<Refusal> {
  const name = requiredOf[type];
  if (!isFalsy(at(authorizer, name)) || isUndecided(authorizer)) return;
  yield refuseKey(authorizer, `${capitalized(subject)} has no ${name}, which SAM requires of a ${type} authorizer`);
}

function* kindRefusals(
  authorizer: MapNode,
  type: 'JWT' | 'Lambda',
  subject: string,
  isUndecided: Undecided,
): Generator<Refusal> {
  if (type === 'JWT') {
    const scopes = at(authorizer, 'AuthorizationScopes');
    if (scopes && !isNull(scopes)) {
      yield* expectKind(scopes, 'list', `AuthorizationScopes of ${subject}`, isUndecided);
    }
    return;
  }
  const flag = at(authorizer, 'EnableFunctionDefaultPermissions');
  if (flag && !isNull(flag)) {
    yield* expectKind(flag, 'boolean', `EnableFunctionDefaultPermissions of ${subject}`, isUndecided);
  }
  const identity = at(authorizer, 'Identity');
  if (!identity || isFalsy(identity)) return;
  if (!(yield* expectKind(identity, 'map', `Identity of ${subject}`, isUndecided))) return;
  for (const source of ['Headers', 'QueryStrings', 'StageVariables', 'Context']) {
    const list = at(identity, source);
    if (list && !isFalsy(list)) yield* stringListRefusals(list, `${source} in Identity of ${subject}`, isUndecided);
  }
}
