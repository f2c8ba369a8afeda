/*
 * A company's AWS as it is found in practice, made in the emulator with AWS's own clients: an organization of three
 * accounts, of which production and staging run something, in two Regions. What is wrong with it is told beside it.
 *
 * AWS would refuse two things of it, which are there because the emulator takes them and the rules have to see them: a
 * client with a scope that no resource server has (in AWS it stays behind when the scope is removed), and one for
 * client_credentials without a secret.
 */
import { readFileSync } from 'node:fs';
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { ApiGatewayV2Client } from '@aws-sdk/client-apigatewayv2';
import { AppSyncClient, CreateGraphqlApiCommand } from '@aws-sdk/client-appsync';
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackResourcesCommand,
} from '@aws-sdk/client-cloudformation';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import {
  AddPermissionCommand,
  type AddPermissionCommandInput,
  CreateFunctionCommand,
  CreateFunctionUrlConfigCommand,
  type FunctionUrlAuthType,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { CreateAccountCommand, CreateOrganizationCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import { createHttpApi, type HttpApi, mapDomain } from './http-apis.ts';
import { found } from './ids.ts';
import type { StackMember } from './proxy.ts';
import { createRestApi, deploy, mapRestDomain, putMethod } from './rest-apis.ts';
import { createPool } from './user-pools.ts';

/** The role that a scan takes on in each account. */
export const roleName = 'cfn-auth-audit';
/** The account whose credentials are in the environment: it manages the organization and runs nothing. */
export const managementAccount = '123456789012';

/** The accounts that run something; moto draws their ids. */
export interface World {
  readonly production: string;
  readonly staging: string;
  /** Ids that moto drew, and the name by which an expectation calls each: `0a1b2c3d4e` is `orders`. */
  readonly names: ReadonlyMap<string, string>;
  /** The secrets of clients of user pools, which nothing may print. */
  readonly secrets: readonly string[];
}

export interface Setting {
  /** Where AWS's clients are to ask. */
  readonly endpoint: string;
  /** Makes ListStackResources name what moto's CloudFormation did not create. */
  completeStack(stackName: string, members: readonly StackMember[]): void;
}

/** The credentials in the environment; moto takes any for those of the management account. */
export const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'not-a-secret' };

/** AWS's clients for an account and Region. */
export interface Clients {
  readonly account: string;
  readonly region: string;
  readonly rest: APIGatewayClient;
  readonly http: ApiGatewayV2Client;
  readonly cognito: CognitoIdentityProviderClient;
  readonly lambda: LambdaClient;
  readonly appsync: AppSyncClient;
  readonly cloudFormation: CloudFormationClient;
  /** Notes a client's secret. */
  secret(text: string): void;
  /** Notes an id that moto drew under the name by which expectations call it, and returns it. */
  name(name: string, id: string | undefined): string;
}

/** Makes the world; each call after the other, so that moto draws the same ids each time. */
export async function createWorld(setting: Setting): Promise<World> {
  const names = new Map<string, string>();
  const secrets: string[] = [];
  const name = (called: string, id: string | undefined) => {
    const known = found(id, called);
    if ([...names.values()].includes(called)) throw new Error(`Two ids would be called ${called}.`);
    names.set(known, called);
    return known;
  };
  const organizations = new OrganizationsClient({ region: 'us-east-1', endpoint: setting.endpoint, credentials });
  await organizations.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
  const member = async (called: string) => {
    const { CreateAccountStatus } = await organizations.send(
      new CreateAccountCommand({ AccountName: called, Email: `${called}@example.com` }),
    );
    return name(`${called}Account`, CreateAccountStatus?.AccountId);
  };
  const production = await member('production');
  const staging = await member('staging');

  const clients = (account: string, region: string): Clients => ({
    ...clientsFor(setting, account, region),
    secret: text => secrets.push(text),
    name,
  });
  await deployRoles(setting, [clients(production, 'us-east-1'), clients(staging, 'us-east-1')]);
  await productionInIreland(clients(production, 'eu-west-1'));
  await productionInVirginia(clients(production, 'us-east-1'));
  await stagingInIreland(clients(staging, 'eu-west-1'), setting);
  await stagingInVirginia(clients(staging, 'us-east-1'));
  return { production, staging, names, secrets };
}

function clientsFor({ endpoint }: Setting, account: string, region: string): Omit<Clients, 'name' | 'secret'> {
  const settings = {
    endpoint,
    region,
    credentials: fromTemporaryCredentials({
      masterCredentials: credentials,
      params: { RoleArn: `arn:aws:iam::${account}:role/${roleName}`, RoleSessionName: 'world' },
      clientConfig: { region, endpoint },
    }),
  };
  return {
    account,
    region,
    rest: new APIGatewayClient(settings),
    http: new ApiGatewayV2Client(settings),
    cognito: new CognitoIdentityProviderClient(settings),
    lambda: new LambdaClient(settings),
    appsync: new AppSyncClient(settings),
    cloudFormation: new CloudFormationClient(settings),
  };
}

/** The roles that docs/scan has for an organization, from its templates. */
async function deployRoles({ endpoint }: Setting, members: readonly Clients[]): Promise<void> {
  const deploy = (client: CloudFormationClient, file: string, parameters: Readonly<Record<string, string>>) =>
    client.send(
      new CreateStackCommand({
        StackName: roleName,
        TemplateBody: readFileSync(new URL(`../../../docs/scan/${file}`, import.meta.url), 'utf8'),
        Parameters: Object.entries({ ...parameters, RoleName: roleName }).map(([key, value]) => ({
          ParameterKey: key,
          ParameterValue: value,
        })),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    );
  await deploy(new CloudFormationClient({ region: 'us-east-1', endpoint, credentials }), 'github-oidc-role.yaml', {
    GitHubOrganization: 'example',
    GitHubRepository: 'orders',
    ScanOrganization: 'true',
  });
  for (const { cloudFormation } of members)
    await deploy(cloudFormation, 'member-role.yaml', { ScanAccount: managementAccount });
}

/** Everything that a company has grown: three kinds of API, two user pools, function URLs, and a good deal of holes. */
async function productionInIreland(aws: Clients): Promise<void> {
  await createFunctionRole(aws);
  const customers = await createPool(aws, 'customers', {
    domain: 'example-customers',
    servers: { orders: ['read', 'write'], 'https://shop.example.com': ['browse', 'checkout'] },
  });
  const webShop = await customers.client('web-shop', {
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: ['openid', 'orders/read', 'https://shop.example.com/browse'],
    CallbackURLs: ['https://shop.example.com/callback'],
    PreventUserExistenceErrors: 'ENABLED',
  });
  await customers.client('billing', {
    GenerateSecret: true,
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['client_credentials'],
    AllowedOAuthScopes: ['orders/read'],
  });
  // No secret, and a scope that was removed.
  await customers.client('reporting', {
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['client_credentials'],
    AllowedOAuthScopes: ['orders/export'],
  });
  // Gets tokens by way of the address bar, sends them over http, and tells who is a customer.
  await customers.client('old-kiosk', {
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['implicit'],
    AllowedOAuthScopes: ['openid'],
    CallbackURLs: ['http://kiosk.example.com/callback'],
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    PreventUserExistenceErrors: 'LEGACY',
  });
  // No domain, and so no token endpoint; its only client needs none.
  const staff = await createPool(aws, 'staff', { servers: {} });
  await staff.client('back-office', { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] });

  const partnerAuthorizer = await createFunction(aws, 'partner-authorizer');
  const orders = await createRestApi(aws, 'orders', {});
  const customersOnly = await orders.authorizer('customers-only', {
    type: 'COGNITO_USER_POOLS',
    providerARNs: [customers.arn],
    identitySource: 'method.request.header.Authorization',
  });
  const partnersOnly = await orders.authorizer('partners-only', {
    type: 'REQUEST',
    authorizerUri: `arn:aws:apigateway:${aws.region}:lambda:path/2015-03-31/functions/${partnerAuthorizer}/invocations`,
    identitySource: 'method.request.header.X-Partner',
  });
  await putMethod(orders, 'GET /', { authorizationType: 'NONE' });
  await putMethod(orders, 'GET /orders', {
    authorizationType: 'COGNITO_USER_POOLS',
    authorizerId: customersOnly,
    authorizationScopes: ['orders/read'],
  });
  // Without scopes it takes ID tokens, of any client.
  await putMethod(orders, 'POST /orders', { authorizationType: 'COGNITO_USER_POOLS', authorizerId: customersOnly });
  await putMethod(orders, 'OPTIONS /orders', { authorizationType: 'NONE' });
  await putMethod(orders, 'GET /orders/{id}', { authorizationType: 'CUSTOM', authorizerId: partnersOnly });
  await putMethod(orders, 'DELETE /orders/{id}', { authorizationType: 'AWS_IAM' });
  // A key identifies a caller, and authorizes nobody.
  await putMethod(orders, 'GET /orders/export', { authorizationType: 'NONE', apiKeyRequired: true });
  await deploy(orders, 'live');
  await mapRestDomain(orders, 'orders.example.com', 'live');

  // Only from within the network.
  const payroll = await createRestApi(aws, 'payroll', {
    endpointConfiguration: { types: ['PRIVATE'], vpcEndpointIds: ['vpce-0a1b2c3d'] },
    policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: '*',
          Action: 'execute-api:Invoke',
          Resource: 'execute-api:/*',
          Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-0a1b2c3d' } },
        },
      ],
    }),
  });
  await putMethod(payroll, 'GET /salaries', { authorizationType: 'NONE' });
  await deploy(payroll, 'live');

  const shop = await createHttpApi(aws, 'shop', {
    ProtocolType: 'HTTP',
    CorsConfiguration: { AllowOrigins: ['https://shop.example.com'] },
  });
  const shoppers = await shop.authorizer('shoppers', {
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: { Issuer: customers.issuer, Audience: [webShop] },
  });
  const jwt = { AuthorizationType: 'JWT', AuthorizerId: shoppers } as const;
  await shop.route('GET /items', { ...jwt, AuthorizationScopes: ['https://shop.example.com/browse'] });
  // No client may ask for this scope.
  await shop.route('POST /checkout', { ...jwt, AuthorizationScopes: ['https://shop.example.com/checkout'] });
  await shop.route('GET /prices', { AuthorizationType: 'NONE' });
  await shop.route('$default', { AuthorizationType: 'NONE' });
  await shop.stage('$default');
  // Who leaves the domain out needs no certificate: the API's own address still answers.
  await mapDomain(shop, 'shop.example.com', { TruststoreUri: 's3://example-certificates/partners.pem' });

  await chat(aws);

  await createFunction(aws, 'webhooks', 'NONE');
  await permit(aws, 'webhooks', {
    StatementId: 'anyone',
    Action: 'lambda:InvokeFunctionUrl',
    Principal: '*',
    FunctionUrlAuthType: 'NONE',
  });
  await createFunction(aws, 'reports', 'AWS_IAM');
  await createFunction(aws, 'place-order');
  // Any API of anyone.
  await permit(aws, 'place-order', { StatementId: 'any-api', Principal: 'apigateway.amazonaws.com' });
  await permit(aws, 'partner-authorizer', {
    StatementId: 'orders-authorizer',
    Principal: 'apigateway.amazonaws.com',
    SourceArn: `arn:aws:execute-api:${aws.region}:${aws.account}:${orders.id}/authorizers/${partnersOnly}`,
  });

  const { graphqlApi } = await aws.appsync.send(
    new CreateGraphqlApiCommand({
      name: 'catalog',
      authenticationType: 'API_KEY',
      additionalAuthenticationProviders: [
        {
          authenticationType: 'AMAZON_COGNITO_USER_POOLS',
          userPoolConfig: { userPoolId: customers.id, awsRegion: aws.region },
        },
      ],
    }),
  );
  aws.name('catalog', graphqlApi?.apiId);
}

