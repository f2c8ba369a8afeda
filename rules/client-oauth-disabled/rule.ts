import type { Rule } from '../../src/model/finding.ts';

export const clientOauthDisabled: Rule = {
  id: 'client-oauth-disabled',
  title: 'A client with OAuth settings has OAuth switched on',
  severity: 'error',
  why: 'Without AllowedOAuthFlowsUserPoolClient, Cognito takes no notice of the flows and scopes of the client, and its token endpoint refuses it.',
  fix: 'Set AllowedOAuthFlowsUserPoolClient: true, or remove AllowedOAuthFlows and AllowedOAuthScopes.',
  exceptions: 'A value that the deployment decides, which is counted as not determined.',
  references: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cognito-userpoolclient.html',
  ],
  *check(model) {
    for (const { name, flows, scopes, isOAuthEnabled, edits } of model.clients) {
      const isOff = isOAuthEnabled.state === 'absent' || (isOAuthEnabled.state === 'set' && !isOAuthEnabled.value);
      const used = [flows, scopes].find(setting => setting.state === 'set' && setting.value.length > 0);
      if (!isOff || !used) continue;
      const place = isOAuthEnabled.state === 'set' ? isOAuthEnabled.place : used.place;
      const what = used === flows ? 'AllowedOAuthFlows' : 'AllowedOAuthScopes';
      const message = `The client ${name} has ${what}, but AllowedOAuthFlowsUserPoolClient is not true, so that Cognito allows it no OAuth flow.`;
      yield { message, place, ...(edits.enableOAuth && { fix: edits.enableOAuth }) };
    }
  },
};
