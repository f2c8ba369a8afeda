import { type PropertyRules, plain, required, value } from './kinds.ts';

/** The properties of SAM's types that make endpoints, as version 1.110 of the transform knows them. */

export const restApiProperties: PropertyRules = {
  Name: value('string', 'map'),
  StageName: required(value('string', 'map')),
  Tags: value('map'),
  PropagateTags: value('boolean'),
  DefinitionBody: value('map'),
  DefinitionUri: value('string', 'map'),
  MergeDefinitions: plain('boolean'),
  CacheClusterEnabled: value('boolean'),
  CacheClusterSize: value('string'),
  Variables: value('map'),
  EndpointConfiguration: value('string', 'map'),
  MethodSettings: value('list'),
  BinaryMediaTypes: value('list'),
  MinimumCompressionSize: value('integer'),
  Cors: value('string', 'map'),
  Auth: value('map'),
  GatewayResponses: value('map'),
  AccessLogSetting: value('map'),
  CanarySetting: value('map'),
  TracingEnabled: value('boolean'),
  // Its form is checked apart, with what SAM makes of a number.
  OpenApiVersion: value(),
  Models: value('map'),
  Domain: value('map'),
  FailOnWarnings: value('boolean'),
  Description: value('string'),
  Mode: value('string'),
  DisableExecuteApiEndpoint: value('boolean'),
  ApiKeySourceType: value('string'),
  AlwaysDeploy: plain('boolean'),
  Policy: value('string', 'map'),
  SecurityPolicy: value('string'),
  EndpointAccessMode: value('string'),
};

export const httpApiProperties: PropertyRules = {
  Name: value(),
  StageName: value('string', 'map'),
  Tags: value('map'),
  PropagateTags: value('boolean'),
  DefinitionBody: value('map'),
  DefinitionUri: value('string', 'map'),
  StageVariables: value('map'),
  CorsConfiguration: value('boolean', 'map'),
  AccessLogSettings: value('map'),
  DefaultRouteSettings: value('map'),
  Auth: value('map'),
  RouteSettings: value('map'),
  Domain: value('map'),
  FailOnWarnings: value('boolean'),
  Description: value('string'),
  DisableExecuteApiEndpoint: value('boolean'),
};

export const webSocketApiProperties: PropertyRules = {
  ApiKeySelectionExpression: value('string'),
  AccessLogSettings: value('map'),
  Auth: value('map'),
  DefaultRouteSettings: value('map'),
  Description: value('string'),
  DisableExecuteApiEndpoint: value('boolean'),
  Domain: value('map'),
  DisableSchemaValidation: value('boolean'),
  FailOnWarnings: value('boolean'),
  IpAddressType: value('string'),
  Name: value('string'),
  PropagateTags: value('boolean'),
  Routes: required(value('map')),
  RouteSettings: value('map'),
  RouteSelectionExpression: required(value('string')),
  StageName: value('string', 'map'),
  StageVariables: value('map'),
  Tags: value('map'),
};

/** Path, Method and the API's id have checks of their own, stricter than their types. */
const routeProperties = { Path: value(), Method: value(), Stage: value('string'), Auth: value('map') };

/** An `Api` event of a function. */
export const restEventProperties: PropertyRules = {
  ...routeProperties,
  RestApiId: value(),
  RequestModel: value('map'),
  RequestParameters: value('list'),
  TimeoutInMillis: value('integer'),
  ResponseTransferMode: value('string'),
};

/** An `Api` event of a state machine. */
export const stateMachineEventProperties: PropertyRules = {
  ...routeProperties,
  RestApiId: value(),
  UnescapeMappingTemplate: plain('boolean'),
};

/** An `HttpApi` event of a function. */
export const httpEventProperties: PropertyRules = {
  ...routeProperties,
  ApiId: value(),
  TimeoutInMillis: value('integer'),
  RouteSettings: value('map'),
  PayloadFormatVersion: value('string'),
};

/** SAM gives its implicit REST API a StageName of its own. */
export const implicitRestApiProperties: PropertyRules = { ...restApiProperties, StageName: value('string', 'map') };
