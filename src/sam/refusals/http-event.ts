import { optOut } from '../../openapi/endpoints.ts';
import { asIntrinsic, asString, at, isFalsy, isNoValue, isNull, type Node } from '../../template/node.ts';
import type { SamApi } from '../api.ts';
import { type LandedEvent, readsAuth } from '../event-auth.ts';
import { eventName } from '../events.ts';
import { expectKind } from './kinds.ts';
import { type Refusal, refuse, refuseKey, type Undecided } from './refusal.ts';
import { optOutRefusals } from './rest-event.ts';

/** What SAM refuses about Auth of an `HttpApi` event (section 5.4). */
export function* httpEventRefusals(landed: LandedEvent, isUndecided: Undecided): Generator<Refusal> {
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
  yield* authorizerRefusals(auth, samApi, subject, isUndecided);
  const scopes = at(auth, 'AuthorizationScopes');
  if (scopes && !isFalsy(scopes)) {
    yield* expectKind(scopes, 'list', `AuthorizationScopes of ${subject}`, isUndecided);
  }
}

function* authorizerRefusals(auth: Node, samApi: SamApi, subject: string, isUndecided: Undecided): Generator<Refusal> {
  const own = at(auth, 'Authorizer');
  if (!own || isFalsy(own)) {
    yield* missingAuthorizer(auth, samApi, subject, isUndecided);
    return;
  }
  if (!(yield* expectKind(own, 'string', `Authorizer of ${subject}`, isUndecided))) return;
  const name = asString(own);
  if (name === optOut) yield* optOutRefusals(own, samApi, subject, isUndecided);
}

/** An Auth without an Authorizer changes the scopes of the default, so that there has to be one, and by a name. */
function* missingAuthorizer(auth: Node, samApi: SamApi, subject: string, isUndecided: Undecided): Generator<Refusal> {
  const fallback = at(samApi.auth, 'DefaultAuthorizer');
  if (!fallback || isFalsy(fallback)) {
    const fault = `Auth of ${subject} has no Authorizer, and ${samApi.id} has no DefaultAuthorizer`;
    yield refuseKey(auth, fault);
    return;
  }
  // Any other default that is not a plain string is refused for itself.
  if (isNoValue(fallback) && !isUndecided(fallback)) {
    yield refuseKey(
      auth,
      `Auth of ${subject} has no Authorizer, and DefaultAuthorizer of ${samApi.id} is AWS::NoValue`,
    );
  }
}
