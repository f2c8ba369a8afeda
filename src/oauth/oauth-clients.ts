import { resourceTerms } from '../cloudformation/guards.ts';
import type { CallbackUrl, NamedScope, OAuthClient } from '../model/oauth.ts';
import type { Fix } from '../model/place.ts';
import type { Setting } from '../model/setting.ts';
import type { Conditions } from '../template/conditions.ts';
import { insertEntryAfter, replaceScalar } from '../template/edit.ts';
import type { Links } from '../template/links.ts';
import { asMap, at } from '../template/node.ts';
import { placeOf, placeOfKey } from '../template/place.ts';
import { type Resource, resourceKey, resourcesOf, type Template } from '../template/template.ts';
import { readText, textKey } from '../template/text.ts';
import { poolOf } from './pools.ts';
import {
  type Branch,
  isNothing,
  possibleBranches,
  readBoolean,
  readItems,
  readSetting,
  readString,
  readStrings,
  type SettingContext,
} from './settings.ts';

export const clientType = 'AWS::Cognito::UserPoolClient';

/** The user pool clients of a template, as OAuth sees them, but for those that no deployment makes. */
export function readOAuthClients(template: Template, links: Links, conditions: Conditions): OAuthClient[] {
  const clients = resourcesOf(template, clientType).filter(resource => conditions.isPossible(resourceTerms(resource)));
  const context = { scope: links.scopeOf(template), conditions };
  return clients.flatMap(resource => readOAuthClient(template, resource, links, context));
}

function readOAuthClient(template: Template, resource: Resource, links: Links, context: SettingContext): OAuthClient[] {
  const pool = at(resource.properties, 'UserPoolId');
  if (!pool) return [];
  const flag = 'AllowedOAuthFlowsUserPoolClient';
  const enableOAuth = setTrue(resource, flag);
  const generateSecret = setTrue(resource, 'GenerateSecret');
  const existence = readString(resource, 'PreventUserExistenceErrors', context);
  return [
    {
      key: resourceKey(template, resource.id),
      name: resource.name,
      pool: poolOf(pool, template, links),
      place: placeOfKey(resource.node),
      conditions: resourceTerms(resource),
      flows: readStrings(resource, 'AllowedOAuthFlows', context),
      scopes: readScopes(resource, context),
      isOAuthEnabled: readBoolean(resource, flag, context),
      hasSecret: readBoolean(resource, 'GenerateSecret', context),
      callbackUrls: readCallbackUrls(resource, context),
      authFlows: readStrings(resource, 'ExplicitAuthFlows', context),
      hidesUserExistence:
        existence.state === 'set' ? { ...existence, value: existence.value.toUpperCase() === 'ENABLED' } : existence,
      edits: { ...(enableOAuth && { enableOAuth }), ...(generateSecret && { generateSecret }) },
    },
  ];
}

function readScopes(resource: Resource, context: SettingContext): Setting<readonly NamedScope[]> {
  return readSetting(resource, 'AllowedOAuthScopes', context, branch =>
    readItems(branch, context)?.map(({ node, text }) => ({ scope: textKey(text), place: placeOf(node) })),
  );
}

/** All addresses that the client has in some case; unknown where it may have none in one. */
function readCallbackUrls(resource: Resource, context: SettingContext): OAuthClient['callbackUrls'] {
  const node = at(resource.properties, 'CallbackURLs');
  const lists = node ? possibleBranches(node, resourceTerms(resource), context) : [];
  if (!node || lists.every(list => isNothing(list.node))) return { state: 'absent', place: placeOfKey(resource.node) };
  const urls = lists.flatMap(list => {
    const own = urlsIn(list, resource, context);
    return own && (own.length > 0 || lists.length === 1) ? [own] : [];
  });
  const place = placeOf(node);
  return urls.length < lists.length ? { state: 'unknown', place } : { state: 'set', value: urls.flat(), place };
}

/** The addresses of one list, each in its cases; undefined where none may be left. */
function urlsIn(list: Branch, resource: Resource, context: SettingContext): readonly CallbackUrl[] | undefined {
  // The client's own condition holds for all that it has.
  const own = resourceTerms(resource).length;
  if (list.node.kind !== 'list') {
    return readItems(list, context)?.map(({ node, text }) => ({
      url: textKey(text),
      place: placeOf(node),
      conditions: list.terms.slice(own),
    }));
  }
  const items = list.node.items.map(item => possibleBranches(item, list.terms, context));
  const mayBeEmpty = items.every(cases => cases.some(({ node }) => isNothing(node)));
  if (mayBeEmpty && items.length > 0) return undefined;
  const given = items.flat().filter(({ node }) => !isNothing(node));
  return given.map(({ node, terms }) => ({
    url: textKey(readText(node, context.scope)),
    place: placeOf(node),
    conditions: terms.slice(own),
  }));
}

/** Writes `property: true`, in place of what is there or as a new entry. */
function setTrue(resource: Resource, property: string): Fix | undefined {
  const description = `Set ${property} of ${resource.name} to true.`;
  const node = at(resource.properties, property);
  if (node) return node.kind === 'scalar' ? { description, edits: [replaceScalar(node, 'true')] } : undefined;
  const properties = asMap(resource.properties);
  const last = properties && [...properties.entries.keys()].at(-1);
  const edit = properties && last !== undefined ? insertEntryAfter(properties, last, property, true) : undefined;
  return edit && { description, edits: [edit] };
}
