import type { Rule, Severity } from '../../src/model/finding.ts';
import type { InvokePermission } from '../../src/model/model.ts';
import { systemOf } from '../../src/model/place.ts';

export const invokePermissionOpen: Rule = {
  id: 'invoke-permission-open',
  title: 'Only the API that a function serves may invoke it',
  severity: 'error',
  why: 'Without a SourceArn, API Gateway invokes the function for any API of any account: somebody else can put an API without an authorizer in front of it.',
  fix: 'Set SourceArn to the API with its stage, method and path, or route key: !Sub arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${OrdersApi}/*/GET/orders.',
  fixInAccount:
    'Replace the statement of the function’s policy by one with a SourceArn of the API, with its stage, method and path, or route key: arn:aws:execute-api:eu-west-1:123456789012:a1b2c3/*/GET/orders.',
  exceptions:
    'A SourceArn that the deployment decides. One that takes in a whole API gets a note, one for all of a template.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway.html'],
  *check(model) {
    const whole = new Map<string, InvokePermission[]>();
    for (const permission of model.invokePermissions) {
      const { place, source } = permission;
      const judged = judge(permission);
      if (judged) yield { ...judged, place };
      if (source === 'whole-api') whole.set(systemOf(place), [...(whole.get(systemOf(place)) ?? []), permission]);
    }
    for (const permissions of whole.values()) {
      const [first, ...others] = permissions.toSorted((a, b) => (a.id < b.id ? -1 : 1));
      if (!first) continue;
      const rest = others.length === 1 ? ' and 1 other permission' : ` and ${others.length} other permissions`;
      const subject = others.length === 0 ? `${first.id} lets` : `${first.id}${rest} let`;
      const message = `${subject} every method and path, or route, of its API invoke ${first.functionName}.`;
      yield {
        message:
          others.length === 0 ? message : `${subject} every method and path, or route, of an API invoke a function.`,
        place: first.place,
        related: others.map(({ place, id }) => ({ place, message: `${id} does as well` })),
        severity: 'note',
      };
    }
  },
};

function judge({ id, functionName, source }: InvokePermission): { message: string; severity: Severity } | undefined {
  switch (source) {
    case 'any-api':
      return { message: `${id} lets any API of any AWS account invoke ${functionName}.`, severity: 'error' };
    case 'any-api-of-account':
      return { message: `${id} lets any API of the account invoke ${functionName}.`, severity: 'warning' };
    case 'whole-api':
    case 'narrow':
    case 'unknown':
      return undefined;
  }
}
