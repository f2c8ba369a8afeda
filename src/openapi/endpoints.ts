import {
  type Api,
  type AuthorizerType,
  type ConditionTerm,
  distinctTerms,
  type EffectiveAuthorizer,
  type Endpoint,
  type Reason,
} from '../model/endpoint.ts';
import type { Unknown } from '../model/model.ts';
import { append } from '../template/append.ts';
import { asIf, asString, isNoValue, type Node, toPlain } from '../template/node.ts';
import { placeOf, placeOfKey } from '../template/place.ts';
import { branchesOf } from '../template/text.ts';
import {
  type ApiDocument,
  anyMethodKey,
  isMethodKey,
  noSecurity,
  type Operation,
  placeOfName,
  type SchemeUse,
  type Security,
  schemeOf,
  tokenAuthorizerKey,
  usesIn,
} from './document.ts';
import { readSecurity } from './read.ts';

/** The name by which SAM opts out of a default; to API Gateway it is a scheme that nothing defines. */
export const optOut = 'NONE';

/**
 * The endpoints that API Gateway serves for a document. Authorizer and API key are independent settings of a method,
 * so that entries of `security` add up, however OpenAPI would combine them.
 *
 * @param terms What must hold for the API to exist.
 */
export function documentEndpoints(document: ApiDocument, api: Api, terms: readonly ConditionTerm[]): Endpoint[] {
  return document.items.flatMap(item =>
    item.operations
      .filter(operation => isMethodKey(operation.key))
      .flatMap(securityBranches)
      .map(operation => withRootSecurity(document, operation, api))
      .map(operation => endpointOf(operation, item.path, document, { api, terms })),
  );
}

/** What a scheme that is named is to an API. HTTP APIs know no API keys: a scheme of one guards nothing there. */
function typeOf(use: SchemeUse, document: ApiDocument, api: Api): AuthorizerType {
  if (use.name.startsWith('Fn::')) return 'UNKNOWN';
  const type = schemeOf(use, document)?.type ?? (document.hasUnknownSchemes ? 'UNKNOWN' : 'UNDEFINED');
  return type === 'API_KEY' && api.type === 'HTTP' ? 'UNDEFINED' : type;
}

/** An operation whose security is an `Fn::If`, once for each branch. */
function securityBranches(operation: Operation): Operation[] {
  const { security } = operation;
  if (security.kind !== 'unknown' || !asIf(security.node)) return [operation];
  return branchesOf(security.node, operation.terms).map(branch => ({
    ...operation,
    terms: branch.terms,
    security: isNoValue(branch.node) ? noSecurity : readSecurity(branch.node, `security of ${operation.name}`),
  }));
}

/**
 * What `security` at the root of a definition is to an operation without its own. API Gateway's documentation says of REST
 * APIs that it is not used, and nothing of HTTP APIs; SAM CLI refuses it in Swagger 2, and takes it for a default in
 * OpenAPI 3. See https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html and
 * https://github.com/aws/aws-sam-cli/pull/5182
 */
function withRootSecurity(document: ApiDocument, operation: Operation, api: Api): Operation {
  const root = rootSecurityOf(document, operation);
  if (!root) return operation;
  if (document.specification === 'openapi') return { ...operation, security: unlessDoubtful(root, document, api) };
  const message = `${rootSecurity(api)} counts for nothing in Swagger 2`;
  return { ...operation, remarks: [...operation.remarks, { message, place: placeOfKey(root.node) }] };
}

/** Of names that guard nothing, it does not matter whether they count; and a key is no authorization. */
function unlessDoubtful(root: RootSecurity, document: ApiDocument, api: Api): Security {
  const isGuard = (use: SchemeUse) => !['UNDEFINED', 'API_KEY'].includes(typeOf(use, document, api));
  const isDoubtful = root.kind === 'unknown' || usesIn(root).some(isGuard);
  return isDoubtful ? { kind: 'unknown', node: root.node, because: rootDoubt(api) } : root;
}

function rootSecurity(api: Api): string {
  return `security at the root of the definition of ${api.id}`;
}

function rootDoubt(api: Api): string {
  return api.type === 'REST'
    ? `API Gateway's documentation says that it does not use ${rootSecurity(api)}, and SAM CLI takes it for a default`
    : `whether ${rootSecurity(api)} counts in an HTTP API, API Gateway's documentation does not say`;
}

/** What is not known of operations that have no security but that at the root of their definition. */
export function rootUnknowns(document: ApiDocument, api: Api): Unknown[] {
  if (document.specification !== 'openapi') return [];
  const operations = document.items.flatMap(item => item.operations).filter(({ key }) => isMethodKey(key));
  const roots = operations.flatMap(operation => rootSecurityOf(document, operation) ?? []);
  return [...new Map(roots.map(root => [root.node, root])).values()]
    .filter(root => unlessDoubtful(root, document, api).kind === 'unknown')
    .map(({ node }) => ({
      message: `Who may call endpoints of ${api.id} without security of their own is not known: ${rootDoubt(api)}.`,
      place: placeOf(node),
    }));
}

type RootSecurity = Exclude<Security, { kind: 'absent' }> & { readonly node: Node };

