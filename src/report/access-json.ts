import { type ClientAccess, computeAccess, type EndpointAccess } from '../access/access.ts';
import type { Certainty } from '../access/certainty.ts';
import type { Flow, TokenKind } from '../access/tokens.ts';
import type { Verdict } from '../access/verdict.ts';
import type { Way } from '../access/ways.ts';
import type { ApiType, ConditionTerm } from '../model/endpoint.ts';
import type { PoolReference } from '../model/oauth.ts';
import { type AccessSource, type TokenRequest, tokenRequest } from './access-request.ts';
import { type JsonInferredLink, jsonInferredLink } from './json.ts';
import { type JsonPoint, jsonPoint } from './json-place.ts';
import { jsonText } from './json-text.ts';

/** What `access --format json` prints: a contract, which only grows while `version` is 1. */
export interface JsonAccess {
  readonly version: 1;
  /** Without those that are never served. */
  readonly endpoints: readonly JsonAccessEndpoint[];
  readonly clients: readonly JsonAccessClient[];
  /** What this rests on though it is not certain. */
  readonly inferredLinks: readonly JsonInferredLink[];
}

/** Who can call an endpoint; the place is of the setting that decides. */
export type JsonAccessEndpoint = JsonPoint & {
  readonly apiId: string | null;
  readonly apiType: ApiType;
  readonly method: string;
  readonly path: string;
  readonly conditions: readonly ConditionTerm[];
  /** `open`: anyone; `reachable`: the clients of `ways`; `nobody`; `other`: Cognito does not decide; `unknown`. */
  readonly verdict: Verdict;
  /** One sentence: what it accepts, and what is in the way or not known. */
  readonly reason: string;
  readonly apiKeyRequired: boolean;
  /** The authorizer that looks at tokens; null where none does, or more than one. */
  readonly authorizer: { readonly type: 'COGNITO' | 'JWT'; readonly name: string } | null;
  /** A token has to have one of them; one that is no string is the template's own intrinsic. */
  readonly scopes: readonly unknown[];
  readonly ways: readonly JsonWay[];
};

/** How a client gets a token that the endpoint accepts. */
export interface JsonWay {
  /** The `id` of a client. */
  readonly client: string;
  /** `sign-in` is by Cognito's own API, which ExplicitAuthFlows opens. */
  readonly flow: Flow;
  readonly token: TokenKind;
  /** The token has to be asked for with one of them; none where any will do. */
  readonly scopes: readonly string[];
  readonly certainty: 'certain' | 'possible';
  /** Why it is not certain. */
  readonly doubts: readonly string[];
}

/** How a client gets tokens, and what it reaches. */
export type JsonAccessClient = JsonClient & {
  /** Positions in `endpoints`, from 0: those for which a way is certain, and those for which one is possible. */
  readonly reaches: readonly number[];
  readonly mayReach: readonly number[];
  /** How it gets a token for itself; null where it cannot. */
  readonly tokenRequest: TokenRequest | null;
};

/** A client and its flows. */
export type JsonClient = JsonPoint & {
  /** Its template and logical id. */
  readonly id: string;
  readonly name: string;
  readonly conditions: readonly ConditionTerm[];
  /** The name of its user pool; null for one that no audited template declares. */
  readonly userPool: string | null;
  readonly flows: readonly JsonFlow[];
};

/** A flow that a client is set up for; `reasons` say why it does not work, or may not. */
export interface JsonFlow {
  readonly flow: Flow;
  readonly works: Certainty['is'];
  readonly reasons: readonly string[];
  /** The scopes that its access tokens can have, or perhaps have; null where the deployment decides which. */
  readonly scopes: readonly string[] | null;
}

/** Who can call what, for programs. */
export function accessJson(source: AccessSource): string {
  const { endpoints, clients } = computeAccess(source.model);
  const positions = new Map(endpoints.map(({ endpoint }, index) => [endpoint, index]));
  const document: JsonAccess = {
    version: 1,
    endpoints: endpoints.map(jsonEndpoint),
    clients: clients.map(client => {
      const at = (isCertain: boolean) =>
        client.reaches.flatMap(({ endpoint, ways }) =>
          ways.some(way => way.isCertain) === isCertain ? (positions.get(endpoint) ?? []) : [],
        );
      const request = tokenRequest(client, source) ?? null;
      return { ...jsonClient(client), reaches: at(true), mayReach: at(false), tokenRequest: request };
    }),
    inferredLinks: source.model.inferredLinks.map(jsonInferredLink),
  };
  return jsonText(document);
}

function jsonEndpoint({ endpoint, verdict, reason, authorizer, scopes, ways }: EndpointAccess): JsonAccessEndpoint {
  const { api, method, path, conditions, place, apiKeyRequired } = endpoint;
  return {
    ...jsonPoint(place),
    apiId: api.id,
    apiType: api.type,
    method,
    path,
    conditions: conditions.map(jsonTerm),
    verdict,
    reason,
    apiKeyRequired,
    authorizer: authorizer ? { type: authorizer.type, name: authorizer.name } : null,
    scopes,
    ways: ways.map(jsonWay),
  };
}

function jsonWay({ client, flow, token, scopes, isCertain, doubts }: Way): JsonWay {
  return { client: client.key, flow, token, scopes, certainty: isCertain ? 'certain' : 'possible', doubts };
}

function jsonClient({ client, flows }: ClientAccess): JsonClient {
  return {
    id: client.key,
    name: client.name,
    ...jsonPoint(client.place),
    conditions: client.conditions.map(jsonTerm),
    userPool: poolName(client.pool),
    flows: flows.map(({ flow, works, scopes }) => ({
      flow,
      works: works.is,
      reasons: works.is === 'yes' ? [] : works.because,
      scopes: scopes === 'unknown' ? null : scopes.flatMap(({ scope, can }) => (can.is === 'no' ? [] : [scope])),
    })),
  };
}

function jsonTerm({ condition, is }: ConditionTerm): ConditionTerm {
  return { condition, is };
}

function poolName(pool: PoolReference): string | null {
  return pool.kind === 'pool' ? pool.name : null;
}