/** A WebSocket API to which anyone may connect. */
async function chat(aws: Clients): Promise<HttpApi> {
  const api = await createHttpApi(aws, 'chat', {
    ProtocolType: 'WEBSOCKET',
    RouteSelectionExpression: '$request.body.action',
  });
  for (const key of ['$connect', '$disconnect', 'sendMessage']) await api.route(key, { AuthorizationType: 'NONE' });
  await api.stage('live');
  return api;
}

/** A status page: open, and meant to be. */
async function productionInVirginia(aws: Clients): Promise<void> {
  await createFunctionRole(aws);
  const status = await createHttpApi(aws, 'status', { ProtocolType: 'HTTP' });
  await status.route('GET /status', { AuthorizationType: 'NONE' });
  await status.stage('$default');
  // It has no policy that lets anyone use its URL, so that nobody can.
  await createFunction(aws, 'status-images', 'NONE');
}

/** What orders.yaml declares, all as it says. */
async function stagingInIreland(aws: Clients, { completeStack }: Setting): Promise<void> {
  const stackName = 'staging-orders';
  const template = readFileSync(new URL('orders.yaml', import.meta.url), 'utf8');
  await aws.cloudFormation.send(new CreateStackCommand({ StackName: stackName, TemplateBody: template }));
  const { StackResources } = await aws.cloudFormation.send(new DescribeStackResourcesCommand({ StackName: stackName }));
  const physical = (logicalId: string) =>
    StackResources?.find(resource => resource.LogicalResourceId === logicalId)?.PhysicalResourceId;
  const id = aws.name('staging-orders', physical('Orders'));

  // The rest of it, which moto's CloudFormation takes and does nothing about.
  const customers = await createPool(aws, 'staging-customers', {
    domain: 'staging-orders',
    servers: { orders: ['read', 'write'] },
  });
  const webShop = await customers.client('web-shop', {
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: ['openid', 'orders/read', 'orders/write'],
    CallbackURLs: ['https://staging.example.com/callback'],
    SupportedIdentityProviders: ['COGNITO'],
    PreventUserExistenceErrors: 'ENABLED',
  });
  const orders = await createRestApi(aws, 'staging-orders', {}, id);
  const customersOnly = await orders.authorizer('customers-only', {
    type: 'COGNITO_USER_POOLS',
    providerARNs: [customers.arn],
    identitySource: 'method.request.header.Authorization',
  });
  const cognito = { authorizationType: 'COGNITO_USER_POOLS', authorizerId: customersOnly };
  await putMethod(orders, 'GET /orders', { ...cognito, authorizationScopes: ['orders/read'] });
  await putMethod(orders, 'POST /orders', { ...cognito, authorizationScopes: ['orders/write'] });
  await deploy(orders, 'live');
  completeStack(stackName, [
    { logicalId: 'Customers', physicalId: customers.id, type: 'AWS::Cognito::UserPool' },
    { logicalId: 'OrdersServer', physicalId: 'orders', type: 'AWS::Cognito::UserPoolResourceServer' },
    { logicalId: 'CustomersDomain', physicalId: 'staging-orders', type: 'AWS::Cognito::UserPoolDomain' },
    { logicalId: 'WebShop', physicalId: webShop, type: 'AWS::Cognito::UserPoolClient' },
    { logicalId: 'CustomersOnly', physicalId: customersOnly, type: 'AWS::ApiGateway::Authorizer' },
  ]);
}

