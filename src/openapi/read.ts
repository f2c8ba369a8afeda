import type { AuthorizerType, ConditionTerm } from '../model/endpoint.ts';
import {
  asIntrinsic,
  asMap,
  asString,
  at,
  entriesOf,
  isFalsy,
  isNoValue,
  itemsOf,
  type Node,
} from '../template/node.ts';
import { branchesOf } from '../template/text.ts';
import {
  type ApiDocument,
  anyMethodKey,
  emptyDocument,
  integrationKey,
  noSecurity,
  type Operation,
  type PathItem,
  type SchemeUse,
  type Security,
  type SecurityEntry,
  type SecurityScheme,
} from './document.ts';

/** Keys of a path item that are no operations. */
const otherMembers = new Set(['parameters', 'summary', 'description', 'servers', '$ref']);

/**
 * Reads an OpenAPI body: Swagger 2 where it says `swagger`, OpenAPI 3 otherwise. `Fn::If` is followed at paths, path
 * items and operations, as the SAM translator does; what a macro or an unread file makes is listed as unknown.
 */
export function readDocument(body: Node, declaredBy: string): ApiDocument {
  const branches = branchesOf(body);
  const isSwagger = branches.some(({ node }) => !isFalsy(at(node, 'swagger')));
  const bodies = branches.map(branch => ({
    ...branch,
    schemes: branches.length > 1 ? readSchemes(branch.node) : undefined,
  }));
  const document: ApiDocument = {
    ...emptyDocument(isSwagger ? 'swagger' : 'openapi'),
    securities: bodies.map(({ node, terms, schemes }) => ({
      security: readSecurity(at(node, 'security'), `security of ${declaredBy}`, schemes),
      terms,
    })),
  };
  for (const { node, terms, schemes } of bodies) readBody(document, node, terms, { declaredBy, schemes });
  return document;
}

/** The schemes by which API Gateway understands the names in a body's security. */
function readSchemes(body: Node): ReadonlyMap<string, SecurityScheme> {
  const isSwagger = !isFalsy(at(body, 'swagger'));
  const table = isSwagger ? at(body, 'securityDefinitions') : at(body, 'components', 'securitySchemes');
  return new Map([...entriesOf(table)].map(([name, node]) => [name, readScheme(node)]));
}

/** What is known of an operation's security before it is read. */
interface Origin {
  readonly declaredBy: string;
  /** Where conditions choose between whole definitions, those of the branch. */
  readonly schemes: ReadonlyMap<string, SecurityScheme> | undefined;
}

function readBody(document: ApiDocument, body: Node, terms: readonly ConditionTerm[], origin: Origin): void {
  for (const [name, node] of entriesOf(at(body, 'securityDefinitions'))) {
    document.definitions.set(name, readScheme(node));
  }
  for (const [name, node] of entriesOf(at(body, 'components', 'securitySchemes'))) {
    document.components.set(name, readScheme(node));
  }
  if (asMap(body)?.entries.has('Fn::Transform') || (asIntrinsic(body) && !isNoValue(body)))
    document.unknownParts.push(body);
  const tables = [at(body, 'securityDefinitions'), at(body, 'components'), at(body, 'components', 'securitySchemes')];
  document.hasUnknownSchemes ||= [body, ...tables].some(table => asMap(table)?.entries.has('Fn::Transform') === true);
  const paths = at(body, 'paths');
  if (!paths) return;
  for (const branch of branchesOf(paths, terms)) {
    if (isUnreadable(branch.node)) document.unknownParts.push(branch.node);
    else {
      for (const [path, node] of entriesOf(branch.node)) {
        for (const item of branchesOf(node, branch.terms)) readItem(document, path, item.node, item.terms, origin);
      }
    }
  }
}

/** Whether a value stands for something that this program did not read: a macro, an include or another file. */
function isUnreadable(node: Node): boolean {
  const isReference = asMap(node)?.entries.has('$ref') === true;
  return isReference || (asIntrinsic(node) !== undefined && !isNoValue(node));
}

