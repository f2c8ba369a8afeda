import type { Rule } from '../../src/model/finding.ts';

export const authorizerPoolMismatch: Rule = {
  id: 'authorizer-pool-mismatch',
  title: 'A JWT authorizer takes tokens of clients of its own issuer',
  severity: 'error',
  why: 'The issuer of a token is the user pool of the client that it was made for. An authorizer whose audience is a client of another user pool refuses every token.',
  fix: 'Name the issuer of the user pool that the client belongs to, or a client of the issuer.',
  exceptions: 'Issuers other than Cognito, and user pools and clients that are not in the audited templates.',
  references: ['https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html'],
  *check(model) {
    const clients = new Map(model.clients.map(client => [client.key, client]));
    for (const { name, owner, type, pools, audience } of model.tokenAuthorizers) {
      const [issuer] = pools;
      // Of several issuers, conditions choose one.
      if (type !== 'JWT' || pools.length > 1 || issuer?.kind !== 'pool' || audience.state !== 'set') continue;
      for (const member of audience.value) {
        const client = member.client === undefined ? undefined : clients.get(member.client);
        if (client?.pool.kind !== 'pool' || client.pool.key === issuer.key) continue;
        const message = `The authorizer ${name}${owner} takes tokens of ${issuer.name}, but the client ${client.name} in its audience belongs to ${client.pool.name}.`;
        yield {
          message,
          place: member.place,
          related: [{ place: client.place, message: `${client.name} is declared here` }],
        };
      }
    }
  },
};
