import { entriesOf } from '../../template/node.ts';
import type { SamApi } from '../api.ts';

/** The settings that SAM knows in Auth of an API. */
export const authKeys: Readonly<Record<SamApi['type'], readonly string[]>> = {
  REST: [
    'Authorizers',
    'DefaultAuthorizer',
    'InvokeRole',
    'AddDefaultAuthorizerToCorsPreflight',
    'AddApiKeyRequiredToCorsPreflight',
    'ApiKeyRequired',
    'ResourcePolicy',
    'UsagePlan',
  ],
  HTTP: ['Authorizers', 'DefaultAuthorizer', 'EnableIamAuthorizer'],
};

/** Whether Auth of an API has a key that SAM does not know: what seems to be missing may be there, misspelt. */
export function hasUnknownKey({ auth, type }: SamApi): boolean {
  return [...entriesOf(auth)].some(([key]) => !authKeys[type].includes(key));
}
