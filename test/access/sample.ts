import type { AccessModel } from '../../src/access/access.ts';
import type { AccessSource } from '../../src/report/access-request.ts';
import {
  absent,
  api,
  authorizer,
  elsewhere,
  endpoint,
  guarded,
  machine,
  place,
  pool,
  poolRef,
  scopesOf,
  server,
  set,
  system,
  unknown,
  users,
  website,
} from './models.ts';

const job = machine('Job', { scopes: set(scopesOf('orders/read', 'orders/write')) });
const site = website('Site', { conditions: [{ condition: 'IsProd', is: true }] });
const sync = machine('Sync', {
  key: 'stock.yaml Sync',
  place: place('stock.yaml', 12),
  pool: elsewhere,
  scopes: unknown,
});
const broken = machine('Broken', { hasSecret: absent, isOAuthEnabled: set(false) });

const httpApi = { ...api, id: 'StockApi', type: 'HTTP', place: place('stock.yaml', 3) } as const;
const ofStock = { api: httpApi, place: place('stock.yaml', 40) } as const;
const tokens = authorizer('JWT', {
  key: 'stock.yaml Tokens',
  owner: 'of StockApi',
  place: place('stock.yaml', 5),
  pools: [poolRef()],
  audience: set([{ place: place('stock.yaml', 7), client: job.key, text: 'Job' }]),
});
const nowhere = authorizer('JWT', { key: 'stock.yaml Nowhere', name: 'Nowhere', audience: absent });
const iam = { type: 'AWS_IAM', name: null, scopes: [], place: place('stock.yaml', 6) } as const;

/** A workspace of three templates with every verdict. */
export const model: AccessModel = system({
  userPools: [pool('Users', { domain: set({ name: '${AWS::StackName}-auth', isCustom: false }) })],
  inferredLinks: [
    {
      kind: 'ssm',
      name: '/accounts/UsersArn',
      reader: 'stock.yaml',
      writer: place('auth.yaml', 9),
      because: 'only-fit',
      stackName: 'accounts',
    },
  ],
  resourceServers: [server()],
  clients: [job, site, sync, broken],
  tokenAuthorizers: [users, tokens, nowhere],
  endpoints: [
    endpoint('/health'),
    guarded('/orders', users, ['orders/read']),
    guarded('/orders/{id}', users, ['orders/read'], { conditions: [{ condition: 'IsProd', is: true }] }),
    guarded('/orders', users, ['orders/list'], { method: 'DELETE' }),
    guarded('/me', users, [], { apiKeyRequired: true }),
    guarded('/stock', tokens, [], ofStock),
    guarded('/stock', nowhere, [], { ...ofStock, method: 'POST' }),
    endpoint('/stock', { ...ofStock, method: 'PUT', auth: [iam] }),
    endpoint('/audit', { ...ofStock, auth: [{ ...iam, type: 'UNKNOWN' }] }),
  ],
});

export const source: AccessSource = {
  model,
  regionOf: file => (file === 'auth.yaml' ? 'eu-west-1' : undefined),
};
