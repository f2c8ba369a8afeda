import { expect, test } from '@jest/globals';
import { accessText } from '../../src/report/access-text.ts';
import { endpoint, guarded, machine, place, pool, poolRef, set, system, unknown, users, website } from './models.ts';
import { model, source } from './sample.ts';

const plain = { color: false, quiet: false };

test('prints the endpoints by who can call them, the clients, and how machines get a token', () => {
  expect(accessText(source, plain)).toBe(`Anyone can call:
  GET /health of OrdersApi  orders.yaml:31
    OrdersApi has no DefaultAuthorizer.

Nobody can call:
  DELETE /orders of OrdersApi  orders.yaml:31
    Users accepts access tokens with orders/list, which no client of Users can get: no resource server declares that.
  POST /stock of StockApi  stock.yaml:40
    Nowhere has no audience, so that it refuses every token.

Not known who can call:
  GET /me of OrdersApi + API key  orders.yaml:31
    Users accepts ID tokens only: it exists only if IsProd is true.
    possibly:
      Site  code
  GET /audit of StockApi  stock.yaml:40
    Who guards it is decided when it is deployed.

Clients can call:
  GET /orders of OrdersApi  orders.yaml:31
    Users accepts access tokens with orders/read.
    Job  client_credentials  access token  orders/read
    possibly:
      Site  code                if: it exists only if IsProd is true
      Sync  client_credentials  if: its user pool comes from the SSM parameter /auth/PoolId, which no audited template writes; AllowedOAuthScopes is decided when it is deployed
  GET /orders/{id} of OrdersApi (if IsProd)  orders.yaml:31
    Users accepts access tokens with orders/read.
    Job   client_credentials  access token  orders/read
    Site  code                access token  orders/read
    possibly: its user pool comes from the SSM parameter /auth/PoolId, which no audited template writes; AllowedOAuthScopes is decided when it is deployed
      Sync  client_credentials
  GET /stock of StockApi  stock.yaml:40
    Tokens accepts ID and access tokens of its audience.
    Job  client_credentials  access token

Others than Cognito decide who can call:
  PUT /stock of StockApi  stock.yaml:40
    It is guarded by AWS IAM.

Clients:
  Job of Users  orders.yaml:20
    client_credentials  orders/read, orders/write
    reaches GET /orders of OrdersApi
    reaches GET /orders/{id} of OrdersApi
    reaches GET /stock of StockApi
  Site of Users (if IsProd)  orders.yaml:20
    code  openid, orders/read
    reaches GET /orders of OrdersApi (possible)
    reaches GET /orders/{id} of OrdersApi
    reaches GET /me of OrdersApi (possible)
  Sync of a user pool that is not among the templates  stock.yaml:12
    client_credentials  any scopes, possible: whether its user pool has a domain is not known; whether its user pool has custom scopes is not known; AllowedOAuthScopes is decided when it is deployed
    reaches GET /orders of OrdersApi (possible)
    reaches GET /orders/{id} of OrdersApi (possible)
  Broken of Users  orders.yaml:20
    client_credentials  does not work: its AllowedOAuthFlowsUserPoolClient is not true; its GenerateSecret is not true
    reaches nothing

How machines get a token:
  Job
    token endpoint  https://<AWS::StackName>-auth.auth.eu-west-1.amazoncognito.com/oauth2/token
    grant           client_credentials
    scopes          orders/read orders/write
    curl --user "$CLIENT_ID:$CLIENT_SECRET" --data grant_type=client_credentials --data-urlencode 'scope=orders/read orders/write' 'https://<AWS::StackName>-auth.auth.eu-west-1.amazoncognito.com/oauth2/token'
  Sync
    token endpoint  https://<domain>/oauth2/token
    grant           client_credentials
    curl --user "$CLIENT_ID:$CLIENT_SECRET" --data grant_type=client_credentials 'https://<domain>/oauth2/token'

Inferred, since no other template fits and no samconfig or --stack-name tells:
  auth.yaml is taken for the stack accounts, from which stock.yaml reads.

9 endpoints, 1 open, 2 that nobody can call, 2 not known, 3 that clients can call, 1 that others guard, 4 clients
`);
});

