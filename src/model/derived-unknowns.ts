import { acceptsAnyone, type EffectiveAuthorizer, endpointNameInside } from './endpoint.ts';
import type { AuthModel, Unknown } from './model.ts';
import { openSettings } from './open-settings.ts';
import { isTextPlace, placeKey, undecided } from './place.ts';

/**
 * What a model leaves open by what it says.
 *
 * @param told The places of which it is said already that they leave open who may call.
 */
export function derivedUnknowns(
  model: Omit<AuthModel, 'unknowns' | 'inferredLinks'>,
  told: ReadonlySet<string>,
): Unknown[] {
  const partial = model.endpoints.filter(endpoint => endpoint.api.isPartial && acceptsAnyone(endpoint));
  const unknownParts = partial.map(endpoint => ({
    message: `Whether anyone can call ${endpointNameInside(endpoint)} is not known: the template is only a part of the stack.`,
    place: endpoint.place,
  }));
  const isUnknown = (authorizer: EffectiveAuthorizer) => authorizer.type === 'UNKNOWN';
  const openGuards = model.endpoints.filter(endpoint => endpoint.auth.some(isUnknown));
  const unknownGuards = openGuards.flatMap(endpoint =>
    endpoint.auth
      .filter(authorizer => isUnknown(authorizer) && !told.has(placeKey(authorizer.place)))
      .map(({ place }) => ({
        message: `Who may call ${endpointNameInside(endpoint)} ${undecided(place)}.`,
        place,
      })),
  );
  const settings = openSettings(model);
  // A list that the deployment decides is one scope that is not known, and a setting of which more can be said.
  const toldSettings = new Set(settings.map(({ place }) => JSON.stringify(place)));
  const unknownScopes = model.scopeUses.flatMap(use =>
    use.verdict.kind === 'unknown' && !toldSettings.has(JSON.stringify(use.place))
      ? [
          {
            message: `Whether the scope ${use.scope} is declared is not known: ${use.verdict.reason}.`,
            place: use.place,
          },
        ]
      : [],
  );
  const unknownAudiences = model.audienceUses.flatMap(({ authorizer, client, place, verdict }) =>
    verdict.kind === 'unknown'
      ? [
          {
            message: `Whether the authorizer ${authorizer} takes tokens of the client ${client} is not known: ${verdict.reason}.`,
            place,
          },
        ]
      : [],
  );
  const unknownNames = model.dependencies.flatMap(({ state, target, place }) =>
    state === 'unknown'
      ? [
          {
            message: `Whether the stack has a resource ${target} is not known: the template is a part of one, or a loop or a macro may make it.`,
            place,
          },
        ]
      : [],
  );
  const unknownOrders = model.creationOrders.flatMap(({ state, client, needs, place }) =>
    state.kind === 'unknown'
      ? [
          {
            message: `Whether ${needs} is created before ${client} is not known: the template is only a part of the stack.`,
            place,
          },
        ]
      : [],
  );
  const unknownUses = model.ssmParameters.flatMap(({ use, name, place }) =>
    use === 'unknown'
      ? [{ message: `Whether ${name} is used is not known: a part of the template could not be read.`, place }]
      : [],
  );
  return [
    ...unknownParts,
    ...unknownGuards,
    // What is not known of an account's settings could not be read, which is said once for all of them.
    ...settings.filter(({ place }) => isTextPlace(place)),
    ...unknownAudiences,
    ...unknownScopes,
    ...unknownNames,
    ...unknownOrders,
    ...unknownUses,
  ];
}
