import type { Api } from '../model/endpoint.ts';
import type { AuthorizerReference } from '../model/model.ts';
import { nearest } from '../nearest.ts';
import { replaceKey, replaceText } from '../template/edit.ts';
import type { Node } from '../template/node.ts';
import { placeOf } from '../template/place.ts';
import { securityUses } from './definition.ts';
import { type ApiDocument, placeOfName, type SchemeUse, schemeOf, schemesOf } from './document.ts';
import { optOut } from './endpoints.ts';

/** SAM defines these itself when an event asks for them. */
const builtIn = new Set(['api_key', 'AWS_IAM']);

/** The names in a definition's security for which it has no scheme, those aside for which SAM refuses the template. */
export function undefinedNames(document: ApiDocument, api: Api): AuthorizerReference[] {
  const schemes = schemesOf(document);
  // A table that a macro makes or another file holds defines nobody knows what.
  if (document.hasUnknownSchemes || [...schemes.keys()].some(name => name.startsWith('Fn::'))) return [];
  const seen = new Set<Node>();
  return securityUses(document).flatMap(use => {
    // A scheme that SAM puts its own in the place of is a setting that is ignored.
    const isReplaced = document.schemeTable === 'definitions' && document.components.has(use.name);
    const isDefined = schemeOf(use, document) || isReplaced || use.name === optOut || use.name.startsWith('Fn::');
    if (isDefined || isRefused(use, api) || seen.has(use.node)) return [];
    seen.add(use.node);
    const reference = undefinedReference(use.name, use.by, use.node, api, [...schemes.keys()], false);
    return [{ ...reference, place: placeOfName(use) }];
  });
}

/** SAM looks the names that events give up in Auth of their API, whatever the definition has. */
function isRefused(use: SchemeUse, api: Api): boolean {
  return use.source === 'event' && !(api.type === 'REST' && builtIn.has(use.name));
}

/** A reference to an authorizer that is not among `defined`. */
export function undefinedReference(
  name: string,
  by: string,
  node: Node,
  api: Api,
  defined: readonly string[],
  refused: boolean,
): AuthorizerReference {
  const meant = nearest(name, defined);
  const edit = meant === undefined ? undefined : (replaceKey(node, name, meant) ?? replaceText(node, name, meant));
  const fix = edit && { description: `Name ${meant} instead.`, edits: [edit] };
  return { api, name, by, place: placeOf(node), defined, isRefused: refused, ...(fix && { fix }) };
}
