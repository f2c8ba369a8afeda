/*
 * What the stand-in's accounts have, as plain data in short shapes that a test writes by hand. What is left out is what
 * AWS gives where nothing was set: a method or route is open, a list is empty.
 */

/** An AWS account. A Region that is not among its own is one that has nothing. */
export interface StandInAccount {
  /** 12 digits. */
  readonly id: string;
  readonly regions: Readonly<Record<string, RegionContents>>;
  /** Within the organization; `account-ID` where absent. */
  readonly name?: string;
  /** Within the organization; `ACTIVE` where absent. */
  readonly status?: 'ACTIVE' | 'SUSPENDED' | 'PENDING_CLOSURE';
  /** The names of the roles that may be assumed in it; any where absent. */
  readonly roles?: readonly string[];
  /** Regions that ListRegions names as not enabled, and in which the account's keys are of no use. */
  readonly disabledRegions?: readonly string[];
}

export interface RegionContents {
  readonly restApis?: readonly RestApi[];
  /** HTTP and WebSocket APIs. */
  readonly httpApis?: readonly HttpApi[];
  readonly domainNames?: readonly DomainName[];
  readonly userPools?: readonly UserPool[];
  readonly functions?: readonly LambdaFunction[];
  readonly graphqlApis?: readonly GraphqlApi[];
  readonly stacks?: readonly Stack[];
}

export type Tags = Readonly<Record<string, string>>;

export interface RestApi {
  readonly id: string;
  readonly name: string;
  /** Path → HTTP method → method. A path without methods is a resource all the same, and so are the paths above it. */
  readonly methods: Readonly<Record<string, Readonly<Record<string, RestMethod>>>>;
  readonly authorizers?: readonly RestAuthorizer[];
  readonly stages?: readonly RestStage[];
  /** Deployment → its snapshot; that of a deployment that is not here is what the methods are now. */
  readonly deployments?: Readonly<Record<string, Snapshot>>;
  /** `['EDGE']` where absent. */
  readonly endpointTypes?: readonly string[];
  readonly policy?: object;
  readonly disableExecuteApiEndpoint?: boolean;
  readonly tags?: Tags;
}

export interface RestMethod {
  /** `NONE` where absent. */
  readonly authorizationType?: 'NONE' | 'AWS_IAM' | 'CUSTOM' | 'COGNITO_USER_POOLS';
  /** The authorizer's id. */
  readonly authorizer?: string;
  readonly scopes?: readonly string[];
  readonly apiKeyRequired?: boolean;
}

export interface RestAuthorizer {
  readonly id: string;
  readonly name: string;
  readonly type: 'TOKEN' | 'REQUEST' | 'COGNITO_USER_POOLS';
  readonly providerArns?: readonly string[];
  readonly uri?: string;
  /** `method.request.header.Authorization` where absent. */
  readonly identitySource?: string;
}

export interface RestStage {
  readonly name: string;
  readonly deployment: string;
  /** The deployment of its canary. */
  readonly canary?: string;
  readonly tags?: Tags;
}

/** Path → HTTP method → what the snapshot says of it. */
export type Snapshot = Readonly<
  Record<string, Readonly<Record<string, { readonly authorizationType: string; readonly apiKeyRequired: boolean }>>>
>;

export interface HttpApi {
  readonly id: string;
  readonly name: string;
  /** Route key → route. */
  readonly routes: Readonly<Record<string, HttpRoute>>;
  /** `HTTP` where absent. */
  readonly protocol?: 'HTTP' | 'WEBSOCKET';
  readonly authorizers?: readonly HttpAuthorizer[];
  readonly stages?: readonly { readonly name: string; readonly autoDeploy?: boolean }[];
  readonly cors?: { readonly allowOrigins?: readonly string[]; readonly allowMethods?: readonly string[] };
  readonly disableExecuteApiEndpoint?: boolean;
  readonly tags?: Tags;
}

export interface HttpRoute {
  /** `NONE` where absent. */
  readonly authorizationType?: 'NONE' | 'AWS_IAM' | 'CUSTOM' | 'JWT';
  /** The authorizer's id. */
  readonly authorizer?: string;
  readonly scopes?: readonly string[];
  readonly apiKeyRequired?: boolean;
}

