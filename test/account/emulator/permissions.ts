/* What a request to AWS has to be allowed, and whether a policy allows it: for a policy that is neither too much nor too little. */
import type { IncomingHttpHeaders } from 'node:http';

export interface Requested {
  /** Who asks: the id of the access key. */
  readonly accessKey: string;
  /** Such as `lambda:GetPolicy`. */
  readonly action: string;
  /** The ARN, of API Gateway and of roles; of the others, whose policy says `*`, that as well. */
  readonly resource: string;
}

export interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

/** An action on a resource, each as the policy writes it. */
export interface Permission {
  readonly action: string;
  readonly resource: string;
}

/** Operations of the services that tell them by the path alone. */
const operations: readonly (readonly [RegExp, string])[] = [
  [/^GET \/2015-03-31\/functions\/?$/, 'lambda:ListFunctions'],
  [/^GET \/2015-03-31\/functions\/[^/]+\/policy$/, 'lambda:GetPolicy'],
  [/^GET \/2021-10-31\/functions\/[^/]+\/urls$/, 'lambda:ListFunctionUrlConfigs'],
  [/^GET \/v1\/apis$/, 'appsync:ListGraphqlApis'],
  [/^POST \/listRegions$/, 'account:ListRegions'],
];

/** The permission that a request needs: https://docs.aws.amazon.com/service-authorization/latest/reference/ */
export function requestedBy(method: string, url: string, headers: IncomingHttpHeaders, body: Buffer): Requested {
  const [, accessKey = '', region = '', service = ''] =
    /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  const path = url.replace(/\?.*/s, '');
  if (service === 'apigateway') {
    const resource = `arn:aws:apigateway:${region}::${path.replace(/^\/v2\//, '/')}`;
    return { accessKey, action: `apigateway:${method}`, resource };
  }
  const target = headers['x-amz-target'];
  const form = new URLSearchParams(typeof target === 'string' ? '' : body.toString());
  const named = typeof target === 'string' ? target.split('.').at(-1) : form.get('Action');
  const known = operations.find(([pattern]) => pattern.test(`${method} ${path}`))?.[1];
  // Whatever is not known is not in the policy either, and shows as what was asked.
  return {
    accessKey,
    action: known ?? `${service}:${named ?? `${method} ${path}`}`,
    resource: form.get('RoleArn') ?? '*',
  };
}

export function permissionsOf(statements: readonly Statement[]): readonly Permission[] {
  return statements.flatMap(({ Action, Resource }) =>
    [Action].flat().flatMap(action => [Resource].flat().map(resource => ({ action, resource }))),
  );
}

export function allows({ action, resource }: Permission, requested: Requested): boolean {
  const pattern = resource
    .split('*')
    .map(part => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return action === requested.action && new RegExp(`^${pattern}$`, 's').test(requested.resource);
}
