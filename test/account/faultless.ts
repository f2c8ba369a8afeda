/* Accounts in which no rule has anything to find. */
import type { RegionContents, StandInAccount } from './stand-in/account.ts';
import { accounts } from './stand-in/large.ts';

export const region = 'eu-west-1';

const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:ACCOUNT:${resource}`;
const poolArn = arn('cognito-idp', `userpool/${region}_Users`);
const issuer = `https://cognito-idp.${region}.amazonaws.com/${region}_Users`;

/** Every endpoint is guarded, every scope declared and used, and every authorizer too. */
const faultless: RegionContents = {
  restApis: [
    {
      id: 'orders1',
      name: 'orders',
      methods: {
        '/orders': { GET: { authorizationType: 'COGNITO_USER_POOLS', authorizer: 'auth1', scopes: ['shop/read'] } },
        '/orders/{id}': { DELETE: { authorizationType: 'AWS_IAM' } },
      },
      authorizers: [{ id: 'auth1', name: 'Users', type: 'COGNITO_USER_POOLS', providerArns: [poolArn] }],
      stages: [{ name: 'live', deployment: 'd1' }],
    },
  ],
  httpApis: [
    {
      id: 'payments1',
      name: 'payments',
      disableExecuteApiEndpoint: true,
      routes: { 'GET /payments': { authorizationType: 'JWT', authorizer: 'jwt1', scopes: ['shop/write'] } },
      authorizers: [{ id: 'jwt1', name: 'Jwt', type: 'JWT', issuer, audience: ['machine'] }],
      stages: [{ name: '$default', autoDeploy: true }],
    },
  ],
  domainNames: [
    {
      name: 'api.acme.example',
      mutualTls: 's3://acme/truststore.pem',
      mappings: [{ api: 'payments1', stage: '$default', path: 'payments' }],
    },
  ],
  userPools: [
    {
      id: `${region}_Users`,
      name: 'Users',
      domain: 'acme-users',
      resourceServers: [{ identifier: 'shop', name: 'Shop', scopes: ['read', 'write'] }],
      clients: [
        {
          id: 'machine',
          name: 'Machine',
          secret: true,
          flows: ['client_credentials'],
          scopes: ['shop/read', 'shop/write'],
          preventUserExistenceErrors: 'ENABLED',
        },
      ],
    },
  ],
  functions: [
    {
      name: 'checkout',
      urls: [{ authType: 'AWS_IAM' }],
      policy: [
        {
          Sid: 'orders',
          Effect: 'Allow',
          Principal: { Service: 'apigateway.amazonaws.com' },
          Action: 'lambda:InvokeFunction',
          Condition: {
            ArnLike: { 'AWS:SourceArn': `arn:aws:execute-api:${region}:ACCOUNT:orders1/live/GET/orders` },
          },
        },
      ],
    },
  ],
  graphqlApis: [{ id: 'graph1', name: 'catalogue', authenticationType: 'AWS_IAM' }],
  stacks: [{ name: 'shop', resources: [] }],
};

/** So many accounts, each with the ARNs of its own. */
export function faultlessAccounts(count: number): StandInAccount[] {
  return accounts(count, [region], faultless).map(({ id, regions }) => ({
    id,
    regions: JSON.parse(JSON.stringify(regions).replaceAll('ACCOUNT', id)) as StandInAccount['regions'],
  }));
}
