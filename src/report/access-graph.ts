import { type Access, type AccessModel, computeAccess, type EndpointAccess } from '../access/access.ts';
import { compareScopes } from '../access/scopes.ts';
import type { Way } from '../access/ways.ts';
import { isOpen } from '../model/endpoint.ts';
import type { OAuthClient, PoolReference, ResourceServer } from '../model/oauth.ts';
import { endpointSubject } from './access-text.ts';
import { conditionsText, guardText, scopeText } from './guard.ts';

/** Who can call what, as a drawing: from user pools through clients and authorizers to endpoints. */
export interface AccessGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export interface GraphNode {
  /** Tells it from the others; holds what templates say. */
  readonly key: string;
  readonly kind: 'pool' | 'elsewhere' | 'server' | 'client' | 'guard' | 'endpoint' | 'anyone';
  readonly lines: readonly string[];
  /** The template that declares it; undefined for what none does. */
  readonly file?: string;
  /** What makes an endpoint stand out. */
  readonly mark?: 'open' | 'nobody' | 'unknown';
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly lines: readonly string[];
  /** A line that only belongs together, an arrow, or an arrow of which it is not certain that it holds. */
  readonly kind: 'line' | 'arrow' | 'possible';
}

/** Draws who can call what. Endpoints stand behind one guard where the same clients reach them in the same ways. */
export function accessGraph(model: AccessModel): AccessGraph {
  const access = computeAccess(model);
  const nodes = new Map<string, GraphNode>();
  const edges = new Map<string, GraphEdge>();
  const node = (each: GraphNode): string => {
    if (!nodes.has(each.key)) nodes.set(each.key, each);
    return each.key;
  };
  const edge = (each: GraphEdge): void => {
    edges.set(JSON.stringify([each.from, each.to]), each);
  };
  const poolNode = (pool: PoolReference): string | undefined => {
    if (pool.kind === 'other-issuer') return undefined;
    const known = model.userPools.find(({ key }) => key === pool.key);
    const key = nodeKey('pool', pool.key);
    if (pool.kind === 'external' || !known) return node({ key, kind: 'elsewhere', lines: ['a user pool elsewhere'] });
    return node({ key, kind: 'pool', lines: [known.name], file: known.place.file });
  };
  const serverNode = ({ name, place }: ResourceServer): string =>
    node({ key: nodeKey('server', [place.file, name]), kind: 'server', lines: [name], file: place.file });

  for (const pool of model.userPools) poolNode({ kind: 'pool', key: pool.key, name: pool.name });
  for (const server of model.resourceServers) {
    const pool = poolNode(server.pool);
    if (pool) edge({ from: pool, to: serverNode(server), lines: [], kind: 'line' });
  }
  for (const { client } of access.clients) {
    const to = node({
      key: nodeKey('client', client.key),
      kind: 'client',
      lines: [client.name, conditionsText(client.conditions)],
      file: client.place.file,
    });
    const offers = scopesByServer(client, model.resourceServers);
    for (const [server, scopes] of offers) edge({ from: serverNode(server), to, lines: scopes, kind: 'arrow' });
    const pool = offers.size === 0 ? poolNode(client.pool) : undefined;
    if (pool) edge({ from: pool, to, lines: [], kind: 'line' });
  }
  addEndpoints(access, node, edge, poolNode);
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}

function addEndpoints(
  { endpoints }: Access,
  node: (each: GraphNode) => string,
  edge: (each: GraphEdge) => void,
  poolNode: (pool: PoolReference) => string | undefined,
): void {
  endpoints.forEach((each, index) => {
    const { endpoint, verdict, ways, authorizer } = each;
    const guard = guardNode(each);
    if (guard) {
      node(guard);
      for (const client of new Set(ways.map(way => way.client))) {
        const own = ways.filter(way => way.client === client);
        const kind = own.some(way => way.isCertain) ? 'arrow' : 'possible';
        edge({ from: nodeKey('client', client.key), to: guard.key, lines: wayLines(own), kind });
      }
      for (const pool of authorizer?.pools ?? []) {
        const isShown = ways.some(({ client }) => client.pool.kind === pool.kind && sameKey(client.pool, pool));
        const from = isShown ? undefined : poolNode(pool);
        if (from) edge({ from, to: guard.key, lines: [], kind: 'line' });
      }
    }
    const to = node({
      key: nodeKey('endpoint', index),
      kind: 'endpoint',
      lines: [endpointSubject(endpoint), conditionsText(endpoint.conditions)],
      file: endpoint.api.place.file,
      ...((verdict === 'open' || verdict === 'nobody' || verdict === 'unknown') && { mark: verdict }),
    });
    const from = guard?.key ?? node({ key: nodeKey('anyone', ''), kind: 'anyone', lines: ['anyone'] });
    edge({ from, to, lines: [], kind: 'arrow' });
  });
}

/** What stands before an endpoint; undefined where nothing does. */
function guardNode({ endpoint, verdict, authorizer, scopes, ways }: EndpointAccess): GraphNode | undefined {
  if (verdict === 'open') return undefined;
  const { file } = endpoint.api.place;
  const key = endpoint.apiKeyRequired ? 'API key' : '';
  if (!authorizer) {
    const text = isOpen(endpoint) && key !== '' ? '' : guardText(endpoint);
    return { key: nodeKey('guard', [file, text, key]), kind: 'guard', lines: [text, key], file };
  }
  const accepts = scopes.length > 0 ? scopes.map(scopeText) : [authorizer.type === 'JWT' ? 'any token' : 'ID tokens'];
  const byWhom = ways.map(way => [way.client.key, way.flow, way.token, way.scopes, way.isCertain]);
  return {
    key: nodeKey('guard', [file, authorizer.key, scopes, key, byWhom]),
    kind: 'guard',
    lines: [`${authorizer.type} ${authorizer.name}`, accepts.join(' or '), key],
    file,
  };
}

function wayLines(ways: readonly Way[]): readonly string[] {
  const lines = ways.map(({ flow, token, scopes }) => {
    const what = token === 'id' ? 'ID token' : scopes.length === 0 ? 'access token' : scopes.join(', ');
    return `${flow}: ${what}`;
  });
  return [...new Set(lines)];
}

/** The scopes that a client may request, by the resource server that declares them. */
function scopesByServer(
  client: OAuthClient,
  servers: readonly ResourceServer[],
): ReadonlyMap<ResourceServer, readonly string[]> {
  const wanted = client.scopes.state === 'set' ? client.scopes.value : [];
  const found = servers.flatMap(server => {
    if (!sameKey(server.pool, client.pool)) return [];
    const scopes = wanted.filter(({ scope }) =>
      server.scopes.some(declared => compareScopes(declared.scope, scope) === 'equal'),
    );
    return scopes.length === 0 ? [] : [[server, scopes.map(({ scope }) => scope)] as const];
  });
  return new Map(found);
}

function sameKey(a: PoolReference, b: PoolReference): boolean {
  return a.kind !== 'other-issuer' && b.kind !== 'other-issuer' && a.key === b.key;
}

function nodeKey(kind: GraphNode['kind'], of: unknown): string {
  return JSON.stringify([kind, of]);
}
