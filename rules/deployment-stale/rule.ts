import type { Problem, Rule } from '../../src/model/finding.ts';
import type { MethodGuard, StaleMethod } from '../../src/model/model.ts';

export const deploymentStale: Rule = {
  id: 'deployment-stale',
  title: 'Each stage of a REST API serves what the API says',
  severity: 'warning',
  why: 'A stage of a REST API serves the methods as they were when the API was last deployed to it. A change of a method, such as an authorizer that was added, is not in effect until the next deployment, though the console and the API show it.',
  fix: 'Deploy the API to the stage: `aws apigateway create-deployment --rest-api-id ID --stage-name STAGE`. In CloudFormation, a deployment is made again only when its logical id changes, which SAM and the CDK see to.',
  exceptions:
    'Templates, HTTP APIs and WebSocket APIs, of which no snapshot can be read, and methods whose settings could not be read. Scopes and the choice of an authorizer are not in a snapshot. It is an error where the stage lets more callers through than the API says.',
  references: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html'],
  *check(model) {
    for (const stale of model.staleMethods) yield problemOf(stale);
  },
};

function problemOf(stale: StaleMethod): Problem {
  const { api, restApiId, stage, method, path, served, current, place, methodPlace } = stale;
  // A canary is of a stage.
  const stageName = stage.replace(/ \(canary\)$/, '');
  const subject = `The stage ${stage} of ${api}`;
  const name = `${method} ${path}`;
  const message = !served
    ? `${subject} does not serve ${name} yet, which was added${current ? ` ${described(current)}` : ''} after the last deployment.`
    : !current
      ? `${subject} still serves ${name} ${described(served)}, though the API no longer has that method.`
      : `${subject} serves ${name} ${described(served)}, but the API says ${described(current)}.`;
  return {
    message,
    place,
    remedy: `Deploy the API to the stage: \`aws apigateway create-deployment --rest-api-id ${restApiId} --stage-name ${stageName}\`.`,
    ...(methodPlace && { related: [{ place: methodPlace, message: 'the method as it is now' }] }),
    ...(served && isLooser(method, served, current) && { severity: 'error' as const }),
  };
}

function described({ authorizationType, apiKeyRequired }: MethodGuard): string {
  const guard = authorizationType === 'NONE' ? 'without an authorizer' : `with ${authorizationType}`;
  return apiKeyRequired ? `${guard} and with an API key` : guard;
}

/** Whether a stage lets callers through that the API would not; a method that is gone should let nobody through. */
function isLooser(method: string, served: MethodGuard, current: MethodGuard | undefined): boolean {
  // A preflight carries no credentials, so that it is open wherever it works.
  if (method === 'OPTIONS') return false;
  if (!current) return served.authorizationType === 'NONE';
  const losesAuthorizer = served.authorizationType === 'NONE' && current.authorizationType !== 'NONE';
  const gainsAuthorizer = served.authorizationType !== 'NONE' && current.authorizationType === 'NONE';
  return losesAuthorizer || (!gainsAuthorizer && !served.apiKeyRequired && current.apiKeyRequired);
}
