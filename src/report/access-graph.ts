import { type AccessModel, computeAccess, type EndpointAccess } from '../access/access.ts';
import { compareScopes } from '../access/scopes.ts';
import type { Way } from '../access/ways.ts';
import type { OAuthClient, PoolReference, ResourceServer } from '../model/oauth.ts';
import { systemOf } from '../model/place.ts';
import { endpointSubject } from './access-text.ts';
import { conditionsText, guardText, scopeText } from './guard.ts';

/** Who can call what, as a drawing: from user pools through clients and authorizers to endpoints. */
export interface AccessGraph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export interface GraphNode {
  /** Its kind and a number. */
  readonly id: string;
  readonly kind: 'pool' | 'elsewhere' | 'server' | 'client' | 'guard' | 'endpoint' | 'anyone';
  readonly lines: readonly string[];
  /** The template that declares it; undefined for what none does. */
  readonly file?: string;
  /** What makes an endpoint stand out. */
  readonly mark?: 'open' | 'nobody' | 'unknown';
}

export interface GraphEdge {
  /** The ids of nodes. */
  readonly from: string;
  readonly to: string;
  readonly lines: readonly string[];
  /** What belongs together; what leads there, perhaps, or not at all. */
  readonly kind: 'line' | 'arrow' | 'possible' | 'blocked';
}

/** Draws who can call what. Endpoints stand behind one guard where the same clients reach them in the same ways. */
export function accessGraph(model: AccessModel): AccessGraph {
  const access = computeAccess(model);
  const drawing: Drawing = { model, nodes: new Map(), edges: new Map() };
  for (const { key, name } of model.userPools) drawPool(drawing, { kind: 'pool', key, name });
  for (const server of model.resourceServers) {
    const pool = drawPool(drawing, server.pool);
    if (pool !== undefined) drawEdge(drawing, { from: pool, to: drawServer(drawing, server), lines: [], kind: 'line' });
  }
  for (const { client } of access.clients) drawClientAndPool(drawing, client);
  access.endpoints.forEach((each, index) => {
    drawEndpoint(drawing, each, index);
  });
  return { nodes: [...drawing.nodes.values()], edges: [...drawing.edges.values()] };
}

interface Drawing {
  readonly model: AccessModel;
  /** By what tells each from the others of its kind, which can be long. */
  readonly nodes: Map<string, GraphNode>;
  readonly edges: Map<string, GraphEdge>;
}

/** What is drawn already stays as it is. */
function drawNode({ nodes }: Drawing, { identity, ...node }: Omit<GraphNode, 'id'> & { identity: unknown }): string {
  const key = JSON.stringify([node.kind, identity]);
  const drawn = nodes.get(key) ?? { id: `${node.kind}${nodes.size + 1}`, ...node };
  nodes.set(key, drawn);
  return drawn.id;
}

function drawEdge({ edges }: Drawing, edge: GraphEdge): void {
  edges.set(`${edge.from} ${edge.to}`, edge);
}

function drawPool(drawing: Drawing, pool: PoolReference): string | undefined {
  if (pool.kind === 'other-issuer') return undefined;
  const identity = pool.key;
  const known = drawing.model.userPools.find(each => pool.kind === 'pool' && each.key === pool.key);
  if (!known) return drawNode(drawing, { identity, kind: 'elsewhere', lines: ['a user pool elsewhere'] });
  return drawNode(drawing, { identity, kind: 'pool', lines: [known.name], file: systemOf(known.place) });
}

function drawServer(drawing: Drawing, { name, place }: ResourceServer): string {
  const file = systemOf(place);
  return drawNode(drawing, { identity: [file, name], kind: 'server', lines: [name], file });
}

function drawClient(drawing: Drawing, client: OAuthClient): string {
  return drawNode(drawing, {
    identity: client.key,
    kind: 'client',
    lines: [client.name, conditionsText(client.conditions)],
    file: systemOf(client.place),
  });
}

/** With the resource servers whose scopes it may request, or else its user pool. */
function drawClientAndPool(drawing: Drawing, client: OAuthClient): void {
  const to = drawClient(drawing, client);
  const offers = scopesByServer(client, drawing.model.resourceServers);
  for (const [server, scopes] of offers) {
    drawEdge(drawing, { from: drawServer(drawing, server), to, lines: scopes, kind: 'arrow' });
  }
  const pool = offers.size === 0 ? drawPool(drawing, client.pool) : undefined;
  if (pool !== undefined) drawEdge(drawing, { from: pool, to, lines: [], kind: 'line' });
}

function drawEndpoint(drawing: Drawing, access: EndpointAccess, index: number): void {
  const { endpoint, verdict } = access;
  const guard = guardNode(access);
  const from = guard
    ? drawGuard(drawing, guard, access)
    : drawNode(drawing, { identity: '', kind: 'anyone', lines: ['anyone'] });
  const to = drawNode(drawing, {
    identity: index,
    kind: 'endpoint',
    lines: [endpointSubject(endpoint), conditionsText(endpoint.conditions)],
    file: systemOf(endpoint.api.place),
    ...((verdict === 'open' || verdict === 'nobody' || verdict === 'unknown') && { mark: verdict }),
  });
  const kind = verdict === 'nobody' ? 'blocked' : verdict === 'unknown' ? 'possible' : 'arrow';
  drawEdge(drawing, { from, to, lines: [], kind });
}

/** With the clients that it lets through and, where none is of a pool that it trusts, that pool. */
function drawGuard(drawing: Drawing, guard: Guard, { ways, authorizer }: EndpointAccess): string {
  const to = drawNode(drawing, guard);
  for (const client of new Set(ways.map(way => way.client))) {
    const own = ways.filter(way => way.client === client);
    const kind = own.some(way => way.isCertain) ? 'arrow' : 'possible';
    drawEdge(drawing, { from: drawClient(drawing, client), to, lines: wayLines(own), kind });
  }
  for (const pool of authorizer?.pools ?? []) {
    const from = ways.some(({ client }) => sameKey(client.pool, pool)) ? undefined : drawPool(drawing, pool);
    if (from !== undefined) drawEdge(drawing, { from, to, lines: [], kind: 'line' });
  }
  return to;
}

type Guard = Parameters<typeof drawNode>[1];

/** What stands before an endpoint; undefined where nothing does. */
function guardNode({ endpoint, verdict, authorizer, scopes, ways }: EndpointAccess): Guard | undefined {
  if (verdict === 'open') return undefined;
  const file = systemOf(endpoint.api.place);
  const key = endpoint.apiKeyRequired ? '+ API key' : '';
  if (!authorizer) {
    const text = guardText(endpoint);
    return { identity: [file, text, key], kind: 'guard', lines: [text, key], file };
  }
  const accepts =
    scopes.length > 0 ? scopes.map(scopeText) : [authorizer.type === 'JWT' ? 'any token of its audience' : 'ID tokens'];
  const byWhom = ways.map(way => [way.client.key, way.flow, way.token, way.scopes, way.isCertain]);
  return {
    identity: [file, authorizer.key, scopes, key, byWhom],
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
