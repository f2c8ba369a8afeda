/** A resource of an account, as CloudFormation would declare it. */
export interface DeclaredResource {
  /** Unique within the account and Region; what `{Ref: key}` and `{Fn::GetAtt: [key, attribute]}` in properties name. */
  readonly key: string;
  /** The resource's ARN; of what has none of its own (a client, a resource server), that of what it belongs to. */
  readonly arn: string;
  /** How people know it: its own name, such as "orders", or "GET /orders of orders" for a method. Need not be unique. */
  readonly name: string;
  /** CloudFormation's type. */
  readonly type: string;
  /** CloudFormation's properties, as JSON values. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** What CloudFormation calls its physical id, of types for which the service's own id is that. */
  readonly physicalId?: string;
  /** Its tags, where the API gives them with no extra call: aws:cloudformation:stack-name / stack-id / logical-id. */
  readonly tags?: Readonly<Record<string, string>>;
}

/** A part of an account that could not be read. */
export interface UnreadPart {
  readonly arn: string;
  /** What is not known, inside a sentence: "the routes of orders", "the user pools". */
  readonly what: string;
  /** The IAM action that the call needs, such as `apigateway:GET` or `cognito-idp:ListUserPools`. */
  readonly action: string;
  readonly reason: 'denied' | 'throttled' | 'gone' | 'timed-out' | 'failed' | 'interrupted';
  /** What AWS said, one line. */
  readonly detail: string;
}

/** What a stage of a REST API serves: its deployment's snapshot. */
export interface StageSnapshot {
  /** The key of the API's resource. */
  readonly api: string;
  readonly apiArn: string;
  readonly stage: string;
  readonly stageArn: string;
  /** path → METHOD → what the snapshot says (GetDeployment embed=apisummary). */
  readonly methods: Readonly<Record<string, Readonly<Record<string, MethodSnapshot>>>>;
  /** The API's methods were not read to the last: one that is missing among them may be there. */
  readonly methodsIncomplete?: true;
}

/** A method as it was when its API was deployed. */
export interface MethodSnapshot {
  readonly authorizationType: string;
  readonly apiKeyRequired: boolean;
}

/** A resource of a CloudFormation stack: what maps a physical id back to a logical id. */
export interface StackResource {
  readonly stackName: string;
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
}

/** All that was read of one account in one Region. */
export interface AccountReading {
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
  /** aws, aws-cn, aws-us-gov. */
  readonly partition: string;
  readonly resources: readonly DeclaredResource[];
  readonly unread: readonly UnreadPart[];
  readonly snapshots: readonly StageSnapshot[];
  readonly stackResources: readonly StackResource[];
  /** Requests sent, retries included, by `service:Operation`. */
  readonly calls: Readonly<Record<string, number>>;
}

/** The value of a setting that could not be read; readers of templates take any intrinsic function for not known. */
export function unreadValue(why: string): Readonly<Record<string, unknown>> {
  return { 'Fn::Unread': why };
}

/** The value of a setting that a part of the account, not read, would have told. */
export function notRead({ what, detail }: UnreadPart): Readonly<Record<string, unknown>> {
  return unreadValue(`${what} could not be read: ${detail}`);
}

/** The key of the resource that a property is a reference to. */
export function referenceIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('Ref' in value)) return undefined;
  return typeof value.Ref === 'string' ? value.Ref : undefined;
}
