/* Whatever stands in a template, the audit ends with findings or with a message for people, and points into the text. */

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Place, TextEdit } from '../../src/model/place.ts';
import { toPlain } from '../../src/template/node.ts';
import { parse } from '../../src/template/parse.ts';
import { type SourceFile, sourceFile } from '../../src/template/source.ts';
import { UserError } from '../../src/user-error.ts';
import { textPlace } from '../text-place.ts';
import { auditOf } from './corpus.ts';

const fixtures = fileURLToPath(new URL('../sam/fixtures', import.meta.url));
const examples = fileURLToPath(new URL('../../examples', import.meta.url));

const templates = [
  ...readdirSync(fixtures).map(name => `${fixtures}/${name}`),
  `${examples}/cognito-m2m/api.yaml`,
  `${examples}/cognito-m2m/auth.yaml`,
].map(path => toPlain(parse(sourceFile(path, readFileSync(path, 'utf8'))).root ?? fail(path)));

/** What stands in the place of some value, fit for it or not. */
const strange = fc.constantFrom<unknown>(
  ...[
    null,
    '',
    0,
    -1,
    3.5,
    true,
    false,
    'x',
    'NONE',
    'AWS_IAM',
    'any',
    [],
    {},
    [null],
    [[]],
    ['a', 'a'],
    { a: { b: [] } },
  ],
  ...[{ Ref: 'OrdersApi' }, { Ref: null }, { Ref: ['a'] }, { Ref: 'AWS::NoValue' }, { Condition: 'IsProd' }],
  ...[{ 'Fn::If': ['IsProd', 'a', { Ref: 'AWS::NoValue' }] }, { 'Fn::If': ['IsProd'] }, { 'Fn::If': null }],
  ...[{ 'Fn::Sub': `\${A.b}-\${!x}-\${` }, { 'Fn::Sub': [`\${a}`, null] }, { 'Fn::Sub': [] }],
  ...[{ 'Fn::GetAtt': 'a' }, { 'Fn::GetAtt': [null] }, { 'Fn::Join': [null, null] }, { 'Fn::Select': ['x', []] }],
  ...[{ 'Fn::FindInMap': [{}, {}, {}] }, { 'Fn::Split': [] }, { 'Fn::ForEach::Orders': ['A', ['a', 'b'], {}] }],
  ...[{ 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 'x.yaml' } } }, { 'Fn::Transform': null }],
  ...['{{resolve:ssm:/a}}', 'arn:aws:cognito-idp:::userpool/', `\u001B[2J\n::error::x`, '/', '{', '..', '../..'],
);

