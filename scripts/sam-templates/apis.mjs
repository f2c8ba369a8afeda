import fc from 'fast-check';
import { effectiveAuth, httpAuth, restAuth, settled } from './api-auth.mjs';
import { either, maybe, one } from './arbitraries.mjs';
import { conditional } from './declarations.mjs';
import { definition, httpSchemes, openApi, restSchemes, swagger, workable } from './definitions.mjs';
import { ignorable, ignoreGlobals } from './globals.mjs';
import { isTruthy, merge } from './values.mjs';

const hasImplicitId = maybe(5, fc.constant(true));

export const restApi = fc.record({
  type: fc.constant('Api'),
  definition: definition(either([5, swagger], [4, openApi]), restSchemes),
  auth: restAuth,
  properties: fc.record({
    Cors: maybe(30, one("'*'", { AllowOrigin: "'*'", AllowMethods: "'GET'" }, '', null, { Ref: 'Bare' })),
    OpenApiVersion: maybe(20, one('3.0.1', '2.0', '3.0', '3.1.0')),
    MergeDefinitions: maybe(22, one(true, true, true, false, null)),
    DisableExecuteApiEndpoint: maybe(4, one(true, false)),
    EndpointConfiguration: maybe(5, one('PRIVATE', { Type: 'REGIONAL' })),
    FailOnWarnings: maybe(4, fc.constant(true)),
  }),
  condition: conditional,
  ignoreGlobals,
  hasImplicitId,
});

export const httpApi = fc.record({
  type: fc.constant('HttpApi'),
  definition: definition(either([20, openApi], [0.5, swagger]), httpSchemes),
  auth: httpAuth,
  properties: fc.record({
    CorsConfiguration: maybe(15, one(true, { AllowOrigins: ['*'] }, null)),
    FailOnWarnings: maybe(15, one(true, false)),
    DisableExecuteApiEndpoint: maybe(4, one(true, false)),
  }),
  condition: conditional,
  ignoreGlobals,
  hasImplicitId,
});

export function implicit(type, all) {
  const auth = effectiveAuth(type, all[type]?.Auth, undefined);
  return { id: undefined, type, auth, isManaged: true, merges: isTruthy(all[type]?.MergeDefinitions) };
}

export function addApi(api, Resources, all, isWild) {
  const { type, hasImplicitId: isImplicit } = api;
  const isFirst = Resources.OrdersApi === undefined;
  const id = isImplicit
    ? type === 'Api'
      ? 'ServerlessRestApi'
      : 'ServerlessHttpApi'
    : isFirst
      ? 'OrdersApi'
      : 'AdminApi';
  const ignores = isImplicit ? undefined : ignorable(api.ignoreGlobals, all[type], isWild);
  const inherited =
    ignores === '*' || (Array.isArray(ignores) && ignores.includes('Auth')) ? undefined : all[type]?.Auth;
  const auth = settled(type, api.auth, inherited, isWild);
  const effective = effectiveAuth(type, inherited, auth);
  const merges = isTruthy(merge(all[type]?.MergeDefinitions, api.properties.MergeDefinitions));
  const definitionOf = workable(api, isTruthy(effective) || merges, isWild);
  const properties = { ...(type === 'Api' && { StageName: 'prod' }), ...api.properties, ...definitionOf, Auth: auth };
  if (properties.DefinitionUri && !isWild) {
    for (const name of ['Cors', 'CorsConfiguration', 'MergeDefinitions', 'DisableExecuteApiEndpoint'])
      delete properties[name];
  }
  Resources[id] = {
    Type: `AWS::Serverless::${type}`,
    Condition: api.condition,
    IgnoreGlobals: ignores,
    Properties: properties,
  };
  const definitionBody = properties.DefinitionBody;
  return {
    id,
    type,
    auth: isImplicit ? effectiveAuth(type, all[type]?.Auth, undefined) : effective,
    isManaged: isImplicit === true || (!isTruthy(definitionBody) && !isTruthy(properties.DefinitionUri)),
    merges,
    isImplicit,
    body: isTruthy(definitionBody) ? definitionBody : undefined,
  };
}
