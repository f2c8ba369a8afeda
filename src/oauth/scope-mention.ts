import type { Node } from '../template/node.ts';
import type { Template } from '../template/template.ts';
import type { Text } from '../template/text.ts';

/** A place in a template that names a scope, before anybody has looked whether the user pool knows it. */
export interface ScopeMention {
  readonly node: Node;
  /** What the node gives, where that is one of several strings. */
  readonly text?: Text;
  /** Who names it, inside a sentence: "the authorizer Users of OrdersApi". */
  readonly by: string;
  readonly kind: 'client' | 'authorizer' | 'endpoint';
  /** The scope is for tokens of Amazon Cognito, whatever the pool; another issuer has scopes of any form. */
  readonly isCognito: boolean;
  /** References to the user pools whose tokens are meant: ids, ARNs or issuer URLs. */
  readonly pools: readonly Node[];
  /** The template that has these references, where it is not the one that names the scope. */
  readonly poolsIn?: Template;
}
