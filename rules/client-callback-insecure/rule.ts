import type { Rule } from '../../src/model/finding.ts';

export const clientCallbackInsecure: Rule = {
  id: 'client-callback-insecure',
  title: 'Codes and tokens are sent to encrypted addresses of the client only',
  severity: 'warning',
  why: 'Whoever receives the answer at a callback address gets the code or the token. Over http anybody on the way does; without any address Cognito cannot answer at all.',
  fix: 'List the exact https addresses of the client under CallbackURLs; http is for localhost only.',
  exceptions:
    'http://localhost and loopback addresses, schemes of native applications, and addresses that the deployment decides.',
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
      for (const { url, place } of callbackUrls.state === 'set' ? callbackUrls.value : []) {
        if (isPlainHttp(url))
          yield { message: `The client ${name} has codes and tokens sent to ${url} unencrypted.`, place };
        else if (url.includes('*'))
          yield { message: `The client ${name} has the callback address ${url}; Cognito knows no wildcards.`, place };
      }
    }
  },
};

function isPlainHttp(url: string): boolean {
  return /^http:\/\/(?!\$\{)/i.test(url) && !/^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/?]|$)/i.test(url);
}
