/* Which operation a request is, and what answers it: the stand-in's table of contents. */
import type { StandInAccount } from './account.ts';
import type { Call, Protocol, Service } from './call.ts';
import * as functions from './functions.ts';
import { listGraphqlApis } from './graphql-apis.ts';
import * as httpApis from './http-apis.ts';
import { assumeRole, getCallerIdentity, listAccounts, listRegions } from './identities.ts';
import * as restApis from './rest-apis.ts';
import * as stacks from './stacks.ts';
import * as userPools from './user-pools.ts';

/** What an operation answers, before it is written in the words of its protocol. Throws a Refusal. */
export type Respond = (call: Call, accounts: readonly StandInAccount[]) => object;

export interface Operation {
  readonly service: Service;
  readonly operation: string;
  readonly respond: Respond;
}

/** An operation that a verb and a path name. The first name in the path is the call's subject. */
interface PathOperation extends Operation {
  readonly verb: string;
  /** `{}` stands for a name. */
  readonly path: string;
}

/** An operation that the body or a header names. */
interface NamedOperation extends Operation {
  /** The parameter that is the call's subject. */
  readonly subject?: string;
}

const pathOperations: readonly PathOperation[] = [
  rest('apigateway', 'GetRestApis', '/restapis', restApis.getRestApis),
  rest('apigateway', 'GetResources', '/restapis/{}/resources', restApis.getResources),
  rest('apigateway', 'GetMethod', '/restapis/{}/resources/{}/methods/{}', restApis.getMethod),
  rest('apigateway', 'GetAuthorizers', '/restapis/{}/authorizers', restApis.getAuthorizers),
  rest('apigateway', 'GetStages', '/restapis/{}/stages', restApis.getStages),
  rest('apigateway', 'GetDeployment', '/restapis/{}/deployments/{}', restApis.getDeployment),
  rest('apigateway', 'GetDomainNames', '/domainnames', restApis.getDomainNames),
  rest('apigateway', 'GetBasePathMappings', '/domainnames/{}/basepathmappings', restApis.getBasePathMappings),
  rest('apigatewayv2', 'GetApis', '/v2/apis', httpApis.getApis),
  rest('apigatewayv2', 'GetRoutes', '/v2/apis/{}/routes', httpApis.getRoutes),
  rest('apigatewayv2', 'GetAuthorizers', '/v2/apis/{}/authorizers', httpApis.getAuthorizers),
  rest('apigatewayv2', 'GetStages', '/v2/apis/{}/stages', httpApis.getStages),
  rest('apigatewayv2', 'GetDomainNames', '/v2/domainnames', httpApis.getDomainNames),
  rest('apigatewayv2', 'GetApiMappings', '/v2/domainnames/{}/apimappings', httpApis.getApiMappings),
  rest('lambda', 'ListFunctions', '/2015-03-31/functions', functions.listFunctions),
  rest('lambda', 'GetPolicy', '/2015-03-31/functions/{}/policy', functions.getPolicy),
  rest('lambda', 'ListFunctionUrlConfigs', '/2021-10-31/functions/{}/urls', functions.listFunctionUrlConfigs),
  rest('lambda', 'GetFunctionUrlConfig', '/2021-10-31/functions/{}/url', functions.getFunctionUrlConfig),
  rest('appsync', 'ListGraphqlApis', '/v1/apis', listGraphqlApis),
  rest('account', 'ListRegions', '/listRegions', listRegions, 'POST'),
];

const namedOperations: readonly NamedOperation[] = [
  { service: 'cognito-idp', operation: 'ListUserPools', respond: userPools.listUserPools },
  ofPool('DescribeUserPool', userPools.describeUserPool),
  ofPool('ListResourceServers', userPools.listResourceServers),
  ofPool('ListUserPoolClients', userPools.listUserPoolClients),
  ofPool('DescribeUserPoolClient', userPools.describeUserPoolClient),
  { service: 'cloudformation', operation: 'ListStacks', respond: stacks.listStacks },
  ofStack('DescribeStacks', stacks.describeStacks),
  ofStack('ListStackResources', stacks.listStackResources),
  ofStack('DescribeStackResources', stacks.describeStackResources),
  ofStack('GetTemplate', stacks.getTemplate),
  { service: 'sts', operation: 'GetCallerIdentity', respond: getCallerIdentity },
  { service: 'sts', operation: 'AssumeRole', subject: 'RoleArn', respond: assumeRole },
  { service: 'organizations', operation: 'ListAccounts', respond: listAccounts },
];

function rest(service: Service, operation: string, path: string, respond: Respond, verb = 'GET'): PathOperation {
  return { service, operation, path, respond, verb };
}

function ofPool(operation: string, respond: Respond): NamedOperation {
  return { service: 'cognito-idp', operation, subject: 'UserPoolId', respond };
}

function ofStack(operation: string, respond: Respond): NamedOperation {
  return { service: 'cloudformation', operation, subject: 'StackName', respond };
}

/** How a service is spoken to. */
export function protocolOf(service: Service): Protocol {
  switch (service) {
    case 'apigateway':
    case 'apigatewayv2':
    case 'lambda':
    case 'appsync':
    case 'account':
      return 'rest-json';
    case 'cognito-idp':
    case 'organizations':
      return 'json';
    case 'cloudformation':
    case 'sts':
      return 'query';
    default:
      return service satisfies never;
  }
}

/** The operation that a verb and a path name, and the names in the path; undefined where there is none. */
export function operationOfPath(
  verb: string,
  path: string,
): { readonly operation: Operation; readonly names: readonly string[] } | undefined {
  for (const operation of pathOperations) {
    const pattern = new RegExp(`^${operation.path.replaceAll('.', '\\.').replaceAll('{}', '([^/]+)')}/?$`);
    const match = operation.verb === verb ? pattern.exec(path) : null;
    if (match !== null) return { operation, names: match.slice(1).map(name => decodeURIComponent(name)) };
  }
  return undefined;
}

/** The operation of a service that a header or a body names. */
export function operationOfName(service: string, name: string): NamedOperation | undefined {
  return namedOperations.find(each => each.service === service && each.operation === name);
}
