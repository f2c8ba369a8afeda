import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { logicalPathGlob, pathGlob } from '../../src/policy/glob.ts';

const anything = fc.string({ unit: 'grapheme' });
const punctuation = fc.string({ unit: fc.constantFrom(...'{}[]()+?!@|\\^$,.-~#"\' /*aB1') });

describe('a path glob', () => {
  test.each([
    ['/health', ['/health'], ['/healthy', '/health/', '/HEALTH', 'health', '/v1/health', '']],
    ['/orders/{id}', ['/orders/{id}'], ['/orders/id', '/orders/{name}']],
    ['/orders/{proxy+}', ['/orders/{proxy+}'], ['/orders/proxy', '/orders/{proxyy}', '/orders/{proxy}']],
    ['/orders/*', ['/orders/{id}', '/orders/.well-known'], ['/orders', '/orders/{id}/items']],
    ['/orders/{*}', ['/orders/{id}'], ['/orders/id']],
    ['/public/**', ['/public', '/public/prices', '/public/{a}/b'], ['/publicity', '/v1/public/prices']],
    ['/**/health', ['/health', '/v1/orders/health'], ['/v1/healthy']],
    ['**', ['', '/', '/orders/{id}', '$default'], []],
    ['*', ['', 'GET', '$connect'], ['/orders']],
    ['/', ['/'], ['', '/orders']],
    ['$default', ['$default'], ['default']],
    ['Orders*', ['OrdersApi', 'Orders'], ['UsersApi']],
    ['{Orders,Users}Api', ['{Orders,Users}Api'], ['OrdersApi']],
    ['!OrdersApi', ['!OrdersApi'], ['UsersApi']],
    ['[Oo]rdersApi', ['[Oo]rdersApi'], ['OrdersApi']],
    ['Order?', ['Order?'], ['Orders']],
  ])('%s stands for %j and not for %j', (glob, fitting, others) => {
    const matches = pathGlob(glob);
    expect(fitting.filter(text => !matches(text))).toEqual([]);
    expect(others.filter(matches)).toEqual([]);
  });

  test('stands for itself, if it is literal, and for nothing else', () => {
    const literal = fc.oneof(anything, punctuation).filter(text => !text.includes('*'));
    fc.assert(
      fc.property(
        literal,
        literal,
        (glob, other) => pathGlob(glob)(glob) && pathGlob(glob)(other) === (glob === other),
      ),
    );
  });

  test('stands for itself even where a text has stars of its own', () => {
    fc.assert(fc.property(fc.oneof(anything, punctuation), text => pathGlob(text)(text)));
  });

  test('takes ** for any number of segments, and * for one or part of one', () => {
    const segment = fc.constantFrom('a', 'ab', '{b}', 'a+b', '.b', '');
    const wild = fc.constantFrom('*', '**', 'a*', '*b', 'a*b', '**b', 'a**', '***');
    const glob = fc.array(fc.oneof(segment, wild), { minLength: 1, maxLength: 5 });
    const text = fc.array(segment, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(glob, text, (pattern, segments) => {
        expect(pathGlob(pattern.join('/'))(segments.join('/'))).toBe(fits(pattern, segments));
      }),
      { numRuns: 2000 },
    );
  });
});

/** What a glob means, segment by segment. */
function fits([first, ...others]: readonly string[], [text, ...rest]: readonly string[]): boolean {
  if (first === undefined) return text === undefined;
  if (first === '**' && fits(others, text === undefined ? [] : [text, ...rest])) return true;
  if (text === undefined) return false;
  if (first === '**') return fits([first, ...others], rest);
  const literal = first.split(/\*+/).map(part => part.replace(/[{}+.]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`).test(text) && fits(others, rest);
}

const getOrder = 'Resources.Api.Properties.DefinitionBody.paths./orders/{id}.get.security';
const versioned = 'Resources.Api.Properties.DefinitionBody.paths./v1.0/orders.json.get.security.0';

describe('a logical path glob', () => {
  test.each([
    [getOrder, [getOrder], ['Resources.Api.Properties.DefinitionBody.paths./orders/{id}.get', versioned]],
    ['Resources.Api', ['Resources.Api'], ['Resources.Api.Properties', 'Resources.ApiKey', 'Resources', '']],
    ['Resources.Api.**', ['Resources.Api', getOrder, versioned], ['Resources.ApiKey']],
    ['Resources.*.Properties.**', [getOrder, versioned], ['Resources.Api', 'Outputs.Api.Properties']],
    ['Resources.A*.**', ['Resources.Api', getOrder], ['Resources.OrdersApi']],
    ['Resources.*', ['Resources.Api'], ['Resources', 'Resources.Api.Type', getOrder]],
    ['**.paths.*.get.**', [getOrder, versioned], [getOrder.replace('get', 'post')]],
    ['**.paths./orders/*.get.security', [getOrder], [versioned]],
    ['**.paths./v1.0/*.get.**', [versioned], [getOrder, versioned.replace('v1.0', 'v1x0')]],
    ['**.paths./orders/{id}.**', [getOrder], [versioned]],
    ['**.paths.*.*.security', [getOrder], [versioned]],
    ['paths.*.Fn::If.*.get', ['paths./orders.Fn::If.1.get'], ['paths./orders.get']],
    ['**', ['', 'Resources.Api', getOrder, versioned], []],
    ['Resources.{Api,Users}', ['Resources.{Api,Users}'], ['Resources.Api']],
  ])('%s stands for %j and not for %j', (glob, fitting, others) => {
    const matches = logicalPathGlob(glob);
    expect(fitting.filter(text => !matches(text))).toEqual([]);
    expect(others.filter(matches)).toEqual([]);
  });

  test('stands for itself, if it is literal, and for nothing else', () => {
    const key = fc.oneof(
      anything,
      punctuation,
      fc.constantFrom('get', 'x-any', '/orders/{id}', '/v1.0', 'Fn::If', '0'),
    );
    const literal = fc.array(key, { minLength: 1, maxLength: 5 }).map(keys => keys.join('.').replaceAll('*', '+'));
    fc.assert(
      fc.property(
        literal,
        literal,
        (glob, other) => logicalPathGlob(glob)(glob) && logicalPathGlob(glob)(other) === (glob === other),
      ),
    );
  });

  test('stands for itself even where a key has stars of its own', () => {
    fc.assert(fc.property(fc.oneof(anything, punctuation), text => logicalPathGlob(text)(text)));
  });
});
