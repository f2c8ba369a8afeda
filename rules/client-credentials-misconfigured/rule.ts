import type { Problem, Rule } from '../../src/model/finding.ts';
import { builtInScopes, type OAuthClient } from '../../src/model/oauth.ts';

export const clientCredentialsMisconfigured: Rule = {
  id: 'client-credentials-misconfigured',
  title: 'A client for client_credentials has a secret, and custom scopes only',
  severity: 'error',
  why: 'The client_credentials flow is for machines: there is no user. Cognito refuses a client for it that has no secret, no custom scope, a scope that is about users, or a second flow.',
  fix: 'Set GenerateSecret: true, allow custom scopes of a resource server only, and give other flows a client of their own.',
  exceptions: 'Settings that the deployment decides, which are counted as not determined.',
  references: [
    'https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoint-oauth-grants.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cognito-userpoolclient.html',
  ],
  *check(model) {
    for (const client of model.clients) {
      if (client.flows.state === 'set' && client.flows.value.includes('client_credentials')) yield* problemsOf(client);
    }
  },
};

function* problemsOf({ name, flows, scopes, hasSecret, edits }: OAuthClient): Generator<Problem> {
  const others = flows.state === 'set' ? flows.value.filter(flow => flow !== 'client_credentials') : [];
  if (others.length > 0) {
    const message = `The client ${name} allows client_credentials together with ${others.join(' and ')}, which Cognito refuses.`;
    yield { message, place: flows.place };
  }
  if (hasSecret.state === 'absent' || (hasSecret.state === 'set' && !hasSecret.value)) {
    const message = `The client ${name} allows client_credentials but has no secret to present.`;
    const place = hasSecret.state === 'set' ? hasSecret.place : flows.place;
    yield { message, place, ...(edits.generateSecret && { fix: edits.generateSecret }) };
  }
  if (scopes.state === 'unknown') return;
  const named = scopes.state === 'set' ? scopes.value : [];
  const builtIn = named.filter(({ scope }) => builtInScopes.has(scope));
  for (const { scope, place } of builtIn) {
    yield {
      message: `The client ${name} allows client_credentials with ${scope}, a scope that is about users.`,
      place,
    };
  }
  if (named.length === builtIn.length) {
    const message = `The client ${name} allows client_credentials but no custom scope, so that there is nothing to ask a token for.`;
    yield { message, place: scopes.state === 'set' ? scopes.place : flows.place };
  }
}
