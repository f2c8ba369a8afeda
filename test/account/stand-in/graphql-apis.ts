/* AppSync: https://docs.aws.amazon.com/appsync/latest/APIReference/API_ListGraphqlApis.html. */
import { partitionOf } from './account.ts';
import type { Call } from './call.ts';
import { type Paging, pageOfList } from './pages.ts';

const paging: Paging = { limit: 'maxResults', token: 'nextToken', usual: 10, most: 25, code: 'BadRequestException' };

export function listGraphqlApis(call: Call): object {
  const { items, next } = pageOfList(call, call.contents.graphqlApis ?? [], paging);
  return {
    graphqlApis: items.map(({ id, name, authenticationType, additional = [], tags = {} }) => ({
      apiId: id,
      name,
      authenticationType,
      additionalAuthenticationProviders: additional.map(type => ({ authenticationType: type })),
      arn: `arn:${partitionOf(call.region)}:appsync:${call.region}:${call.account.id}:apis/${id}`,
      apiType: 'GRAPHQL',
      tags,
    })),
    nextToken: next ?? null,
  };
}
