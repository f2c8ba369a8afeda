import { at, isFalsy, isNull, itemsOf, type Node } from '../../template/node.ts';
import type { SamApi } from '../api.ts';
import { isVersion3 } from './body.ts';
import { expectKind } from './kinds.ts';
import type { Check } from './refusal.ts';

const extension = 'x-amazon-apigateway-endpoint-configuration';

/** Where SAM cannot write DisableExecuteApiEndpoint into the user's definition: its servers, or a Swagger's root. */
export function executeApiRefusals(samApi: SamApi, check: Check): void {
  const setting = at(samApi.properties, 'DisableExecuteApiEndpoint');
  const body = at(samApi.properties, 'DefinitionBody');
  if (!setting || isNull(setting) || !body || samApi.isManaged || check.isUndecided(body)) return;
  const version = at(body, 'openapi');
  const owner = `DefinitionBody of ${samApi.id}`;
  if (samApi.type === 'REST' && !(version && !isFalsy(version) && isVersion3(version))) {
    extensionRefusals(body, owner, check);
    return;
  }
  const servers = at(body, 'servers');
  if (!servers || !expectKind(servers, 'list', `the servers in ${owner}`, check)) return;
  for (const [index, server] of itemsOf(servers).entries()) {
    const name = `server ${index + 1} in ${owner}`;
    if (expectKind(server, 'map', name, check)) extensionRefusals(server, name, check);
  }
}

function extensionRefusals(node: Node, owner: string, check: Check): void {
  const configuration = at(node, extension);
  if (configuration) expectKind(configuration, 'map', `the ${extension} in ${owner}`, check);
}
