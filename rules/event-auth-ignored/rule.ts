import type { Rule } from '../../src/model/finding.ts';

export const eventAuthIgnored: Rule = {
  id: 'event-auth-ignored',
  title: 'Every setting about authorization has an effect',
  severity: 'error',
  why: 'SAM accepts Auth in places where it does nothing with it: the template reads as if the endpoint were protected, and it is not.',
  fix: 'Put the authorization where SAM looks for it: in the security of the definition where an API has one (or set OverrideApiAuth in the event), as a plain map instead of an intrinsic function, and AuthType of a WebSocket API in upper case.',
  exceptions:
    'Auth that repeats what the definition says anyway. An operation without an integration, which nobody can call, gets a note.',
  references: [
    'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-apifunctionauth.html',
  ],
  *check(model) {
    for (const { message, place, related, isHarmless } of model.ignoredSettings) {
      yield {
        message: message.charAt(0).toUpperCase() + message.slice(1),
        place,
        related,
        ...(isHarmless && { severity: 'note' }),
      };
    }
  },
};
