import type { Api } from '../model/endpoint.ts';
import type { DefinitionFile } from '../openapi/definition-file.ts';
import type { ApiDocument, SecurityScheme } from '../openapi/document.ts';
import {
  asIf,
  asIntrinsic,
  asMap,
  asString,
  at,
  entriesOf,
  isFalsy,
  itemsOf,
  type MapNode,
  type Node,
} from '../template/node.ts';

/** An AWS::Serverless::Api or HttpApi while SAM's transform works on it. */
export interface SamApi {
  readonly api: Api;
  readonly id: string;
  readonly type: 'REST' | 'HTTP';
  /** The resource's map, or the first event of an implicit API. */
  readonly node: Node;
  /** SAM writes the definition from events: there is neither DefinitionBody nor DefinitionUri. */
  readonly isManaged: boolean;
  /** With Globals merged in. */
  readonly properties: MapNode | undefined;
  /** Parameters are inlined for a REST API, as SAM does. */
  readonly auth: Node | undefined;
  /** The authorizers that Auth defines, as security schemes by name. */
  readonly authorizers: ReadonlyMap<string, SecurityScheme>;
  /** Absent where the definition is not known. */
  readonly document: ApiDocument | undefined;
  /** The local file that DefinitionUri names, where it gives the definition. */
  readonly definitionFile: DefinitionFile | undefined;
}

/** The authorizers that Auth of an API defines; SAM's own stands where the API does. */
export function readAuthorizers(
  type: SamApi['type'],
  auth: Node | undefined,
  api: Node,
): ReadonlyMap<string, SecurityScheme> {
  const schemes = new Map<string, SecurityScheme>();
  const hasIam =
    type === 'REST' ? asString(at(auth, 'DefaultAuthorizer')) === iamName : isTrue(at(auth, 'EnableIamAuthorizer'));
  if (hasIam) schemes.set(iamName, iamScheme(api));
  for (const [name, node] of entriesOf(at(auth, 'Authorizers'))) schemes.set(name, readAuthorizer(type, node));
  return schemes;
}

/** The built-in authorizer's name. One that a user gives this name takes its place. */
export const iamName = 'AWS_IAM';

export function iamScheme(node: Node): SecurityScheme {
  return { type: 'AWS_IAM', node, pools: [] };
}

function readAuthorizer(type: SamApi['type'], node: Node): SecurityScheme {
  if (type === 'HTTP') {
    const jwt = asMap(at(node, 'JwtConfiguration'));
    if (!jwt || isFalsy(jwt)) return { type: 'LAMBDA', node, pools: [] };
    // Which configuration applies is decided by the deployment, and with it the audience.
    if (asIntrinsic(jwt)) return { type: 'JWT', node, pools: [], audience: jwt };
    const member = (name: string) => [...entriesOf(jwt)].find(([key]) => key.toLowerCase() === name)?.[1];
    const issuer = member('issuer');
    const audience = member('audience');
    return { type: 'JWT', node, pools: issuer ? [issuer] : [], ...(audience && { audience }) };
  }
  const pool = at(node, 'UserPoolArn');
  if (!pool || isFalsy(pool)) return { type: 'LAMBDA', node, pools: [] };
  return { type: 'COGNITO', node, pools: pool.kind === 'list' ? pool.items : [pool] };
}

/** The scopes that an authorizer of an API's Auth asks for by itself. */
export function authorizerScopes(samApi: SamApi, name: string): readonly Node[] {
  return itemsOf(at(samApi.auth, 'Authorizers', name, 'AuthorizationScopes'));
}

export function isTrue(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && node.value === true;
}

/** Whether a definition has paths, of which some may not be read. */
export function hasPaths({ document, properties, isManaged }: SamApi): boolean {
  const paths = at(properties, 'DefinitionBody', 'paths');
  return (document?.items.length ?? 0) > 0 || (!isManaged && !isFalsy(paths));
}

/** Whether a definition stands under Fn::If, so that SAM finds nothing in it. */
export function isBranched({ properties }: SamApi): boolean {
  const body = at(properties, 'DefinitionBody');
  return body !== undefined && asIf(body) !== undefined;
}
