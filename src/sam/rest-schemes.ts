import { type Operation, securityEntries } from '../openapi/document.ts';
import type { Node } from '../template/node.ts';
import { iamName, iamScheme, type SamApi } from './api.ts';

/** The scheme of an API key. */
export const apiKeyName = 'api_key';
/** SAM's mark for an event that asks for no API key although its API does. */
export const noApiKeyName = 'api_key_false';

/** Adding an authorizer, SAM defines the scheme for signatures where an operation's first entry names it. */
export function defineIam(operation: Operation, node: Node, { document }: SamApi): void {
  const [first] = securityEntries(operation.security);
  if (document && first?.some(use => use.name === iamName) && !document.definitions.has(iamName)) {
    document.definitions.set(iamName, iamScheme(node));
  }
}

export function defineApiKey(samApi: SamApi, node: Node): void {
  const { document } = samApi;
  if (document && !document.definitions.has(apiKeyName)) {
    document.definitions.set(apiKeyName, { type: 'API_KEY', node, pools: [] });
  }
}
