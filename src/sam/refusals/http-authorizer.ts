import { asIntrinsic, asMap, at, isFalsy, isNull, type MapNode, type Node } from '../../template/node.ts';
import { expectKind } from './kinds.ts';
import { type Check, capitalized, describe, listed } from './refusal.ts';
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
export function httpAuthorizerRefusals(name: string, node: Node, apiId: string, check: Check): void {
  const subject = `the authorizer ${name} of ${apiId}`;
  const isMap = expectKind(node, 'map', subject, check);
  const authorizer = asMap(node);
  if (!isMap || !authorizer) return;
  if (asIntrinsic(authorizer)) {
    check.refuse(node, `${capitalized(subject)} is ${describe(node)}, and SAM takes a map only`);
    return;
  }
  const url = at(authorizer, 'OpenIdConnectUrl');
  if (url) {
    check.refuseKey(url, `${capitalized(subject)} has OpenIdConnectUrl, which JwtConfiguration has replaced`);
    return;
  }
  const jwt = at(authorizer, 'JwtConfiguration');
  if (jwt && !isFalsy(jwt) && !expectKind(jwt, 'map', `JwtConfiguration of ${subject}`, check)) return;
  const type = isFalsy(jwt) ? 'Lambda' : 'JWT';
  if (type === 'Lambda' && isFalsy(at(authorizer, 'FunctionArn')) && !check.isUndecided(authorizer)) {
    check.refuseKey(authorizer, `${capitalized(subject)} has neither a JwtConfiguration nor a FunctionArn`);
    return;
  }
  mixedRefusals(authorizer, type, subject, check);
  missingRefusals(authorizer, type, subject, check);
  kindRefusals(authorizer, type, subject, check);
  if (type === 'Lambda' && !isFalsy(at(authorizer, 'EnableFunctionDefaultPermissions'))) {
    permissionIdRefusals(name, authorizer, subject, check);
  }
}

/** JwtConfiguration makes an authorizer one for JWTs, and its absence one that asks a function. */
function mixedRefusals(authorizer: MapNode, type: 'JWT' | 'Lambda', subject: string, check: Check): void {
  const other = type === 'JWT' ? 'Lambda' : 'JWT';
  const wrong = propertiesOf[other].flatMap(name => {
    const node = at(authorizer, name);
    return node && !isNull(node) ? [{ name, node }] : [];
  });
  const [first] = wrong;
  if (!first) return;
  const reason = type === 'JWT' ? 'which JwtConfiguration makes a JWT authorizer' : 'which has no JwtConfiguration';
  const fault = `${listed(wrong.map(each => each.name))} of ${subject}, ${reason}, ${wrong.length > 1 ? 'are' : 'is'} for ${other} authorizers only`;
  check.refuseKey(first.node, fault);
}

function missingRefusals(authorizer: MapNode, type: 'JWT' | 'Lambda', subject: string, check: Check): void {
  const name = requiredOf[type];
  if (!isFalsy(at(authorizer, name)) || check.isUndecided(authorizer)) return;
  check.refuseKey(authorizer, `${capitalized(subject)} has no ${name}, which SAM requires of a ${type} authorizer`);
}

function kindRefusals(authorizer: MapNode, type: 'JWT' | 'Lambda', subject: string, check: Check): void {
  if (type === 'JWT') {
    const scopes = at(authorizer, 'AuthorizationScopes');
    if (scopes && !isNull(scopes)) {
      expectKind(scopes, 'list', `AuthorizationScopes of ${subject}`, check);
    }
    return;
  }
  const flag = at(authorizer, 'EnableFunctionDefaultPermissions');
  if (flag && !isNull(flag)) {
    expectKind(flag, 'boolean', `EnableFunctionDefaultPermissions of ${subject}`, check);
  }
  const identity = at(authorizer, 'Identity');
  if (!identity || isFalsy(identity)) return;
  if (!expectKind(identity, 'map', `Identity of ${subject}`, check)) return;
  for (const source of ['Headers', 'QueryStrings', 'StageVariables', 'Context']) {
    const list = at(identity, source);
    if (list && !isFalsy(list)) stringListRefusals(list, `${source} in Identity of ${subject}`, check);
  }
}
