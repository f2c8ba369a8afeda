import type { AuthorizerType, Endpoint } from '../model/endpoint.ts';
import { isOpen } from '../model/endpoint.ts';
import type { MethodGuard } from '../model/model.ts';
import { type AccountPlace, isTextPlace } from '../model/place.ts';
import { lookUp } from '../template/look-up.ts';
import type { AccountReading, StageSnapshot } from './declared.ts';

/**
 * Endpoints as callers meet them: those of REST APIs as a stage serves them, which is what they were when the API was
 * last deployed to it, and of several stages as the one that lets most callers through. Where a snapshot could not be
 * read, an endpoint is as the API says, unless another stage opens it. See
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html
 */
export function asServed(endpoints: readonly Endpoint[], { snapshots, unread }: AccountReading): Endpoint[] {
  const stages = new Map<string, StageSnapshot[]>();
  for (const snapshot of snapshots) stages.set(snapshot.apiArn, [...(stages.get(snapshot.apiArn) ?? []), snapshot]);
  const isIncomplete = (apiArn: string) => unread.some(({ arn }) => arn.startsWith(`${apiArn}/deployments/`));
  return endpoints.map(endpoint => {
    const { api, method, path } = endpoint;
    const own = isTextPlace(api.place) ? undefined : stages.get(api.place.arn);
    if (!own || isTextPlace(api.place)) return endpoint;
    const [most] = own
      .flatMap(({ stage, stageArn, methods }): Serving[] => {
        const guard = servedBy(methods, method, path);
        return guard ? [{ stage, stageArn, guard }] : [];
      })
      .sort((a, b) => strictness(a.guard) - strictness(b.guard));
    if (isIncomplete(api.place.arn) && (!most || strictness(most.guard) > 0)) return endpoint;
    return most ? servedEndpoint(endpoint, most, api.place) : { ...endpoint, isServed: false };
  });
}

/** What serves a method: its own, or ANY of its path, which takes all that are not named there. */
export function servedBy(methods: StageSnapshot['methods'], method: string, path: string): MethodGuard | undefined {
  return methods[path]?.[method] ?? methods[path]?.ANY;
}

interface Serving extends Pick<StageSnapshot, 'stage' | 'stageArn'> {
  readonly guard: MethodGuard;
}

/** 0 for what lets anyone through. */
function strictness({ authorizationType, apiKeyRequired }: MethodGuard): number {
  return (authorizationType === 'NONE' ? 0 : 2) + (apiKeyRequired ? 1 : 0);
}

const authorizerTypes: Readonly<Record<string, AuthorizerType>> = {
  COGNITO_USER_POOLS: 'COGNITO',
  CUSTOM: 'LAMBDA',
  AWS_IAM: 'AWS_IAM',
};

function servedEndpoint(endpoint: Endpoint, { stage, stageArn, guard }: Serving, api: AccountPlace): Endpoint {
  const { authorizationType, apiKeyRequired } = guard;
  const isNone = authorizationType === 'NONE';
  const type = lookUp(authorizerTypes, authorizationType) ?? 'UNKNOWN';
  const isSame = isNone ? isOpen(endpoint) : endpoint.auth.some(authorizer => authorizer.type === type);
  if (isSame && apiKeyRequired === endpoint.apiKeyRequired) return endpoint;
  const place = { ...api, arn: stageArn };
  const because = `the stage ${stage} serves it as it was last deployed, ${isNone ? 'without an authorizer' : `with ${authorizationType}`}`;
  return {
    ...endpoint,
    auth: isSame ? endpoint.auth : isNone ? [] : [{ type, name: null, scopes: [], place }],
    apiKeyRequired,
    place,
    because,
    reasons: [{ message: because, place }],
    // Of what could not be read, no difference is told.
    ...(!endpoint.auth.some(authorizer => authorizer.type === 'UNKNOWN') && { isStale: true as const }),
  };
}
