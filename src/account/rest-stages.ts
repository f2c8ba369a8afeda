import { GetDeploymentCommand, GetStagesCommand, type MethodSnapshot as Snapshot } from '@aws-sdk/client-api-gateway';
import type { ApiHead } from './api-head.ts';
import type { DeclaredResource, MethodSnapshot, StageSnapshot } from './declared.ts';
import { type Place, present } from './place.ts';
import type { RestApis } from './rest-apis.ts';

const action = 'apigateway:GET';

/**
 * The stages of a REST API and what each serves: one call, and one for each deployment that some stage serves. A stage
 * with a canary serves a second deployment to a part of the callers.
 * https://docs.aws.amazon.com/apigateway/latest/api/API_GetDeployment.html
 */
export async function readStages(place: Place, api: ApiHead): Promise<RestApis> {
  const { calls, clients } = place;
  const answer = await calls.one({ arn: api.arn, what: `the stages of ${api.name}`, action }, options =>
    clients.apiGateway.send(new GetStagesCommand({ restApiId: api.id }), options),
  );
  const stages = (answer.value?.item ?? []).map(stage => ({
    name: stage.stageName ?? '',
    deployment: stage.deploymentId,
    canary: stage.canarySettings?.deploymentId,
  }));
  const served = stages.flatMap(({ name, deployment, canary }) => [
    { stage: name, label: name, deployment },
    { stage: name, label: `${name} (canary)`, deployment: canary === deployment ? undefined : canary },
  ]);
  const ids = new Set(served.flatMap(({ deployment }) => deployment ?? []));
  const summaries = new Map(
    await Promise.all([...ids].map(async id => [id, await readDeployment(place, api, id)] as const)),
  );
  return {
    resources: stages.map(({ name, deployment }) => declareStage(api, name, deployment)),
    snapshots: served.flatMap(({ stage, label, deployment }): StageSnapshot[] => {
      const methods = summaries.get(deployment ?? '');
      if (!methods) return [];
      return [{ api: api.key, apiArn: api.arn, stage: label, stageArn: stageArn(api, stage), methods }];
    }),
  };
}

function stageArn(api: ApiHead, name: string): string {
  return `${api.arn}/stages/${name}`;
}

function declareStage(api: ApiHead, name: string, deployment: string | undefined): DeclaredResource {
  const arn = stageArn(api, name);
  return {
    key: arn,
    arn,
    name: `stage ${name} of ${api.name}`,
    type: 'AWS::ApiGateway::Stage',
    physicalId: name,
    properties: present({ RestApiId: { Ref: api.key }, StageName: name, DeploymentId: deployment }),
  };
}

/** What a deployment serves; undefined where that could not be read. */
async function readDeployment(
  { calls, clients }: Place,
  api: ApiHead,
  deploymentId: string,
): Promise<StageSnapshot['methods'] | undefined> {
  const part = { arn: `${api.arn}/deployments/${deploymentId}`, what: `what ${api.name} has deployed`, action };
  const { value } = await calls.one(part, options =>
    clients.apiGateway.send(
      new GetDeploymentCommand({ restApiId: api.id, deploymentId, embed: ['apisummary'] }),
      options,
    ),
  );
  if (!value) return undefined;
  if (!value.apiSummary) {
    // There is no deployment of an API without methods.
    calls.note({ ...part, reason: 'failed', detail: 'the answer has no apiSummary' });
    return undefined;
  }
  const paths = Object.entries(value.apiSummary).map(([path, methods]) => [path, methodsOf(methods)] as const);
  return Object.fromEntries(paths.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function methodsOf(methods: Readonly<Record<string, Snapshot>>): Readonly<Record<string, MethodSnapshot>> {
  const entries = Object.entries(methods).map(
    ([method, { authorizationType, apiKeyRequired }]) =>
      [method, { authorizationType: authorizationType ?? 'NONE', apiKeyRequired: apiKeyRequired ?? false }] as const,
  );
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