/**
 * The `security` at the root of the branch in which an operation stands, where that asks for something; none for an
 * operation that has its own, or that is not served.
 */
function rootSecurityOf(document: ApiDocument, operation: Operation): RootSecurity | undefined {
  if (operation.security.kind !== 'absent' || !operation.hasIntegration) return undefined;
  const branch = document.securities.find(({ terms }) =>
    terms.every(({ condition, is }, at) => {
      const own = operation.terms[at];
      return own?.condition === condition && own.is === is;
    }),
  );
  const security = branch?.security;
  if (!security || security.kind === 'absent' || !security.node) return undefined;
  if (security.kind === 'list' && usesIn(security).length === 0) return undefined;
  return { ...security, node: security.node };
}

/** What an operation takes from what is around it. */
interface Surroundings {
  readonly api: Api;
  /** What must hold for the API to exist. */
  readonly terms: readonly ConditionTerm[];
}

function endpointOf(operation: Operation, path: string, document: ApiDocument, { api, terms }: Surroundings): Endpoint {
  const { security } = operation;
  const uses = usesIn(security);
  const auth: EffectiveAuthorizer[] = [];
  let apiKeyRequired = false;
  for (const use of uses) {
    if (use.name === optOut) continue;
    const type = typeOf(use, document, api);
    if (type === 'API_KEY') apiKeyRequired = true;
    else auth.push(authorizerOf(use, type, api));
  }
  if (security.kind === 'unknown') {
    auth.push({ type: 'UNKNOWN', name: null, scopes: [], place: placeOf(security.node) });
  }
  if (operation.iamExtension && !auth.some(authorizer => authorizer.type === 'AWS_IAM')) {
    auth.push({ type: 'AWS_IAM', name: 'AWS_IAM', scopes: [], place: placeOf(operation.iamExtension) });
  }
  const reasons = reasonsFor(operation, uses, security.kind === 'list' ? security.node : undefined, auth);
  if (auth.length > 0) append(reasons, schemeReasons(uses, document));
  const declaredAt = placeOfKey(operation.node);
  const optsOut = auth.length === 0 ? uses.find(use => use.name === optOut) : undefined;
  const endpoint: Endpoint = {
    api,
    method: operation.key.toLowerCase() === anyMethodKey ? 'ANY' : operation.key.toUpperCase(),
    path: path === '/$default' ? '$default' : path,
    auth,
    apiKeyRequired,
    conditions: distinctTerms([...terms, ...operation.terms]),
    isServed: operation.hasIntegration,
    place: reasons[0]?.place ?? declaredAt,
    declaredAt,
    because: reasons[0]?.message ?? '',
    reasons,
  };
  return optsOut ? { ...endpoint, optsOut: placeOfName(optsOut) } : endpoint;
}

/** Where the schemes that guard an endpoint, and the scopes that they ask for, are written. */
function schemeReasons(uses: readonly SchemeUse[], document: ApiDocument): Reason[] {
  return uses.flatMap(use => {
    const scheme = schemeOf(use, document);
    const scopes = use.scopes.map(scope => ({ message: `${use.name} asks for this scope`, place: placeOf(scope) }));
    if (!scheme || scheme.type === 'API_KEY') return scopes;
    const kind = scheme.type === 'UNDEFINED' ? "without any of API Gateway's extensions" : `of type ${scheme.type}`;
    const definition = { message: `${use.name} is defined here, ${kind}`, place: placeOfKey(scheme.node) };
    return [definition, ...scopes];
  });
}

function authorizerOf(use: SchemeUse, type: AuthorizerType, api: Api): EffectiveAuthorizer {
  const authorizer = {
    type,
    name: use.name.startsWith('Fn::') ? null : use.name,
    scopes: use.scopes.map(scope => asString(scope) ?? toPlain(scope)),
    place: placeOfName(use),
  };
  const isToken = type === 'COGNITO' || type === 'JWT';
  return isToken ? { ...authorizer, tokenAuthorizer: tokenAuthorizerKey(api, use.name) } : authorizer;
}

/** What decided, most specific first: never empty. */
function reasonsFor(
  operation: Operation,
  uses: readonly SchemeUse[],
  list: Node | undefined,
  auth: readonly EffectiveAuthorizer[],
): Reason[] {
  const declared: Reason = {
    message: `neither ${operation.declaredBy} nor its API names an authorizer`,
    place: placeOfKey(operation.node),
  };
  const deciding = uses.filter(use => (auth.length > 0 ? use.name !== optOut : true));
  const decisions = deciding.map(use => ({ message: `${use.by} names ${use.name}`, place: placeOfName(use) }));
  if (decisions.length > 0) return [...decisions, ...operation.remarks];
  if (auth[0]) {
    const { security } = operation;
    const because = security.kind === 'unknown' ? security.because : undefined;
    return [{ message: because ?? `security of ${operation.declaredBy}`, place: auth[0].place }, ...operation.remarks];
  }
  if (list)
    return [{ message: `${operation.declaredBy} has empty security`, place: placeOf(list) }, ...operation.remarks];
  return operation.remarks.length > 0 ? [...operation.remarks] : [declared];
}
