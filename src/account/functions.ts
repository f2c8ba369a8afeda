import {
  type FunctionConfiguration,
  type FunctionUrlConfig,
  GetPolicyCommand,
  type GetPolicyCommandOutput,
  ListFunctionsCommand,
  ListFunctionUrlConfigsCommand,
} from '@aws-sdk/client-lambda';
import { type DeclaredResource, unreadValue } from './declared.ts';
import { declarePermissions } from './function-permissions.ts';
import { type Place, present, serviceArn } from './place.ts';

/** A function as its parts refer to it. */
export interface FunctionHead {
  readonly name: string;
  readonly arn: string;
}

/**
 * Reads the URLs of functions and who may invoke them: one call for each 50 functions, and of a function one for its
 * URLs and one for its policy. Policies of versions and aliases would take a call for each of those and are not read.
 * https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionUrlConfigs.html
 */
export async function readFunctions(place: Place): Promise<readonly DeclaredResource[]> {
  const part = {
    arn: serviceArn(place, 'lambda', 'function:*'),
    what: 'the functions',
    action: 'lambda:ListFunctions',
  };
  const { items } = await place.calls.all<FunctionConfiguration>(part, async (Marker, options) => {
    const page = await place.clients.lambda.send(new ListFunctionsCommand({ MaxItems: 50, Marker }), options);
    return { items: page.Functions, next: page.NextMarker };
  });
  const functions = await Promise.all(
    items.map(({ FunctionName: name = '', FunctionArn: arn = serviceArn(place, 'lambda', `function:${name}`) }) =>
      Promise.all([readUrls(place, { name, arn }), readPolicy(place, { name, arn })]),
    ),
  );
  return functions.flat(2);
}

async function readUrls(place: Place, { name, arn }: FunctionHead): Promise<readonly DeclaredResource[]> {
  const part = { arn, what: `the URLs of ${name}`, action: 'lambda:ListFunctionUrlConfigs' };
  const { items } = await place.calls.all<FunctionUrlConfig>(part, async (Marker, options) => {
    const input = { FunctionName: name, MaxItems: 50, Marker };
    const page = await place.clients.lambda.send(new ListFunctionUrlConfigsCommand(input), options);
    return { items: page.FunctionUrlConfigs, next: page.NextMarker };
  });
  return items.map(url => declareUrl({ name, arn }, url));
}

function declareUrl({ name, arn }: FunctionHead, url: FunctionUrlConfig): DeclaredResource {
  const qualifiedArn = url.FunctionArn ?? arn;
  const qualifier = qualifiedArn.startsWith(`${arn}:`) ? qualifiedArn.slice(arn.length + 1) : undefined;
  const label = qualifier === undefined ? name : `${name}:${qualifier}`;
  return {
    key: `${label} (URL)`,
    arn: qualifiedArn,
    name: label,
    type: 'AWS::Lambda::Url',
    physicalId: qualifiedArn,
    properties: present({
      TargetFunctionArn: arn,
      Qualifier: qualifier,
      AuthType: url.AuthType ?? unreadValue('Lambda does not say who may call it'),
    }),
  };
}

const noPolicy: Pick<GetPolicyCommandOutput, 'Policy'> = {};

async function readPolicy(place: Place, head: FunctionHead): Promise<readonly DeclaredResource[]> {
  const part = { arn: head.arn, what: `who may invoke ${head.name}`, action: 'lambda:GetPolicy' };
  const { value } = await place.calls.one<Pick<GetPolicyCommandOutput, 'Policy'>>(
    part,
    options => place.clients.lambda.send(new GetPolicyCommand({ FunctionName: head.name }), options),
    noPolicy,
  );
  if (value?.Policy === undefined) return [];
  const permissions = declarePermissions(head, value.Policy);
  if (permissions) return permissions;
  place.calls.note({ ...part, reason: 'failed', detail: 'the policy is not JSON with statements' });
  return [];
}
