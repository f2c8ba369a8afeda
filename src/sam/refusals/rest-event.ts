import { optOut } from '../../openapi/endpoints.ts';
import { asIntrinsic, asString, at, isFalsy, isNull, type Node } from '../../template/node.ts';
import { iamName, type SamApi } from '../api.ts';
import { authorizersOf, isMerged, type LandedEvent, overridesNothing, readsAuth } from '../event-auth.ts';
import { eventName } from '../events.ts';
import { overridesApiAuth } from '../rest-event.ts';
import { hasUnknownKey } from './auth-keys.ts';
import { expectKind } from './kinds.ts';
import { type Check, capitalized, describe, type Undecided } from './refusal.ts';
import { resourcePolicyRefusals } from './resource-policy.ts';

/** What SAM refuses about Auth of an `Api` event (section 4.6); an intrinsic function in its place it does not read. */
export function restEventRefusals(landed: LandedEvent, check: Check, isUndecidedOfApi: Undecided): void {
  const { event, samApi } = landed;
  const { auth } = event;
  if (event.type !== 'Api' || !readsAuth(landed) || !auth || auth.kind !== 'map' || asIntrinsic(auth)) return;
  if (check.isUndecided(auth)) return;
  const subject = eventName(event);
  const override = overridesApiAuth(event) ? at(auth, 'OverrideApiAuth') : undefined;
  if (override && !check.isUndecided(override) && overridesNothing(auth)) {
    const needed = 'no Authorizer, ApiKeyRequired or ResourcePolicy beside it';
    check.refuseKey(override, `OverrideApiAuth of ${subject} has ${needed}`);
    return;
  }
  authorizerRefusals(auth, samApi, subject, check, isUndecidedOfApi);
  scopesRefusals(auth, subject, check);
  apiKeyRefusals(auth, samApi, subject, check);
  const policy = at(auth, 'ResourcePolicy');
  if (policy && !isFalsy(policy)) {
    const hasPath = samApi.isManaged || isMerged(landed) || override !== undefined;
    resourcePolicyRefusals(policy, `ResourcePolicy of ${subject}`, hasPath, check);
  }
}

/** A name that the API does not define is a matter of another rule. */
function authorizerRefusals(
  auth: Node,
  samApi: SamApi,
  subject: string,
  check: Check,
  isUndecidedOfApi: Undecided,
): void {
  const node = at(auth, 'Authorizer');
  if (!node || isFalsy(node)) return;
  if (!expectKind(node, 'string', `Authorizer of ${subject}`, check)) return;
  const name = asString(node);
  if (name === undefined || name === iamName) return;
  if (name === optOut) {
    optOutRefusals(node, samApi, subject, check.reading(isUndecidedOfApi));
    return;
  }
  emptyAuthorizerRefusals(node, name, samApi, subject, check.reading(isUndecidedOfApi));
}

/** An authorizer that is there but empty makes a definition to SAM's REST APIs, but none for events to name. */
export function emptyAuthorizerRefusals(node: Node, name: string, samApi: SamApi, subject: string, check: Check): void {
  const authorizers = authorizersOf(samApi, check.isUndecided);
  const entry = authorizers && authorizers !== 'none' ? authorizers.entries.get(name) : undefined;
  if (samApi.type === 'REST' && entry?.kind === 'map' && isFalsy(entry)) {
    check.refuse(node, `${capitalized(subject)} names the authorizer ${name}, which is empty in Auth of ${samApi.id}`);
  }
}

/** NONE opts out of a default, so that there has to be one. */
export function optOutRefusals(node: Node, samApi: SamApi, subject: string, check: Check): void {
  const { auth } = samApi;
  if (auth && (check.isUndecided(auth) || asIntrinsic(auth) || (auth.kind !== 'map' && !isFalsy(auth)))) return;
  if (!isFalsy(at(auth, 'DefaultAuthorizer')) || hasUnknownKey(samApi)) return;
  check.refuse(node, `${capitalized(subject)} names NONE, and ${samApi.id} has no DefaultAuthorizer to opt out of`);
}

function scopesRefusals(auth: Node, subject: string, check: Check): void {
  const scopes = at(auth, 'AuthorizationScopes');
  if (!scopes || isFalsy(scopes)) return;
  if (!expectKind(scopes, 'list', `AuthorizationScopes of ${subject}`, check)) return;
  if (isFalsy(at(auth, 'Authorizer'))) {
    const fault = `${capitalized(subject)} has AuthorizationScopes without an Authorizer of its own`;
    check.refuseKey(scopes, fault);
  }
}

function apiKeyRefusals(auth: Node, samApi: SamApi, subject: string, check: Check): void {
  const key = at(auth, 'ApiKeyRequired');
  if (!key || isNull(key) || !isFalsy(key) || check.isUndecided(key)) return;
  if (samApi.auth && (asIntrinsic(samApi.auth) || check.isUndecided(samApi.auth))) return;
  if (!isFalsy(at(samApi.auth, 'ApiKeyRequired')) || hasUnknownKey(samApi)) return;
  const fault = `ApiKeyRequired of ${subject} is ${describe(key)}, and ${samApi.id} has none that it could take back`;
  check.refuse(key, fault);
}
