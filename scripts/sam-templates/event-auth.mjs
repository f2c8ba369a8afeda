import fc from 'fast-check';
import { resourcePolicy, scopes } from './api-auth.mjs';
import { absent, either, index, maybe, one } from './arbitraries.mjs';
import { isMap, isPlainMap, isTruthy, noValue } from './values.mjs';

export const eventAuth = either(
  [5, absent],
  [
    12,
    fc.record({
      Authorizer: either(
        [6, index],
        [3, absent],
        [2, fc.constant('AWS_IAM')],
        [3, fc.constant('NONE')],
        [0.6, one(null, '')],
      ),
      AuthorizationScopes: scopes,
      ApiKeyRequired: either(
        [8, absent],
        [3, fc.constant(true)],
        [2, fc.constant(false)],
        [1, one(null, 'false', '', 0, { Ref: 'Flag' })],
      ),
      OverrideApiAuth: maybe(20, one(true, true, true, false, 'false', { Ref: 'Flag' })),
      InvokeRole: maybe(4, one('NONE', 'CALLER_CREDENTIALS')),
      ResourcePolicy: resourcePolicy,
    }),
  ],
  [1, one(null, {}, { 'Fn::If': ['IsProd', { Authorizer: 'Users' }, noValue] }, noValue)],
);

const namesOf = auth => (isPlainMap(auth) && isMap(auth.Authorizers) ? Object.keys(auth.Authorizers) : []);

export function rawAuth(auth, target) {
  if (typeof auth?.Authorizer !== 'number') return auth;
  const names = [...namesOf(target.auth), 'Ghost'];
  return { ...auth, Authorizer: names[auth.Authorizer % names.length] };
}

/** Auth of an `Api` event that SAM takes on this API. */
export function restEventAuth(auth, target, isThere) {
  if (!isPlainMap(auth)) return auth;
  const api = isPlainMap(target.auth) ? target.auth : {};
  const names = namesOf(target.auth).filter(name => isTruthy(api.Authorizers[name]));
  const made = { ...auth };
  if (typeof made.Authorizer === 'number') made.Authorizer = names[made.Authorizer % names.length];
  if (made.Authorizer === 'NONE' && !isTruthy(api.DefaultAuthorizer)) delete made.Authorizer;
  if (!isTruthy(made.Authorizer) && isTruthy(made.AuthorizationScopes)) delete made.AuthorizationScopes;
  const asksForNoKey =
    made.ApiKeyRequired !== undefined && made.ApiKeyRequired !== null && !isTruthy(made.ApiKeyRequired);
  if (asksForNoKey && !isTruthy(api.ApiKeyRequired)) delete made.ApiKeyRequired;
  const says = [made.Authorizer, made.ApiKeyRequired, made.ResourcePolicy].some(isTruthy);
  const isFound = target.isManaged || target.merges || isThere;
  if (isTruthy(made.OverrideApiAuth) && !(says && isFound)) delete made.OverrideApiAuth;
  return made;
}

/** Auth of an `HttpApi` event that SAM takes on this API. */
export function httpEventAuth(auth, target) {
  if (!isTruthy(auth)) return auth;
  if (target.auth !== undefined && !isPlainMap(target.auth)) return undefined;
  const api = target.auth ?? {};
  const hasDefault = isTruthy(api.DefaultAuthorizer);
  if (!isPlainMap(auth)) return hasDefault ? auth : undefined;
  const names = namesOf(api);
  const made = { ...auth };
  if (typeof made.Authorizer === 'number') made.Authorizer = names[made.Authorizer % names.length];
  if (made.Authorizer === 'NONE' && !hasDefault) delete made.Authorizer;
  if (made.Authorizer === 'AWS_IAM' && api.EnableIamAuthorizer !== true && !names.includes('AWS_IAM'))
    delete made.Authorizer;
  if (isTruthy(made.Authorizer) || hasDefault) return made;
  return undefined;
}
