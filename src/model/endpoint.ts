import type { Place } from './place.ts';

export type ApiType = 'REST' | 'HTTP' | 'WEBSOCKET' | 'FUNCTION_URL' | 'APPSYNC';

/**
 * UNDEFINED is a scheme that guards nothing: no definition, or one without API Gateway's extensions. UNKNOWN cannot be
 * determined. API_KEY occurs only for AppSync; the key of a REST method is `apiKeyRequired`.
 */
export type AuthorizerType = 'COGNITO' | 'JWT' | 'LAMBDA' | 'AWS_IAM' | 'OIDC' | 'API_KEY' | 'UNDEFINED' | 'UNKNOWN';

/** A condition of the template and the value that it must have. */
export interface ConditionTerm {
  readonly condition: string;
  readonly is: boolean;
}

/** Terms that must all hold, each once: an API and its function may share a condition. */
export function distinctTerms(terms: readonly ConditionTerm[]): readonly ConditionTerm[] {
  if (terms.length < 2) return terms;
  return terms.filter(
    (term, index) => terms.findIndex(each => each.condition === term.condition && each.is === term.is) === index,
  );
}

/** Whether terms can all hold: none says of a condition what another one denies. */
export function isConsistent(terms: readonly ConditionTerm[]): boolean {
  return terms.every(term => terms.every(other => other.condition !== term.condition || other.is === term.is));
}

/** An authorizer that a request to an endpoint must satisfy. */
export interface EffectiveAuthorizer {
  readonly type: AuthorizerType;
  /** The scheme's or authorizer's name; null where the resource has none, as a raw method with AWS_IAM. */
  readonly name: string | null;
  /** A scope as a string; one that only the deployment decides, as the template's own intrinsic. */
  readonly scopes: readonly unknown[];
  readonly place: Place;
  /** The key of the model's token authorizer that this one is, if it looks at tokens. */
  readonly tokenAuthorizer?: string;
}

/** One step of the explanation of an endpoint's authorization: what decided, and where it stands. */
export interface Reason {
  readonly message: string;
  readonly place: Place;
}

/** An API as API Gateway, Lambda or AppSync would serve it. */
export interface Api {
  /** The logical id; null where the reference to the API is no plain Ref. */
  readonly id: string | null;
  readonly type: ApiType;
  /** The API's own declaration, or what makes it exist, as the first event of an implicit API. */
  readonly place: Place;
  /** Made by the SAM transform from an AWS::Serverless type or from events. */
  readonly isSam: boolean;
  /** The template is a part of one, so that Globals and more may stand elsewhere. */
  readonly isPartial?: true;
  /** Made by SAM for events that name no API. */
  readonly isImplicit: boolean;
  /** Reached from private networks only (EndpointConfiguration PRIVATE), or 'unknown'. */
  readonly isPrivate: boolean | 'unknown';
  readonly resourcePolicy: ResourcePolicy;
  /** The CORS setting for which SAM adds OPTIONS methods, where there is one. */
  readonly cors?: Place;
}

/** What an API's resource policies do to who may call it. */
export type ResourcePolicy =
  | { readonly kind: 'absent' }
  /** It lets everyone through. */
  | { readonly kind: 'open'; readonly place: Place }
  | { readonly kind: 'restrictive'; readonly place: Place; readonly namesVpcEndpoint: boolean }
  | { readonly kind: 'unknown' };

/** Something that a client can call: (API, method, path), a WebSocket route, a function URL or a GraphQL API. */
export interface Endpoint {
  readonly api: Api;
  /** Upper case; ANY for any method and an HTTP API's $default route; '' for routes, URLs and GraphQL APIs. */
  readonly method: string;
  /** The path, or a WebSocket route's key; '' for function URLs and GraphQL APIs. */
  readonly path: string;
  /** Who guards it; empty for an open endpoint. */
  readonly auth: readonly EffectiveAuthorizer[];
  readonly apiKeyRequired: boolean;
  /** All must hold for the endpoint to exist in this form. */
  readonly conditions: readonly ConditionTerm[];
  /**
   * False for what nobody can call: an operation without integration, what exists under conditions that no deployment
   * fulfils, and in an account what is not deployed yet.
   */
  readonly isServed: boolean;
  /** In an account: no stage serves it as its API says, which deployment-stale tells. */
  readonly isStale?: true;
  /** The setting that decides the authorization. */
  readonly place: Place;
  /** Where the endpoint itself is declared. */
  readonly declaredAt: Place;
  /** The authorizer named NONE that takes the endpoint out of its API's default. */
  readonly optsOut?: Place;
  /** What decides, in a sentence. */
  readonly because: string;
  /** The steps that led there, most specific first. */
  readonly reasons: readonly Reason[];
}

/** Whether anyone may call it: no authorizer, and none that might turn out to be one. */
export function isOpen(endpoint: Endpoint): boolean {
  return endpoint.auth.every(authorizer => authorizer.type === 'UNDEFINED');
}

/**
 * Whether anyone on the network can reach what stands behind an endpoint. Not so for OPTIONS (preflights carry no
 * credentials), WebSocket routes after $connect, what is never served, and where a key is asked for.
 */
export function acceptsAnyone(endpoint: Endpoint): boolean {
  const isAfterConnect = endpoint.api.type === 'WEBSOCKET' && endpoint.path !== '$connect';
  const isExempt = endpoint.method === 'OPTIONS' || isAfterConnect || endpoint.apiKeyRequired;
  return isOpen(endpoint) && endpoint.isServed && !isExempt;
}

/** How people name an endpoint at the start of a sentence: `GET /orders`, `The function URL ReportUrl`. */
export function endpointName(endpoint: Endpoint): string {
  const id = endpoint.api.id ?? 'an API outside the template';
  switch (endpoint.api.type) {
    case 'FUNCTION_URL':
      return `The function URL ${id}`;
    case 'APPSYNC':
      return `The AppSync API ${id}`;
    case 'WEBSOCKET':
      return `${endpoint.path} of ${id}`;
    case 'REST':
    case 'HTTP':
      return endpoint.path === '$default' ? `$default of ${id}` : `${endpoint.method} ${endpoint.path}`;
  }
}

/** How people name an endpoint within a sentence: `GET /orders`, `the function URL ReportUrl`. */
export function endpointNameInside(endpoint: Endpoint): string {
  return endpointName(endpoint).replace(/^The /, 'the ');
}

/** Under which conditions an endpoint or a value exists in its form, as the end of a clause: ` (when IsProd is true)`, or ''. */
export function conditionsText({ conditions }: Pick<Endpoint, 'conditions'>): string {
  const terms = conditions.map(term => `${term.condition} is ${term.is}`);
  return terms.length > 0 ? ` (when ${terms.join(' and ')})` : '';
}

/** The endpoints in the order of their names, which no change to a template's order changes. */
export function byName(endpoints: readonly Endpoint[]): readonly Endpoint[] {
  const names = new Map(endpoints.map(endpoint => [endpoint, `${endpoint.api.id} ${endpointName(endpoint)}`]));
  return endpoints.toSorted((a, b) => ((names.get(a) ?? '') < (names.get(b) ?? '') ? -1 : 1));
}
