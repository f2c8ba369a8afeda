import { resourceTerms } from '../cloudformation/guards.ts';
import type { NamedScope, OAuthClient } from '../model/oauth.ts';
import type { Fix } from '../model/place.ts';
import type { Setting } from '../model/setting.ts';
import { insertEntryAfter, replaceScalar } from '../template/edit.ts';
import type { Links } from '../template/links.ts';
import { asMap, at } from '../template/node.ts';
import { placeOf, placeOfKey } from '../template/place.ts';
import type { Resource, Template } from '../template/template.ts';
import { readText, type Scope, textKey } from '../template/text.ts';
import { poolOf } from './pools.ts';
import { plainItems, readBoolean, readSetting, readString, readStrings } from './settings.ts';

export const clientType = 'AWS::Cognito::UserPoolClient';

/** What identifies a resource within a workspace. */
export function resourceKey(template: Template, resource: Resource): string {
  return `${template.file.name} ${resource.id}`;
}

/** The user pool clients of a template, as OAuth sees them. */
export function readOAuthClients(template: Template, links: Links): OAuthClient[] {
  const clients = [...template.resources.values()].filter(resource => resource.type === clientType);
  return clients.flatMap(resource => readOAuthClient(template, resource, links));
}

function readOAuthClient(template: Template, resource: Resource, links: Links): OAuthClient[] {
  const pool = at(resource.properties, 'UserPoolId');
  if (!pool) return [];
  const scope = links.scopeOf(template);
  const flag = 'AllowedOAuthFlowsUserPoolClient';
  const enableOAuth = setTrue(resource, flag);
  const generateSecret = setTrue(resource, 'GenerateSecret');
  const existence = readString(resource, 'PreventUserExistenceErrors', scope);
  return [
    {
      key: resourceKey(template, resource),
      name: resource.name,
      pool: poolOf(pool, template, links),
      place: placeOfKey(resource.node),
      conditions: resourceTerms(resource),
      flows: readStrings(resource, 'AllowedOAuthFlows', scope),
      scopes: readScopes(resource, scope),
      isOAuthEnabled: readBoolean(resource, flag, scope),
      hasSecret: readBoolean(resource, 'GenerateSecret', scope),
      callbackUrls: readCallbackUrls(resource, scope),
      authFlows: readStrings(resource, 'ExplicitAuthFlows', scope),
      hidesUserExistence:
        existence.state === 'set' ? { ...existence, value: existence.value.toUpperCase() === 'ENABLED' } : existence,
      edits: { ...(enableOAuth && { enableOAuth }), ...(generateSecret && { generateSecret }) },
    },
  ];
}

function readScopes(resource: Resource, scope: Scope): Setting<readonly NamedScope[]> {
  return readSetting(resource, 'AllowedOAuthScopes', node =>
    plainItems(node)?.map(item => ({ scope: textKey(readText(item, scope)), place: placeOf(item) })),
  );
}

function readCallbackUrls(resource: Resource, scope: Scope): OAuthClient['callbackUrls'] {
  return readSetting(resource, 'CallbackURLs', node =>
    plainItems(node)?.map(item => ({ url: textKey(readText(item, scope)), place: placeOf(item) })),
  );
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