/** Refunds were open, were protected, and are still open: nobody has deployed the change. */
async function stagingInVirginia(aws: Clients): Promise<void> {
  const refunds = await createRestApi(aws, 'refunds', {});
  await putMethod(refunds, 'POST /refunds', { authorizationType: 'NONE' });
  await deploy(refunds, 'live');
  await putMethod(refunds, 'POST /refunds', { authorizationType: 'AWS_IAM' });
}

/** The role of all functions, which moto's Lambda insists on; CloudFormation makes it in one call. */
async function createFunctionRole(aws: Clients): Promise<void> {
  const TemplateBody = JSON.stringify({
    Resources: {
      FunctionRole: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: functionRole(aws),
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
          },
        },
      },
    },
  });
  await aws.cloudFormation.send(
    new CreateStackCommand({ StackName: 'platform', TemplateBody, Capabilities: ['CAPABILITY_NAMED_IAM'] }),
  );
}

/** A role's name is an account's, not a Region's. */
function functionRole({ region }: Clients): string {
  return `functions-${region}`;
}

/** Creates a function, with a URL if it is said who may call it, and returns its ARN. */
async function createFunction(aws: Clients, name: string, url?: FunctionUrlAuthType): Promise<string> {
  // The end of an archive, which is one of no files.
  const ZipFile = Buffer.concat([Buffer.from('PK\x05\x06'), Buffer.alloc(18)]);
  const { FunctionArn } = await aws.lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: `arn:aws:iam::${aws.account}:role/${functionRole(aws)}`,
      Code: { ZipFile },
    }),
  );
  if (url !== undefined)
    await aws.lambda.send(new CreateFunctionUrlConfigCommand({ FunctionName: name, AuthType: url }));
  return found(FunctionArn, name);
}

async function permit(
  { lambda }: Clients,
  FunctionName: string,
  statement: Omit<AddPermissionCommandInput, 'Action' | 'FunctionName'> & { readonly Action?: string },
): Promise<void> {
  await lambda.send(new AddPermissionCommand({ Action: 'lambda:InvokeFunction', ...statement, FunctionName }));
}
