import type { Rule } from '../../src/model/finding.ts';
import type { AuthorizerReference } from '../../src/model/model.ts';

export const authorizerUndefined: Rule = {
  id: 'authorizer-undefined',
  title: 'Every authorizer that is named is defined',
  severity: 'error',
  why: 'SAM refuses to deploy a template whose DefaultAuthorizer or event names an authorizer that the API does not define. In a definition of your own, API Gateway finds no such security scheme, and nothing guards the operation.',
  fix: 'Define the authorizer under Auth.Authorizers of the API, or under the security schemes of the definition, or name one that is there.',
  exceptions: 'Schemes that a macro or a file outside of the workspace defines are not known.',
  references: [
    'https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-api-apiauth.html',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-authorizer.html',
  ],
  *check(model) {
    for (const reference of model.authorizerReferences) {
      const { place, fix } = reference;
      yield { message: messageFor(reference), place, ...(fix && { fix }) };
    }
  },
};

function messageFor({ api, by, name, defined, isRefused }: AuthorizerReference): string {
  const subject = by.charAt(0).toUpperCase() + by.slice(1);
  const known = defined.length > 0 ? `${api.id} defines only ${list(defined)}` : `${api.id} defines no authorizers`;
  const consequence = isRefused ? 'the deployment is refused' : 'it guards nothing';
  return `${subject} names the authorizer ${name}, but ${known}: ${consequence}.`;
}

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
