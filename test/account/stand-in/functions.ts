/* Lambda: https://docs.aws.amazon.com/lambda/latest/api/. */
import { type FunctionUrl, functionArn, type LambdaFunction } from './account.ts';
import type { Call } from './call.ts';
import { type Paging, pageOfList } from './pages.ts';
import { Refusal } from './refusal.ts';

const paging: Paging = {
  limit: 'MaxItems',
  token: 'Marker',
  usual: 50,
  most: 50,
  code: 'InvalidParameterValueException',
};
const created = '2023-11-14T22:13:20.000+0000';

/** A page has 50 functions at most, whatever the limit. */
export function listFunctions(call: Call): object {
  const { items, next } = pageOfList(call, call.contents.functions ?? [], { ...paging, most: 10_000, cap: 50 });
  return {
    Functions: items.map(({ name }) => ({
      FunctionName: name,
      FunctionArn: functionArn(call.account.id, call.region, name),
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      LastModified: created,
      Version: '$LATEST',
      PackageType: 'Zip',
    })),
    NextMarker: next ?? null,
  };
}

export function listFunctionUrlConfigs(call: Call): object {
  const { items, next } = pageOfList(call, functionOf(call).urls ?? [], paging);
  return { FunctionUrlConfigs: items.map(url => urlDescribed(call, url)), NextMarker: next ?? null };
}

export function getFunctionUrlConfig(call: Call): object {
  const qualifier = call.parameter('Qualifier');
  const url = (functionOf(call).urls ?? []).find(each => each.qualifier === qualifier);
  if (url === undefined) throw nothingThere();
  return urlDescribed(call, url);
}

function urlDescribed({ account, region, subject }: Call, { authType, qualifier }: FunctionUrl): object {
  const arn = functionArn(account.id, region, subject);
  return {
    FunctionUrl: `https://${subject.toLowerCase()}${qualifier ?? ''}.lambda-url.${region}.on.aws/`,
    FunctionArn: qualifier === undefined ? arn : `${arn}:${qualifier}`,
    AuthType: authType,
    InvokeMode: 'BUFFERED',
    CreationTime: created,
    LastModifiedTime: created,
  };
}

/** A function whose policy has no statement has none, which is an error. */
export function getPolicy(call: Call): object {
  const { policy, qualifiedPolicies } = functionOf(call);
  const qualifier = call.parameter('Qualifier');
  const statements = qualifier === undefined ? policy : qualifiedPolicies?.[qualifier];
  if (statements === undefined) throw nothingThere();
  const Policy = JSON.stringify({ Version: '2012-10-17', Id: 'default', Statement: statements });
  return { Policy, RevisionId: '4843f2f6-7c59-4fda-b484-afd0bc0e22b8' };
}

function functionOf({ account, contents, region, subject }: Call): LambdaFunction {
  const found = (contents.functions ?? []).find(({ name }) => name === subject);
  if (found !== undefined) return found;
  const arn = functionArn(account.id, region, subject);
  throw new Refusal('ResourceNotFoundException', 404, `Function not found: ${arn}`);
}

function nothingThere(): Refusal {
  return new Refusal('ResourceNotFoundException', 404, 'The resource you requested does not exist.');
}
