import fc from 'fast-check';

// Random SAM templates about authorization. A template is drawn in two steps: fast-check draws a plan, in which whatever
// refers to something else is a number, and `build` makes a template of it, in which references mostly hit. So a plan
// shrinks in parts that do not depend on each other, and most templates are ones that SAM accepts.

/** Each of `choices` is [weight, arbitrary], the weight with one decimal at most; shrinks towards the first. */
const either = (...choices) =>
  fc.oneof({ withCrossShrink: true }, ...choices.map(([weight, arbitrary]) => ({ weight: weight * 10, arbitrary })));
const one = fc.constantFrom;
const absent = fc.constant(undefined);
const maybe = (percent, arbitrary) => either([100 - percent, absent], [percent, arbitrary]);
const index = fc.nat(5);

const noValue = { Ref: 'AWS::NoValue' };
const poolArn = 'arn:aws:cognito-idp:us-east-1:111122223333:userpool/us-east-1_a';
const functionArn = 'arn:aws:lambda:us-east-1:111122223333:function:authorize';

const parameters = {
  Stage: { Type: 'String', Default: 'prod' },
  Scope: { Type: 'String', Default: 'orders/admin' },
  Chosen: { Type: 'String', Default: 'Users' },
  Flag: { Type: 'String', Default: 'false' },
  Number: { Type: 'Number', Default: 0 },
  Empty: { Type: 'String', Default: '' },
  List: { Type: 'CommaDelimitedList', Default: 'orders/read,orders/write' },
  Bare: { Type: 'String' },
};

const conditions = {
  IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
  HasAdmins: { 'Fn::Equals': [{ Ref: 'Bare' }, 'yes'] },
  IsQuiet: { 'Fn::Not': [{ Condition: 'HasAdmins' }] },
};

const conditionName = one('IsProd', 'HasAdmins', 'IsQuiet');
const conditional = maybe(18, conditionName);
const choice = (then, otherwise) => fc.tuple(conditionName, then, otherwise).map(parts => ({ 'Fn::If': parts }));

// ---- Auth of APIs ---------------------------------------------------------------------------------------------------

const authorizerName = either(
  [9, fc.constant('Users')],
  [6, fc.constant('Admins')],
  [1, one('AWS_IAM', 'api_key', 'NONE')],
);
const scopeList = one(
  [],
  ['orders/read'],
  ['orders/write', 'orders/read'],
  [{ Ref: 'Scope' }],
  ['orders/read', 'orders/read'],
);
const scopes = either([5, absent], [5, scopeList], [1, fc.constant(null)]);

/** A flag as people write it, which Python takes for true or false. */
const flag = either(
  [6, absent],
  [3, fc.constant(true)],
  [2, fc.constant(false)],
  [1, one(null, 'false', 'true', '', 0, 1)],
  [
    1,
    one({ Ref: 'Flag' }, { Ref: 'Empty' }, { Ref: 'Number' }, { Ref: 'Bare' }, { 'Fn::If': ['IsProd', true, false] }),
  ],
);

const restAuthorizer = either(
  [
    5,
    fc.record({
      UserPoolArn: either(
        [5, fc.constant(poolArn)],
        [2, one([poolArn], { 'Fn::GetAtt': ['Pool', 'Arn'] }, { Ref: 'Bare' }, [poolArn, { Ref: 'Bare' }])],
      ),
      AuthorizationScopes: scopes,
      Identity: maybe(10, one({ Header: 'X-Token' }, { ValidationExpression: '.+' })),
    }),
  ],
  [3, fc.record({ FunctionArn: fc.constant(functionArn), AuthorizationScopes: maybe(15, scopeList) })],
  [
    3,
    fc.record({
      FunctionArn: fc.constant(functionArn),
      FunctionPayloadType: fc.constant('REQUEST'),
      Identity: one({ Headers: ['Authorization'] }, { ReauthorizeEvery: 0 }, { QueryStrings: ['token'] }),
      AuthorizationScopes: maybe(10, scopeList),
    }),
  ],
  [
    1,
    one(
      {},
      { UserPoolArn: [] },
      { UserPoolArn: { Ref: 'Empty' } },
      { UserPoolArn: '', FunctionArn: functionArn },
      { UserPoolArn: poolArn, FunctionArn: functionArn },
      { UserPoolARN: poolArn },
      { 'Fn::If': ['IsProd', { UserPoolArn: poolArn }, { FunctionArn: functionArn }] },
    ),
  ],
);

const httpAuthorizer = either(
  [
    6,
    fc.record({
      JwtConfiguration: one(
        { issuer: 'https://issuer.example', audience: ['orders'] },
        { Issuer: 'https://issuer.example', Audience: ['orders'] },
      ),
      IdentitySource: fc.constant('$request.header.Authorization'),
      AuthorizationScopes: scopes,
    }),
  ],
  [
    3,
    fc.record({
      FunctionArn: fc.constant(functionArn),
      AuthorizerPayloadFormatVersion: one('2.0', 1, { Ref: 'Bare' }),
      Identity: maybe(30, one({ Headers: ['Authorization'] }, { ReauthorizeEvery: 0 })),
      JwtConfiguration: maybe(8, one(null, {}, '')),
      EnableSimpleResponses: maybe(20, one(true, false)),
    }),
  ],
);

const authorizersOf = authorizer =>
  either(
    [
      9,
      fc
        .uniqueArray(fc.tuple(authorizerName, authorizer), { maxLength: 3, selector: ([name]) => name })
        .map(Object.fromEntries),
    ],
    [1, one(undefined, null, {})],
  );

/** A number stands for one of the API's authorizers. */
const defaultOf = (...literals) => either([5, index], [3, absent], [2, fc.constant('AWS_IAM')], [2, one(...literals)]);

const resourcePolicy = maybe(
  6,
  one(
    { IpRangeWhitelist: ['10.0.0.0/8'] },
    { AwsAccountBlacklist: ['111122223333'] },
    { CustomStatements: [{ Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: '*' }] },
  ),
);

const restAuth = either(
  [
    12,
    fc.record({
      Authorizers: authorizersOf(restAuthorizer),
      DefaultAuthorizer: defaultOf(null, '', { Ref: 'Chosen' }, { Ref: 'Empty' }),
      ApiKeyRequired: flag,
      AddDefaultAuthorizerToCorsPreflight: flag,
      AddApiKeyRequiredToCorsPreflight: flag,
      InvokeRole: maybe(8, one('NONE', 'CALLER_CREDENTIALS', null)),
      ResourcePolicy: resourcePolicy,
      UsagePlan: maybe(
        6,
        one({ CreateUsagePlan: 'NONE' }, { CreateUsagePlan: 'PER_API' }, { CreateUsagePlan: 'SHARED' }),
      ),
    }),
  ],
  [4, absent],
  [1, one(null, {}, { Ref: 'Empty' })],
);

