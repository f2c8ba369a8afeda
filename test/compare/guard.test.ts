import { describe, expect, test } from '@jest/globals';
import { differencesOf, type Guard } from '../../src/compare/guard.ts';

const guarded: Guard = {
  types: ['COGNITO'],
  scopes: ['orders/read', 'orders/write'],
  apiKeyRequired: false,
  pools: ['eu-west-1_Users'],
  isPrivate: false,
  isRestricted: false,
};

const open: Guard = { ...guarded, types: [], scopes: [], pools: [] };

test('what is deployed as declared differs in nothing', () => {
  expect(differencesOf(guarded, guarded)).toEqual([]);
});

describe('a difference says which side lets more callers through:', () => {
  test.each<[string, Guard, Guard, readonly [string, string][]]>([
    ['no authorizer', open, guarded, [['it has no authorizer instead of COGNITO', 'account']]],
    [
      'an authorizer that was added',
      guarded,
      open,
      [['it is guarded by COGNITO instead of no authorizer', 'template']],
    ],
    [
      'another authorizer',
      { ...guarded, types: ['AWS_IAM'], scopes: [], pools: [] },
      guarded,
      [['it is guarded by AWS_IAM instead of COGNITO', 'neither']],
    ],
    [
      'a mode more of a GraphQL API',
      { ...open, types: ['API_KEY', 'AWS_IAM'] },
      { ...open, types: ['AWS_IAM'] },
      [['it is guarded by API_KEY and AWS_IAM instead of AWS_IAM', 'account']],
    ],
    [
      'no scope',
      { ...guarded, scopes: [] },
      guarded,
      [['it asks for no scope instead of one of the scopes orders/read, orders/write', 'account']],
    ],
    [
      'fewer scopes',
      { ...guarded, scopes: ['orders/read'] },
      guarded,
      [['it asks for the scope orders/read instead of one of the scopes orders/read, orders/write', 'template']],
    ],
    [
      'other scopes',
      { ...guarded, scopes: ['orders/admin'] },
      guarded,
      [['it asks for the scope orders/admin instead of one of the scopes orders/read, orders/write', 'neither']],
    ],
    [
      'no API key',
      guarded,
      { ...guarded, apiKeyRequired: true },
      [['it asks for no API key, which the template does', 'account']],
    ],
    [
      'an API key',
      { ...guarded, apiKeyRequired: true },
      guarded,
      [['it asks for an API key, which the template does not', 'template']],
    ],
    [
      'another user pool',
      { ...guarded, pools: ['eu-west-1_Guests'] },
      guarded,
      [['it trusts the user pool eu-west-1_Guests instead of the user pool eu-west-1_Users', 'neither']],
    ],
    ['a public API', guarded, { ...guarded, isPrivate: true }, [['its API is public instead of private', 'account']]],
    [
      'a resource policy that is gone',
      guarded,
      { ...guarded, isRestricted: true },
      [['its API lacks the restrictive resource policy of the template', 'account']],
    ],
    [
      'a resource policy that was added',
      { ...guarded, isRestricted: true },
      guarded,
      [['its API has a restrictive resource policy, which the template lacks', 'template']],
    ],
  ])('%s', (_name, deployed, declared, expected) => {
    expect(differencesOf(deployed, declared).map(({ message, moreOpen }) => [message, moreOpen])).toEqual(expected);
  });
});

test('what is not known on either side is no difference', () => {
  const unknown: Guard = {
    ...guarded,
    scopes: undefined,
    pools: undefined,
    isPrivate: undefined,
    isRestricted: undefined,
  };
  const other: Guard = { ...guarded, scopes: [], pools: [], isPrivate: true, isRestricted: true };
  expect(differencesOf(unknown, other)).toEqual([]);
  expect(differencesOf(other, unknown)).toEqual([]);
});
