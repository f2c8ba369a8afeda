import { describe, expect, test } from '@jest/globals';
import { UserError } from '../../src/user-error.ts';
import { outcome } from './outcome.ts';

const nothing = { findings: [], unknowns: [], inferred: [], notices: [] };

const misspelt =
  'The client OrdersClient may request the scope shop/raed, but the resource server Shop declares no scope raed; shop/read is declared.';

function unknown(path: string, why: string, scope = 'shop/raed'): string {
  return `Whether the scope ${scope} is declared is not known: its user pool comes from the SSM parameter ${path}, which ${why}.`;
}

describe('an auth stack and two API stacks, deployed twice', () => {
  test.each([undefined, 'default', 'prod'])('the environment %s is linked by the names in it', async configEnv => {
    expect(await outcome('system', configEnv === undefined ? {} : { configEnv })).toEqual({
      ...nothing,
      findings: [`orders/template.yaml:20 ${misspelt}`],
    });
  });

  test('a parameter of the command line outranks the samconfig, and links nothing of another environment', async () => {
    const parameters = { UserPoolId: '/auth-prod/CognitoUserPoolId' };
    const why = 'no audited template writes';
    expect(await outcome('system', { parameters })).toEqual({
      ...nothing,
      unknowns: [
        `orders/template.yaml:20 ${unknown(parameters.UserPoolId, why)}`,
        `users/service.yaml:20 ${unknown(parameters.UserPoolId, why, 'shop/read')}`,
      ],
    });
  });

  test('stacks of different Regions do not read from each other', async () => {
    const why = 'no audited template writes';
    expect(await outcome('regions')).toEqual({
      ...nothing,
      unknowns: [`orders/template.yaml:20 ${unknown('/auth-dev/CognitoUserPoolId', why)}`],
    });
  });

  test('an environment that no samconfig has', async () => {
    await expect(outcome('system', { configEnv: 'staging' })).rejects.toEqual(
      new UserError('No samconfig of the audited templates has the environment "staging".', 'There are default, prod.'),
    );
    await expect(outcome('copies', { configEnv: 'prod' })).rejects.toEqual(
      new UserError(
        'No samconfig of the audited templates has the environment "prod".',
        'None beside the templates or above them, within the working folder, has any environment.',
      ),
    );
  });
});

describe('where no stack has a name', () => {
  test('the only one that fits is taken, and the link says so', async () => {
    expect(await outcome('copies', { paths: ['shop'] })).toEqual({
      ...nothing,
      findings: [`shop/orders.yaml:20 ${misspelt}`],
      inferred: ['ssm /shop-auth/CognitoUserPoolId: shop/orders.yaml from shop/auth.yaml:27, shop-auth'],
    });
  });

  test('one that is asked for under two names is deployed twice, and is neither', async () => {
    const why = 'only a template that is deployed under several names writes';
    expect(await outcome('contradiction')).toEqual({
      ...nothing,
      unknowns: [
        `orders-dev.yaml:20 ${unknown('/auth-dev/CognitoUserPoolId', why, 'shop/read')}`,
        `orders-prod.yaml:20 ${unknown('/auth-prod/CognitoUserPoolId', why, 'shop/read')}`,
      ],
    });
  });

  test('the name that the command line gives is no inference', async () => {
    expect(await outcome('copies', { paths: ['shop'], stackName: 'shop-auth' })).toEqual({
      ...nothing,
      findings: [`shop/orders.yaml:20 ${misspelt}`],
    });
  });
});