const httpAuth = either(
  [
    12,
    fc.record({
      Authorizers: authorizersOf(httpAuthorizer),
      DefaultAuthorizer: defaultOf(null, '', noValue),
      EnableIamAuthorizer: either([4, absent], [4, fc.constant(true)], [1, one(false, null, 'true', { Ref: 'Flag' })]),
    }),
  ],
  [4, absent],
  [1, one(null, {})],
);

// ---- Definitions that users write -----------------------------------------------------------------------------------

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
const restSchemes = schemesOf(either([10, scheme], [1, apiKey]));
// The oracle lets HTTP APIs require API keys, which they cannot.
const httpSchemes = schemesOf(scheme);

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
const security = either(
  [10, absent],
  [8, fc.array(securityEntry, { maxLength: 3 })],
  [0.2, one(null, { 'Fn::If': ['IsProd', [{ Users: [] }], []] }, [{ 'Fn::If': ['IsProd', { Users: [] }, {}] }])],
);

const integration = { type: 'aws_proxy', httpMethod: 'POST', uri: functionArn };
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

const path = either([10, one('/orders', '/orders/{id}', '/reports')], [2, one('/', '/{proxy+}', '$default')]);
const bodyPath = either([12, path], [1, fc.constant('/orders/')]);
const paths = fc
  .uniqueArray(fc.tuple(bodyPath, pathValue), { maxLength: 3, selector: ([name]) => name })
  .map(Object.fromEntries);

const rootSecurity = maybe(8, fc.array(securityEntry, { minLength: 1, maxLength: 2 }));
const body = (version, schemes) =>
  fc
    .record({
      version,
      paths: either([30, paths], [1, one({}, null, undefined)]),
      schemes,
      misplaced: maybe(4, schemes),
      security: rootSecurity,
    })
    .map(({ version: own, paths: all, schemes: defined, misplaced, security: root }) => ({
      ...own,
      info: { title: 'Orders', version: '1' },
      paths: all,
      security: root,
      securityDefinitions: own.swagger ? defined : misplaced,
      components: toComponents(own.swagger ? misplaced : defined),
    }));
const toComponents = securitySchemes => (securitySchemes ? { securitySchemes } : undefined);

const swagger = one({ swagger: '2.0' }, { swagger: 2 });
const openApi = one({ openapi: '3.0.1' }, { openapi: '3.0' }, { openapi: '3.1.0' });

