import type { Rule } from '../../src/model/finding.ts';
import type { ImplicitApiLoss } from '../../src/model/model.ts';

export const implicitApiDiscardsAuth: Rule = {
  id: 'implicit-api-discards-auth',
  title: "SAM's implicit APIs take nothing away from a protected one",
  severity: 'error',
  why: 'SAM puts its own API in the place of a resource called ServerlessRestApi or ServerlessHttpApi as soon as an event lands there, and Auth of that resource is gone. An event that forgets to name its API lands there too, on an API without authorizers, beside the protected one.',
  fix: 'Call the API something else, and name it in RestApiId (or ApiId) of each event.',
  exceptions: 'An implicit API that Globals give a default authorizer.',
  references: [
    'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-api.html',
  ],
  *check(model) {
    for (const loss of model.implicitApiLosses) {
      yield { message: messageFor(loss), place: loss.place, related: loss.related };
    }
  },
};

function messageFor(loss: ImplicitApiLoss): string {
  switch (loss.kind) {
    case 'replaced':
      return `${loss.id} is the id of SAM's implicit API, which takes the place of this resource and drops its Auth.`;
    case 'stray-event': {
      const subject = loss.event.charAt(0).toUpperCase() + loss.event.slice(1);
      return `${subject} names no API and lands, open, on the implicit ${loss.implicitId} instead of ${loss.protectedApi}.`;
    }
  }
}
