import { optOut } from '../../openapi/endpoints.ts';
import { asIntrinsic, asString, at, isFalsy, isNoValue, isNull, type Node } from '../../template/node.ts';
import { iamName, type SamApi } from '../api.ts';
import { authorizersOf, type LandedEvent, readsAuth } from '../event-auth.ts';
import { eventName } from '../events.ts';
import { hasUnknownKey } from './auth-keys.ts';
import { expectKind } from './kinds.ts';
import { type Refusal, refuse, refuseKey, type Undecided } from './refusal.ts';
import { emptyAuthorizerRefusals, optOutRefusals } from './rest-event.ts';

/** What SAM refuses about Auth of an `HttpApi` event (section 5.4); a default is `isUnread` apart from all else. */
export function* httpEventRefusals(
  landed: LandedEvent,
  isUndecided: Undecided,
  isUnread: Undecided,
): Generator<Refusal> {
  const { event, samApi } = landed;
  const { auth } = event;
  if (event.type !== 'HttpApi' || !readsAuth(landed) || !auth || isFalsy(auth) || auth.kind !== 'map') return;
  if (isUndecided(auth)) return;
  const subject = eventName(event);
  const apiAuth = samApi.auth;
  if (apiAuth && isNull(apiAuth)) {
    yield refuse(apiAuth, `Auth of ${samApi.id} is null, and ${subject} has an Auth that builds on it`);
    return;
  }
  if (apiAuth && (apiAuth.kind !== 'map' || asIntrinsic(apiAuth) || isUndecided(apiAuth))) return;
  if (isFalsy(at(auth, 'Authorizer'))) yield* missingAuthorizer(auth, samApi, subject, isUnread);
  else yield* authorizerRefusals(auth, samApi, subject, isUndecided);
  const scopes = at(auth, 'AuthorizationScopes');
  if (scopes && !isFalsy(scopes)) {
    yield* expectKind(scopes, 'list', `AuthorizationScopes of ${subject}`, isUndecided);
  }
}

function* authorizerRefusals(auth: Node, samApi: SamApi, subject: string, isUndecided: Undecided): Generator<Refusal> {
  const own = at(auth, 'Authorizer');
  if (!own || !(yield* expectKind(own, 'string', `Authorizer of ${subject}`, isUndecided))) return;
  const name = asString(own);
  if (name === optOut) yield* optOutRefusals(own, samApi, subject, isUndecided);
  else yield* emptyAuthorizerRefusals(own, name ?? '', samApi, subject, isUndecided);
}

/** An Auth without an Authorizer changes the scopes of the default, so that there has to be one, and by a name. */
function* missingAuthorizer(auth: Node, samApi: SamApi, subject: string, isUndecided: Undecided): Generator<Refusal> {
  const fallback = at(samApi.properties, 'Auth', 'DefaultAuthorizer');
  const without = `Auth of ${subject} has no Authorizer, and`;
  if (!fallback || isFalsy(fallback)) {
    if (!hasUnknownKey(samApi)) yield refuseKey(auth, `${without} ${samApi.id} has no DefaultAuthorizer`);
    return;
  }
  if (isUndecided(fallback)) return;
  if (samApi.type === 'REST') yield* restFallback(auth, fallback, samApi, without, isUndecided);
  // Any other default of an HTTP API that is not a plain string is refused for itself.
  else if (isNoValue(fallback)) {
    yield refuseKey(auth, `${without} DefaultAuthorizer of ${samApi.id} is AWS::NoValue`);
  }
}

/** A REST API may have a default that SAM resolves or ignores; not so for `HttpApi` events, which it takes as well. */
function* restFallback(
  auth: Node,
  fallback: Node,
  samApi: SamApi,
  without: string,
  isUndecided: Undecided,
): Generator<Refusal> {
  const authorizers = authorizersOf(samApi, isUndecided);
  const name = asString(fallback);
  if (!authorizers || name === optOut) return;
  if (authorizers !== 'none' && name !== undefined) {
    // One that is not there at all is a matter of another rule.
    const isNamed = name === iamName || authorizers.entries.has(name);
    if (!isNamed || !isFalsy(authorizers.entries.get(name))) return;
  }
  yield refuseKey(auth, `${without} the DefaultAuthorizer of ${samApi.id} names none for HttpApi events`);
}
