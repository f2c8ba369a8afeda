import { conditionsText } from '../../src/model/endpoint.ts';
import type { Rule } from '../../src/model/finding.ts';
import { callbackFault } from '../../src/model/oauth.ts';

export const clientCallbackInsecure: Rule = {
  id: 'client-callback-insecure',
  title: 'Codes and tokens are sent to encrypted addresses of the client only',
  severity: 'warning',
  why: 'Whoever receives the answer at a callback address gets the code or the token. Over http anybody on the way does; without any address Cognito cannot answer at all.',
  fix: 'List the exact https addresses of the client under CallbackURLs; http is for localhost only.',
  exceptions:
    'http://localhost and loopback addresses, and schemes of native applications. Addresses that the deployment decides are counted as not determined, unless they begin with https.',
  references: ['https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-client-apps.html'],
  *check(model) {
    for (const { name, flows, callbackUrls } of model.clients) {
      const redirects = flows.state === 'set' && flows.value.some(flow => flow === 'code' || flow === 'implicit');
      if (!redirects) continue;
      if (callbackUrls.state === 'absent' || (callbackUrls.state === 'set' && callbackUrls.value.length === 0)) {
        yield {
          message: `The client ${name} has a flow that answers at an address of its own, but no CallbackURLs.`,
          place: callbackUrls.state === 'set' ? callbackUrls.place : flows.place,
        };
      }
      for (const { url, place, conditions } of callbackUrls.state === 'set' ? callbackUrls.value : []) {
        const when = conditionsText({ conditions });
        const fault = callbackFault(url);
        if (fault === 'plain-http')
          yield { message: `The client ${name} has codes and tokens sent to ${url} unencrypted${when}.`, place };
        else if (fault === 'wildcard')
          yield {
            message: `The client ${name} has the callback address ${url}${when}; Cognito knows no wildcards.`,
            place,
          };
      }
    }
  },
};