export interface HttpAuthorizer {
  readonly id: string;
  readonly name: string;
  readonly type: 'JWT' | 'REQUEST';
  readonly issuer?: string;
  readonly audience?: readonly string[];
  readonly uri?: string;
  readonly identitySource?: readonly string[];
}

/** A custom domain. V1 lists all of them, V2 those that are not edge-optimized. */
export interface DomainName {
  readonly name: string;
  /** `REGIONAL` where absent. */
  readonly endpointType?: 'EDGE' | 'REGIONAL' | 'PRIVATE';
  /** The truststore's URI, such as `s3://acme/truststore.pem`. */
  readonly mutualTls?: string;
  /** V2 gives all mappings, V1 those to REST APIs. */
  readonly mappings?: readonly { readonly api: string; readonly stage: string; readonly path?: string }[];
}

export interface UserPool {
  readonly id: string;
  readonly name: string;
  /** The prefix of its domain. */
  readonly domain?: string;
  readonly customDomain?: string;
  /** As Cognito spells it: `{ PreTokenGenerationConfig: … }`. */
  readonly lambdaConfig?: object;
  readonly resourceServers?: readonly ResourceServer[];
  readonly clients?: readonly UserPoolClient[];
  readonly tags?: Tags;
}

export interface ResourceServer {
  readonly identifier: string;
  /** The identifier where absent. */
  readonly name?: string;
  readonly scopes: readonly string[];
}

export interface UserPoolClient {
  readonly id: string;
  readonly name: string;
  /** Whether it has a secret, which is then `s3cr3t-ID`: a text that tests can look for. */
  readonly secret?: boolean;
  /** Whether it may use OAuth's flows at all; whether it has any, where absent. */
  readonly oauth?: boolean;
  readonly flows?: readonly string[];
  readonly scopes?: readonly string[];
  readonly callbackUrls?: readonly string[];
  readonly authFlows?: readonly string[];
  readonly identityProviders?: readonly string[];
  readonly preventUserExistenceErrors?: 'ENABLED' | 'LEGACY';
  readonly accessTokenValidity?: number;
  readonly tokenValidityUnits?: Readonly<Record<string, string>>;
}

export interface LambdaFunction {
  readonly name: string;
  readonly urls?: readonly FunctionUrl[];
  /** The statements of its resource policy; one that has none has no policy. */
  readonly policy?: readonly object[];
  /** The statements of the policies of its aliases and versions. */
  readonly qualifiedPolicies?: Readonly<Record<string, readonly object[]>>;
}

export interface FunctionUrl {
  readonly authType: 'NONE' | 'AWS_IAM';
  /** The alias it belongs to; the function itself where absent. */
  readonly qualifier?: string;
}

export interface GraphqlApi {
  readonly id: string;
  readonly name: string;
  readonly authenticationType: string;
  /** The types of its additional providers. */
  readonly additional?: readonly string[];
  readonly tags?: Tags;
}

export interface Stack {
  readonly name: string;
  /** `CREATE_COMPLETE` where absent. */
  readonly status?: string;
  readonly resources?: readonly { readonly logicalId: string; readonly type: string; readonly physicalId: string }[];
  /** The text that it was made of; `{}` where absent. */
  readonly template?: string;
  /** The text once transforms have run; that it was made of where absent. */
  readonly processedTemplate?: string;
  readonly tags?: Tags;
}

/** `aws`, or what the Region's own is. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** The ARN of a user pool. */
export function userPoolArn(account: string, region: string, id: string): string {
  return `arn:${partitionOf(region)}:cognito-idp:${region}:${account}:userpool/${id}`;
}

/** The ARN of a Lambda function. */
export function functionArn(account: string, region: string, name: string): string {
  return `arn:${partitionOf(region)}:lambda:${region}:${account}:function:${name}`;
}

/** The ARN of a stack, which is its id as well. */
export function stackArn(account: string, region: string, name: string): string {
  return `arn:${partitionOf(region)}:cloudformation:${region}:${account}:stack/${name}/5f2c8a10-6b1e-11ee-b962-0242ac120002`;
}
