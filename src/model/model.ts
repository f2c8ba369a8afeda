import type { Api, ConditionTerm, Endpoint } from './endpoint.ts';
import type {
  AudienceUse,
  ExposedSecret,
  IdentityPool,
  OAuthClient,
  ResourceServer,
  SharedValue,
  TokenAuthorizer,
  UserPool,
  ValueRead,
} from './oauth.ts';
import type { Fix, Place, RelatedPlace } from './place.ts';

/**
 * What is known of who can call what: the one thing that rules, reporters and comparisons read. It is made from
 * templates or from an account; a rule cannot tell which.
 */
export interface AuthModel {
  readonly apis: readonly Api[];
  readonly endpoints: readonly Endpoint[];
  readonly defaultAuthorizers: readonly DefaultAuthorizer[];
  readonly authorizerReferences: readonly AuthorizerReference[];
  readonly samRefusals: readonly SamRefusal[];
  readonly authorizers: readonly AuthorizerDefinition[];
  readonly ignoredSettings: readonly IgnoredSetting[];
  readonly implicitApiLosses: readonly ImplicitApiLoss[];
  readonly customDomains: readonly CustomDomain[];
  readonly invokePermissions: readonly InvokePermission[];
  readonly userPools: readonly UserPool[];
  readonly resourceServers: readonly ResourceServer[];
  readonly clients: readonly OAuthClient[];
  readonly tokenAuthorizers: readonly TokenAuthorizer[];
  readonly audienceUses: readonly AudienceUse[];
  readonly identityPools: readonly IdentityPool[];
  readonly sharedValues: readonly SharedValue[];
  readonly valueReads: readonly ValueRead[];
  readonly exposedSecrets: readonly ExposedSecret[];
  /** Some of what is here could not be read, so that what nothing uses may be used by that. */
  readonly hasUnreadParts: boolean;
  /** Every stack that uses what is here is here, as the config file says. */
  readonly isComplete: boolean;
  readonly scopeUses: readonly ScopeUse[];
  readonly uselessScopes: readonly UselessScopes[];
  readonly creationOrders: readonly CreationOrder[];
  readonly dependencies: readonly Dependency[];
  readonly ssmParameters: readonly SsmParameter[];
  readonly textProblems: readonly TextProblem[];
  /** What stages of an account's REST APIs serve otherwise than the APIs say. */
  readonly staleMethods: readonly StaleMethod[];
  /** Where an account's endpoints differ from those of the templates that it is compared with. */
  readonly drifts: readonly Drift[];
  readonly inferredLinks: readonly InferredLink[];
  readonly unknowns: readonly Unknown[];
}

/** Something that could not be determined: neither a violation nor a pass. */
export interface Unknown {
  /** One sentence: what is not known, and why. */
  readonly message: string;
  readonly place: Place;
}

/** What an API of SAM does for endpoints that name no authorizer of their own. */
export interface DefaultAuthorizer {
  readonly api: Api;
  readonly endpoints: number;
  readonly state:
    | { readonly kind: 'set'; readonly name: string }
    | { readonly kind: 'absent' }
    /** Set, but SAM drops it: a REST API with no Authorizers. */
    | { readonly kind: 'ignored'; readonly name: string }
    /** An API's own null or empty value, which cancels the one of Globals. */
    | { readonly kind: 'cancelled' }
    | { readonly kind: 'unknown' };
  /** The setting where there is one, otherwise the API. */
  readonly place: Place;
  readonly related: readonly RelatedPlace[];
}

/** A name that stands for an authorizer where nothing of that name is defined. */
export interface AuthorizerReference {
  readonly api: Api;
  readonly name: string;
  /** Who names it: "DefaultAuthorizer of OrdersApi", "The event Get of OrdersFunction". */
  readonly by: string;
  readonly place: Place;
  readonly defined: readonly string[];
  /** SAM refuses to deploy the template; otherwise API Gateway takes the endpoint for open. */
  readonly isRefused: boolean;
  readonly fix?: Fix;
}

/** An authorizer that an API or a template defines, whether anything uses it or not. */
export interface AuthorizerDefinition {
  readonly name: string;
  /** Absent for an authorizer of plain CloudFormation, which is a resource of its own. */
  readonly api?: Api;
  readonly place: Place;
  /** How many endpoints it guards, or 'unknown'. */
  readonly guards: number | 'unknown';
  /** Endpoints of its API that are open although it is there. */
  readonly openEndpoints: number;
  /** Has neither a user pool nor a function, so that it can let nobody through. */
  readonly hasTarget: boolean;
}

/** A setting about authorization that has no effect where it stands. */
export interface IgnoredSetting {
  /** One sentence: which setting, and why it has no effect. */
  readonly message: string;
  readonly place: Place;
  readonly related: readonly RelatedPlace[];
  /** It protects nothing that is served. */
  readonly isHarmless: boolean;
}

/** What gets lost, or goes astray, by way of SAM's implicit APIs. */
export type ImplicitApiLoss =
  /** A resource of the implicit API's id, which SAM replaces with its own. */
  | { readonly kind: 'replaced'; readonly id: string; readonly place: Place; readonly related: readonly RelatedPlace[] }
  /** An event that names no API and is open on the implicit one, while the template has a protected API. */
  | {
      readonly kind: 'stray-event';
      readonly event: string;
      readonly implicitId: string;
      readonly protectedApi: string;
      readonly place: Place;
      readonly related: readonly RelatedPlace[];
    };

