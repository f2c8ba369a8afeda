import type { Rule } from '../../src/model/finding.ts';

export const userPoolWithoutDomain: Rule = {
  id: 'user-pool-without-domain',
  title: 'A user pool whose clients use OAuth has a domain',
  severity: 'error',
  why: 'The token endpoint and the sign-in pages are at the domain of the user pool. Without one there is no address to get a token from.',
  fix: 'Add an AWS::Cognito::UserPoolDomain for the user pool.',
  fixInAccount:
    'Give the user pool a domain: `aws cognito-idp create-user-pool-domain --user-pool-id ID --domain PREFIX`.',
  exceptions:
    'User pools that are not in the audited templates. A domain of which it is not known for which user pool it is, and a user pool that a client is only inferred to have, are counted as not determined.',
  references: ['https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain.html'],
  *check(model) {
    const pools = new Map(model.userPools.map(pool => [pool.key, pool]));
    for (const { name, pool: reference, flows } of model.clients) {
      // Where the link is inferred, that there is no domain may as well mean that another pool is meant.
      const isCertain = reference.kind === 'pool' && !reference.isInferred;
      const pool = isCertain ? pools.get(reference.key) : undefined;
      if (pool?.domain.state !== 'absent' || flows.state !== 'set' || flows.value.length === 0) continue;
      const message = `The client ${name} gets tokens by ${flows.value.join(' and ')}, but its user pool ${pool.name} has no domain and so no token endpoint.`;
      yield { message, place: flows.place, related: [{ place: pool.place, message: `${pool.name} is declared here` }] };
    }
  },
};