/** A template in which some values are something else, gone, or copies of others. */
const mutated = fc
  .record({
    template: fc.constantFrom(...templates),
    mutations: fc.array(
      fc.record({
        at: fc.nat(),
        how: fc.oneof(
          { weight: 3, arbitrary: strange.map(value => ({ value })) },
          { weight: 1, arbitrary: fc.constant('gone' as const) },
          { weight: 1, arbitrary: fc.nat().map(from => ({ from })) },
        ),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  })
  .map(({ template, mutations }) => {
    const result = structuredClone(template);
    for (const { at, how } of mutations) {
      const places = [...placesIn(result)];
      const place = places[at % places.length];
      if (!place) continue;
      if (how === 'gone') delete place.within[place.key];
      else place.within[place.key] = structuredClone('value' in how ? how.value : valueAt(places, how.from));
    }
    return result;
  });

interface Slot {
  readonly within: Record<string, unknown>;
  readonly key: string;
}

function* placesIn(value: unknown): Generator<Slot> {
  if (typeof value !== 'object' || value === null) return;
  const within = value as Record<string, unknown>;
  for (const key of Object.keys(within)) {
    yield { within, key };
    yield* placesIn(within[key]);
  }
}

function valueAt(places: readonly Slot[], index: number): unknown {
  const place = places[index % places.length];
  return place?.within[place.key];
}

function fail(path: string): never {
  throw new Error(path);
}

/** Audits a template and looks at all that is said of it; says whether it was one at all. */
async function expectSound(template: unknown): Promise<boolean> {
  const text = JSON.stringify(template, null, 1);
  const file = sourceFile('-', text);
  try {
    const report = await auditOf(fixtures, { text });
    for (const { message, place, related = [], fix } of report.findings) {
      expect(message).toMatch(/\.$/);
      expect(message).not.toMatch(/\bundefined\b|\[object|\bNaN\b/);
      for (const each of [place, ...related.map(other => other.place)]) expectInside(each, file);
      for (const edit of fix?.edits ?? []) expectReadable(edit, file);
    }
    for (const endpoint of report.endpoints) {
      expectInside(endpoint.place, file);
      expect(endpoint.because).toMatch(/\S/);
      expect(['REST', 'HTTP', 'WEBSOCKET', 'FUNCTION_URL', 'APPSYNC']).toContain(endpoint.api.type);
    }
    for (const { place } of report.unknowns) expectInside(place, file);
    return true;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return false;
  }
}

function expectInside(place: Place, source: SourceFile): void {
  const { file, line, column, endLine, endColumn } = textPlace(place);
  if (file !== source.name) return;
  const end = source.lineStarts.at(endLine) ?? source.text.length + 1;
  const isOrdered = endLine > line || (endLine === line && endColumn >= column);
  const lastColumn = end - (source.lineStarts[endLine - 1] ?? Number.NaN);
  expect([line >= 1 && column >= 1, isOrdered, endColumn <= lastColumn]).toEqual([true, true, true]);
}

/** An edit leaves a text that can be read. */
function expectReadable(edit: TextEdit, file: SourceFile): void {
  const offset = (line: number, column: number) => (file.lineStarts[line - 1] ?? Number.NaN) + column - 1;
  const [start, end] = [offset(edit.line, edit.column), offset(edit.endLine, edit.endColumn)];
  expect(start).toBeLessThanOrEqual(end);
  const after = file.text.slice(0, start) + edit.text + file.text.slice(end);
  expect(parse(sourceFile('after', after)).root).toBeDefined();
}

test('any value can be anything', async () => {
  let audited = 0;
  const property = fc.asyncProperty(mutated, async template => {
    if (await expectSound(template)) audited += 1;
  });
  await fc.assert(property, { numRuns: 300 });
  expect(audited).toBeGreaterThan(200);
});

test('a list can be longer than a call can have arguments', async () => {
  const many = <T>(item: T): readonly T[] => Array.from({ length: 130_000 }, () => item);
  const cognito = { DefaultAuthorizer: 'Users', Authorizers: { Users: { UserPoolArn: 'arn' } } };
  const get = { 'x-amazon-apigateway-integration': { type: 'mock' } };
  const body = (security: unknown) => ({ swagger: '2.0', paths: { '/orders': { get: { ...get, security } } } });
  const api = (security: unknown) => ({
    Type: 'AWS::Serverless::Api',
    Properties: { StageName: 'live', Auth: cognito, DefinitionBody: body(security) },
  });
  const method = {
    Type: 'AWS::ApiGateway::Method',
    Properties: {
      RestApiId: 'orders',
      HttpMethod: 'GET',
      AuthorizationType: 'COGNITO_USER_POOLS',
      AuthorizationScopes: many('orders/read'),
    },
  };
  const resources = { Orders: api(many({ Users: [] })), Refused: api(many(1)), ListOrders: method };
  const template = { Transform: 'AWS::Serverless-2016-10-31', Resources: resources };
  const report = await auditOf(fixtures, { text: JSON.stringify(template) });
  expect(report.endpoints.map(({ method, path, auth }) => [method, path, auth.length])).toEqual([
    ['GET', '/orders', 130_000],
    ['GET', '/orders', 1],
    ['GET', '?', 1],
  ]);
}, 60_000);

describe('a name that every JavaScript object has is a name like others', () => {
  const names = ['constructor', 'toString', '__proto__', 'valueOf', 'hasOwnProperty'];

  test.each(names)('%s as a type', async name => {
    const orders = { Type: name, Properties: {} };
    const reader = { Type: 'AWS::SQS::Queue', DependsOn: 'OrdersPermission' };
    const transform = 'AWS::Serverless-2016-10-31';
    const resources = { Orders: orders, OrdersReader: reader };
    expect(await expectSound({ Transform: transform, Resources: resources })).toBe(true);
  });

  test.each(names)('%s as a logical id, a parameter, an authorizer, a scheme and a path', async name => {
    const isAudited = await expectSound({
      Transform: 'AWS::Serverless-2016-10-31',
      Parameters: named(name, { Type: 'String' }),
      Conditions: named(name, { 'Fn::Equals': [{ Ref: name }, name] }),
      Resources: {
        ...named(name, {
          Type: 'AWS::Serverless::Api',
          Condition: name,
          DependsOn: name,
          Properties: {
            StageName: name,
            Auth: { DefaultAuthorizer: name, Authorizers: named(name, { UserPoolArn: { Ref: name } }) },
            DefinitionBody: {
              swagger: '2.0',
              securityDefinitions: named(name, { type: name }),
              paths: named(name, { get: { security: [named(name, [name])], 'x-amazon-apigateway-integration': {} } }),
            },
          },
        }),
        Url: { Type: 'AWS::Lambda::Url', Properties: { AuthType: name } },
        Graph: { Type: 'AWS::AppSync::GraphQLApi', Properties: { AuthenticationType: name } },
      },
    });
    expect(isAudited).toBe(true);
  });

  /** `{ [name]: value }`, also for `__proto__`. */
  function named(name: string, value: unknown): Record<string, unknown> {
    return Object.fromEntries([[name, value]]);
  }
});

describe('a path in a template is only looked for', () => {
  const api = (uri: string) => ({
    Transform: 'AWS::Serverless-2016-10-31',
    Resources: { Orders: { Type: 'AWS::Serverless::Api', Properties: { StageName: 'live', DefinitionUri: uri } } },
  });

  const uris = [
    '../../../etc/passwd',
    '/etc/passwd',
    'file:///etc/passwd',
    '.',
    '..',
    '',
    'a'.repeat(5000),
    'a/'.repeat(3000),
  ];
  test.each(uris.map(uri => [uri.slice(0, 20), uri] as const))('%j', async (_, uri) => {
    expect(await expectSound(api(uri))).toBe(true);
  });

  test('with a character that no path can have', async () => {
    expect(await expectSound(api('orders\u0000.yaml'))).toBe(true);
  });
});
