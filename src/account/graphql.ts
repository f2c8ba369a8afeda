import { type GraphqlApi, ListGraphqlApisCommand } from '@aws-sdk/client-appsync';
import { type DeclaredResource, unreadValue } from './declared.ts';
import { keyOf, type Place, present, serviceArn, withTags } from './place.ts';

/**
 * Reads the GraphQL APIs: one call for each 25.
 * https://docs.aws.amazon.com/appsync/latest/APIReference/API_ListGraphqlApis.html
 */
export async function readGraphqlApis(place: Place): Promise<readonly DeclaredResource[]> {
  const part = {
    arn: serviceArn(place, 'appsync', 'apis/*'),
    what: 'the GraphQL APIs',
    action: 'appsync:ListGraphqlApis',
  };
  const { items } = await place.calls.all<GraphqlApi>(part, async (nextToken, options) => {
    const page = await place.clients.appSync.send(new ListGraphqlApisCommand({ maxResults: 25, nextToken }), options);
    return { items: page.graphqlApis, next: page.nextToken };
  });
  return items.filter(api => place.includes(api.name ?? '')).map(api => declare(place, api));
}

function declare(place: Place, api: GraphqlApi): DeclaredResource {
  const id = api.apiId ?? '';
  const name = api.name ?? id;
  const additional = api.additionalAuthenticationProviders?.map(({ authenticationType }) => ({
    AuthenticationType: authenticationType ?? unreadValue('AppSync does not say what type it is of'),
  }));
  return {
    key: keyOf(name, id),
    arn: api.arn ?? serviceArn(place, 'appsync', `apis/${id}`),
    name,
    type: 'AWS::AppSync::GraphQLApi',
    physicalId: api.arn ?? id,
    properties: present({
      Name: api.name,
      AuthenticationType: api.authenticationType ?? unreadValue('AppSync does not say who may call it'),
      AdditionalAuthenticationProviders: additional,
      Visibility: api.visibility,
    }),
    ...withTags(api.tags),
  };
}