test('open endpoints and endpoints that nobody can call stand out in colour', () => {
  const [health, , , deletion, me] = model.endpoints;
  const endpoints = [health, deletion, me].flatMap(each => each ?? []);
  const shown = accessText({ ...source, model: { ...model, endpoints, clients: [] } }, { color: true, quiet: true });
  const bright = (color: number, text: string) => `\u001b[${color}m${text}\u001b[39m`;
  const dim = (text: string) => `\u001b[2m${text}\u001b[22m`;
  expect(shown).toBe(
    [
      bright(31, 'Anyone can call:'),
      `  GET /health of OrdersApi  ${dim('orders.yaml:31')}`,
      `    ${dim('OrdersApi has no DefaultAuthorizer.')}`,
      '',
      bright(35, 'Nobody can call:'),
      `  DELETE /orders of OrdersApi  ${dim('orders.yaml:31')}`,
      `    ${dim('Users accepts access tokens with orders/list, and no client of Users is among the templates.')}`,
      `  GET /me of OrdersApi + API key  ${dim('orders.yaml:31')}`,
      `    ${dim('Users accepts ID tokens only, and no client of Users is among the templates.')}`,
      '',
    ].join('\n'),
  );
});

test('many clients that may be meant are counted, and those of one name told apart by their templates', () => {
  const files = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map(name => `${name}.yaml`);
  const clients = files.map(file => website('Site', { key: file, place: place(file), isOAuthEnabled: unknown }));
  const endpoints = [guarded('/me', users)];
  const shown = accessText(
    { model: system({ tokenAuthorizers: [users], clients, endpoints }), regionOf: () => undefined },
    plain,
  );
  expect(shown.split('\n').slice(0, 10)).toEqual([
    'Not known who can call:',
    '  GET /me of OrdersApi  orders.yaml:31',
    '    Users accepts ID tokens only: AllowedOAuthFlowsUserPoolClient is decided when it is deployed.',
    '    possibly:',
    '      Site (a.yaml)  code',
    '      Site (b.yaml)  code',
    '      Site (c.yaml)  code',
    '      Site (d.yaml)  code',
    '      Site (e.yaml)  code',
    '      and 2 more clients',
  ]);
});

test('nothing at all', () => {
  const empty = system({ userPools: [], resourceServers: [] });
  expect(accessText({ model: empty, regionOf: () => undefined }, plain)).toBe('0 endpoints, 0 open, 0 clients\n');
});

test('a hostile template keeps to its lines', () => {
  const hostile = "::error::\u001b[2J\n##[x]'\u202e";
  const shown = "::error::␛[2J␊##⁅x]'\uFFFD";
  const job = machine(hostile, { pool: poolRef(hostile), place: place(hostile) });
  const source = {
    model: system({
      userPools: [pool(hostile, { domain: set({ name: hostile, isCustom: true }) })],
      resourceServers: [],
      clients: [{ ...job, scopes: unknown }],
      endpoints: [endpoint(hostile, { because: hostile })],
    }),
    regionOf: () => hostile,
  };
  expect(accessText(source, plain)).toBe(
    [
      'Anyone can call:',
      `  GET ${shown} of OrdersApi  orders.yaml:31`,
      `    ${shown.replace('::error::', '∶∶error::')}`,
      '',
      'Clients:',
      `  ${shown.replace('::error::', '∶∶error::')} of ${shown}  ${shown}:1`,
      '    client_credentials  does not work: its user pool has no custom scopes',
      '    reaches nothing',
      '',
      '1 endpoint, 1 open, 1 client',
      '',
    ].join('\n'),
  );
});
