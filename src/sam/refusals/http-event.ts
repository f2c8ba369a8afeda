import { optOut } from '../../openapi/endpoints.ts';
import { asIntrinsic, asString, at, isFalsy, isNoValue, isNull, type Node } from '../../template/node.ts';
import { iamName, type SamApi } from '../api.ts';
import { authorizersOf, type LandedEvent, readsAuth } from '../event-auth.ts';
import { eventName } from '../events.ts';
import { hasUnknownKey } from './auth-keys.ts';
import { expectKind } from './kinds.ts';
import type { Check, Undecided } from './refusal.ts';
import { emptyAuthorizerRefusals, optOutRefusals } from './rest-event.ts';

/** What SAM refuses about Auth of an `HttpApi` event (section 5.4); a default is `isUnread` apart from all else. */
export function httpEventRefusals(landed: LandedEvent, check: Check, isUnread: Undecided): void {
  const { event, samApi } = landed;
  const { auth } = event;
  if (event.type !== 'HttpApi' || !readsAuth(landed) || !auth || isFalsy(auth) || auth.kind !== 'map') return;
  if (check.isUndecided(auth)) return;
  const subject = eventName(event);
  const apiAuth = samApi.auth;
  if (apiAuth && isNull(apiAuth)) {
    check.refuse(apiAuth, `Auth of ${samApi.id} is null, and ${subject} has an Auth that builds on it`);
    return;
  }
  if (apiAuth && (apiAuth.kind !== 'map' || asIntrinsic(apiAuth) || check.isUndecided(apiAuth))) return;
  if (isFalsy(at(auth, 'Authorizer'))) missingAuthorizer(auth, samApi, subject, check.reading(isUnread));
  else authorizerRefusals(auth, samApi, subject, check);
  const scopes = at(auth, 'AuthorizationScopes');
  if (scopes && !isFalsy(scopes)) {
    expectKind(scopes, 'list', `AuthorizationScopes of ${subject}`, check);
  }
}

function authorizerRefusals(auth: Node, samApi: SamApi, subject: string, check: Check): void {
  const own = at(auth, 'Authorizer');
  if (!own || !expectKind(own, 'string', `Authorizer of ${subject}`, check)) return;
  const name = asString(own);
  if (name === optOut) optOutRefusals(own, samApi, subject, check);
  else emptyAuthorizerRefusals(own, name ?? '', samApi, subject, check);
}

/** An Auth without an Authorizer changes the scopes of the default, so that there has to be one, and by a name. */
function missingAuthorizer(auth: Node, samApi: SamApi, subject: string, check: Check): void {
  const fallback = at(samApi.properties, 'Auth', 'DefaultAuthorizer');
  const without = `Auth of ${subject} has no Authorizer, and`;
  if (!fallback || isFalsy(fallback)) {
    if (!hasUnknownKey(samApi)) check.refuseKey(auth, `${without} ${samApi.id} has no DefaultAuthorizer`);
    return;
  }
  if (check.isUndecided(fallback)) return;
  if (samApi.type === 'REST') restFallback(auth, fallback, samApi, without, check);
  // Any other default of an HTTP API that is not a plain string is refused for itself.
  else if (isNoValue(fallback)) {
    check.refuseKey(auth, `${without} DefaultAuthorizer of ${samApi.id} is AWS::NoValue`);
  }
}

/** A REST API may have a default that SAM resolves or ignores; not so for `HttpApi` events, which it takes as well. */
function restFallback(auth: Node, fallback: Node, samApi: SamApi, without: string, check: Check): void {
  const authorizers = authorizersOf(samApi, check.isUndecided);
  const name = asString(fallback);
  if (!authorizers || name === optOut) return;
  if (authorizers !== 'none' && name !== undefined) {
    // One that is not there at all is a matter of another rule.
    const isNamed = name === iamName || authorizers.entries.has(name);
    if (!isNamed || !isFalsy(authorizers.entries.get(name))) return;
  }
  check.refuseKey(auth, `${without} the DefaultAuthorizer of ${samApi.id} names none for HttpApi events`);
}
