import type { Rule } from '../../src/model/finding.ts';
import type { ScopeUse } from '../../src/model/model.ts';

export const scopeNotDeclared: Rule = {
  id: 'scope-not-declared',
  title: 'Every custom scope is declared by a resource server of the user pool',
  severity: 'error',
  why: 'Cognito issues only scopes that a resource server of its user pool declares. A client that asks for another cannot be created, and an endpoint that asks for another refuses every token.',
  fix: 'Declare the scope under Scopes of the resource server, or name one that it declares: IDENTIFIER/NAME, split at the last slash.',
  exceptions:
    'The scopes that every user pool has (openid, email, phone, profile, aws.cognito.signin.user.admin), issuers other than Cognito, and scopes of user pools or resource servers that are not in the audited templates, which are counted as not determined.',
  references: [
    'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cognito-userpoolresourceserver.html',
  ],
  *check(model) {
    for (const use of model.scopeUses) {
      const message = messageFor(use);
      if (message) yield { message, place: use.place, related: use.related, ...(use.fix && { fix: use.fix }) };
    }
  },
};

function messageFor({ by, kind, scope, verdict, nearest }: ScopeUse): string | undefined {
  const subject = by.charAt(0).toUpperCase() + by.slice(1);
  const meant = nearest === undefined ? '' : `; ${nearest} is declared`;
  const asks = kind === 'client' ? 'may request' : 'asks for';
  switch (verdict.kind) {
    case 'name-undeclared':
      return `${subject} ${asks} the scope ${scope}, but the resource server ${verdict.server} declares no scope ${verdict.name}${meant}.`;
    case 'identifier-undeclared':
      return `${subject} ${asks} the scope ${scope}, but no resource server of ${verdict.pool} has the identifier ${verdict.identifier}${meant}.`;
    case 'malformed':
      return `${subject} ${asks} the scope ${scope}, which is neither one of Cognito's own nor of the form IDENTIFIER/NAME.`;
    case 'declared':
    case 'unknown':
      return undefined;
  }
}
