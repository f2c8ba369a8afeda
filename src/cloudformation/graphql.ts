import type { AuthorizerType, EffectiveAuthorizer, Endpoint } from '../model/endpoint.ts';
import { lookUp } from '../template/look-up.ts';
import { asString, at, isNoValue, type MapNode, type Node } from '../template/node.ts';
import { placeOf, placeOfKey } from '../template/place.ts';
import type { Resource } from '../template/template.ts';
import { simpleApi } from './apis.ts';
import { resourceTerms } from './guards.ts';

const graphqlTypes: Readonly<Record<string, AuthorizerType>> = {
  API_KEY: 'API_KEY',
  AWS_IAM: 'AWS_IAM',
  AMAZON_COGNITO_USER_POOLS: 'COGNITO',
  OPENID_CONNECT: 'OIDC',
  AWS_LAMBDA: 'LAMBDA',
};

/** The modes of a list of providers; a list that is not plain is one that is not known. */
function modesIn(list: Node | undefined, key: string): (Node | undefined)[] {
  if (!list || isNoValue(list)) return [];
  return list.kind === 'list' ? list.items.map(item => at(item, key) ?? item) : [list];
}

/** A GraphQL or Event API with all modes in which it takes requests; SAM and CloudFormation name them differently. */
export function graphqlEndpoint(resource: Resource, properties: MapNode | undefined): Endpoint {
  const auth = at(properties, 'Auth');
  const modes = auth
    ? [at(auth, 'Type'), ...modesIn(at(auth, 'Additional'), 'Type')]
    : [
        at(properties, 'AuthenticationType'),
        ...modesIn(at(properties, 'AdditionalAuthenticationProviders'), 'AuthenticationType'),
        ...modesIn(at(properties, 'EventConfig', 'AuthProviders'), 'AuthType'),
      ];
  const found = modes.flatMap((node): EffectiveAuthorizer[] => {
    if (!node) return [];
    return [
      { type: lookUp(graphqlTypes, asString(node) ?? '') ?? 'UNKNOWN', name: null, scopes: [], place: placeOf(node) },
    ];
  });
  const place = found[0]?.place ?? placeOfKey(resource.node);
  const setting = auth ? 'Auth' : at(properties, 'EventConfig') ? 'EventConfig' : 'AuthenticationType';
  const because = `${setting} of ${resource.name}`;
  return {
    api: simpleApi(resource.id, 'APPSYNC', resource),
    method: '',
    path: '',
    auth: found,
    apiKeyRequired: false,
    conditions: resourceTerms(resource),
    isServed: true,
    place,
    declaredAt: placeOfKey(resource.node),
    because,
    reasons: [{ message: because, place }],
  };
}
