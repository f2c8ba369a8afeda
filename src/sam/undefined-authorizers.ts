import type { AuthorizerReference } from '../model/model.ts';
import { undefinedReference } from '../openapi/undefined-names.ts';
import { asString, at, isNull } from '../template/node.ts';
import type { Template } from '../template/template.ts';
import { iamName, type SamApi } from './api.ts';
import { authorizersOf, type LandedEvent, landedEvents, namedAuthorizer, readsAuth } from './event-auth.ts';
import { eventName } from './events.ts';
import type { SamExpansion } from './expand.ts';
import { type Undecided, undecidedParameterIn } from './refusals/refusal.ts';

/** The authorizers that a DefaultAuthorizer or an event names and the API does not define: SAM refuses the template. */
export function undefinedAuthorizers(template: Template, expansion: SamExpansion): AuthorizerReference[] {
  const isUndecided = undecidedParameterIn(template);
  return [
    ...expansion.apis.flatMap(samApi => undefinedDefault(samApi, isUndecided)),
    ...landedEvents(expansion).flatMap(landed => undefinedInEvent(landed, isUndecided)),
  ];
}

/** SAM ignores a default on a REST API without Authorizers. */
function undefinedDefault(samApi: SamApi, isUndecided: Undecided): AuthorizerReference[] {
  const node = at(samApi.auth, 'DefaultAuthorizer');
  const name = asString(node);
  if (!node || !name || !authorizersOf(samApi, isUndecided)) return [];
  const defined = [...samApi.authorizers.keys()];
  if (defined.includes(name) || (samApi.type === 'REST' && (name === iamName || defined.length === 0))) return [];
  return [undefinedReference(name, `DefaultAuthorizer of ${samApi.id}`, node, samApi.api, defined, true)];
}

function undefinedInEvent(landed: LandedEvent, isUndecided: Undecided): AuthorizerReference[] {
  const { event, samApi } = landed;
  // An HTTP API's null is refused for itself.
  if (event.type === 'HttpApi' && isNull(samApi.auth)) return [];
  const named = readsAuth(landed) ? namedAuthorizer(landed) : undefined;
  const authorizers = authorizersOf(samApi, isUndecided);
  if (!named || !authorizers) return [];
  if (authorizers !== 'none' && authorizers.entries.has(named.name)) return [];
  const defined = [...samApi.authorizers.keys()];
  return [undefinedReference(named.name, eventName(event), named.node, samApi.api, defined, true)];
}
