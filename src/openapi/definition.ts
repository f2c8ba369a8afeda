import type { Api, ConditionTerm, Endpoint } from '../model/endpoint.ts';
import type { Unknown } from '../model/model.ts';
import type { ScopeMention } from '../oauth/scope-mention.ts';
import { append } from '../template/append.ts';
import type { Node } from '../template/node.ts';
import { placeOf } from '../template/place.ts';
import type { DefinitionFile } from './definition-file.ts';
import { type ApiDocument, type SchemeUse, type SecurityScheme, schemeOf, schemesOf, usesIn } from './document.ts';
import { documentEndpoints, rootUnknowns } from './endpoints.ts';

/** An API and the document that defines it, ready for API Gateway. */
export interface Definition {
  readonly api: Api;
  /** Absent where the document is not known. */
  readonly document: ApiDocument | undefined;
  /** What must hold for the API to exist. */
  readonly terms: readonly ConditionTerm[];
  /** The setting that gives the document, or the API. */
  readonly node: Node;
  /** The local file that the setting names, where there is one. */
  readonly definitionFile: DefinitionFile | undefined;
}

/** The endpoints of a definition, each under the API's own condition too. */
export function definitionEndpoints(definition: Definition): Endpoint[] {
  const { api, document, terms } = definition;
  return document ? documentEndpoints(document, api, terms) : [];
}

/** The security schemes by which API Gateway understands a definition. */
export function schemesOfDefinition({ document }: Definition): ReadonlyMap<string, SecurityScheme> {
  return document ? schemesOf(document) : new Map();
}

/** What of a definition is not known. */
export function definitionUnknowns(definition: Definition): Unknown[] {
  const { api, document, node, definitionFile: file } = definition;
  if (!document) {
    const reason = file && !file.body ? `, ${file.name}, ${file.fault}` : ' is not in the audited files';
    const message = `The definition of ${api.id}${reason}, so its endpoints are not known.`;
    return [{ message, place: placeOf(node) }];
  }
  const parts = document.unknownParts.map(part => ({
    message: `A part of the definition of ${api.id} is made by a macro or stands in a file that could not be read, so its endpoints are not known.`,
    place: placeOf(part),
  }));
  return [...parts, ...rootUnknowns(document, api)];
}

/** Every scope that a definition's security names, with the user pools of its scheme. */
export function definitionMentions(definition: Definition): ScopeMention[] {
  const { document } = definition;
  if (!document) return [];
  return securityUses(document).flatMap(use => {
    const scheme = schemeOf(use, document);
    const isCognito = scheme?.type === 'COGNITO';
    return use.scopes.map(node => ({
      node,
      by: use.by,
      kind: 'endpoint' as const,
      isCognito,
      pools: scheme?.pools ?? [],
    }));
  });
}

/** Every use of a scheme in a document, that at its root first: in Swagger 2, that counts for nothing. */
export function securityUses(document: ApiDocument): SchemeUse[] {
  const uses: SchemeUse[] = [];
  if (document.specification === 'openapi')
    for (const { security } of document.securities) append(uses, usesIn(security));
  for (const { operations } of document.items) for (const { security } of operations) append(uses, usesIn(security));
  return uses;
}
