import { type AuthorizerType, type EffectiveAuthorizer, type Endpoint, isOpen } from '../model/endpoint.ts';
import type { MethodGuard } from '../model/model.ts';
import { type AccountPlace, isTextPlace } from '../model/place.ts';
import { lookUp } from '../template/look-up.ts';
import type { AccountReading, StageSnapshot } from './declared.ts';

/**
 * Endpoints as callers meet them: those of REST APIs as a stage serves them, which is what they were when the API was
 * last deployed to it, and of several stages as the one that lets most callers through. Where a snapshot could not be
 * read, an endpoint is as the API says, unless another stage lets more callers through. See
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html
 */
export function asServed(endpoints: readonly Endpoint[], { snapshots, unread }: AccountReading): Endpoint[] {
  const stages = new Map<string, StageSnapshot[]>();
  for (const snapshot of snapshots) stages.set(snapshot.apiArn, [...(stages.get(snapshot.apiArn) ?? []), snapshot]);
  const isIncomplete = (apiArn: string) => unread.some(({ arn }) => arn.startsWith(`${apiArn}/deployments/`));
  return endpoints.map(endpoint => {
    const { place } = endpoint.api;
    if (isTextPlace(place)) return endpoint;
    const own = stages.get(place.arn);
    if (!own) return endpoint;
    const servings = own
      .flatMap(({ stage, stageArn, methods }) => guardsOf(methods, endpoint).map(guard => ({ stage, stageArn, guard })))
      .sort((a, b) => strictness(a.guard) - strictness(b.guard) || differs(endpoint, a) - differs(endpoint, b));
    const [most] = servings;
    if (isIncomplete(place.arn) && (!most || strictness(most.guard) >= strictnessSaid(endpoint))) return endpoint;
    if (!most) return { ...endpoint, isServed: false };
    if (!differs(endpoint, most)) return endpoint;
    // Of what could not be read, no difference is told, and of what one stage serves as the API says, it is no matter.
    const isStale = servings.every(each => differs(endpoint, each)) && !endpoint.auth.some(isUnknown);
    return { ...served(endpoint, most, place), ...(isStale && { isStale }) };
  });
}

/** What serves a method: its own, or ANY of its path, which takes all that are not named there. */
export function servedBy(methods: StageSnapshot['methods'], method: string, path: string): MethodGuard | undefined {
  return methods[path]?.[method] ?? methods[path]?.ANY;
}

/** The guards that an endpoint's callers meet; those of ANY can meet any of its path. */
function guardsOf(methods: StageSnapshot['methods'], { method, path }: Endpoint): readonly MethodGuard[] {
  const guard = servedBy(methods, method, path);
  if (guard) return [guard];
  return method === 'ANY' ? Object.values(methods[path] ?? {}) : [];
}

interface Serving extends Pick<StageSnapshot, 'stage' | 'stageArn'> {
  readonly guard: MethodGuard;
}

/** 0 for what lets anyone through. */
function strictness({ authorizationType, apiKeyRequired }: MethodGuard): number {
  return (authorizationType === 'NONE' ? 0 : 2) + (apiKeyRequired ? 1 : 0);
}

/** The same of what the API says. */
function strictnessSaid(endpoint: Endpoint): number {
  return (isOpen(endpoint) ? 0 : 2) + (endpoint.apiKeyRequired ? 1 : 0);
}

function isUnknown({ type }: EffectiveAuthorizer): boolean {
  return type === 'UNKNOWN';
}

const authorizerTypes: Readonly<Record<string, AuthorizerType>> = {
  COGNITO_USER_POOLS: 'COGNITO',
  CUSTOM: 'LAMBDA',
  AWS_IAM: 'AWS_IAM',
};

function typeOf({ authorizationType }: MethodGuard): AuthorizerType {
  return lookUp(authorizerTypes, authorizationType) ?? 'UNKNOWN';
}

function isSameAuthorizer({ guard }: Serving, endpoint: Endpoint): boolean {
  if (guard.authorizationType === 'NONE') return isOpen(endpoint);
  return endpoint.auth.some(({ type }) => type === typeOf(guard));
}

/** 1 where a stage serves an endpoint otherwise than the API says. */
function differs(endpoint: Endpoint, serving: Serving): 0 | 1 {
  const isSame = isSameAuthorizer(serving, endpoint) && serving.guard.apiKeyRequired === endpoint.apiKeyRequired;
  return isSame ? 0 : 1;
}

function served(endpoint: Endpoint, serving: Serving, api: AccountPlace): Endpoint {
  const { stage, stageArn, guard } = serving;
  const place = { ...api, arn: stageArn };
  const isNone = guard.authorizationType === 'NONE';
  const authorizer = { type: typeOf(guard), name: null, scopes: [], place };
  const how = `${isNone ? 'without an authorizer' : `with ${guard.authorizationType}`}${guard.apiKeyRequired ? ' and with an API key' : ''}`;
  const because = `the stage ${stage} serves it as it was last deployed, ${how}`;
  return {
    ...endpoint,
    auth: isSameAuthorizer(serving, endpoint) ? endpoint.auth : isNone ? [] : [authorizer],
    apiKeyRequired: guard.apiKeyRequired,
    place,
    because,
    reasons: [{ message: because, place }],
  };
}
