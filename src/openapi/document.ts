import type { Api, AuthorizerType, ConditionTerm, Reason } from '../model/endpoint.ts';
import { type Place, systemOf } from '../model/place.ts';
import type { Node } from '../template/node.ts';
import { placeOf, placeOfKey } from '../template/place.ts';

/**
 * An OpenAPI document as API Gateway imports it, with the parts that decide about authorization. SAM's expansion edits
 * it, and one reader makes endpoints of it, whoever wrote it.
 */
export interface ApiDocument {
  readonly specification: 'swagger' | 'openapi';
  readonly items: PathItem[];
  /** `securityDefinitions`, where SAM keeps its own schemes whatever the specification. */
  readonly definitions: Map<string, SecurityScheme>;
  /** The user's `components.securitySchemes`. */
  readonly components: Map<string, SecurityScheme>;
  /** Which of the two API Gateway reads; set from the specification, and changed by SAM's post-processing. */
  schemeTable: 'definitions' | 'components';
  /** The `security` at the document's root, one for each branch of the definition. */
  readonly securities: readonly { readonly security: Security; readonly terms: readonly ConditionTerm[] }[];
  /** Some schemes stand where they could not be read. */
  hasUnknownSchemes: boolean;
  /** Parts whose content is not known, such as a path item that a macro makes. */
  readonly unknownParts: Node[];
}

export interface PathItem {
  readonly path: string;
  readonly terms: readonly ConditionTerm[];
  readonly operations: Operation[];
}

export interface Operation {
  /** The key as written: `get`, `x-amazon-apigateway-any-method`, or anything else that is no other member. */
  readonly key: string;
  readonly terms: readonly ConditionTerm[];
  /** Stands in an `Fn::If` within an `Fn::If`, where SAM looks no further and leaves it as it is. */
  readonly isOutOfReach: boolean;
  /** Has an `x-amazon-apigateway-integration`. API Gateway serves no operation without one. */
  hasIntegration: boolean;
  security: Security;
  /** `x-amazon-apigateway-auth` with type AWS_IAM, which stands for a signature without any scheme. */
  readonly iamExtension: Node | undefined;
  readonly node: Node;
  /** What declares it, for people: "the event Get of OrdersFunction", "the definition of OrdersApi". */
  readonly declaredBy: string;
  /** The same with its route, where nothing around tells that. */
  readonly name: string;
  /** Authorizers that SAM's edits took out of `security` although nobody asked for it. */
  readonly dropped: SchemeUse[];
  /** What left it as it is although one might expect otherwise, most specific first. */
  readonly remarks: Reason[];
}

/** An operation's `security`. Each entry names schemes that API Gateway applies together. */
export type Security =
  | { readonly kind: 'absent' }
  | { readonly kind: 'list'; readonly entries: readonly SecurityEntry[]; readonly node?: Node }
  /** An intrinsic, or nothing that OpenAPI knows; `because` tells of other reasons, in a clause. */
  | { readonly kind: 'unknown'; readonly node: Node; readonly because?: string };

export type SecurityEntry = readonly SchemeUse[];

/** One name in a security entry, which remembers what put it there. */
export interface SchemeUse {
  readonly name: string;
  readonly scopes: readonly Node[];
  readonly node: Node;
  /** Who names it, inside a sentence: "the event Get of OrdersFunction". */
  readonly by: string;
  /** An event's name of something undefined is refused by SAM; one in a body is imported as it is. */
  readonly source: 'event' | 'api' | 'body';
  /** The schemes of the branch that it stands in, where conditions choose between whole definitions. */
  readonly schemes?: ReadonlyMap<string, SecurityScheme>;
}

/** Where a scheme's name stands: a key in a body, a value in SAM's Auth. */
export function placeOfName(use: SchemeUse): Place {
  return use.source === 'body' ? placeOfKey(use.node) : placeOf(use.node);
}

export interface SecurityScheme {
  readonly type: AuthorizerType;
  readonly node: Node;
  /** ARNs of user pools, or the issuer's URL, whose tokens the authorizer accepts. */
  readonly pools: readonly Node[];
  /** The audience that a JWT authorizer asks for. */
  readonly audience?: Node;
}

/** The schemes by which API Gateway understands the names in a document's security. */
export function schemesOf(document: ApiDocument): ReadonlyMap<string, SecurityScheme> {
  return document.schemeTable === 'definitions' ? document.definitions : document.components;
}

/** The scheme that a name in a document's security means; undefined where there is none. */
export function schemeOf(use: SchemeUse, document: ApiDocument): SecurityScheme | undefined {
  return (use.schemes ?? schemesOf(document)).get(use.name);
}

/** What identifies a token authorizer of an API within a workspace. */
export function tokenAuthorizerKey(api: Api, name: string): string {
  return `${systemOf(api.place)} ${api.id} ${name}`;
}

export const noSecurity: Security = { kind: 'absent' };

/** The entries of a `security`; none where it is absent or not known. */
export function securityEntries(security: Security): readonly SecurityEntry[] {
  return security.kind === 'list' ? security.entries : [];
}

/** The names in all entries of a `security`. */
export function usesIn(security: Security): readonly SchemeUse[] {
  const entries = securityEntries(security);
  const [first] = entries;
  return entries.length === 1 && first ? first : entries.flat();
}

/** Adds an entry behind those that an operation has. */
export function appendSecurity(operation: Operation, use: SchemeUse): void {
  operation.security = { kind: 'list', entries: [...securityEntries(operation.security), [use]] };
}

export const anyMethodKey = 'x-amazon-apigateway-any-method';
export const integrationKey = 'x-amazon-apigateway-integration';

/** The key under which SAM keeps a method: lower case, and API Gateway's extension for ANY. */
export function methodKey(method: string): string {
  const lower = method.toLowerCase();
  return lower === 'any' ? anyMethodKey : lower;
}

/** Whether SAM takes an operation for a preflight, whatever the case of its key. */
export function isPreflight(operation: Operation): boolean {
  return operation.key.toLowerCase() === 'options';
}

/** Whether SAM finds an integration, and with it something to authorize. */
export function isIntegrated(operation: Operation): boolean {
  return operation.hasIntegration && !operation.isOutOfReach;
}

const httpMethods = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', anyMethodKey]);

/** Whether API Gateway takes a path item's key for an operation. */
export function isMethodKey(key: string): boolean {
  return httpMethods.has(key.toLowerCase());
}

/** An empty document, as SAM makes it for an API that is defined by events alone. */
export function emptyDocument(specification: 'swagger' | 'openapi'): ApiDocument {
  return {
    specification,
    items: [],
    definitions: new Map(),
    components: new Map(),
    schemeTable: specification === 'swagger' ? 'definitions' : 'components',
    securities: [{ security: noSecurity, terms: [] }],
    hasUnknownSchemes: false,
    unknownParts: [],
  };
}

export function findOperations(document: ApiDocument, path: string, key: string): Operation[] {
  const items = document.items.filter(item => item.path === path);
  return items.flatMap(item => item.operations.filter(operation => operation.key === key));
}
