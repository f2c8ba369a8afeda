import type { ConditionTerm } from './endpoint.ts';
import type { Fix, Place, RelatedPlace } from './place.ts';
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
  /**
   * The host of its token endpoint: a prefix, or a name of the user's own, in which parts that the deployment decides
   * stand as `${…}`. Unknown where a domain may be this pool's or another one's.
   */
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

/** An address at which a client gets codes and tokens. */
export interface CallbackUrl {
  /** Parts that the deployment decides stand as `${…}`. */
  readonly url: string;
  readonly place: Place;
  /** What must hold for the client to have it. */
  readonly conditions: readonly ConditionTerm[];
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
  readonly callbackUrls: Setting<readonly CallbackUrl[]>;
  /** ExplicitAuthFlows: how users sign in without the hosted pages. */
  readonly authFlows: Setting<readonly string[]>;
  /** PreventUserExistenceErrors. */
  readonly hidesUserExistence: Setting<boolean>;
  /** Text edits that set what a rule may miss. */
  readonly edits: { readonly enableOAuth?: Fix; readonly generateSecret?: Fix };
}

/** Whether some of the ExplicitAuthFlows let users sign in by a secret of their own. */
export function signsIn(authFlows: readonly string[]): boolean {
  return authFlows.some(flow => /PASSWORD|SRP|NO_SRP|CUSTOM/.test(flow));
}

/** What is wrong with a callback address; 'unknown' where the parts `${…}` that a deployment decides may make it so. */
export function callbackFault(url: string): 'plain-http' | 'wildcard' | 'unknown' | undefined {
  if (/^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/?]|$)/i.test(url)) return undefined;
  const openAt = url.indexOf('${');
  const start = (openAt < 0 ? url : url.slice(0, openAt)).toLowerCase();
  const isLocalPerhaps = openAt >= 0 && unencrypted.some(each => each.startsWith(start));
  if (isLocalPerhaps) return 'unknown';
  if (start.startsWith('http://')) return 'plain-http';
  return url.includes('*') ? 'wildcard' : undefined;
}

/** Where http is fine; what may still become one of these may also become anything else. */
const unencrypted = ['http://localhost', 'http://127.0.0.1', 'http://[::1]'];

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
  /** The way to that client leads through an inferred link, so that another one may be meant. */
  readonly isInferred?: true;
  /** As written, where it is no such client. */
  readonly text: string;
}

/** A client in the audience of a JWT authorizer, and whether the authorizer accepts its tokens by their issuer. */
export interface AudienceUse {
  /** For messages: "UsersTokens of OrdersApi". */
  readonly authorizer: string;
  /** For messages: the client's name, or what stands for it. */
  readonly client: string;
  readonly place: Place;
  readonly related: readonly RelatedPlace[];
  readonly verdict:
    | { readonly kind: 'accepted' }
    /** Names of the user pools. */
    | { readonly kind: 'refused'; readonly issuer: string; readonly pool: string }
    | { readonly kind: 'unknown'; readonly reason: string };
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
