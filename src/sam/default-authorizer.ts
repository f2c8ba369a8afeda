import type { DefaultAuthorizer } from '../model/model.ts';
import { asString, at, isFalsy, isNoValue, isNull, type Node } from '../template/node.ts';
import { placeOf, placeOfKey } from '../template/place.ts';
import type { Template } from '../template/template.ts';
import { iamName, type SamApi } from './api.ts';

/**
 * What an API does for endpoints that name no authorizer; undefined where it has no endpoint at all, and where its definition
 * stands in a file, for which SAM takes no Auth.
 */
export function defaultAuthorizerOf(template: Template, samApi: SamApi): DefaultAuthorizer | undefined {
  const endpoints = (samApi.document?.items ?? []).flatMap(item =>
    item.operations.filter(operation => operation.hasIntegration && operation.key !== 'options'),
  ).length;
  if (endpoints === 0 || samApi.definitionFile) return undefined;
  const found = stateOf(template, samApi);
  const related = found.related ? [found.related] : [];
  return { api: samApi.api, endpoints, state: found.state, place: found.place, related };
}

interface Found {
  readonly state: DefaultAuthorizer['state'];
  readonly place: DefaultAuthorizer['place'];
  readonly related?: DefaultAuthorizer['related'][number];
}

function stateOf(template: Template, samApi: SamApi): Found {
  const auth = samApi.auth;
  const node = at(auth, 'DefaultAuthorizer');
  const global = at(template.root, 'Globals', samApi.type === 'REST' ? 'Api' : 'HttpApi', 'Auth', 'DefaultAuthorizer');
  if (global && !isFalsy(global)) {
    const cancelling = [auth, node].find(
      (each): each is Node => isNull(each) || asString(each) === '' || (samApi.type === 'HTTP' && isNoValue(each)),
    );
    if (cancelling) {
      const related = { place: placeOf(global), message: 'Globals sets it here' };
      return { state: { kind: 'cancelled' }, place: placeOfKey(cancelling), related };
    }
  }
  if (!node || isFalsy(node) || (samApi.type === 'HTTP' && isNoValue(node))) {
    const place = auth?.key && auth.kind === 'map' ? placeOfKey(auth) : samApi.api.place;
    return { state: { kind: 'absent' }, place };
  }
  const name = asString(node);
  if (name === undefined) return { state: { kind: 'unknown' }, place: placeOf(node) };
  if (samApi.type === 'REST' && name !== iamName && samApi.authorizers.size === 0) {
    return { state: { kind: 'ignored', name }, place: placeOf(node) };
  }
  return { state: { kind: 'set', name }, place: placeOf(node) };
}
