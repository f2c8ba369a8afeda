import { samUrlEndpoint } from '../cloudformation/function-urls.ts';
import { graphqlEndpoint } from '../cloudformation/graphql.ts';
import { resourceTerms } from '../cloudformation/guards.ts';
import type { Endpoint } from '../model/endpoint.ts';
import type {
  AuthorizerDefinition,
  AuthorizerReference,
  DefaultAuthorizer,
  IgnoredSetting,
  ImplicitApiLoss,
  SamRefusal,
  Unknown,
  UselessScopes,
} from '../model/model.ts';
import type { ScopeMention } from '../oauth/scope-mention.ts';
import { type Definition, definitionEndpoints } from '../openapi/definition.ts';
import type { Files } from '../template/files.ts';
import { at, isFalsy, type Node } from '../template/node.ts';
import { placeOfKey } from '../template/place.ts';
import type { DeploymentSettings } from '../template/settings.ts';
import type { Resource, Template } from '../template/template.ts';
import { authorizerScopes, type SamApi } from './api.ts';
import { authorizerDefinitions, implicitApiLosses, uselessScopes } from './authorizers.ts';
import { defaultAuthorizerOf } from './default-authorizer.ts';
import { expandSam } from './expand.ts';
import { withGlobals } from './globals.ts';
import { ignoredSettings } from './ignored.ts';
import { inlineParameters } from './parameters.ts';
import { samRefusals } from './refusals/index.ts';
import { undefinedAuthorizers } from './undefined-authorizers.ts';
import { webSocketEndpoints } from './websocket.ts';

/** What SAM's resources say about authorization. */
export interface SamReading {
  readonly definitions: readonly Definition[];
  /** Those of the definitions too. */
  readonly endpoints: readonly Endpoint[];
  readonly authorizers: readonly AuthorizerDefinition[];
  readonly ignoredSettings: readonly IgnoredSetting[];
  readonly implicitApiLosses: readonly ImplicitApiLoss[];
  readonly uselessScopes: readonly UselessScopes[];
  readonly defaultAuthorizers: readonly DefaultAuthorizer[];
  readonly undefinedAuthorizers: readonly AuthorizerReference[];
  readonly refusals: readonly SamRefusal[];
  readonly scopeMentions: readonly ScopeMention[];
  readonly unknowns: readonly Unknown[];
}

/** Reads the resources of AWS::Serverless types; a template without any gives nothing. */
export function readSam(template: Template, settings: DeploymentSettings, files: Files): SamReading {
  const expansion = expandSam(template, settings, files);
  const { apis } = expansion;
  const definitions = apis.map(samApi => definitionOf(template, samApi));
  const defaultAuthorizers = apis.flatMap(samApi => defaultAuthorizerOf(template, samApi) ?? []);
  const endpoints = [
    ...withDefaults(definitions.flatMap(definitionEndpoints), defaultAuthorizers),
    ...[...template.resources.values()].flatMap(resource => resourceEndpoints(template, resource, settings)),
  ];
  return {
    definitions,
    endpoints,
    authorizers: apis.flatMap(samApi => authorizerDefinitions(samApi, endpoints)),
    ignoredSettings: ignoredSettings(template, expansion),
    implicitApiLosses: implicitApiLosses(template, expansion, endpoints),
    uselessScopes: uselessScopes(expansion),
    defaultAuthorizers,
    undefinedAuthorizers: undefinedAuthorizers(template, expansion),
    refusals: samRefusals(template, settings, expansion),
    scopeMentions: apis.flatMap(authorizerMentions),
    unknowns: expansion.unreadableEvents.map(({ node, owner, reason }) => ({
      message: `The route of the event ${node.segment} of ${owner} is not known: ${reason}.`,
      place: placeOfKey(node),
    })),
  };
}

/** Only from a default that is in effect can an endpoint opt out. */
function withDefaults(endpoints: readonly Endpoint[], defaults: readonly DefaultAuthorizer[]): Endpoint[] {
  const apis = new Set(defaults.filter(each => each.state.kind === 'set').map(each => each.api));
  return endpoints.map(endpoint => {
    if (!endpoint.optsOut || apis.has(endpoint.api)) return endpoint;
    const { optsOut: _, ...rest } = endpoint;
    return rest;
  });
}

function definitionOf(template: Template, samApi: SamApi): Definition {
  const { api, document, definitionFile, properties } = samApi;
  const resource = api.isImplicit ? undefined : template.resources.get(samApi.id);
  const node = at(properties, 'DefinitionBody') ?? at(properties, 'DefinitionUri') ?? samApi.node;
  return { api, document, terms: resource ? resourceTerms(resource) : [], node, definitionFile };
}

function resourceEndpoints(template: Template, resource: Resource, settings: DeploymentSettings): Endpoint[] {
  switch (resource.type) {
    case 'AWS::Serverless::Function': {
      const config = at(withGlobals(template, resource), 'FunctionUrlConfig');
      return isFalsy(config) ? [] : [samUrlEndpoint(resource, config)];
    }
    case 'AWS::Serverless::GraphQLApi':
      return [graphqlEndpoint(resource, resource.properties)];
    case 'AWS::Serverless::WebSocketApi': {
      const properties = withGlobals(template, resource);
      // SAM resolves parameters in Auth and in Routes of a WebSocket API.
      const resolved = (node: Node | undefined) => node && inlineParameters(node, template, settings);
      const authType = resolved(at(properties, 'Auth', 'AuthType'));
      return webSocketEndpoints(resource, resolved(at(properties, 'Routes')), authType, { template, settings });
    }
    default:
      return [];
  }
}

function authorizerMentions(samApi: SamApi): ScopeMention[] {
  return [...samApi.authorizers].flatMap(([name, scheme]) =>
    authorizerScopes(samApi, name).map(node => ({
      node,
      by: `the authorizer ${name} of ${samApi.id}`,
      kind: 'authorizer' as const,
      isCognito: scheme.type === 'COGNITO',
      pools: scheme.pools,
    })),
  );
}
