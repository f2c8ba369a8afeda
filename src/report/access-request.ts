import type { AccessModel, ClientAccess } from '../access/access.ts';
import { isOpenText } from '../access/scopes.ts';
import { systemOf } from '../model/place.ts';

/** What the reporters of who can call what are made of. */
export interface AccessSource {
  readonly model: AccessModel;
  /** The Region that a template is deployed to, where it is known. */
  readonly regionOf: (file: string) => string | undefined;
}

/** How a client of client_credentials gets a token; `<…>` stands for what the templates do not tell. */
export interface TokenRequest {
  readonly url: string;
  readonly grant: 'client_credentials';
  /** All that it can get; none where they are not known: without any, Cognito gives those that the client may have. */
  readonly scopes: readonly string[];
  /** A line for a shell, which has the client's id and secret in CLIENT_ID and CLIENT_SECRET. */
  readonly curl: string;
}

/** The request by which a client gets a token for itself; undefined where it has no such flow, or where that cannot work. */
export function tokenRequest({ client, flows }: ClientAccess, source: AccessSource): TokenRequest | undefined {
  const machine = flows.find(({ flow }) => flow === 'client_credentials');
  if (!machine || machine.works.is === 'no') return undefined;
  const known = machine.scopes === 'unknown' ? [] : machine.scopes.filter(({ can }) => can.is !== 'no');
  const scopes = known.map(({ scope }) => withPlaceholders(scope));
  const url = tokenEndpoint(client.pool.kind === 'pool' ? client.pool.key : '', source);
  const curl = [
    'curl --user "$CLIENT_ID:$CLIENT_SECRET" --data grant_type=client_credentials',
    ...(scopes.length === 0 ? [] : [`--data-urlencode ${quoted(`scope=${scopes.join(' ')}`)}`]),
    quoted(url),
  ].join(' ');
  return { url, grant: 'client_credentials', scopes, curl };
}

/** https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html */
function tokenEndpoint(poolKey: string, { model, regionOf }: AccessSource): string {
  const pool = model.userPools.find(({ key }) => key === poolKey);
  const domain = pool?.domain.state === 'set' ? pool.domain.value : undefined;
  if (!pool || !domain) return 'https://<domain>/oauth2/token';
  const name = hostPart(domain.name, 'domain');
  if (domain.isCustom) return `https://${name}/oauth2/token`;
  const region = hostPart(regionOf(systemOf(pool.place)) ?? '', 'region');
  return `https://${name}.auth.${region}.amazoncognito.com/oauth2/token`;
}

/** The reader sends a secret there: what is no part of a host name must not change where that is. */
function hostPart(text: string, placeholder: string): string {
  const shown = withPlaceholders(text);
  return /^[a-z0-9.-]+$/i.test(shown.replace(/<[^<>]*>/g, '0')) ? shown : `<${placeholder}>`;
}

/** Names what only the deployment decides as people do: `${AWS::StackName}-auth` becomes `<AWS::StackName>-auth`. */
function withPlaceholders(text: string): string {
  const named = text.replace(/\$\{([\w:.]+)\}/g, '<$1>');
  return isOpenText(named) ? named.replace(/\$\{.*\}/s, '<value>') : named;
}

/** One word of a shell's, in which nothing is expanded. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