/** A custom domain name that asks for client certificates, and an API behind it. */
export interface CustomDomain {
  readonly name: string;
  readonly api: string;
  /** Whether the API is also reached, without a certificate, under the name that API Gateway gives it. */
  readonly defaultEndpoint: 'enabled' | 'disabled' | 'unknown';
  readonly place: Place;
  readonly related: readonly RelatedPlace[];
}

/** A permission for API Gateway to invoke a function. */
export interface InvokePermission {
  readonly id: string;
  readonly functionName: string;
  readonly source: 'any-api' | 'any-api-of-account' | 'whole-api' | 'narrow' | 'unknown';
  readonly place: Place;
}

/**
 * A method of a REST API that a stage serves otherwise than the API says, since it was not deployed again. See
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html
 */
export interface StaleMethod {
  /** The API's name, and its id. */
  readonly api: string;
  readonly restApiId: string;
  readonly stage: string;
  readonly method: string;
  readonly path: string;
  /** What the stage does, and what the API says; undefined for a method that is not there. */
  readonly served: MethodGuard | undefined;
  readonly current: MethodGuard | undefined;
  /** The stage. */
  readonly place: Place;
  /** The method, where the API has it. */
  readonly methodPlace?: Place;
}

/** What a method of a REST API asks of its callers. */
export interface MethodGuard {
  /** NONE, AWS_IAM, CUSTOM or COGNITO_USER_POOLS. */
  readonly authorizationType: string;
  readonly apiKeyRequired: boolean;
}

/** An endpoint of an account that differs from what a template declares of it. */
export interface Drift {
  readonly deployed: Endpoint | undefined;
  readonly declared: Endpoint | undefined;
  /** Which side lets more callers through. */
  readonly moreOpen: 'account' | 'template' | 'neither';
  /** Each difference in the words of a clause: "it asks for no scope instead of orders/read". */
  readonly differences: readonly string[];
  readonly place: Place;
  readonly related: readonly RelatedPlace[];
}

/** Scopes that stand where no token is looked at. */
export interface UselessScopes {
  /** Who asks for them, inside a sentence. */
  readonly by: string;
  readonly place: Place;
  /** Why they have no effect, as the end of a sentence. */
  readonly reason: string;
}

/** Something in authorization or in the wiring of APIs for which the SAM transform refuses a template. */
export interface SamRefusal {
  /** The id of a resource for whose want SAM refuses. */
  readonly missing?: string;
  /** One sentence: what is wrong, and what SAM takes. */
  readonly message: string;
  /** What must change. */
  readonly place: Place;
}

/** A custom scope that a client may request or an endpoint asks for, and whether its user pool knows it. */
export interface ScopeUse {
  readonly scope: string;
  /** Who uses it, as the subject of a sentence: "The client TestClient". */
  readonly by: string;
  readonly kind: 'client' | 'authorizer' | 'endpoint';
  readonly place: Place;
  readonly verdict:
    | { readonly kind: 'declared' }
    | { readonly kind: 'identifier-undeclared'; readonly identifier: string; readonly pool: string }
    | { readonly kind: 'name-undeclared'; readonly identifier: string; readonly name: string; readonly server: string }
    | { readonly kind: 'malformed' }
    | { readonly kind: 'unknown'; readonly reason: string };
  /** The resource server that has, or could have, declared it. */
  readonly related: readonly RelatedPlace[];
  /** The resource server that declares it as long as parameters have their defaults, and not otherwise. */
  readonly equalByDefault?: string;
  /** The declared scope that is spelt most alike. */
  readonly nearest?: string;
  readonly fix?: Fix;
}

/** That one resource must exist before another, which names it by a literal that CloudFormation does not see. */
export interface CreationOrder {
  /** A user pool client. */
  readonly client: string;
  /** What must exist first. */
  readonly needs: string;
  readonly needsKind: 'resource-server' | 'identity-provider';
  /** The scope or provider name by which the client needs it. */
  readonly value: string;
  readonly place: Place;
  readonly related: readonly RelatedPlace[];
  readonly state:
    | { readonly kind: 'ordered' }
    | { readonly kind: 'unordered' }
    /** `needs` is not created in some deployments in which the client is. */
    | { readonly kind: 'conditional'; readonly when: readonly ConditionTerm[] }
    | { readonly kind: 'unknown' };
  readonly fix?: Fix;
}

/** One name in a resource's DependsOn. */
export interface Dependency {
  readonly resource: string;
  readonly target: string;
  readonly place: Place;
  readonly state: 'defined' | 'undefined' | 'unknown';
  readonly nearest?: string;
  readonly fix?: Fix;
}

/** A template parameter whose value CloudFormation reads from the SSM Parameter Store. */
export interface SsmParameter {
  readonly name: string;
  readonly type: string;
  /** The parameter's path in the store, where the template has it as a default. */
  readonly path?: string;
  readonly place: Place;
  readonly use: 'used' | 'unused' | 'unknown';
  readonly fix?: Fix;
}

/**
 * A value that one template reads from another though that is not certain: it is the only one that fits, but the name of
 * its stack is not known, or the nearest of several.
 */
export interface InferredLink {
  readonly kind: 'ssm' | 'export';
  /** The SSM parameter's path, or the export's name. */
  readonly name: string;
  /** The file that reads it. */
  readonly reader: string;
  /** Where the other template names it. */
  readonly writer: Place;
  /** `nearest`: by its folder. */
  readonly because: 'only-fit' | 'nearest';
  /** What the other template's stack would have to be called. */
  readonly stackName?: string;
}

/** What is wrong with a template's text. */
export interface TextProblem {
  readonly kind: 'unreadable' | 'duplicate-key' | 'unknown-tag';
  readonly message: string;
  readonly place: Place;
  readonly related: readonly RelatedPlace[];
}
