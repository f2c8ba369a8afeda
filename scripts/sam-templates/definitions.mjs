import fc from 'fast-check';
import { absent, either, maybe, one } from './arbitraries.mjs';
import { choice } from './declarations.mjs';
import { functionArn, isIntrinsic, isTruthy, noValue, poolArn } from './values.mjs';

const ownAuthorizer = details => ({ type: 'apiKey', name: 'Authorization', in: 'header', ...details });

const scheme = one(
  ownAuthorizer({ 'x-amazon-apigateway-authtype': 'awsSigv4' }),
  ownAuthorizer({
    'x-amazon-apigateway-authtype': 'cognito_user_pools',
    'x-amazon-apigateway-authorizer': { type: 'cognito_user_pools', providerARNs: [poolArn] },
  }),
  ownAuthorizer({
    'x-amazon-apigateway-authtype': 'custom',
    'x-amazon-apigateway-authorizer': { type: 'token', authorizerUri: functionArn },
  }),
  ownAuthorizer({ 'x-amazon-apigateway-authorizer': { type: 'REQUEST', authorizerUri: functionArn } }),
  {
    type: 'oauth2',
    'x-amazon-apigateway-authorizer': { type: 'jwt', jwtConfiguration: { issuer: 'https://issuer.example' } },
  },
  { type: 'openIdConnect', 'x-amazon-apigateway-authorizer': { identitySource: '$request.header.Authorization' } },
  { type: 'apiKey', name: 'X-API-Key', in: 'header' },
  { type: 'http', scheme: 'basic' },
  { type: 'oauth2', flows: {} },
  ownAuthorizer({ 'x-amazon-apigateway-authtype': 'custom' }),
);

const apiKey = fc.constant({ type: 'apiKey', name: 'x-api-key', in: 'header' });

const schemesOf = any =>
  maybe(
    45,
    fc
      .uniqueArray(fc.tuple(one('Own', 'Users', 'AWS_IAM', 'api_key'), any), {
        minLength: 1,
        maxLength: 3,
        selector: ([name]) => name,
      })
      .map(Object.fromEntries),
  );

export const restSchemes = schemesOf(either([10, scheme], [1, apiKey]));

// The oracle lets HTTP APIs require API keys, which they cannot.
export const httpSchemes = schemesOf(scheme);

const bodyScopes = either([3, fc.constant([])], [1, one(['orders/read'], null)]);

const securityEntry = either(
  [
    5,
    fc
      .tuple(one('Users', 'Admins', 'AWS_IAM', 'Own', 'api_key', 'NONE', 'Ghost'), bodyScopes)
      .map(([name, list]) => ({ [name]: list })),
  ],
  [
    1,
    one({}, { Users: [], api_key: [] }, { Users: [], Own: [] }, { AWS_IAM: [], NONE: [] }, { api_key: [], NONE: [] }),
  ],
);

export const security = either(
  [10, absent],
  [8, fc.array(securityEntry, { maxLength: 3 })],
  [0.2, one(null, { 'Fn::If': ['IsProd', [{ Users: [] }], []] }, [{ 'Fn::If': ['IsProd', { Users: [] }, {}] }])],
);

export const integration = { type: 'aws_proxy', httpMethod: 'POST', uri: functionArn };

const operation = fc.record({
  security,
  'x-amazon-apigateway-integration': either([14, fc.constant(integration)], [1, one(undefined, {}, null)]),
  'x-amazon-apigateway-auth': maybe(3, one({ type: 'AWS_IAM' }, { type: 'NONE' })),
  responses: fc.constant({}),
});

const methodValue = either(
  [12, operation],
  [2, choice(operation, fc.constant(noValue))],
  [1, choice(operation, operation)],
  [0.3, choice(fc.constant(noValue), choice(operation, operation))],
);

const bodyMethod = either(
  [8, one('get', 'post', 'delete')],
  [2, fc.constant('options')],
  [3, fc.constant('x-amazon-apigateway-any-method')],
  [1, one('GET', 'any', 'head', 'Options')],
);

const pathItem = fc
  .record({
    methods: fc.uniqueArray(fc.tuple(bodyMethod, methodValue), { maxLength: 3, selector: ([name]) => name }),
    parameters: maybe(8, fc.constant([{ name: 'id', in: 'path' }])),
  })
  .map(({ methods, parameters: list }) => ({ ...Object.fromEntries(methods), parameters: list }));

const pathValue = either([12, pathItem], [2, choice(pathItem, fc.constant(noValue))], [1, choice(pathItem, pathItem)]);
export const path = either([10, one('/orders', '/orders/{id}', '/reports')], [2, one('/', '/{proxy+}', '$default')]);
const bodyPath = either([12, path], [1, fc.constant('/orders/')]);

export const paths = fc
  .uniqueArray(fc.tuple(bodyPath, pathValue), { maxLength: 3, selector: ([name]) => name })
  .map(Object.fromEntries);

/** Without `security` at the root: the oracle has operations inherit it, of which we are not sure. */
export const body = (version, schemes) =>
  fc
    .record({
      version,
      paths: either([30, paths], [1, one({}, null, undefined)]),
      schemes,
      misplaced: maybe(4, schemes),
    })
    .map(({ version: own, paths: all, schemes: defined, misplaced }) => ({
      ...own,
      info: { title: 'Orders', version: '1' },
      paths: all,
      securityDefinitions: own.swagger ? defined : misplaced,
      components: toComponents(own.swagger ? misplaced : defined),
    }));

const toComponents = securitySchemes => (securitySchemes ? { securitySchemes } : undefined);
export const swagger = one({ swagger: '2.0' }, { swagger: 2 });
export const openApi = one({ openapi: '3.0.1' }, { openapi: '3.0' }, { openapi: '3.1.0' });

export const definition = (version, schemes) =>
  either(
    [10, fc.constant({})],
    [9, body(version, schemes).map(DefinitionBody => ({ DefinitionBody }))],
    [
      0.4,
      fc.tuple(body(version, schemes), paths).map(([first, others]) => ({
        DefinitionBody: { 'Fn::If': ['IsProd', first, { ...first, paths: others }] },
      })),
    ],
    [
      0.5,
      one(
        { DefinitionBody: {} },
        { DefinitionBody: null },
        { DefinitionUri: '' },
        { DefinitionBody: '', DefinitionUri: null },
      ),
    ],
    [0.5, fc.constant({ DefinitionUri: 's3://bucket/orders.yaml' })],
  );

/** A definition that SAM can write into, where it has something to write. */
export function workable(api, isEdited, isWild) {
  const { definition: own } = api;
  const { DefinitionBody: document } = own;
  if (isWild) return own;
  if (!isEdited && !isTruthy(api.properties.Cors)) return own;
  if (own.DefinitionUri) return {};
  if (isIntrinsic(document)) return { DefinitionBody: document['Fn::If'][1].paths ? document['Fn::If'][1] : undefined };
  if (document?.info && !document.paths) return { DefinitionBody: { ...document, paths: {} } };
  return own;
}
