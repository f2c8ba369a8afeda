import type { Quota } from './throttle.ts';

/** The services that an account is read from; both versions of API Gateway share one quota. */
export type Service =
  | 'apigateway'
  | 'apigatewayv2'
  | 'cognito-idp'
  | 'lambda'
  | 'appsync'
  | 'cloudformation'
  | 'sts'
  | 'organizations'
  | 'account';

/**
 * Which quotas a call counts against, narrowest first. Those of one account are told apart by Region.
 *
 * The rates are a few percent below AWS's: requests that leave in time may arrive closer together, and deployments and
 * the console use the same quotas.
 */
export function quotasOf(service: Service, operation: string, region: string, input: object): readonly Quota[] {
  switch (service) {
    case 'apigateway':
    case 'apigatewayv2':
      return service === 'apigateway' && operation === 'GetResources'
        ? [getResources, management(region)]
        : [management(region)];
    case 'cognito-idp':
      return cognitoQuotas(operation, region, input);
    case 'lambda':
      return [lambdaQuota(operation === 'GetPolicy' ? 'GetPolicy' : 'others', region)];
    case 'appsync':
    case 'cloudformation':
      return [unpublished(service, region)];
    case 'sts':
    case 'organizations':
    case 'account':
      return [];
  }
}

/**
 * 5 requests every 2 seconds per account, which AWS does not say of each Region.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html#api-gateway-control-service-limits-table
 */
const getResources: Quota = { key: 'apigateway:GetResources', burst: 1, perSecond: 2.4 };

/**
 * All management calls of API Gateway together: 10 requests per second with a burst of 40.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html#api-gateway-control-service-limits-table
 */
function management(region: string): Quota {
  return { key: `apigateway ${region}`, burst: 36, perSecond: 9.6 };
}

/**
 * Requests per second of each category of calls, and 5 of each call for one user pool.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html#operation-quotas
 */
function cognitoQuotas(operation: string, region: string, input: object): readonly Quota[] {
  const category = cognitoCategories[operation] ?? { name: 'UserPoolRead', perSecond: 15 };
  const quota = { key: `cognito-idp:${category.name} ${region}`, burst: 1, perSecond: category.perSecond * 0.96 };
  const pool = 'UserPoolId' in input ? String(input.UserPoolId) : undefined;
  if (pool === undefined) return [quota];
  return [{ key: `cognito-idp:${operation} ${pool}`, burst: 1, perSecond: 4.8 }, quota];
}

const cognitoCategories: Readonly<Record<string, { readonly name: string; readonly perSecond: number }>> = {
  ListUserPools: { name: 'UserPoolRead', perSecond: 15 },
  DescribeUserPool: { name: 'UserPoolRead', perSecond: 15 },
  ListResourceServers: { name: 'UserPoolResourceRead', perSecond: 20 },
  ListUserPoolClients: { name: 'UserPoolClientRead', perSecond: 15 },
  DescribeUserPoolClient: { name: 'UserPoolClientRead', perSecond: 15 },
};

/**
 * GetPolicy: 15 requests per second. All other calls of the control plane together: 15 as well.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html#api-requests
 */
function lambdaQuota(which: string, region: string): Quota {
  return { key: `lambda:${which} ${region}`, burst: 1, perSecond: 14.4 };
}

/** AWS publishes no rates for these reads of AppSync and CloudFormation; nobody is refused at five a second. */
function unpublished(service: string, region: string): Quota {
  return { key: `${service} ${region}`, burst: 5, perSecond: 5 };
}