describe('where several templates write what is read', () => {
  const path = '/auth/CognitoUserPoolId';
  const undeclared = (scope: string, meant: string) =>
    `may request the scope shop/${scope}, but the resource server Shop declares no scope ${scope}; shop/${meant} is declared.`;

  test('each copy of a template is read from beside it, and the links say so', async () => {
    expect(await outcome('copies')).toEqual({
      ...nothing,
      findings: [
        `blog/posts.yaml:20 The client PostsClient ${undeclared('raed', 'read')}`,
        `shop/orders.yaml:20 ${misspelt}`,
      ],
      inferred: [
        'ssm /blog-auth/CognitoUserPoolId: blog/posts.yaml from blog/auth.yaml:27, blog-auth (nearest)',
        'ssm /shop-auth/CognitoUserPoolId: shop/orders.yaml from shop/auth.yaml:27, shop-auth (nearest)',
      ],
    });
  });

  test('environments in folders are kept apart, and what is equally near to both reads from neither', async () => {
    const why = 'several audited templates write (env/dev/auth.yaml and env/prod/auth.yaml)';
    expect(await outcome('environments')).toEqual({
      ...nothing,
      findings: [`env/prod/orders.yaml:19 The client OrdersClient ${undeclared('write', 'read')}`],
      unknowns: [
        `report.yaml:19 ${unknown(path, why, 'shop/read')}`,
        `report.yaml:30 ${unknown(path, why, 'shop/read')}`,
      ],
      inferred: [
        `ssm ${path}: env/dev/orders.yaml from env/dev/auth.yaml:27 (nearest)`,
        `ssm ${path}: env/prod/orders.yaml from env/prod/auth.yaml:27 (nearest)`,
      ],
    });
  });

  test('exports are read from the nearest as well', async () => {
    const why = 'several audited templates export (dev/auth.yaml and prod/auth.yaml)';
    expect(await outcome('exports')).toEqual({
      ...nothing,
      findings: [`prod/orders.yaml:14 The client OrdersClient ${undeclared('write', 'read')}`],
      unknowns: [
        `report.yaml:14 Whether the scope shop/read is declared is not known: its user pool is the import auth-PoolId, which ${why}.`,
      ],
      inferred: [
        'export auth-PoolId: dev/orders.yaml from dev/auth.yaml:27 (nearest)',
        'export auth-PoolId: prod/orders.yaml from prod/auth.yaml:27 (nearest)',
      ],
    });
  });

  test('one that is nearer by its folders, and another of the same environment', async () => {
    const why = 'several audited templates write (services/prod/auth.yaml and shared/dev/auth.yaml)';
    expect(await outcome('crossed')).toEqual({
      ...nothing,
      unknowns: [`services/dev/orders.yaml:19 ${unknown(path, why)}`],
    });
  });

  test('one in the same folder is nearer than one below', async () => {
    expect(await outcome('beside')).toEqual({
      ...nothing,
      findings: [`orders.yaml:19 ${misspelt}`],
      inferred: [`ssm ${path}: orders.yaml from auth.yaml:27 (nearest)`],
    });
  });

  test('one that is in another Region is no candidate, however near', async () => {
    expect(await outcome('copies-in-regions')).toEqual({
      ...nothing,
      findings: [
        `shop/auth.yaml:27 The SSM parameter ${path} shares the id of Users, which no audited template reads.`,
        `shop/orders/template.yaml:19 ${misspelt}`,
      ],
    });
  });

  test('the nearest that is asked for under two names is deployed twice, which says nothing of the others', async () => {
    const why = 'several audited templates write (blog/auth.yaml and shop/auth.yaml)';
    expect(await outcome('copies-deployed-twice')).toEqual({
      ...nothing,
      findings: [`blog/posts.yaml:19 The client PostsClient ${undeclared('raed', 'read')}`],
      unknowns: [
        `shop/orders-dev.yaml:19 ${unknown('/auth-dev/CognitoUserPoolId', why, 'shop/read')}`,
        `shop/orders-prod.yaml:19 ${unknown('/auth-prod/CognitoUserPoolId', why, 'shop/read')}`,
      ],
      inferred: ['ssm /auth-blog/CognitoUserPoolId: blog/posts.yaml from blog/auth.yaml:27, auth-blog (nearest)'],
    });
  });

  test('a template that writes it twice', async () => {
    expect(await outcome('repeated')).toEqual({
      ...nothing,
      unknowns: [`orders.yaml:19 ${unknown(path, 'auth.yaml writes more than once')}`],
    });
  });
});

describe('what the config file declares of the outside', () => {
  const why =
    'its user pool comes from the SSM parameter /shared-auth/CognitoUserPoolId, which no audited template writes';

  test('is not known without it', async () => {
    const { findings, unknowns } = await outcome('outside');
    expect(findings).toEqual([]);
    expect(unknowns.slice(0, 3)).toEqual([
      `orders.yaml:20 Whether the scope shop/read is declared is not known: ${why}.`,
      `orders.yaml:21 Whether the scope shop/raed is declared is not known: ${why}.`,
      `orders.yaml:22 Whether the scope shpo/read is declared is not known: ${why}.`,
    ]);
  });

  test('makes unknown known: scopes of a complete pool, and those that another is declared to have', async () => {
    expect(await outcome('outside', { config: 'external.yml' })).toEqual({
      ...nothing,
      findings: [
        'orders.yaml:21 The client OrdersClient may request the scope shop/raed, but the resource server shop of eu-west-1_Shared declares no scope raed; shop/read is declared.',
        'orders.yaml:22 The client OrdersClient may request the scope shpo/read, but no resource server of eu-west-1_Shared has the identifier shpo; shop/read is declared.',
      ],
      unknowns: [
        'orders.yaml:34 Whether the scope partners/write is declared is not known: the user pool eu-west-1_Partners is in no audited template.',
      ],
    });
  });

  test('is refused with all that is wrong with it', async () => {
    await expect(outcome('outside', { config: 'misspelt.yml' })).rejects.toEqual(
      new UserError(
        [
          'misspelt.yml:2:3: The section external has no key "smm"; "ssm" is the nearest of ssm, exports and pools.',
          'misspelt.yml:4:37: The value of "/shared-auth/CognitoUserPoolId" in external.ssm is the number 7; it must be a string.',
          'misspelt.yml:5:38: The value of "/shared-auth/CognitoUserPoolArn" in external.ssm is empty.',
          'misspelt.yml:6:12: The section external.exports is a list; it must be a map of names to values.',
          'misspelt.yml:8:7: An entry of external.pools needs the key "id" or "arn".',
          'misspelt.yml:10:7: An entry of external.pools has both id and arn.',
          'misspelt.yml:11:16: The scope "openid" is not of the form IDENTIFIER/NAME.',
          'misspelt.yml:11:24: The scope "shop/" is not of the form IDENTIFIER/NAME.',
          'misspelt.yml:12:17: The complete of an entry of external.pools is "yes please"; it must be true or false.',
          'misspelt.yml:13:7: An entry of external.pools needs the key "scopes".',
          'misspelt.yml:14:7: An entry of external.pools has no key "scope"; "scopes" is the nearest of id, arn, scopes and complete.',
          'misspelt.yml:15:7: An entry of external.pools is "eu-west-1_Shared"; it must be a map with the keys id, arn, scopes and complete.',
        ].join('\n'),
        'Correct the config file.',
      ),
    );
  });
});
