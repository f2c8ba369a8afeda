import fc from 'fast-check';
import { absent, either, index, maybe, one } from './arbitraries.mjs';
import { inline } from './declarations.mjs';
import { functionArn, isIntrinsic, isMap, isPlainMap, isTruthy, merge, noValue, poolArn } from './values.mjs';

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

export const scopes = either([5, absent], [5, scopeList], [1, fc.constant(null)]);

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

export const resourcePolicy = maybe(
  6,
  one(
    { IpRangeWhitelist: ['10.0.0.0/8'] },
    { AwsAccountBlacklist: ['111122223333'] },
    { CustomStatements: [{ Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: '*' }] },
  ),
);

export const restAuth = either(
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

export const httpAuth = either(
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

/** Auth as an API has it in the end; a REST API's with parameters inlined. */
export function effectiveAuth(type, global, auth) {
  const merged = merge(global, auth);
  return type === 'Api' ? inline(merged) : merged;
}

export function settled(type, auth, global, isWild) {
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
