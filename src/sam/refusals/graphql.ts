import { lookUp } from '../../template/look-up.ts';
import {
  asIntrinsic,
  asMap,
  asString,
  at,
  entriesOf,
  isNull,
  itemsOf,
  type MapNode,
  type Node,
} from '../../template/node.ts';
import type { Resource } from '../../template/template.ts';
import { checkKeys, expectKind } from './kinds.ts';
import { type Check, capitalized, describe, listed } from './refusal.ts';
import { isLogicalId } from './resource.ts';

interface Configuration {
  readonly keys: readonly string[];
  readonly required?: string;
}

/** The settings that go with a type of authorization, with the keys that each may have and must have. */
const configurations: Readonly<Record<string, Configuration>> = {
  LambdaAuthorizer: {
    keys: ['AuthorizerResultTtlInSeconds', 'AuthorizerUri', 'IdentityValidationExpression'],
    required: 'AuthorizerUri',
  },
  OpenIDConnect: { keys: ['AuthTTL', 'ClientId', 'IatTTL', 'Issuer'] },
  UserPool: { keys: ['AppIdClientRegex', 'AwsRegion', 'DefaultAction', 'UserPoolId'], required: 'UserPoolId' },
};

const configurationOf: Readonly<Record<string, string | undefined>> = {
  AWS_IAM: undefined,
  API_KEY: undefined,
  AWS_LAMBDA: 'LambdaAuthorizer',
  OPENID_CONNECT: 'OpenIDConnect',
  AMAZON_COGNITO_USER_POOLS: 'UserPool',
};

const modeKeys = ['Type', ...Object.keys(configurations)];

/** What SAM refuses about Auth and ApiKeys of an AWS::Serverless::GraphQLApi (section 7G). */
export function graphqlRefusals(resource: Resource, check: Check): void {
  const written = resource.node.entries.get('Properties');
  if (resource.type !== 'AWS::Serverless::GraphQLApi' || (written && written.kind !== 'map')) return;
  if (written && check.isUndecided(written)) return;
  const auth = at(written, 'Auth');
  if (!auth || isNull(auth)) check.refuseKey(auth ?? resource.node, `${resource.id} has no Auth, which SAM requires`);
  else authRefusals(auth, resource.id, check);
  const keys = at(written, 'ApiKeys');
  if (keys && !isNull(keys)) apiKeysRefusals(keys, resource.id, check);
}

function authRefusals(auth: Node, id: string, check: Check): void {
  const subject = `Auth of ${id}`;
  modeRefusals(auth, subject, [...modeKeys, 'Additional'], check);
  const additional = at(auth, 'Additional');
  if (!additional || isNull(additional)) return;
  if (!expectKind(additional, 'list', `Additional in ${subject}`, check)) return;
  for (const [index, mode] of itemsOf(additional).entries()) {
    modeRefusals(mode, `item ${index + 1} of Additional in ${subject}`, modeKeys, check);
  }
}

/** One way in which an API takes requests: a type, and the settings that go with it. */
function modeRefusals(node: Node, subject: string, keys: readonly string[], check: Check): void {
  const isMap = expectKind(node, 'map', subject, check);
  const mode = asMap(node);
  if (!isMap || !mode) return;
  if (asIntrinsic(mode)) {
    check.refuse(mode, `${capitalized(subject)} is ${describe(mode)}, and SAM takes a map with a Type only`);
    return;
  }
  const isKnown = checkKeys(mode, subject, keys, check);
  const set = Object.keys(configurations).filter(name => at(mode, name) && !isNull(at(mode, name)));
  for (const name of set) configurationRefusals(mode, name, subject, check);
  if (set.length > 1) {
    check.refuseKey(
      at(mode, set[1] ?? '') ?? mode,
      `${capitalized(subject)} has ${listed(set)}, and SAM takes one of them only`,
    );
  }
  if (isKnown || at(mode, 'Type')) typeRefusals(mode, subject, set, check);
}

function typeRefusals(mode: MapNode, subject: string, set: readonly string[], check: Check): void {
  const type = at(mode, 'Type');
  const types = listed(Object.keys(configurationOf), 'or');
  if (!type || isNull(type)) {
    check.refuseKey(type ?? mode, `${capitalized(subject)} has no Type, and SAM takes ${types}`);
    return;
  }
  if (check.isUndecided(type)) return;
  const name = asString(type) ?? '';
  if (!Object.hasOwn(configurationOf, name)) {
    check.refuse(type, `Type of ${subject} is ${describe(type)}, and SAM takes ${types} only`);
    return;
  }
  const needed = lookUp(configurationOf, name);
  if (needed !== undefined && !set.includes(needed)) {
    check.refuse(type, `${capitalized(subject)} is of type ${name} and has no ${needed}`);
  }
}

function configurationRefusals(mode: MapNode, name: string, subject: string, check: Check): void {
  const node = at(mode, name);
  const rules = lookUp(configurations, name);
  if (!node || !rules) return;
  const owner = `${name} in ${subject}`;
  const map = isEmpty(node) ? undefined : asMap(node);
  if (!map && !isEmpty(node)) {
    expectKind(node, 'map', owner, check);
    return;
  }
  if (map && (!checkKeys(map, owner, rules.keys, check) || check.isUndecided(map))) return;
  const required = rules.required === undefined ? undefined : at(map, rules.required);
  if (rules.required !== undefined && (!required || isNull(required))) {
    check.refuseKey(required ?? node, `${owner} has no ${rules.required}, which SAM requires`);
  }
}

/** An empty list or text is an empty map to SAM's schema. */
function isEmpty(node: Node): boolean {
  return node.kind === 'list' ? node.items.length === 0 : asString(node) === '';
}

const apiKeyKeys = ['ApiKeyId', 'Description', 'ExpiresOn'];

function apiKeysRefusals(keys: Node, id: string, check: Check): void {
  if (!expectKind(keys, 'map', `ApiKeys of ${id}`, check)) return;
  for (const [name, node] of entriesOf(keys)) {
    const subject = `the API key ${name} of ${id}`;
    if (name === 'Fn::Transform') continue;
    if (!isLogicalId(name)) {
      check.refuseKey(
        node,
        `The name of ${subject} has other characters than letters and digits, and SAM makes a logical id of it`,
      );
    }
    if (isEmpty(node) || !expectKind(node, 'map', subject, check)) continue;
    const map = asMap(node);
    if (map) checkKeys(map, subject, apiKeyKeys, check);
  }
}
