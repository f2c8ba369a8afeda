import type { Rule } from '../../src/model/finding.ts';

export const scopeUnused: Rule = {
  id: 'scope-unused',
  title: 'Every declared scope is used',
  severity: 'note',
  why: 'A scope that no client may request and no endpoint asks for protects nothing; often one side of it is misspelt.',
  fix: 'Ask for the scope where it belongs, or remove it from the resource server.',
  exceptions: 'User pools that are not in the audited templates, whose clients and APIs may stand elsewhere as well.',
  references: [
    'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html',
  ],
  *check(model) {
    const used = new Set(model.scopeUses.map(use => use.scope));
    // A use whose text only the deployment decides can be of any scope.
    if (
      model.hasUnreadParts ||
      model.scopeUses.some(use => use.verdict.kind === 'unknown') ||
      model.clients.some(client => client.scopes.state === 'unknown')
    )
      return;
    for (const { name, pool, scopes } of model.resourceServers) {
      if (pool.kind !== 'pool') continue;
      for (const { scope, place } of scopes) {
        if (used.has(scope) || scope.includes('${')) continue;
        yield {
          message: `The scope ${scope} of ${name} is requested by no client and asked for by no endpoint.`,
          place,
        };
      }
    }
  },
};