const definition = (version, schemes) =>
  either(
    [10, fc.constant({})],
    [9, body(version, schemes).map(DefinitionBody => ({ DefinitionBody }))],
    [
      0.4,
      fc.tuple(body(version, schemes), paths, rootSecurity).map(([first, others, root]) => ({
        DefinitionBody: { 'Fn::If': ['IsProd', first, { ...first, paths: others, security: root }] },
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

// ---- APIs -----------------------------------------------------------------------------------------------------------

const ignoreGlobals = maybe(12, one('*', ['Auth'], [], '', null));
const hasImplicitId = maybe(5, fc.constant(true));

const restApi = fc.record({
  type: fc.constant('Api'),
  definition: definition(either([5, swagger], [4, openApi]), restSchemes),
  auth: restAuth,
  properties: fc.record({
    Cors: maybe(30, one("'*'", { AllowOrigin: "'*'", AllowMethods: "'GET'" }, '', null, { Ref: 'Bare' })),
    OpenApiVersion: maybe(20, one('3.0.1', '2.0', '3.0', '3.1.0')),
    MergeDefinitions: maybe(22, one(true, true, true, false, null)),
    DisableExecuteApiEndpoint: maybe(4, one(true, false)),
    EndpointConfiguration: maybe(5, one('PRIVATE', { Type: 'REGIONAL' })),
    FailOnWarnings: maybe(4, fc.constant(true)),
  }),
  condition: conditional,
  ignoreGlobals,
  hasImplicitId,
});

const httpApi = fc.record({
  type: fc.constant('HttpApi'),
  definition: definition(either([20, openApi], [0.5, swagger]), httpSchemes),
  auth: httpAuth,
  properties: fc.record({
    CorsConfiguration: maybe(15, one(true, { AllowOrigins: ['*'] }, null)),
    FailOnWarnings: maybe(15, one(true, false)),
    DisableExecuteApiEndpoint: maybe(4, one(true, false)),
  }),
  condition: conditional,
  ignoreGlobals,
  hasImplicitId,
});

const globals = fc.record({
  Api: maybe(
    35,
    fc.record({
      Auth: restAuth,
      Cors: maybe(15, one("'*'", null)),
      MergeDefinitions: maybe(10, one(true, false)),
      OpenApiVersion: maybe(15, one('3.0.1', '2.0')),
    }),
  ),
  HttpApi: maybe(30, fc.record({ Auth: httpAuth, FailOnWarnings: maybe(10, fc.constant(true)) })),
  Function: maybe(
    15,
    fc.record({ Timeout: fc.constant(3), FunctionUrlConfig: maybe(40, fc.constant({ AuthType: 'AWS_IAM' })) }),
  ),
});

// ---- Functions, state machines and their events ---------------------------------------------------------------------

const eventAuth = either(
  [5, absent],
  [
    12,
    fc.record({
      Authorizer: either(
        [6, index],
        [3, absent],
        [2, fc.constant('AWS_IAM')],
        [3, fc.constant('NONE')],
        [0.6, one(null, '')],
      ),
      AuthorizationScopes: scopes,
      ApiKeyRequired: either(
        [8, absent],
        [3, fc.constant(true)],
        [2, fc.constant(false)],
        [1, one(null, 'false', '', 0, { Ref: 'Flag' })],
      ),
      OverrideApiAuth: maybe(20, one(true, true, true, false, 'false', { Ref: 'Flag' })),
      InvokeRole: maybe(4, one('NONE', 'CALLER_CREDENTIALS')),
      ResourcePolicy: resourcePolicy,
    }),
  ],
  [1, one(null, {}, { 'Fn::If': ['IsProd', { Authorizer: 'Users' }, noValue] }, noValue)],
);

const eventMethod = either(
  [8, one('get', 'POST', 'delete')],
  [3, one('any', 'ANY')],
  [2, one('options', 'OPTIONS')],
  [0.5, one('x-amazon-apigateway-any-method', 'head', '*', 'subscribe')],
);

const event = fc.record({
  type: one('Api', 'HttpApi'),
  /** Which of the APIs of its type, the implicit one first. */
  target: index,
  /** Rarely of all resources, whatever they are. */
  targetsAny: maybe(3, fc.constant(true)),
  asString: maybe(40, fc.constant(true)),
  path,
  method: eventMethod,
  /** On an API with a definition of its own, mostly an operation that is there. */
  isThere: maybe(65, fc.constant(true)),
  isDefault: maybe(6, fc.constant(true)),
  auth: eventAuth,
});
const events = fc.array(event, { maxLength: 4 });

const urlConfig = either(
  [12, absent],
  [4, one({ AuthType: 'NONE' }, { AuthType: 'AWS_IAM' })],
  [1, one(null, {}, { AuthType: { Ref: 'Flag' } }, { Cors: { AllowOrigins: ['*'] }, AuthType: 'NONE' })],
  [
    0.5,
    one({ 'Fn::If': ['IsProd', { AuthType: 'NONE' }, noValue] }, noValue, {
      AuthType: { 'Fn::If': ['IsProd', 'NONE', 'AWS_IAM'] },
    }),
  ],
);

const lambda = fc.record({
  condition: conditional,
  events,
  url: urlConfig,
  ignoresGlobals: maybe(10, one('*', ['FunctionUrlConfig'])),
});
const machine = fc.record({ condition: conditional, events: fc.array(event, { maxLength: 2 }) });

// ---- Other kinds ----------------------------------------------------------------------------------------------------

const webSocket = fc.record({
  auth: either(
    [2, absent],
    [
      5,
      one(
        { AuthType: 'AWS_IAM' },
        { AuthType: 'CUSTOM', AuthArn: functionArn },
        { AuthType: 'NONE' },
        { AuthType: 'custom', AuthArn: functionArn },
        { AuthType: 'aws_iam' },
        { AuthType: 'CUSTOM', AuthArn: functionArn, IdentitySource: ['route.request.header.Auth'], Name: 'Chat' },
        {},
        null,
      ),
    ],
  ),
  routes: fc.uniqueArray(one('$connect', '$default', '$disconnect', 'sendMessage', 'sendmessage', 'connect'), {
    minLength: 1,
    maxLength: 4,
  }),
  key: maybe(20, one(true, false)),
  condition: conditional,
});

const mode = one(
  { Type: 'AWS_IAM' },
  { Type: 'API_KEY' },
  { Type: 'AMAZON_COGNITO_USER_POOLS', UserPool: { UserPoolId: 'us-east-1_a' } },
  { Type: 'OPENID_CONNECT', OpenIDConnect: { Issuer: 'https://issuer.example' } },
  { Type: 'AWS_LAMBDA', LambdaAuthorizer: { AuthorizerUri: functionArn } },
);
const graphql = fc.record({
  auth: mode,
  additional: maybe(40, fc.array(mode, { maxLength: 2 })),
  condition: conditional,
});

const rawApi = fc.record({
  isHttp: maybe(50, fc.constant(true)),
  body: body(one({ swagger: '2.0' }, { openapi: '3.0.1' }), httpSchemes),
  condition: conditional,
});

const plan = fc.record({
  apis: fc.array(either([5, restApi], [4, httpApi]), { maxLength: 2 }),
  functions: fc.array(lambda, { maxLength: 3 }),
  machine: maybe(18, machine),
  globals,
  webSocket: maybe(6, webSocket),
  graphql: maybe(5, graphql),
  raw: maybe(4, rawApi),
  /** Leaves what SAM would refuse. */
  isWild: maybe(7, fc.constant(true)),
  fault: maybe(18, fc.record({ which: fc.nat(999), at: index })),
});

// ---- From a plan to a template --------------------------------------------------------------------------------------

const isMap = value => typeof value === 'object' && value !== null && !Array.isArray(value);
const isIntrinsic = value =>
  isMap(value) && Object.keys(value).length === 1 && /^(?:Ref|Condition|Fn::.*)$/.test(Object.keys(value)[0]);
const isPlainMap = value => isMap(value) && !isIntrinsic(value);

/** What Python takes for true. */
function isTruthy(value) {
  if (Array.isArray(value)) return value.length > 0;
  return isMap(value) ? Object.keys(value).length > 0 : Boolean(value);
}

function merge(global, local) {
  if (local === undefined) return global;
  if (Array.isArray(global) && Array.isArray(local)) return [...global, ...local];
  if (!isPlainMap(global) || !isPlainMap(local)) return local;
  const merged = { ...global };
  for (const [key, value] of Object.entries(local)) merged[key] = merge(global[key], value);
  return merged;
}

function inline(value) {
  if (isIntrinsic(value) && parameters[value.Ref]?.Default !== undefined) return parameters[value.Ref].Default;
  if (Array.isArray(value)) return value.map(inline);
  return isMap(value) ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inline(item)])) : value;
}

/** Without what is undefined. */
const copy = value => JSON.parse(JSON.stringify(value));

/** Auth as an API has it in the end; a REST API's with parameters inlined. */
function effectiveAuth(type, global, auth) {
  const merged = merge(global, auth);
  return type === 'Api' ? inline(merged) : merged;
}

function settled(type, auth, global, isWild) {
  if (!isPlainMap(auth)) return auth;
  const { DefaultAuthorizer: wanted, ...rest } = auth;
  const authorizers = fitted(type, rest.Authorizers, global?.Authorizers, isWild);
  const own = { ...rest, Authorizers: authorizers };
  const effective = effectiveAuth(type, global, own);
  const names = Object.keys(effective.Authorizers ?? {});
  const isKnown = name =>
    names.includes(name) || (name === 'AWS_IAM' && (type === 'Api' || effective.EnableIamAuthorizer === true));
  const name = typeof wanted === 'number' ? (names[wanted % names.length] ?? 'Ghost') : wanted;
  const isIgnored = type === 'Api' && names.length === 0;
  const isFine = isWild || !isTruthy(name) || isIgnored || isIntrinsic(name) || isKnown(name);
  return { ...own, DefaultAuthorizer: isFine ? name : undefined };
}

/** Authorizers that SAM can merge with those of Globals, and name permissions after. */
function fitted(type, authorizers, global, isWild) {
  if (!isMap(authorizers) || isWild) return authorizers;
  const entries = Object.entries(authorizers).map(([name, authorizer]) => {
    const inherited = type === 'HttpApi' && isMap(global) ? global[name] : undefined;
    if (inherited)
      return [name, inherited.JwtConfiguration ? { AuthorizationScopes: authorizer.AuthorizationScopes } : undefined];
    const needsNoPermission = type === 'Api' && authorizer.FunctionArn && !/^[a-z0-9]+$/i.test(name);
    return [name, needsNoPermission ? { ...authorizer, DisableFunctionDefaultPermissions: true } : authorizer];
  });
  return Object.fromEntries(entries);
}

/** A template of a plan. */
function build({
  apis,
  functions,
  machine: stateMachine,
  globals: drawn,
  webSocket: chat,
  graphql: catalog,
  raw,
  isWild,
  fault,
}) {
  const all = {
    ...drawn,
    Api: drawn.Api && { ...drawn.Api, Auth: settled('Api', drawn.Api.Auth, undefined, isWild) },
    HttpApi: drawn.HttpApi && { ...drawn.HttpApi, Auth: settled('HttpApi', drawn.HttpApi.Auth, undefined, isWild) },
  };
  const Resources = {};
  const targets = { Api: [implicit('Api', all)], HttpApi: [implicit('HttpApi', all)] };
  for (const api of apis) {
    const target = addApi(api, Resources, all, isWild);
    targets[api.type].push(target);
  }
  if (chat) Resources.ChatApi = chatApi(chat, isWild);
  if (catalog) Resources.CatalogApi = catalogApi(catalog);
  if (raw) Resources.LegacyApi = legacyApi(raw);
  const taken = new Set();
  functions.forEach((each, at) => {
    const id = ['OrdersFunction', 'ReportsFunction', 'AdminFunction'][at];
    Resources[id] = lambdaFunction(each, targets, Resources, taken, isWild, all);
  });
  if (stateMachine) {
    Resources.CheckoutMachine = {
      Type: 'AWS::Serverless::StateMachine',
      Condition: stateMachine.condition,
      Properties: {
        DefinitionUri: 's3://bucket/checkout.json',
        Events: eventsOf(stateMachine, 'machine', targets, Resources, taken, isWild),
      },
    };
  }
  const template = copy({
    Transform: 'AWS::Serverless-2016-10-31',
    Globals: Object.values(all).some(Boolean) ? all : undefined,
    Resources,
  });
  if (Object.keys(Resources).length === 0) template.Resources.OrdersTopic = { Type: 'AWS::SNS::Topic' };
  if (fault) faults[fault.which % faults.length](template, fault.at);
  return withDeclarations(template);
}

function implicit(type, all) {
  const auth = effectiveAuth(type, all[type]?.Auth, undefined);
  return { id: undefined, type, auth, isManaged: true, merges: isTruthy(all[type]?.MergeDefinitions) };
}

function addApi(api, Resources, all, isWild) {
  const { type, hasImplicitId: isImplicit } = api;
  const isFirst = Resources.OrdersApi === undefined;
  const id = isImplicit
    ? type === 'Api'
      ? 'ServerlessRestApi'
      : 'ServerlessHttpApi'
    : isFirst
      ? 'OrdersApi'
      : 'AdminApi';
  const ignores = isImplicit ? undefined : ignorable(api.ignoreGlobals, all[type], isWild);
  const inherited =
    ignores === '*' || (Array.isArray(ignores) && ignores.includes('Auth')) ? undefined : all[type]?.Auth;
  const auth = settled(type, api.auth, inherited, isWild);
  const effective = effectiveAuth(type, inherited, auth);
  const merges = isTruthy(merge(all[type]?.MergeDefinitions, api.properties.MergeDefinitions));
  const definitionOf = workable(api, isTruthy(effective) || merges, isWild);
  const properties = { ...(type === 'Api' && { StageName: 'prod' }), ...api.properties, ...definitionOf, Auth: auth };
  if (properties.DefinitionUri && !isWild) {
    for (const name of ['Cors', 'CorsConfiguration', 'MergeDefinitions', 'DisableExecuteApiEndpoint'])
      delete properties[name];
  }
  Resources[id] = {
    Type: `AWS::Serverless::${type}`,
    Condition: api.condition,
    IgnoreGlobals: ignores,
    Properties: properties,
  };
  const definitionBody = properties.DefinitionBody;
  return {
    id,
    type,
    auth: isImplicit ? effectiveAuth(type, all[type]?.Auth, undefined) : effective,
    isManaged: isImplicit === true || (!isTruthy(definitionBody) && !isTruthy(properties.DefinitionUri)),
    merges,
    isImplicit,
    body: isTruthy(definitionBody) ? definitionBody : undefined,
  };
}

/** A definition that SAM can write into, where it has something to write. */
function workable(api, isEdited, isWild) {
  const { definition: own } = api;
  const { DefinitionBody: document } = own;
  if (isWild) return own;
  if (!isEdited && !isTruthy(api.properties.Cors)) return own;
  if (own.DefinitionUri) return {};
  if (isIntrinsic(document)) return { DefinitionBody: document['Fn::If'][1].paths ? document['Fn::If'][1] : undefined };
  if (document?.info && !document.paths) return { DefinitionBody: { ...document, paths: {} } };
  return own;
}

function ignorable(names, section, isWild) {
  if (!Array.isArray(names) || isWild) return names;
  const present = names.filter(name => section?.[name] !== undefined);
  return present.length > 0 ? present : undefined;
}

function lambdaFunction(drawn, targets, Resources, taken, isWild, all) {
  const ignores = ignorable(drawn.ignoresGlobals, all.Function, isWild);
  return {
    Type: 'AWS::Serverless::Function',
    Condition: drawn.condition,
    IgnoreGlobals: all.Function ? ignores : undefined,
    Properties: {
      Handler: 'index.handler',
      Runtime: 'nodejs20.x',
      InlineCode: 'x',
      FunctionUrlConfig: drawn.url,
      Events: eventsOf(drawn, 'function', targets, Resources, taken, isWild),
    },
  };
}

function eventsOf(owner, kind, targets, Resources, taken, isWild) {
  const made = owner.events
    .map(each => eventOf(each, kind, owner.condition, targets, Resources, taken, isWild))
    .filter(Boolean);
  return made.length > 0 ? Object.fromEntries(made.map((each, at) => [`Event${at}`, each])) : undefined;
}

function eventOf(drawn, kind, condition, targets, Resources, taken, isWild) {
  const type = kind === 'machine' && !isWild ? 'Api' : drawn.type;
  const target = drawn.targetsAny
    ? anyTarget(drawn, Resources, targets)
    : targets[type][drawn.target % targets[type].length];
  if (type === 'HttpApi' && !isRouteDecided(target, condition, isWild)) return undefined;
  const isThere = drawn.isThere && isMap(target.body?.paths);
  const route = routeOf(drawn, type, isThere ? target.body.paths : undefined);
  if (type === 'HttpApi' && target.type === 'Api') Object.assign(route, { Path: '/http', Method: drawn.method });
  const key = JSON.stringify([
    target.id,
    route.Path ?? '$default',
    (route.Method ?? 'any').toLowerCase().replace(/^x-amazon-apigateway-any-method$/, 'any'),
  ]);
  // SAM refuses a second event of a route that it writes by itself.
  if (taken.has(key) && !isWild && target.isManaged && !target.merges) return undefined;
  taken.add(key);
  // What is merged beside an Fn::If is nothing that Auth could be written into.
  const isMixed = target.merges && isIntrinsic(target.body?.paths?.[route.Path]) && isPlainMap(drawn.auth);
  const wanted = isMixed ? { ...drawn.auth, OverrideApiAuth: undefined } : drawn.auth;
  const auth = isWild
    ? rawAuth(wanted, target)
    : type === 'Api'
      ? restEventAuth(wanted, target, isThere)
      : httpEventAuth(wanted, target);
  const reference = target.id === undefined || drawn.asString ? target.id : { Ref: target.id };
  return {
    Type: type,
    Properties: { ...route, [type === 'Api' ? 'RestApiId' : 'ApiId']: reference, Auth: auth },
  };
}

/** Whether it is plain what SAM makes of an HttpApi event there. */
function isRouteDecided(target, condition, isWild) {
  if (target.type === 'HttpApi') return isWild || target.body === undefined || Boolean(target.body.openapi);
  // SAM makes a path, and its implicit API, conditional by the events of one type alone.
  return target.type !== 'Api' || !(target.isImplicit || condition);
}

function anyTarget(drawn, Resources, targets) {
  const known = [...targets.Api, ...targets.HttpApi];
  const ids = Object.keys(Resources);
  const id = ids[drawn.target % ids.length];
  return known.find(target => target.id === id) ?? { id, type: 'other', auth: undefined };
}

function routeOf(drawn, type, bodyPaths) {
  if (drawn.isDefault && type === 'HttpApi') return {};
  const names = Object.keys(bodyPaths ?? {});
  const name = names[drawn.target % names.length];
  if (name === undefined) return { Path: drawn.path, Method: drawn.method };
  const item = isIntrinsic(bodyPaths[name]) ? bodyPaths[name]['Fn::If'][1] : bodyPaths[name];
  const methods = Object.keys(item).filter(method => method !== 'parameters' && item[method] !== undefined);
  const method = methods[drawn.target % methods.length] ?? drawn.method;
  return { Path: name, Method: method === 'x-amazon-apigateway-any-method' ? 'any' : method };
}

const namesOf = auth => (isPlainMap(auth) && isMap(auth.Authorizers) ? Object.keys(auth.Authorizers) : []);

function rawAuth(auth, target) {
  if (typeof auth?.Authorizer !== 'number') return auth;
  const names = [...namesOf(target.auth), 'Ghost'];
  return { ...auth, Authorizer: names[auth.Authorizer % names.length] };
}

/** Auth of an `Api` event that SAM takes on this API. */
function restEventAuth(auth, target, isThere) {
  if (!isPlainMap(auth)) return auth;
  const api = isPlainMap(target.auth) ? target.auth : {};
  const names = namesOf(target.auth).filter(name => isTruthy(api.Authorizers[name]));
  const made = { ...auth };
  if (typeof made.Authorizer === 'number') made.Authorizer = names[made.Authorizer % names.length];
  if (made.Authorizer === 'NONE' && !isTruthy(api.DefaultAuthorizer)) delete made.Authorizer;
  if (!isTruthy(made.Authorizer) && isTruthy(made.AuthorizationScopes)) delete made.AuthorizationScopes;
  const asksForNoKey =
    made.ApiKeyRequired !== undefined && made.ApiKeyRequired !== null && !isTruthy(made.ApiKeyRequired);
  if (asksForNoKey && !isTruthy(api.ApiKeyRequired)) delete made.ApiKeyRequired;
  const says = [made.Authorizer, made.ApiKeyRequired, made.ResourcePolicy].some(isTruthy);
  const isFound = target.isManaged || target.merges || isThere;
  if (isTruthy(made.OverrideApiAuth) && !(says && isFound)) delete made.OverrideApiAuth;
  return made;
}

/** Auth of an `HttpApi` event that SAM takes on this API. */
function httpEventAuth(auth, target) {
  if (!isTruthy(auth)) return auth;
  if (target.auth !== undefined && !isPlainMap(target.auth)) return undefined;
  const api = target.auth ?? {};
  const hasDefault = isTruthy(api.DefaultAuthorizer);
  if (!isPlainMap(auth)) return hasDefault ? auth : undefined;
  const names = namesOf(api);
  const made = { ...auth };
  if (typeof made.Authorizer === 'number') made.Authorizer = names[made.Authorizer % names.length];
  if (made.Authorizer === 'NONE' && !hasDefault) delete made.Authorizer;
  if (made.Authorizer === 'AWS_IAM' && api.EnableIamAuthorizer !== true && !names.includes('AWS_IAM'))
    delete made.Authorizer;
  if (isTruthy(made.Authorizer) || hasDefault) return made;
  return undefined;
}

function chatApi({ auth, routes, key, condition }, isWild) {
  const names = isTruthy(auth) && !routes.includes('$connect') && !isWild ? ['$connect', ...routes] : routes;
  const route = { FunctionArn: functionArn, ApiKeyRequired: key };
  return {
    Type: 'AWS::Serverless::WebSocketApi',
    Condition: condition,
    Properties: {
      RouteSelectionExpression: '$request.body.action',
      Auth: auth,
      Routes: Object.fromEntries(names.map(name => [name, route])),
    },
  };
}

function catalogApi({ auth, additional, condition }) {
  return {
    Type: 'AWS::Serverless::GraphQLApi',
    Condition: condition,
    Properties: { SchemaUri: 's3://bucket/schema.graphql', Auth: { ...auth, Additional: additional } },
  };
}

function legacyApi({ isHttp, body: Body, condition }) {
  return {
    Type: isHttp ? 'AWS::ApiGatewayV2::Api' : 'AWS::ApiGateway::RestApi',
    Condition: condition,
    Properties: { Body },
  };
}

/** The template with just those parameters and conditions that it uses. */
export function withDeclarations(template) {
  const text = JSON.stringify(template.Resources) + JSON.stringify(template.Globals ?? {});
  const named = name => text.includes(`"${name}"`);
  const used = Object.keys(conditions).filter(name => named(name) || (name === 'HasAdmins' && named('IsQuiet')));
  const ConditionsSection =
    used.length > 0 ? Object.fromEntries(used.map(name => [name, conditions[name]])) : undefined;
  const whole = text + JSON.stringify(ConditionsSection ?? {});
  const refs = Object.keys(parameters).filter(name => whole.includes(`{"Ref":"${name}"}`));
  const { Transform, Parameters: _, Conditions: __, ...rest } = template;
  return copy({
    Transform,
    Parameters: refs.length > 0 ? Object.fromEntries(refs.map(name => [name, parameters[name]])) : undefined,
    Conditions: ConditionsSection,
    ...rest,
  });
}

// ---- Faults: what SAM refuses, one in a template --------------------------------------------------------------------

const resourcesOf = (template, type) =>
  Object.values(template.Resources).filter(({ Type }) => Type === `AWS::Serverless::${type}`);
const pick = (list, at) => list[at % list.length];
const eventsIn = (template, type) =>
  [...resourcesOf(template, 'Function'), ...resourcesOf(template, 'StateMachine')]
    .flatMap(({ Properties }) => Object.values(Properties.Events ?? {}))
    .filter(each => each.Type === type);

/** A fault in the properties of an API. */
const inApi = (type, edit) => (template, at) => {
  const resource = pick(resourcesOf(template, type), at);
  if (resource) edit(resource.Properties, resource, template);
};
const inAuth = (type, edit) =>
  inApi(type, properties => {
    if (!isPlainMap(properties.Auth)) properties.Auth = {};
    edit(properties.Auth, properties);
  });
const inAuthorizer = (type, edit) =>
  inAuth(type, auth => {
    if (!isTruthy(auth.Authorizers)) auth.Authorizers = { Users: type === 'Api' ? { UserPoolArn: poolArn } : {} };
    const [name] = Object.keys(auth.Authorizers);
    auth.Authorizers[name] = edit(auth.Authorizers[name]);
  });
const inEvent = (type, edit) => (template, at) => {
  const found = pick(eventsIn(template, type), at);
  if (found) edit(found.Properties, found);
};
const inEventAuth = (type, edit) =>
  inEvent(type, properties => {
    if (!isPlainMap(properties.Auth)) properties.Auth = {};
    edit(properties.Auth, properties);
  });
const inBody = (type, edit) =>
  inApi(type, properties => {
    if (isPlainMap(properties.DefinitionBody) && isTruthy(properties.DefinitionBody))
      edit(properties.DefinitionBody, properties);
  });
const inOperation = (type, edit) =>
  inBody(type, document => {
    for (const item of Object.values(document.paths ?? {})) {
      const [method] = isPlainMap(item) ? Object.keys(item).filter(key => key !== 'parameters') : [];
      if (method === undefined) continue;
      item[method] = edit(item[method]);
      return;
    }
  });
const inType = (type, edit) => (template, at) => {
  const resource = pick(resourcesOf(template, type), at);
  if (resource) edit(resource.Properties, resource);
};

/** Whether SAM may put an API of its own in the resource's place, and so never look at it. */
const isReplaceable = (template, resource) =>
  ['ServerlessRestApi', 'ServerlessHttpApi'].some(id => template.Resources[id] === resource);

/** Sets a key to a value; undefined takes it away. */
const set = (key, value) => target => {
  target[key] = value;
};

// What a parameter without a default decides, and what a transform writes, is SAM's to refuse only at the deployment.
const faults = [
  ...['Api', 'HttpApi'].flatMap(type => [
    inApi(type, set('Auth', noValue)),
    inApi(type, set('Auth', 'Users')),
    inApi(type, set('Auth', '')),
    inApi(type, set('Auth', [])),
    inApi(type, set('Auth', ['Users'])),
    inAuth(type, set('DefaultAuthoriser', 'Users')),
    inAuth(type, set('Authorizers', 'Users')),
    inAuth(type, set('Authorizers', ['Users'])),
    inAuth(type, set('Authorizers', { 'Fn::If': ['IsProd', {}, {}] })),
    inAuth(type, set('DefaultAuthorizer', 'Ghost')),
    inAuth(type, set('DefaultAuthorizer', 'NONE')),
    inAuth(type, set('DefaultAuthorizer', { Ref: 'Chosen' })),
    inAuth(type, set('DefaultAuthorizer', { 'Fn::If': ['IsProd', 'Users', noValue] })),
    inAuth(type, set('DefaultAuthorizer', noValue)),
    inAuth(type, set('DefaultAuthorizer', 7)),
    inAuth(type, set('DefaultAuthorizer', true)),
    inAuth(type, set('DefaultAuthorizer', ['Users'])),
    inAuthorizer(type, () => 'Users'),
    inAuthorizer(type, () => null),
    inAuthorizer(type, () => []),
    inAuthorizer(type, own => ({ ...own, AuthorizationScopes: 'orders/read' })),
    inAuthorizer(type, own => ({ ...own, AuthorizationScopes: { Ref: 'List' } })),
    inAuthorizer(type, own => ({ ...own, AuthorizationScopes: {} })),
    inAuthorizer(type, own => ({ ...own, AuthorizationScopes: '' })),
    inApi(type, (properties, _, template) => {
      properties.Auth = null;
      template.Globals = {
        ...template.Globals,
        [type]: { ...template.Globals?.[type], Auth: { DefaultAuthorizer: 'Users' } },
      };
    }),
    inApi(type, set('DefinitionUri', 's3://bucket/orders.yaml')),
    inApi(type, set('DefinitionBody', 'orders')),
    inApi(type, set('DefinitionBody', { paths: {} })),
    inApi(type, (_, resource, template) => {
      if (!isReplaceable(template, resource)) resource.IgnoreGlobals = ['Auth', 'DefinitionBody'];
    }),
    inApi(type, (_, resource, template) => {
      if (!isReplaceable(template, resource)) resource.IgnoreGlobals = { Auth: true };
    }),
    inApi(type, (_, resource) => {
      resource.Condition = { Ref: 'Bare' };
    }),
    inBody(type, set('paths', null)),
    inBody(type, set('paths', [])),
    inBody(type, set('paths', undefined)),
    inBody(type, document => {
      document.paths = { '/orders': null };
    }),
    inBody(type, document => {
      document.paths = { '/orders': 'get' };
    }),
    inBody(type, document => {
      document.paths = {
        ...document.paths,
        '/orders': { summary: 'Orders', get: { 'x-amazon-apigateway-integration': integration } },
      };
    }),
    inBody(type, document => {
      document.paths = {
        ...document.paths,
        '/orders': { servers: [], get: { 'x-amazon-apigateway-integration': integration } },
      };
    }),
    inBody(type, document => {
      document.paths = { '/orders': { 'Fn::If': 'IsProd' } };
    }),
    inBody(type, document => {
      document.paths = { '/orders': { get: { 'Fn::If': { a: 'IsProd' } } } };
    }),
    inBody(type, document => {
      document[document.swagger ? 'swagger' : 'openapi'] = null;
    }),
    inBody(type, document => {
      document.openapi = '3.0.10';
      delete document.swagger;
    }),
    inBody(type, document => {
      document.openapi = 3;
      delete document.swagger;
    }),
    inBody(type, document => {
      document.securityDefinitions = null;
    }),
    inBody(type, document => {
      document.securityDefinitions = [];
    }),
    inBody(type, document => {
      document.components = null;
    }),
    inBody(type, document => {
      document.components = { securitySchemes: null };
    }),
    inBody(type, document => {
      document.components = { securitySchemes: [] };
    }),
    inOperation(type, () => null),
    inOperation(type, () => 'get'),
    inOperation(type, own => ({ ...own, security: null })),
    inOperation(type, own => ({ ...own, security: 'Users' })),
    inOperation(type, own => ({ ...own, security: { Users: [] } })),
    inOperation(type, own => ({ ...own, security: { 'Fn::If': ['IsProd', [{ Users: [] }], []] } })),
    inOperation(type, own => ({ ...own, security: ['Users'] })),
    inOperation(type, own => ({ ...own, security: [null] })),
    inEvent(type, set('Path', undefined)),
    inEvent(type, set('Method', undefined)),
    inEvent(type, set('Path', { Ref: 'Bare' })),
    inEvent(type, set('Method', { Ref: 'Bare' })),
    inEvent(type, set('Method', null)),
    inEvent(type, set('Path', 7)),
    inEvent(type, set(type === 'Api' ? 'RestApiId' : 'ApiId', null)),
    inEvent(type, set(type === 'Api' ? 'RestApiId' : 'ApiId', 'GhostApi')),
    inEvent(type, set(type === 'Api' ? 'RestApiId' : 'ApiId', { Ref: 'GhostApi' })),
    inEvent(type, set(type === 'Api' ? 'RestApiId' : 'ApiId', { Ref: 'Chosen' })),
    inEvent(type, set(type === 'Api' ? 'RestApiId' : 'ApiId', noValue)),
    inEvent(type, set(type === 'Api' ? 'RestApiId' : 'ApiId', { 'Fn::GetAtt': ['OrdersApi', 'Id'] })),
    inEvent(type, set(type === 'Api' ? 'RestApiId' : 'ApiId', { 'Fn::If': ['IsProd', { Ref: 'OrdersApi' }, noValue] })),
    inEvent(type, set(type === 'Api' ? 'RestApiId' : 'ApiId', { 'Fn::Sub': `\${OrdersApi}` })),
    inEvent(type, set(type === 'Api' ? 'RestApiId' : 'ApiId', '')),
    inEvent(type, (_, found) => {
      found.Properties = undefined;
    }),
    inEvent(type, (_, found) => {
      found.Properties = [];
    }),
    inEvent(type, (_, found) => {
      found.Type = undefined;
    }),
    inEvent(type, (_, found) => {
      found.Type = type === 'Api' ? 'HttpApi' : 'Api';
    }),
    inEvent(type, set('Auth', 'Users')),
    inEvent(type, set('Auth', ['Users'])),
    inEvent(type, set('Auth', noValue)),
    inEventAuth(type, set('Authorizer', 'Ghost')),
    inEventAuth(type, set('Authorizer', 'users')),
    inEventAuth(type, set('Authorizer', { Ref: 'Chosen' })),
    inEventAuth(type, set('Authorizer', ['Users'])),
    inEventAuth(type, set('Authorizer', 7)),
    inEventAuth(type, set('Authorizer', 'NONE')),
    inEventAuth(type, set('Authorizer', 'AWS_IAM')),
    inEventAuth(type, set('AuthorizationScopes', 'orders/read')),
    inEventAuth(type, set('AuthorizationScopes', { Ref: 'List' })),
    inEventAuth(type, auth => {
      auth.Authorizer = undefined;
      auth.AuthorizationScopes = ['orders/read'];
    }),
    inEventAuth(type, set('ApiKeyRequired', false)),
    inEventAuth(type, set('ApiKeyRequired', 0)),
    inEventAuth(type, set('ResourcePolicy', 'open')),
    inEventAuth(type, auth => {
      for (const key of Object.keys(auth)) delete auth[key];
      auth.OverrideApiAuth = true;
    }),
    inEventAuth(type, (auth, properties) => {
      auth.OverrideApiAuth = true;
      properties.Path = '/nowhere';
    }),
    (template, at) => {
      const found = eventsIn(template, type);
      const first = pick(found, at);
      if (first) pick(found, at + 1).Properties = copy(first.Properties);
    },
  ]),
  inBody('Api', (document, properties) => {
    // A preflight beside a transform is one that we do not know of.
    properties.Cors = null;
    document.paths = {
      ...document.paths,
      '/orders': { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://bucket/a' } } },
    };
  }),
  inAuth('Api', set('ResourcePolicy', 'open')),
  inAuth('Api', set('ResourcePolicy', { IpRangeWhitelist: 'x' })),
  inAuth('Api', set('ResourcePolicy', { SourceVpcWhitelist: 'vpc-1' })),
  inAuth('Api', set('ResourcePolicy', { AwsAccountWhitelist: 'x' })),
  inAuth('Api', set('ResourcePolicy', [])),
  inAuth('Api', set('UsagePlan', 'PER_API')),
  inAuth('Api', set('UsagePlan', { CreateUsagePlan: 'EACH' })),
  inAuth('Api', set('UsagePlan', {})),
  inAuth('Api', set('UsagePlan', { Quota: {} })),
  inAuth('Api', set('UsagePlan', { CreateUsagePlan: 'NONE', Limit: 1 })),
  inAuthorizer('Api', () => ({ FunctionArn: functionArn, FunctionPayloadType: 'FULL' })),
  inAuthorizer('Api', () => ({
    FunctionArn: functionArn,
    FunctionPayloadType: { 'Fn::If': ['IsProd', 'TOKEN', 'REQUEST'] },
  })),
  inAuthorizer('Api', () => ({ FunctionArn: functionArn, FunctionPayloadType: 'REQUEST' })),
  inAuthorizer('Api', () => ({ FunctionArn: functionArn, FunctionPayloadType: 'REQUEST', Identity: {} })),
  inAuthorizer('Api', () => ({ FunctionArn: functionArn, FunctionPayloadType: 'REQUEST', Identity: { Headers: [] } })),
  inAuthorizer('Api', () => ({
    FunctionArn: functionArn,
    FunctionPayloadType: 'REQUEST',
    Identity: { ReauthorizeEvery: 300 },
  })),
  inAuthorizer('Api', () => ({
    FunctionArn: functionArn,
    FunctionPayloadType: 'REQUEST',
    Identity: { Headers: 'Authorization' },
  })),
  inAuthorizer('Api', () => ({ FunctionArn: functionArn, Identity: 'Authorization' })),
  inAuthorizer('Api', () => ({ UserPoolArn: poolArn, Identity: ['Authorization'] })),
  inAuthorizer('Api', () => ({ UserPoolArn: poolArn, DisableFunctionDefaultPermissions: 'true' })),
  inAuthorizer('Api', () => ({ FunctionArn: functionArn, DisableFunctionDefaultPermissions: 0 })),
  inAuth('Api', auth => {
    auth.Authorizers = { 'my-authorizer': { FunctionArn: functionArn } };
    auth.DefaultAuthorizer = undefined;
  }),
  inApi('Api', set('MergeDefinitions', 'true')),
  inApi('Api', set('StageName', undefined)),
  inApi('Api', set('Cors', { AllowOrigins: "'*'" })),
  inApi('Api', set('Cors', { AllowOrigin: "'*'", AllowCredentials: true })),
  inApi('Api', set('Cors', 7)),
  inApi('Api', set('OpenApiVersion', '4.0')),
  inApi('Api', set('OpenApiVersion', 3)),
  inApi('Api', properties => {
    properties.DefinitionUri = 's3://bucket/orders.yaml';
    properties.DefinitionBody = undefined;
    properties.MergeDefinitions = true;
  }),
  inApi('Api', properties => {
    properties.DefinitionUri = 's3://bucket/orders.yaml';
    properties.DefinitionBody = undefined;
    properties.DisableExecuteApiEndpoint = true;
  }),
  inApi(
    'Api',
    set('EndpointConfiguration', { Type: 'PRIVATE', VPCEndpointIds: ['vpce-1'], VpcEndpointIds: ['vpce-1'] }),
  ),
  inAuthorizer('HttpApi', () => ({ JwtConfiguration: { issuer: 'https://issuer.example' } })),
  inAuthorizer('HttpApi', () => ({ JwtConfiguration: 'https://issuer.example', IdentitySource: 'x' })),
  inAuthorizer('HttpApi', () => ({ OpenIdConnectUrl: 'https://issuer.example' })),
  inAuthorizer('HttpApi', () => ({ FunctionArn: functionArn })),
  inAuthorizer('HttpApi', () => ({ AuthorizerPayloadFormatVersion: '2.0' })),
  inAuthorizer('HttpApi', () => ({
    FunctionArn: functionArn,
    AuthorizerPayloadFormatVersion: '2.0',
    AuthorizationScopes: ['a'],
  })),
  inAuthorizer('HttpApi', () => ({
    FunctionArn: functionArn,
    AuthorizerPayloadFormatVersion: '2.0',
    EnableFunctionDefaultPermissions: 'true',
  })),
  inAuthorizer('HttpApi', () => ({
    FunctionArn: functionArn,
    AuthorizerPayloadFormatVersion: '2.0',
    IdentitySource: 'x',
  })),
  inAuthorizer('HttpApi', own => ({
    ...own,
    JwtConfiguration: { issuer: 'i' },
    IdentitySource: 'x',
    FunctionArn: functionArn,
  })),
  inApi('HttpApi', set('Auth', { Ref: 'Bare' })),
  inAuth('HttpApi', set('DefaultAuthorizer', { Ref: 'Bare' })),
  inAuth('HttpApi', set('EnableIamAuthorizer', 'true')),
  inAuth('HttpApi', set('EnableIamAuthorizer', { Ref: 'Flag' })),
  inType('Function', set('FunctionUrlConfig', { Cors: { AllowOrigins: ['*'] } })),
  inType('Function', set('FunctionUrlConfig', { AuthType: 'none' })),
  inType('Function', set('FunctionUrlConfig', { AuthType: 'JWT' })),
  inType('Function', set('FunctionUrlConfig', 'NONE')),
  inType('Function', set('FunctionUrlConfig', { AuthType: 'NONE', Cors: { Origins: ['*'] } })),
  inType('StateMachine', properties => {
    properties.Events = { Start: { Type: 'HttpApi', Properties: { Path: '/start', Method: 'post' } } };
  }),
  inType('WebSocketApi', set('Auth', { AuthType: 'JWT' })),
  inType('WebSocketApi', set('Auth', { AuthType: 'CUSTOM' })),
  inType('WebSocketApi', set('Auth', { AuthArn: functionArn })),
  inType('WebSocketApi', set('Auth', { AuthType: 'AWS_IAM', AuthArn: functionArn })),
  inType('WebSocketApi', set('Auth', { AuthType: 'NONE', Name: 'Chat' })),
  inType('WebSocketApi', set('Auth', 'AWS_IAM')),
  inType('WebSocketApi', set('Routes', {})),
  inType('WebSocketApi', set('Routes', { 'send-message': { FunctionArn: functionArn } })),
  inType('WebSocketApi', set('Routes', { $connect: {} })),
  inType('GraphQLApi', set('Auth', undefined)),
  inType('GraphQLApi', set('Auth', { Type: 'COGNITO' })),
  inType('GraphQLApi', set('Auth', { Type: { Ref: 'Bare' } })),
  inType('GraphQLApi', set('Auth', { Type: 'AMAZON_COGNITO_USER_POOLS' })),
  inType('GraphQLApi', set('Auth', { Type: 'AWS_IAM', Additional: [{ Type: 'OPENID_CONNECT' }] })),
  inType(
    'GraphQLApi',
    set('Auth', { Type: 'AWS_LAMBDA', LambdaAuthorizer: { AuthorizerUri: 'x' }, UserPool: { UserPoolId: 'x' } }),
  ),
  template => {
    template.Globals = { ...template.Globals, Api: null };
  },
  template => {
    template.Globals = { ...template.Globals, GraphQLApi: {} };
  },
  template => {
    template.Globals = { ...template.Globals, Api: { ...template.Globals?.Api, StageName: 'prod' } };
  },
  template => {
    template.Globals = { ...template.Globals, Function: { ...template.Globals?.Function, Events: {} } };
  },
];

/** A SAM template about authorization, as a plain value. */
export const samTemplate = plan.map(build);
