import { asMap, asString, at, entriesOf, isFalsy, type Node } from '../../template/node.ts';
import type { Resource, Template } from '../../template/template.ts';
import { expectKind } from './kinds.ts';
import { type Check, describe, listed } from './refusal.ts';

/** The properties that each section of Globals may have, as version 1.110 of the transform knows them. */
const sections: Readonly<Record<string, readonly string[]>> = {
  Api: words(
    'Auth Name DefinitionUri CacheClusterEnabled CacheClusterSize MergeDefinitions Variables EndpointConfiguration',
    'MethodSettings BinaryMediaTypes MinimumCompressionSize Cors GatewayResponses AccessLogSetting CanarySetting',
    'TracingEnabled OpenApiVersion Domain AlwaysDeploy PropagateTags SecurityPolicy EndpointAccessMode',
  ),
  HttpApi: words(
    'Auth AccessLogSettings StageVariables Tags CorsConfiguration DefaultRouteSettings Domain RouteSettings',
    'FailOnWarnings PropagateTags',
  ),
  WebSocketApi: words(
    'AccessLogSettings ApiKeySelectionExpression DefaultRouteSettings DisableExecuteApiEndpoint',
    'DisableSchemaValidation Domain FailOnWarnings IpAddressType PropagateTags RouteSelectionExpression RouteSettings',
    'StageVariables Tags',
  ),
  Function: words(
    'Handler Runtime CodeUri DeadLetterQueue Description MemorySize Timeout VpcConfig Environment Tags PropagateTags',
    'Tracing KmsKeyArn AutoPublishAlias AutoPublishAliasAllProperties Layers DeploymentPreference RolePath',
    'PermissionsBoundary ReservedConcurrentExecutions ProvisionedConcurrencyConfig AssumeRolePolicyDocument',
    'EventInvokeConfig FileSystemConfigs CodeSigningConfigArn Architectures SnapStart EphemeralStorage',
    'FunctionUrlConfig RuntimeManagementConfig LoggingConfig RecursiveLoop SourceKMSKeyArn TenancyConfig DurableConfig',
    'CapacityProviderConfig FunctionScalingConfig PublishToLatestPublished VersionDeletionPolicy',
  ),
  StateMachine: ['PropagateTags'],
  SimpleTable: ['SSESpecification'],
  LayerVersion: ['PublishLambdaVersion'],
  CapacityProvider: words('VpcConfig OperatorRole Tags InstanceRequirements ScalingConfig KmsKeyArn PropagateTags'),
};

function words(...lines: string[]): readonly string[] {
  return lines.join(' ').split(' ');
}

/** Globals is refused as a whole, and the template with it, for a section or property that SAM does not merge. */
export function globalsRefusals(template: Template, check: Check): void {
  const globals = template.root.entries.get('Globals');
  if (!globals || !expectKind(globals, 'map', 'Globals', check)) return;
  for (const [section, node] of entriesOf(globals)) {
    const known = Object.hasOwn(sections, section) ? sections[section] : undefined;
    if (!known)
      check.refuseKey(node, `Globals has ${section}, and SAM takes only ${listed(Object.keys(sections))} there`);
    else if (expectKind(node, 'map', `${section} of Globals`, check)) {
      for (const [name, property] of entriesOf(node)) {
        if (!known.includes(name))
          check.refuseKey(
            property,
            `Globals.${section} has ${name}, which is not among the properties that SAM takes from Globals`,
          );
      }
    }
  }
}

/** What IgnoreGlobals of a resource names must be there: SAM looks at it where Globals has the resource's section. */
export function ignoreGlobalsRefusals(template: Template, resource: Resource, check: Check): void {
  const node = resource.node.entries.get('IgnoreGlobals');
  const section = resource.type.slice('AWS::Serverless::'.length);
  const globals = Object.hasOwn(sections, section) ? asMap(at(template.root, 'Globals', section)) : undefined;
  if (!node || isFalsy(node) || !globals || check.isUndecided(globals) || check.isUndecided(node)) return;
  if (asString(node) === '*') return;
  if (node.kind !== 'list') {
    check.refuse(node, `IgnoreGlobals of ${resource.id} is ${describe(node)}, and SAM takes "*" or a list only`);
    return;
  }
  const seen = new Set<string>();
  for (const item of node.items) ignoredName(item, section, [...globals.entries.keys()], seen, resource, check);
}

function ignoredName(
  item: Node,
  section: string,
  known: readonly string[],
  seen: Set<string>,
  resource: Resource,
  check: Check,
): void {
  const name = asString(item);
  const subject = `IgnoreGlobals of ${resource.id}`;
  if (name === undefined || !known.includes(name)) {
    check.refuse(item, `${subject} names ${describe(item)}, which Globals.${section} does not have`);
  } else if (seen.has(name)) check.refuse(item, `${subject} names ${name} twice`);
  else seen.add(name);
}
