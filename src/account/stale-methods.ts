import type { MethodGuard, StaleMethod } from '../model/model.ts';
import type { AccountPlace } from '../model/place.ts';
import { servedBy } from './as-served.ts';
import { type AccountReading, type DeclaredResource, referenceIn, type StageSnapshot } from './declared.ts';

/**
 * The methods of REST APIs that a stage serves otherwise than the API says. A change of a method is served only once
 * the API is deployed again; see
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html
 */
export function staleMethods(reading: AccountReading): StaleMethod[] {
  const byKey = new Map(reading.resources.map(resource => [resource.key, resource]));
  const methodsOf = methodsByApi(reading.resources, byKey);
  return reading.snapshots.flatMap(snapshot => {
    const api = byKey.get(snapshot.api);
    return api ? staleOf(snapshot, api, methodsOf.get(snapshot.api) ?? new Map(), reading) : [];
  });
}

interface Method {
  readonly resource: DeclaredResource;
  readonly guard: MethodGuard | undefined;
}

/** Methods by `METHOD /path`. */
type Methods = ReadonlyMap<string, Method>;

function staleOf(
  { stage, stageArn, methods: served, methodsIncomplete }: StageSnapshot,
  api: DeclaredResource,
  current: Methods,
  { account, region }: AccountReading,
): StaleMethod[] {
  const snapshot = new Map(
    Object.entries(served).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, guard]): [string, MethodGuard] => [`${method} ${path}`, guard]),
    ),
  );
  const placeOf = (arn: string): AccountPlace => ({ arn, account, region, path: '' });
  return [...new Set([...snapshot.keys(), ...current.keys()])].sort().flatMap(name => {
    const now = current.get(name);
    // What could not be read, a setting or the method itself, is no difference.
    if (now && !now.guard) return [];
    if (!now && methodsIncomplete) return [];
    const [method = '', path = ''] = name.split(/ (.*)/s);
    const [was, is] = [now ? servedBy(served, method, path) : snapshot.get(name), now?.guard];
    if (was && is && was.authorizationType === is.authorizationType && was.apiKeyRequired === is.apiKeyRequired) {
      return [];
    }
    return [
      {
        api: api.name,
        restApiId: api.physicalId ?? '',
        stage,
        method,
        path,
        served: was,
        current: is,
        place: placeOf(stageArn),
        ...(now && { methodPlace: placeOf(now.resource.arn) }),
      },
    ];
  });
}

function methodsByApi(
  resources: readonly DeclaredResource[],
  byKey: ReadonlyMap<string, DeclaredResource>,
): ReadonlyMap<string, Methods> {
  const found = new Map<string, Map<string, Method>>();
  for (const resource of resources) {
    if (resource.type !== 'AWS::ApiGateway::Method') continue;
    const { RestApiId, ResourceId, HttpMethod, AuthorizationType, ApiKeyRequired } = resource.properties;
    const api = referenceIn(RestApiId);
    if (api === undefined) continue;
    const part = byKey.get(referenceIn(ResourceId) ?? '')?.properties.PathPart;
    const name = `${HttpMethod} /${typeof part === 'string' ? part : ''}`;
    const guard =
      typeof AuthorizationType === 'string'
        ? { authorizationType: AuthorizationType, apiKeyRequired: ApiKeyRequired === true }
        : undefined;
    const methods = found.get(api) ?? new Map<string, Method>();
    found.set(api, methods.set(name, { resource, guard }));
  }
  return found;
}
