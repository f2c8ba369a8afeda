import { at, isFalsy, isNull, itemsOf, type Node } from '../../template/node.ts';
import type { SamApi } from '../api.ts';
import { isVersion3 } from './body.ts';
import { expectKind } from './kinds.ts';
import type { Refusal, Undecided } from './refusal.ts';

const extension = 'x-amazon-apigateway-endpoint-configuration';

/** Where SAM cannot write DisableExecuteApiEndpoint into the user's definition: its servers, or a Swagger's root. */
export function* executeApiRefusals(samApi: SamApi, isUndecided: Undecided): Generator<Refusal> {
  const setting = at(samApi.properties, 'DisableExecuteApiEndpoint');
  const body = at(samApi.properties, 'DefinitionBody');
  if (!setting || isNull(setting) || !body || samApi.isManaged || isUndecided(body)) return;
  const version = at(body, 'openapi');
  const owner = `DefinitionBody of ${samApi.id}`;
  if (samApi.type === 'REST' && !(version && !isFalsy(version) && isVersion3(version))) {
    yield* extensionRefusals(body, owner, isUndecided);
    return;
  }
  const servers = at(body, 'servers');
  if (!servers || !(yield* expectKind(servers, 'list', `the servers in ${owner}`, isUndecided))) return;
  for (const [index, server] of itemsOf(servers).entries()) {
    const name = `server ${index + 1} in ${owner}`;
    if (yield* expectKind(server, 'map', name, isUndecided)) yield* extensionRefusals(server, name, isUndecided);
  }
}

function* extensionRefusals(node: Node, owner: string, isUndecided: Undecided): Generator<Refusal> {
  const configuration = at(node, extension);
  if (configuration) yield* expectKind(configuration, 'map', `the ${extension} in ${owner}`, isUndecided);
}
