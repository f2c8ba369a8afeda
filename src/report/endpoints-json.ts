import type { ApiType, AuthorizerType, ConditionTerm, Endpoint } from '../model/endpoint.ts';
import { isTextPlace, systemOf } from '../model/place.ts';
import { type JsonPoint, jsonPoint } from './json-place.ts';
import { jsonText } from './json-text.ts';

/** What `endpoints --format json` prints: a contract, which only grows while `version` is 1. */
export interface JsonEndpoints {
  readonly version: 1;
  readonly endpoints: readonly JsonEndpoint[];
}

/**
 * An endpoint and its effective authorization. The file is the template; line and column are of the setting that
 * decides, or of the API where that stands in another file, which `decidedAt` names in any case.
 */
export type JsonEndpoint = JsonPoint & {
  readonly apiId: string | null;
  /** Of an account's API. */
  readonly apiArn?: string;
  readonly apiType: ApiType;
  readonly method: string;
  readonly path: string;
  readonly auth: readonly JsonAuthorizer[];
  readonly apiKeyRequired: boolean;
  readonly conditions: readonly ConditionTerm[];
  /** False where nobody can call it: an operation without an integration, an API without a stage, or a method that no stage serves yet. */
  readonly isServed: boolean;
  readonly because: string;
  readonly decidedAt: JsonPoint;
};

/** An authorizer that guards an endpoint; a scope that is no string is the template's own intrinsic. */
export interface JsonAuthorizer {
  readonly type: AuthorizerType;
  readonly name: string | null;
  readonly scopes: readonly unknown[];
}

/** The authorization matrix for programs. */
export function endpointsJson(endpoints: readonly Endpoint[]): string {
  const document: JsonEndpoints = { version: 1, endpoints: endpoints.map(jsonEndpoint) };
  return jsonText(document);
}

/** One row of the matrix. */
export function jsonEndpoint(endpoint: Endpoint): JsonEndpoint {
  const { place } = endpoint;
  const isInTemplate = systemOf(place) === systemOf(endpoint.api.place);
  return {
    ...jsonPoint(isInTemplate ? place : endpoint.api.place),
    apiId: endpoint.api.id,
    ...(!isTextPlace(endpoint.api.place) && { apiArn: endpoint.api.place.arn }),
    apiType: endpoint.api.type,
    method: endpoint.method,
    path: endpoint.path,
    auth: endpoint.auth.map(({ type, name, scopes }) => ({ type, name, scopes })),
    apiKeyRequired: endpoint.apiKeyRequired,
    conditions: endpoint.conditions.map(({ condition, is }) => ({ condition, is })),
    isServed: endpoint.isServed,
    because: endpoint.because,
    decidedAt: jsonPoint(place),
  };
}
