import type { Rule } from '../../src/model/finding.ts';
import type { CreationOrder } from '../../src/model/model.ts';

export const clientMissingDependsOn: Rule = {
  id: 'client-missing-depends-on',
  title: 'A client is created after the resource servers and identity providers that it names',
  severity: 'error',
  why: 'A scope or provider name is a plain string to CloudFormation, which may then create the client first; Cognito answers that the scope or provider does not exist, and the deployment fails, now and then.',
  fix: 'Add the resource to DependsOn of the client, or build the name from a Ref to it, which CloudFormation follows: !Sub "${Server}/read".',
  exceptions:
    "Cognito's own scopes, resources of other stacks, and clients that a chain of references already puts in order. Parts of a template that a build puts together are counted as not determined.",
  references: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-dependson.html',
    'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html',
  ],
  *check(model) {
    for (const order of model.creationOrders) {
      const message = messageFor(order);
      if (message) yield { message, place: order.place, related: order.related, ...(order.fix && { fix: order.fix }) };
    }
  },
};

function messageFor({ client, needs, needsKind, value, state }: CreationOrder): string | undefined {
  const what = needsKind === 'resource-server' ? `the scope ${value}` : `the identity provider ${value}`;
  switch (state.kind) {
    case 'unordered':
      return `The client ${client} names ${what}, but nothing makes CloudFormation create ${needs} before it.`;
    case 'conditional': {
      const when = state.when.map(term => `${term.condition} is ${term.is}`).join(' and ');
      return `The client ${client} names ${what}, but ${needs} is not created when ${when}.`;
    }
    case 'ordered':
    case 'unknown':
      return undefined;
  }
}