function readItem(
  document: ApiDocument,
  path: string,
  node: Node,
  terms: readonly ConditionTerm[],
  origin: Origin,
): void {
  if (path.startsWith('Fn::')) {
    document.unknownParts.push(node);
    return;
  }
  if (isNoValue(node)) return;
  if (isUnreadable(node)) {
    document.unknownParts.push(node);
    return;
  }
  const item: PathItem = { path, terms, operations: [] };
  for (const [key, value] of entriesOf(node)) {
    if (otherMembers.has(key)) continue;
    for (const branch of branchesOf(value, terms)) {
      const isOutOfReach = branch.terms.length - terms.length > 1;
      if (!isNoValue(branch.node)) item.operations.push(readOperation(key, path, branch, isOutOfReach, origin));
    }
  }
  document.items.push(item);
}

function readOperation(
  key: string,
  path: string,
  { node, terms }: Pick<Operation, 'node' | 'terms'>,
  isOutOfReach: boolean,
  { declaredBy: definition, schemes }: Origin,
): Operation {
  const name = `${key === anyMethodKey ? 'ANY' : key.toUpperCase()} ${path} in ${definition}`;
  const extension = at(node, 'x-amazon-apigateway-auth');
  const extensionType = asString(at(extension, 'type'))?.toUpperCase();
  const security = asMap(node)?.entries.has('security');
  return {
    key,
    terms,
    isOutOfReach,
    hasIntegration: !isFalsy(at(node, integrationKey)),
    security: security ? readSecurity(at(node, 'security'), `security of ${name}`, schemes) : noSecurity,
    iamExtension: extensionType === 'AWS_IAM' ? extension : undefined,
    node,
    declaredBy: `the operation in ${definition}`,
    name,
    dropped: [],
    remarks: [],
  };
}

/** Reads a `security`; its entries remember who names the schemes. */
export function readSecurity(node: Node | undefined, by: string, schemes?: SchemeUse['schemes']): Security {
  if (!node) return noSecurity;
  if (node.kind === 'scalar' && node.value === null) return { kind: 'list', entries: [], node };
  if (node.kind !== 'list') return { kind: 'unknown', node };
  const entries = node.items.map((item): SecurityEntry => {
    if (asIntrinsic(item)) return [{ name: 'Fn::If', scopes: [], node: item, by, source: 'body' }];
    return [...entriesOf(item)].map(([name, scopes]) => ({
      name,
      scopes: itemsOf(scopes),
      node: scopes,
      by,
      source: 'body' as const,
      ...(schemes && { schemes }),
    }));
  });
  return { kind: 'list', entries, node };
}

/**
 * What a security scheme is to API Gateway, by its extensions alone; a scheme without any is documentation. Schemes
 * that differ between the branches of an `Fn::If` are unknown.
 * See https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html
 */
export function readScheme(node: Node): SecurityScheme {
  const types = new Set(branchesOf(node).map(branch => schemeType(branch.node)));
  const [type] = types;
  const audience = at(node, 'x-amazon-apigateway-authorizer', 'jwtConfiguration', 'audience');
  return {
    type: types.size === 1 && type ? type : 'UNKNOWN',
    node,
    pools: poolsOf(node),
    ...(audience && { audience }),
  };
}

function poolsOf(scheme: Node): readonly Node[] {
  const authorizer = at(scheme, 'x-amazon-apigateway-authorizer');
  const issuer = at(authorizer, 'jwtConfiguration', 'issuer');
  return issuer ? [issuer] : itemsOf(at(authorizer, 'providerARNs'));
}

function schemeType(scheme: Node): AuthorizerType {
  const authorizer = at(scheme, 'x-amazon-apigateway-authorizer');
  const authType = asString(at(scheme, 'x-amazon-apigateway-authtype'))?.toLowerCase();
  if (scheme.kind !== 'map' || asIntrinsic(scheme) || asIntrinsic(authorizer)) return 'UNKNOWN';
  if (authType === 'awssigv4') return 'AWS_IAM';
  switch (asString(at(authorizer, 'type'))?.toLowerCase()) {
    case 'cognito_user_pools':
      return 'COGNITO';
    case 'jwt':
      return 'JWT';
    case 'token':
    case 'request':
      return 'LAMBDA';
  }
  if (authType === 'cognito_user_pools') return 'COGNITO';
  if (authType === 'custom') return 'LAMBDA';
  const type = asString(at(scheme, 'type'));
  if (type === 'apiKey' && asString(at(scheme, 'name')) === 'x-api-key' && !authorizer) return 'API_KEY';
  if ((type === 'oauth2' || type === 'openIdConnect') && authorizer?.kind === 'map') return 'JWT';
  return 'UNDEFINED';
}
