import { lookUp } from '../../template/look-up.ts';
import { asIntrinsic, asMap, asString, at, entriesOf, isFalsy, isNull, type Node } from '../../template/node.ts';
import type { Resource, Template } from '../../template/template.ts';
import { withGlobals } from '../globals.ts';
import { checkKeys, expectKind, type Kind } from './kinds.ts';
import { describe, type Refusal, refuse, refuseKey, type Undecided } from './refusal.ts';

const corsKinds: Readonly<Record<string, Kind>> = {
  AllowOrigins: 'list',
  AllowMethods: 'list',
  AllowCredentials: 'boolean',
  AllowHeaders: 'list',
  ExposeHeaders: 'list',
  MaxAge: 'integer',
};

/** What SAM refuses about FunctionUrlConfig (section 7); an intrinsic function in its place or in AuthType's passes. */
export function* functionUrlRefusals(
  template: Template,
  resource: Resource,
  isUndecided: Undecided,
): Generator<Refusal> {
  if (resource.type !== 'AWS::Serverless::Function') return;
  const properties = withGlobals(template, resource);
  const config = at(properties, 'FunctionUrlConfig');
  const subject = `FunctionUrlConfig of ${resource.id}`;
  if (!config || isNull(config) || isUndecided(config)) return;
  if (!(yield* expectKind(config, 'map', subject, isUndecided)) || isFalsy(config)) return;
  if (!isFalsy(at(properties, 'TenancyConfig'))) {
    yield refuseKey(config, `${resource.id} has both a FunctionUrlConfig and a TenancyConfig`);
  }
  if (asIntrinsic(config)) return;
  yield* authTypeRefusals(config, subject, resource, isUndecided);
  const cors = at(config, 'Cors');
  if (cors && !isFalsy(cors) && !asIntrinsic(cors)) yield* corsRefusals(cors, subject, isUndecided);
}

function* authTypeRefusals(
  config: Node,
  subject: string,
  resource: Resource,
  isUndecided: Undecided,
): Generator<Refusal> {
  const type = at(config, 'AuthType');
  if (type && (asIntrinsic(type) || isUndecided(type))) return;
  if (!type || isFalsy(type)) {
    yield refuseKey(type ?? config, `${subject} has no AuthType, and SAM takes AWS_IAM or NONE`);
  } else if (!['AWS_IAM', 'NONE'].includes(asString(type) ?? '')) {
    yield refuse(type, `AuthType of ${resource.id} is ${describe(type)}, and SAM takes AWS_IAM or NONE only`);
  }
}

function* corsRefusals(cors: Node, subject: string, isUndecided: Undecided): Generator<Refusal> {
  const isMap = yield* expectKind(cors, 'map', `Cors in ${subject}`, isUndecided);
  const map = asMap(cors);
  if (!isMap || !map) return;
  yield* checkKeys(map, `Cors in ${subject}`, Object.keys(corsKinds));
  for (const [name, node] of entriesOf(map)) {
    const kind = lookUp(corsKinds, name);
    if (kind && !asIntrinsic(node)) yield* expectKind(node, kind, `${name} in ${subject}`, isUndecided);
  }
}
