import { lookUp } from '../template/look-up.ts';
import { at, entriesOf } from '../template/node.ts';
import type { Resource, Template } from '../template/template.ts';

/** Ids that SAM gives to resources of its own, whatever the template's. */
const fixedIds = new Set([
  'ServerlessRestApi',
  'ServerlessHttpApi',
  'ServerlessDeploymentApplication',
  'CodeDeployServiceRole',
  'ServerlessUsagePlan',
  'ServerlessApiKey',
  'ServerlessUsagePlanKey',
]);

/** What follows a resource's own id in those that SAM makes of it, by type. */
const suffixes: Readonly<Record<string, RegExp>> = {
  'AWS::Serverless::Function':
    /^(?:Role|Url|UrlPublicPermissions|URLInvokeAllowPublicAccess|DeploymentGroup|EventInvokeConfig\w*|Alias\w+|Version[0-9a-f]{10,})$/,
  'AWS::Serverless::StateMachine': /^(?:Role|Alias\w+|Version[0-9a-f]*)$/,
  'AWS::Serverless::Api':
    /^(?:\w*Stage|Deployment[0-9a-f]{10,}|UsagePlan|ApiKey|UsagePlanKey|\w*BasePathMapping|\w+AuthorizerPermission|DomainName\w*)$/,
  'AWS::Serverless::HttpApi': /^(?:\w*Stage|\w*ApiMapping|\w+AuthorizerPermission|DomainName\w*)$/,
  'AWS::Serverless::WebSocketApi':
    /^(?:\w*Stage|Deployment\w*|\w+(?:Route|Integration|Permission)|ConnectAuthorizer|\w*ApiMapping)$/,
  'AWS::Serverless::GraphQLApi': /^\w+$/,
  'AWS::Serverless::Connector': /^(?:Policy|\w*LambdaPermission|\w*Policy)$/,
  'AWS::Serverless::LayerVersion': /^[0-9a-f]{10}$/,
};

/** SAM's implicit APIs have stages and deployments of their own. */
const implicitSuffixes =
  /^Serverless(?:RestApi|HttpApi)(?:\w*Stage|Deployment[0-9a-f]*|ApiGatewayDefaultStage|UsagePlan|ApiKey)$/;

/**
 * Whether a name is the id of a resource that the SAM transform generates for this template. Only known forms count:
 * `LoginFunction` is not generated from `Login`.
 * See https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
 */
export function isGeneratedId(template: Template, name: string): boolean {
  if (!template.isSam) return false;
  if (fixedIds.has(name) || implicitSuffixes.test(name)) return true;
  for (const resource of template.resources.values()) {
    if (name.startsWith(resource.id) && isGeneratedFrom(resource, name.slice(resource.id.length))) return true;
  }
  return false;
}

function isGeneratedFrom(resource: Resource, rest: string): boolean {
  if (lookUp(suffixes, resource.type)?.test(rest)) return true;
  for (const [event] of entriesOf(at(resource.properties, 'Events'))) {
    if (rest.startsWith(event) && /^(?:Permission\w*|Role|Queue\w*|Subscription)?$/.test(rest.slice(event.length)))
      return true;
  }
  for (const [connector] of entriesOf(resource.node.entries.get('Connectors'))) {
    if (rest.startsWith(connector)) return true;
  }
  return false;
}
