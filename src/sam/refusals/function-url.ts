import { lookUp } from '../../template/look-up.ts';
import { asIntrinsic, asMap, asString, at, entriesOf, isFalsy, isNull, type Node } from '../../template/node.ts';
import type { Resource, Template } from '../../template/template.ts';
import { withGlobals } from '../globals.ts';
import { checkKeys, expectKind, type Kind } from './kinds.ts';
import { type Check, describe } from './refusal.ts';

const corsKinds: Readonly<Record<string, Kind>> = {
  AllowOrigins: 'list',
  AllowMethods: 'list',
  AllowCredentials: 'boolean',
  AllowHeaders: 'list',
  ExposeHeaders: 'list',
  MaxAge: 'integer',
};

/** What SAM refuses about FunctionUrlConfig (section 7); an intrinsic function in its place or in AuthType's passes. */
export function functionUrlRefusals(template: Template, resource: Resource, check: Check): void {
  if (resource.type !== 'AWS::Serverless::Function') return;
  const properties = withGlobals(template, resource);
  const config = at(properties, 'FunctionUrlConfig');
  const subject = `FunctionUrlConfig of ${resource.id}`;
  if (!config || isNull(config) || check.isUndecided(config)) return;
  if (!expectKind(config, 'map', subject, check) || isFalsy(config)) return;
  if (!isFalsy(at(properties, 'TenancyConfig'))) {
    check.refuseKey(config, `${resource.id} has both a FunctionUrlConfig and a TenancyConfig`);
  }
  if (asIntrinsic(config)) return;
  authTypeRefusals(config, subject, resource, check);
  const cors = at(config, 'Cors');
  if (cors && !isFalsy(cors) && !asIntrinsic(cors)) corsRefusals(cors, subject, check);
}

function authTypeRefusals(config: Node, subject: string, resource: Resource, check: Check): void {
  const type = at(config, 'AuthType');
  if (type && (asIntrinsic(type) || check.isUndecided(type))) return;
  if (!type || isFalsy(type)) {
    check.refuseKey(type ?? config, `${subject} has no AuthType, and SAM takes AWS_IAM or NONE`);
  } else if (!['AWS_IAM', 'NONE'].includes(asString(type) ?? '')) {
    check.refuse(type, `AuthType of ${resource.id} is ${describe(type)}, and SAM takes AWS_IAM or NONE only`);
  }
}

function corsRefusals(cors: Node, subject: string, check: Check): void {
  const isMap = expectKind(cors, 'map', `Cors in ${subject}`, check);
  const map = asMap(cors);
  if (!isMap || !map) return;
  checkKeys(map, `Cors in ${subject}`, Object.keys(corsKinds), check);
  for (const [name, node] of entriesOf(map)) {
    const kind = lookUp(corsKinds, name);
    if (kind && !asIntrinsic(node)) expectKind(node, kind, `${name} in ${subject}`, check);
  }
}
