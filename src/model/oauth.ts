import type { ConditionTerm } from './endpoint.ts';
import type { Fix, Place } from './place.ts';
import type { Setting } from './setting.ts';

/** A user pool as some setting refers to it. Two references with one key mean one pool. */
export type PoolReference =
  | {
      readonly kind: 'pool';
      readonly key: string;
      readonly name: string;
      /** The way to it leads through an inferred link, so that another one may be meant. */
      readonly isInferred?: true;
    }
  /** A pool that nothing audited declares. Of two such with different keys it is not known whether they are one. */
  | { readonly kind: 'external'; readonly key: string; readonly reason: string }
  /** An issuer other than Amazon Cognito, whose scopes and clients nothing here declares. */
  | { readonly kind: 'other-issuer' };

/** Scopes that every user pool has without a resource server. */
export const builtInScopes: ReadonlySet<string> = new Set([
  'openid',
  'email',
  'phone',
  'profile',
  'aws.cognito.signin.user.admin',
]);

/** A Cognito user pool of the workspace. */
export interface UserPool {
  /** The key of references to it. */
  readonly key: string;
  readonly name: string;
  readonly place: Place;
  /** Has a trigger that can add scopes to access tokens. */
  readonly addsScopes: boolean;
  /** The host of its token endpoint: a prefix, or a name of the user's own; unknown where only a deployment tells. */
  readonly domain: Setting<{ readonly name: string; readonly isCustom: boolean }>;
}

/** A resource server: an identifier, and the scopes that it declares on its user pool. */
export interface ResourceServer {
  readonly name: string;
  readonly pool: PoolReference;
  readonly place: Place;
  /** As `IDENTIFIER/NAME`; parts that the deployment decides stand as `${…}`. */
  readonly scopes: readonly NamedScope[];
  /** Some of its scopes are not known. */
  readonly hasUnknownScopes: boolean;
}

export interface NamedScope {
  readonly scope: string;
  readonly place: Place;
}

/** A user pool client: by which flows it gets tokens, and with which scopes. */
export interface OAuthClient {
  /** The template's file and the logical id. */
  readonly key: string;
  readonly name: string;
  readonly pool: PoolReference;
  readonly place: Place;
  readonly conditions: readonly ConditionTerm[];
  /** AllowedOAuthFlows: code, implicit, client_credentials. */
  readonly flows: Setting<readonly string[]>;
  readonly scopes: Setting<readonly NamedScope[]>;
  /** AllowedOAuthFlowsUserPoolClient. */
  readonly isOAuthEnabled: Setting<boolean>;
  /** GenerateSecret. */
  readonly hasSecret: Setting<boolean>;
  readonly callbackUrls: Setting<readonly { readonly url: string; readonly place: Place }[]>;
  /** ExplicitAuthFlows: how users sign in without the hosted pages. */
  readonly authFlows: Setting<readonly string[]>;
  /** PreventUserExistenceErrors. */
  readonly hidesUserExistence: Setting<boolean>;
  /** Text edits that set what a rule may miss. */
  readonly edits: { readonly enableOAuth?: Fix; readonly generateSecret?: Fix };
}

/** An authorizer that looks at tokens: a Cognito one of a REST API, or a JWT one of an HTTP API. */
export interface TokenAuthorizer {
  /** What the authorizers of endpoints refer to it by. */
  readonly key: string;
  readonly name: string;
  readonly type: 'COGNITO' | 'JWT';
  /** For messages: "of OrdersApi", or '' for a resource of its own. */
  readonly owner: string;
  readonly place: Place;
  /** Whose tokens it accepts; none where that is not said. */
  readonly pools: readonly PoolReference[];
  /** Of a JWT authorizer: the clients, by key, or texts that are no client of the workspace. */
  readonly audience: Setting<readonly AudienceMember[]>;
}

export interface AudienceMember {
  readonly place: Place;
  /** The key of a client of the workspace. */
  readonly client?: string;
  /** As written, where it is no such client. */
  readonly text: string;
}

/** An SSM parameter by which a stack shares a user pool or a client with others. */
export interface SharedValue {
  /** With `${…}` for what the deployment decides. */
  readonly path: string;
  /** What it holds: "the id of Users". */
  readonly carries: string;
  readonly place: Place;
  readonly isRead: boolean;
}

/** A value that a template reads from another stack. */
export interface ValueRead {
  readonly kind: 'ssm' | 'export';
  /** The path in the SSM Parameter Store, or the export's name. */
  readonly name: string;
  /** Who reads it, inside a sentence. */
  readonly by: string;
  readonly place: Place;
  /** An audited template, or the config file, has it. */
  readonly isOffered: boolean;
  readonly expectsList: boolean;
  /** The type of the SSM parameter that an audited template writes. */
  readonly writtenAs?: string;
  readonly nearest?: string;
}

/** A client's secret where others can read it. */
export interface ExposedSecret {
  readonly client: string;
  readonly where: string;
  readonly place: Place;
}

/** A Cognito identity pool, which gives out AWS credentials. */
export interface IdentityPool {
  readonly name: string;
  /** AllowUnauthenticatedIdentities. */
  readonly allowsGuests: Setting<boolean>;
}
