/* What an account tells beyond a template: whether anything is served at all. */
import { expect, test } from '@jest/globals';
import type { AccountReading, DeclaredResource, UnreadPart } from '../../src/account/declared.ts';
import { accountModel } from '../../src/account/model.ts';
import { nothingOutside } from '../../src/policy/policy.ts';

const apis = 'arn:aws:apigateway:eu-west-1::/apis';
const functions = 'arn:aws:lambda:eu-west-1:123456789012:function';

function api(name: string): DeclaredResource[] {
  const arn = `${apis}/${name}1`;
  const route = { ApiId: { Ref: name }, RouteKey: 'GET /items', AuthorizationType: 'NONE' };
  return [
    { key: name, arn, name, type: 'AWS::ApiGatewayV2::Api', properties: { Name: name, ProtocolType: 'HTTP' } },
    {
      key: `route of ${name}`,
      arn: `${arn}/routes/r1`,
      name: `GET /items of ${name}`,
      type: 'AWS::ApiGatewayV2::Route',
      properties: route,
    },
  ];
}

function stage(name: string): DeclaredResource {
  const properties = { ApiId: { Ref: name }, StageName: '$default' };
  return {
    key: `stage of ${name}`,
    arn: `${apis}/${name}1/stages/$default`,
    name: `stage $default of ${name}`,
    type: 'AWS::ApiGatewayV2::Stage',
    properties,
  };
}

function url(name: string, qualifier?: string): DeclaredResource {
  const arn = qualifier === undefined ? `${functions}:${name}` : `${functions}:${name}:${qualifier}`;
  return {
    key: `${arn} (URL)`,
    arn,
    name,
    type: 'AWS::Lambda::Url',
    properties: { AuthType: 'NONE', ...(qualifier !== undefined && { Qualifier: qualifier }) },
  };
}

function permission(name: string): DeclaredResource {
  return {
    key: `policy of ${name}`,
    arn: `${functions}:${name}`,
    name: `anyone of ${name}`,
    type: 'AWS::Lambda::Permission',
    properties: { FunctionName: name, Principal: '*', FunctionUrlAuthType: 'NONE' },
  };
}

function unread(arn: string, what: string): UnreadPart {
  return { arn, what, action: 'any:Action', reason: 'denied', detail: 'AccessDeniedException' };
}

test.each<[string, readonly DeclaredResource[], readonly UnreadPart[], boolean]>([
  ['an API with a stage', [...api('shop'), stage('shop')], [], true],
  ['an API without a stage', api('shop'), [], false],
  ['an API whose stages are not known', api('shop'), [unread(`${apis}/shop1`, 'the stages of shop')], true],
  ['a URL that a policy lets anyone use', [url('report'), permission('report')], [], true],
  ['a URL that no policy lets anyone use', [url('report')], [], false],
  [
    'a URL of a function whose policy is not known',
    [url('report')],
    [unread(`${functions}:report`, 'who may invoke report')],
    true,
  ],
  ['a URL of an alias, whose policy is not read', [url('report', 'live')], [], true],
])('whether it is served: %s', (_name, resources, parts, isServed) => {
  const reading: AccountReading = {
    account: '123456789012',
    region: 'eu-west-1',
    partition: 'aws',
    resources,
    unread: parts,
    snapshots: [],
    stackResources: [],
    calls: {},
  };
  expect(accountModel(reading, nothingOutside).endpoints.map(endpoint => endpoint.isServed)).toEqual([isServed]);
});

/** A REST API that is called what another's key may be. */
function restApi(name: string, id: string, type: 'REGIONAL' | 'PRIVATE'): DeclaredResource[] {
  const [key, arn] = [`${name} (${id})`, `arn:aws:apigateway:eu-west-1::/restapis/${id}`];
  const method = {
    RestApiId: { Ref: key },
    ResourceId: { 'Fn::GetAtt': [key, 'RootResourceId'] },
    HttpMethod: 'GET',
    AuthorizationType: 'NONE',
  };
  return [
    { key, arn, name, type: 'AWS::ApiGateway::RestApi', properties: { EndpointConfiguration: { Types: [type] } } },
    {
      key: `${arn} GET`,
      arn: `${arn} GET`,
      name: `GET / of ${name}`,
      type: 'AWS::ApiGateway::Method',
      properties: method,
    },
  ];
}

test('an API that is called what the key of another is does not take its place', () => {
  const resources = [
    ...restApi('orders', 'a1', 'REGIONAL'),
    ...restApi('orders', 'b2', 'REGIONAL'),
    ...restApi('orders (a1)', 'c3', 'PRIVATE'),
  ];
  const reading: AccountReading = {
    account: '123456789012',
    region: 'eu-west-1',
    partition: 'aws',
    resources,
    unread: [],
    snapshots: [],
    stackResources: [],
    calls: {},
  };
  const { endpoints } = accountModel(reading, nothingOutside);
  expect(endpoints.map(({ api: { id, isPrivate } }) => [id, isPrivate])).toEqual([
    ['orders (a1)', false],
    ['orders (b2)', false],
    ['orders (a1) (c3)', true],
  ]);
});
