import { at, isFalsy, isNull, type Node } from '../../template/node.ts';
import type { SamApi } from '../api.ts';
import { hasInlineBody } from '../event-auth.ts';
import { type BodyForm, bodyFormRefusals, pathRefusals } from './body.ts';
import { type Check, listed, type Undecided } from './refusal.ts';

/** The properties that SAM writes into the definition of an API, and so needs to have it in the template for. */
const writtenIntoBody = {
  REST: ['Cors', 'Auth', 'GatewayResponses', 'Models', 'BinaryMediaTypes', 'DisableExecuteApiEndpoint'],
  HTTP: ['CorsConfiguration', 'Auth', 'Tags', 'DisableExecuteApiEndpoint', 'Name', 'Description'],
} as const;

/** SAM leaves these out without a word where the definition is elsewhere. */
const dispensable = ['BinaryMediaTypes'];

/** SAM does as it is told even where these say false. */
const setByPresence = ['DisableExecuteApiEndpoint'];

/** What is wrong with where the definition of an API is, and whether SAM can read it for what it has to write there. */
export function definitionRefusals(samApi: SamApi, check: Check): void {
  const { properties, id } = samApi;
  const uri = at(properties, 'DefinitionUri');
  const body = at(properties, 'DefinitionBody');
  if (body && check.isUndecided(body)) return;
  if (uri && !isFalsy(uri)) {
    if (hasInlineBody(samApi)) check.refuseKey(uri, twoDefinitions(samApi, uri));
    else elsewhereRefusals(samApi, uri, check);
    return;
  }
  const purposes = purposesOf(samApi, check.isUndecided);
  if (!body || samApi.isManaged || purposes.length === 0) return;
  const form: BodyForm = samApi.type === 'REST' ? 'swagger' : 'openapi';
  const isValid = bodyFormRefusals(body, form, id, listed(purposes), check);
  if (isValid && samApi.type === 'REST') pathRefusals(body, id, check);
}

function twoDefinitions(samApi: SamApi, uri: Node): string {
  const isGlobal = uri.parent?.parent?.segment === 'Globals';
  if (!samApi.isManaged) return `${samApi.id} has both a DefinitionBody and a DefinitionUri`;
  const origin = isGlobal ? 'Globals' : 'an API';
  return `DefinitionUri in ${origin} meets ${samApi.id}, for which SAM writes the definition itself`;
}

function elsewhereRefusals(samApi: SamApi, uri: Node, check: Check): void {
  const merge = samApi.type === 'REST' ? at(samApi.properties, 'MergeDefinitions') : undefined;
  const merging = merge && !isFalsy(merge) && !check.isUndecided(merge) ? ['MergeDefinitions'] : [];
  const names = [...merging, ...purposesOf(samApi, check.isUndecided)].filter(name => !dispensable.includes(name));
  if (names.length > 0) {
    const needing = `${listed(names)} of ${samApi.id} ${names.length > 1 ? 'need' : 'needs'}`;
    check.refuseKey(uri, `${needing} the definition in DefinitionBody, and it is in DefinitionUri`);
  }
  const isMissing = (name: string) => uri.kind === 'map' && isFalsy(at(uri, name));
  if (!check.isUndecided(uri) && (isMissing('Bucket') || isMissing('Key'))) {
    check.refuseKey(uri, `DefinitionUri of ${samApi.id} is a map without a Bucket and a Key`);
  }
}

function purposesOf(samApi: SamApi, isUndecided: Undecided): string[] {
  return writtenIntoBody[samApi.type].flatMap(name => {
    const node = name === 'Auth' ? samApi.auth : at(samApi.properties, name);
    if (!node || isUndecided(node)) return [];
    const isSet = setByPresence.includes(name) ? !isNull(node) : !isFalsy(node);
    return isSet ? [name] : [];
  });
}
