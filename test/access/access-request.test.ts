import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { type AccessModel, computeAccess } from '../../src/access/access.ts';
import type { OAuthClient, UserPool } from '../../src/model/oauth.ts';
import { type TokenRequest, tokenRequest } from '../../src/report/access-request.ts';
import { absent, elsewhere, machine, pool, scopesOf, server, set, system, unknown, website } from './models.ts';

function requestOf(client: OAuthClient, more: Partial<AccessModel> = {}, region?: string): TokenRequest | undefined {
  const model = system({ clients: [client], ...more });
  const [access] = computeAccess(model).clients;
  return access && tokenRequest(access, { model, regionOf: file => (file === 'auth.yaml' ? region : undefined) });
}

test('is a line for a shell, with all that the client may request', () => {
  const scopes = set(scopesOf('orders/read', 'orders/list', 'orders/write'));
  expect(requestOf(machine('Job', { scopes }), {}, 'eu-west-1')).toEqual({
    url: 'https://orders-auth.auth.eu-west-1.amazoncognito.com/oauth2/token',
    grant: 'client_credentials',
    scopes: ['orders/read', 'orders/write'],
    curl: `curl --user "$CLIENT_ID:$CLIENT_SECRET" --data grant_type=client_credentials --data-urlencode 'scope=orders/read orders/write' 'https://orders-auth.auth.eu-west-1.amazoncognito.com/oauth2/token'`,
  });
});

test.each<[string, Partial<OAuthClient>]>([
  ['of users', website('Site')],
  ['without a secret', { hasSecret: absent }],
])('there is none for a client %s', (_, more) => {
  expect(requestOf(machine('Job', more))).toBeUndefined();
});

test('names no scopes that are not known', () => {
  expect(requestOf(machine('Job', { scopes: unknown }))).toEqual({
    url: 'https://orders-auth.auth.<region>.amazoncognito.com/oauth2/token',
    grant: 'client_credentials',
    scopes: [],
    curl: `curl --user "$CLIENT_ID:$CLIENT_SECRET" --data grant_type=client_credentials 'https://orders-auth.auth.<region>.amazoncognito.com/oauth2/token'`,
  });
});

describe('the token endpoint', () => {
  const urlOf = (domain: UserPool['domain'], region?: string) =>
    requestOf(machine('Job'), { userPools: [pool('Users', { domain })] }, region)?.url;
  const prefix = (name: string) => set({ name, isCustom: false });

  test.each<[string, UserPool['domain'], string | undefined, string]>([
    ['of a prefix', prefix('orders'), 'eu-west-1', 'https://orders.auth.eu-west-1.amazoncognito.com/oauth2/token'],
    ['in no known Region', prefix('orders'), undefined, 'https://orders.auth.<region>.amazoncognito.com/oauth2/token'],
    [
      'of a name that the deployment completes',
      prefix('${AWS::StackName}-${Stage}'),
      'eu-west-1',
      'https://<AWS::StackName>-<Stage>.auth.eu-west-1.amazoncognito.com/oauth2/token',
    ],
    [
      'of a name by an intrinsic',
      prefix('a-${{"Fn::Select":[0,"${B}"]}}-c'),
      'eu-west-1',
      'https://a-<value>-c.auth.eu-west-1.amazoncognito.com/oauth2/token',
    ],
    [
      'of a custom domain',
      set({ name: 'auth.example.com', isCustom: true }),
      undefined,
      'https://auth.example.com/oauth2/token',
    ],
    ['that is not known', unknown, 'eu-west-1', 'https://<domain>/oauth2/token'],
    ['that is no host', set({ name: 'a.example/x?', isCustom: true }), undefined, 'https://<domain>/oauth2/token'],
    [
      'that is a user at a host',
      set({ name: 'a@b.example', isCustom: true }),
      undefined,
      'https://<domain>/oauth2/token',
    ],
    ['in no Region', prefix('orders'), 'x/y', 'https://orders.auth.<region>.amazoncognito.com/oauth2/token'],
  ])('%s', (_, domain, region, url) => {
    expect(urlOf(domain, region)).toBe(url);
  });

  test('of a pool elsewhere', () => {
    expect(requestOf(machine('Job', { pool: elsewhere }))?.url).toBe('https://<domain>/oauth2/token');
  });
});

test.each(["it's", '$(touch x)', '`x`', '"; x', 'a\nb', '\\', "'; touch x; '"])(
  'a shell expands nothing of the scope %j',
  scope => {
    const more = { resourceServers: [server({ scopes: scopesOf(scope) })] };
    const curl = requestOf(machine('Job', { scopes: set(scopesOf(scope)) }), more)?.curl ?? '';
    const script = `curl() { printf '%s\\0' "$@"; }; ${curl}`;
    const { stdout } = spawnSync('sh', ['-c', script], {
      encoding: 'utf8',
      env: { CLIENT_ID: 'id', CLIENT_SECRET: '*' },
    });
    expect(stdout.split('\0')).toEqual([
      '--user',
      'id:*',
      '--data',
      'grant_type=client_credentials',
      '--data-urlencode',
      `scope=${scope}`,
      'https://orders-auth.auth.<region>.amazoncognito.com/oauth2/token',
      '',
    ]);
  },
);
