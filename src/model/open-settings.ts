import type { AuthModel, Unknown } from './model.ts';
import { callbackFault, type OAuthClient, signsIn, type UserPool } from './oauth.ts';
import type { Setting } from './setting.ts';

/** The parts of the model with settings that a deployment can decide. */
type Configured = Pick<
  AuthModel,
  'clients' | 'userPools' | 'tokenAuthorizers' | 'identityPools' | 'customDomains' | 'invokePermissions'
>;

/**
 * The settings that only the deployment decides and that some judgement needs, each once. What the other settings make
 * pointless is left out, such as the secret of a client that has no flow for it.
 */
export function openSettings(configured: Configured): Unknown[] {
  const { clients, userPools, tokenAuthorizers, identityPools, customDomains, invokePermissions } = configured;
  const audiences = tokenAuthorizers.flatMap(({ type, name, owner, audience }) =>
    type === 'JWT' ? ifOpen(audience, `Which audience the authorizer ${name}${owner} has`) : [],
  );
  const guests = identityPools.flatMap(({ name, allowsGuests }) =>
    ifOpen(allowsGuests, `Whether AllowUnauthenticatedIdentities lets guests into the identity pool ${name}`),
  );
  const endpoints = customDomains.flatMap(({ name, api, defaultEndpoint, place }) => {
    const subject = `Whether ${api} is reached at its execute-api endpoint without the client certificate that ${name} asks for`;
    return defaultEndpoint === 'unknown' ? [{ message: `${subject} is decided when it is deployed.`, place }] : [];
  });
  const sources = invokePermissions.flatMap(({ id, functionName, source, place }) =>
    source === 'unknown'
      ? [{ message: `Which APIs ${id} lets invoke ${functionName} is decided when it is deployed.`, place }]
      : [],
  );
  return [
    ...clients.flatMap(openSettingsOf),
    ...openDomains(userPools, clients),
    ...audiences,
    ...guests,
    ...endpoints,
    ...sources,
  ];
}

function openSettingsOf(client: OAuthClient): Unknown[] {
  const { name, flows, scopes, isOAuthEnabled, hasSecret, callbackUrls, authFlows, hidesUserExistence } = client;
  const which = (setting: string) => `Which ${setting} the client ${name} has`;
  const mayHave = (wanted: readonly string[]) =>
    flows.state === 'unknown' || (flows.state === 'set' && flows.value.some(flow => wanted.includes(flow)));
  const mayRedirect = mayHave(['code', 'implicit']);
  const maySignIn = authFlows.state === 'unknown' || (authFlows.state === 'set' && signsIn(authFlows.value));
  const callbacks = callbackUrls.state === 'set' ? callbackUrls.value : [];
  const openCallbacks = callbacks.filter(({ url }) => callbackFault(url) === 'unknown');
  return [
    ...ifOpen(flows, which('AllowedOAuthFlows')),
    ...ifOpen(scopes, which('AllowedOAuthScopes')),
    ...ifOpen(isOAuthEnabled, `Whether AllowedOAuthFlowsUserPoolClient lets the client ${name} use OAuth`, () =>
      [flows, scopes].some(mayBeFilled),
    ),
    ...ifOpen(hasSecret, `Whether GenerateSecret gives the client ${name} a secret`, () =>
      mayHave(['client_credentials']),
    ),
    ...ifOpen(callbackUrls, which('CallbackURLs'), () => mayRedirect),
    ...(mayRedirect ? openCallbacks : []).map(({ url, place }) => ({
      message: `Whether the callback address ${url} of the client ${name} is encrypted or local is decided when it is deployed.`,
      place,
    })),
    ...ifOpen(authFlows, which('ExplicitAuthFlows')),
    ...ifOpen(
      hidesUserExistence,
      `Whether PreventUserExistenceErrors makes the client ${name} hide which users exist`,
      () => maySignIn,
    ),
  ];
}

/** A domain that may be one pool's or another's matters where a client needs one, or gets there by an inferred link. */
function openDomains(userPools: readonly UserPool[], clients: readonly OAuthClient[]): Unknown[] {
  const pools = new Map(userPools.map(pool => [pool.key, pool]));
  return clients.flatMap(({ name, pool: reference, flows }): Unknown[] => {
    const pool = reference.kind === 'pool' ? pools.get(reference.key) : undefined;
    if (!pool || !mayBeFilled(flows)) return [];
    if (pool.domain.state !== 'absent')
      return ifOpen(pool.domain, `Whether this domain is for the user pool ${pool.name}`);
    if (reference.kind !== 'pool' || !reference.isInferred || flows.state === 'unknown') return [];
    const message = `Whether there is a token endpoint for the client ${name} is not known: that its user pool is ${pool.name} is inferred, and that has no domain.`;
    return [{ message, place: flows.place }];
  });
}

function mayBeFilled(setting: Setting<readonly unknown[]>): boolean {
  return setting.state === 'unknown' || (setting.state === 'set' && setting.value.length > 0);
}

/** @param subject What is decided, as the subject of a sentence. */
function ifOpen(setting: Setting<unknown>, subject: string, isNeeded = () => true): Unknown[] {
  if (setting.state !== 'unknown' || !isNeeded()) return [];
  return [{ message: `${subject} is decided when it is deployed.`, place: setting.place }];
}
