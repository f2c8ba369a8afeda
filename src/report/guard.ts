import type { ConditionTerm, EffectiveAuthorizer, Endpoint } from '../model/endpoint.ts';
import { acceptsAnyone, isOpen } from '../model/endpoint.ts';

/**
 * What is known of the access to an endpoint. `exempt` is one without authorizer that does not count as open: a
 * preflight, a WebSocket route after $connect, one that asks for an API key; nobody can call an `unserved` one.
 */
export type Guard = 'open' | 'exempt' | 'guarded' | 'unknown' | 'unserved';

/** Tells how an endpoint is guarded; an API key does not count. */
export function guardOf(endpoint: Endpoint): Guard {
  if (!endpoint.isServed) return 'unserved';
  if (isOpen(endpoint)) return acceptsAnyone(endpoint) ? 'open' : 'exempt';
  return endpoint.auth.some(({ type }) => type !== 'UNKNOWN' && type !== 'UNDEFINED') ? 'guarded' : 'unknown';
}

/** Who guards an endpoint: `COGNITO Users`, `open`, `open (Users guards nothing)`, `unknown`; not escaped. */
export function guardText(
  endpoint: Endpoint,
  describe: (authorizer: EffectiveAuthorizer) => string = authorizerText,
): string {
  if (!isOpen(endpoint)) return endpoint.auth.map(describe).join(', ');
  if (endpoint.api.type === 'WEBSOCKET' && endpoint.path !== '$connect') return 'whoever is connected';
  const what =
    endpoint.method === 'OPTIONS' ? 'no authorizer (preflight)' : endpoint.apiKeyRequired ? 'no authorizer' : 'open';
  const idle = endpoint.auth.flatMap(({ name }) => name ?? []);
  if (idle.length === 0) return what;
  return `${what} (${idle.join(' and ')} ${idle.length === 1 ? 'guards' : 'guard'} nothing)`;
}

/** An authorizer's type and name: `COGNITO Users`, `AWS_IAM`, `unknown`; not escaped. */
export function authorizerText({ type, name }: EffectiveAuthorizer): string {
  switch (type) {
    case 'UNDEFINED':
      return name === null ? 'a scheme that guards nothing' : `${name} (guards nothing)`;
    case 'UNKNOWN':
      return name === null ? 'unknown' : `unknown (${name})`;
    default:
      return name === null || name === type ? type : `${type} ${name}`;
  }
}

/** A scope as it is written, or the intrinsic that gives it as compact JSON; not escaped. */
export function scopeText(scope: unknown): string {
  return typeof scope === 'string' ? scope : JSON.stringify(scope);
}

/** Under which conditions an endpoint exists: `(if IsProd, unless IsPrivate)`; '' for always; not escaped. */
export function conditionsText(conditions: readonly ConditionTerm[]): string {
  if (conditions.length === 0) return '';
  return `(${conditions.map(({ condition, is }) => `${is ? 'if' : 'unless'} ${condition}`).join(', ')})`;
}

/** An endpoint's path or route key; for what has none, what it is; not escaped. */
export function pathText(endpoint: Endpoint): string {
  switch (endpoint.api.type) {
    case 'FUNCTION_URL':
      return '(function URL)';
    case 'APPSYNC':
      return '(AppSync API)';
    default:
      return endpoint.path;
  }
}

/** The logical id of an endpoint's API, or words for one that is no plain reference; not escaped. */
export function apiText(endpoint: Endpoint): string {
  return endpoint.api.id ?? '(elsewhere)';
}
