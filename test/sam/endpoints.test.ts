/*
 * What SAM makes of its corner cases, for every endpoint of each fixture. The expectations follow what AWS's SAM translator
 * does with these files (1.110).
 */
import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { endpointRows, fixtures, type Row } from './endpoint-rows.ts';

const matrices: Readonly<Record<string, readonly Row[]>> = {
  'rest-events.yaml': [
    ['OrdersApi GET /inherits', 'COGNITO Users [orders/read]', 'DefaultAuthorizer of OrdersApi names Users'],
    [
      'OrdersApi GET /own-scopes',
      'COGNITO Users [orders/write, orders/all]',
      'the event OwnScopes of OrdersFunction names Users',
    ],
    ['OrdersApi GET /no-scopes', 'COGNITO Users', 'the event NoScopes of OrdersFunction names Users'],
    ['OrdersApi GET /null-scopes', 'COGNITO Users [orders/read]', 'the event NullScopes of OrdersFunction names Users'],
    ['OrdersApi ANY /other', 'LAMBDA Staff', 'the event Other of OrdersFunction names Staff'],
    ['OrdersApi GET /other', 'COGNITO Users [orders/read]', 'DefaultAuthorizer of OrdersApi names Users'],
    ['OrdersApi POST /signed', 'AWS_IAM AWS_IAM', 'the event Signed of OrdersFunction names AWS_IAM'],
    ['OrdersApi GET /public', 'open', 'the event Public of OrdersFunction names NONE'],
    ['OrdersApi GET /empty', 'COGNITO Users [orders/read]', 'DefaultAuthorizer of OrdersApi names Users'],
    ['OrdersApi GET /null-auth', 'COGNITO Users [orders/read]', 'DefaultAuthorizer of OrdersApi names Users'],
    ['OrdersApi GET /chosen', 'COGNITO Users [orders/read]', 'DefaultAuthorizer of OrdersApi names Users'],
    ['OrdersApi GET /public/', 'COGNITO Users [orders/read]', 'DefaultAuthorizer of OrdersApi names Users'],
  ],
  'rest-default.yaml': [
    [
      'IgnoredApi GET /orders',
      'open',
      'DefaultAuthorizer of IgnoredApi is ignored by SAM, since the API has no Authorizers',
    ],
    ['IgnoredApi GET /public', 'open', 'the event IgnoredNone of OrdersFunction names NONE'],
    ['IgnoredApi GET /signed', 'AWS_IAM AWS_IAM', 'the event IgnoredSigned of OrdersFunction names AWS_IAM'],
    [
      'EmptyApi GET /orders',
      'open',
      'DefaultAuthorizer of EmptyApi is ignored by SAM, since the API has no Authorizers',
    ],
    ['SignedApi GET /orders', 'AWS_IAM AWS_IAM', 'DefaultAuthorizer of SignedApi names AWS_IAM'],
    ['NamedIamApi GET /orders', 'COGNITO AWS_IAM [orders/read]', 'DefaultAuthorizer of NamedIamApi names AWS_IAM'],
    [
      'NamedIamApi GET /own',
      'COGNITO AWS_IAM [orders/write]',
      'the event NamedIamEvent of OrdersFunction names AWS_IAM',
    ],
    ['EmptyIamApi GET /orders', 'LAMBDA AWS_IAM [orders/read]', 'the event EmptyIam of OrdersFunction names AWS_IAM'],
    ['ParameterApi GET /orders', 'COGNITO Users', 'DefaultAuthorizer of ParameterApi names Users'],
    ['TypoApi GET /orders', 'LAMBDA Users', 'DefaultAuthorizer of TypoApi names Users'],
    ['TypoApi GET /nobody', 'LAMBDA Nobody', 'the event Nobody of OrdersFunction names Nobody'],
    ['TypoApi GET /both', 'COGNITO Both', 'the event Both of OrdersFunction names Both'],
    ['OpenApi GET /orders', 'open', 'neither the event Open of OrdersFunction nor its API names an authorizer'],
    ['OpenApi GET /guarded', 'COGNITO Users', 'the event OpenGuarded of OrdersFunction names Users'],
  ],
  'globals.yaml': [
    ['InheritingApi GET /orders', 'COGNITO Users [orders/read]', 'DefaultAuthorizer of InheritingApi names Users'],
    [
      'MergedApi GET /orders',
      'COGNITO Users [orders/read, orders/write]',
      'DefaultAuthorizer of MergedApi names Users',
    ],
    ['MixedApi GET /orders', 'COGNITO Staff', 'DefaultAuthorizer of MixedApi names Staff'],
    ['NullAuthApi GET /orders', 'open', 'neither the event NullAuth of OrdersFunction nor its API names an authorizer'],
    [
      'NullDefaultApi GET /orders',
      'open',
      'neither the event NullDefault of OrdersFunction nor its API names an authorizer',
    ],
    [
      'EmptyDefaultApi GET /orders',
      'open',
      'neither the event EmptyDefault of OrdersFunction nor its API names an authorizer',
    ],
    [
      'NullAuthorizersApi GET /orders',
      'open',
      'DefaultAuthorizer of NullAuthorizersApi is ignored by SAM, since the API has no Authorizers',
    ],
    ['WithoutApi GET /orders', 'open', 'neither the event Without of OrdersFunction nor its API names an authorizer'],
    [
      'WithoutAuthApi GET /orders',
      'open',
      'neither the event WithoutAuth of OrdersFunction nor its API names an authorizer',
    ],
    [
      'InheritingHttpApi GET /orders',
      'JWT Tokens [orders/read]',
      'DefaultAuthorizer of InheritingHttpApi names Tokens',
    ],
    [
      'NullAuthHttpApi GET /orders',
      'open',
      'neither the event NullAuthHttp of OrdersFunction nor its API names an authorizer',
    ],
    [
      'NoValueHttpApi GET /orders',
      'open',
      'neither the event NoValueHttp of OrdersFunction nor its API names an authorizer',
    ],
    [
      'ServerlessRestApi GET /orders',
      'COGNITO Users [orders/read]',
      'DefaultAuthorizer of ServerlessRestApi names Users',
    ],
    ['ServerlessRestApi GET /staff', 'COGNITO Staff', 'the event ImplicitStaff of OrdersFunction names Staff'],
    [
      'ServerlessHttpApi ANY $default',
      'JWT Tokens [orders/read]',
      'DefaultAuthorizer of ServerlessHttpApi names Tokens',
    ],
  ],
  'implicit.yaml': [
    ['ServerlessHttpApi GET /orders', 'JWT Tokens', 'DefaultAuthorizer of ServerlessHttpApi names Tokens'],
    [
      'ServerlessRestApi GET /orders',
      'open',
      'neither the event List of OrdersFunction nor its API names an authorizer',
    ],
    [
      'ServerlessRestApi GET /named',
      'open',
      'neither the event Named of OrdersFunction nor its API names an authorizer',
    ],
    ['ServerlessRestApi GET /signed', 'AWS_IAM AWS_IAM', 'the event Signed of OrdersFunction names AWS_IAM'],
    ['ServerlessRestApi GET /keyed', 'open + key', 'the event Keyed of OrdersFunction names api_key'],
  ],
  'rest-body.yaml': [
    ['OrdersApi GET /plain', 'COGNITO Users', 'DefaultAuthorizer of OrdersApi names Users'],
    ['OrdersApi GET /empty', 'COGNITO Users', 'DefaultAuthorizer of OrdersApi names Users'],
    ['OrdersApi GET /none', 'open', 'security of GET /none in the definition of OrdersApi names NONE'],
    ['OrdersApi GET /optional', 'COGNITO Users', 'DefaultAuthorizer of OrdersApi names Users'],
    [
      'OrdersApi GET /staff',
      'COGNITO Staff [orders/read]',
      'security of GET /staff in the definition of OrdersApi names Staff',
    ],
    [
      'OrdersApi GET /own',
      'COGNITO Own + COGNITO Users',
      'security of GET /own in the definition of OrdersApi names Own',
    ],
    [
      'OrdersApi GET /staff-or-none',
      'COGNITO Staff',
      'security of GET /staff-or-none in the definition of OrdersApi names Staff',
    ],
    [
      'OrdersApi GET /staff-then-none',
      'COGNITO Staff',
      'security of GET /staff-then-none in the definition of OrdersApi names Staff',
    ],
    [
      'OrdersApi GET /staff-none-key',
      'UNDEFINED api_key',
      'security of GET /staff-none-key in the definition of OrdersApi names api_key',
    ],
    [
      'OrdersApi GET /signed',
      'AWS_IAM AWS_IAM',
      'security of GET /signed in the definition of OrdersApi names AWS_IAM',
    ],
    ['OrdersApi GET /unserved (not served)', 'COGNITO Staff', 'security of the definition of OrdersApi names Staff'],
    ['OrdersApi ANY /any', 'COGNITO Users', 'DefaultAuthorizer of OrdersApi names Users'],
    ['OrdersApi OPTIONS /any', 'COGNITO Users', 'DefaultAuthorizer of OrdersApi names Users'],
    [
      'DeafApi GET /orders',
      'open',
      'Auth of the event Deaf of OrdersFunction is ignored, since DeafApi has a definition of its own',
    ],
    ['DeafApi POST /orders', 'AWS_IAM AWS_IAM', 'security of the operation in the definition of DeafApi'],
    ['OverriddenApi GET /plain', 'COGNITO Staff', 'the event Plain of OrdersFunction names Staff'],
    ['OverriddenApi GET /public', 'open', 'the event Public of OrdersFunction names NONE'],
    [
      'OverriddenApi GET /staff',
      'COGNITO Staff',
      'security of GET /staff in the definition of OverriddenApi names Staff',
    ],
  ],
  'rest-openapi3.yaml': [
    [
      'LosingApi GET /own',
      'UNDEFINED Own [orders/read]',
      'security of GET /own in the definition of LosingApi names Own',
    ],
    [
      'KeepingApi GET /own',
      'COGNITO Own [orders/read]',
      'security of GET /own in the definition of KeepingApi names Own',
    ],
    [
      'LosingApi GET /documented',
      'UNDEFINED Documented',
      'security of GET /documented in the definition of LosingApi names Documented',
    ],
    [
      'KeepingApi GET /documented',
      'UNDEFINED Documented',
      'security of GET /documented in the definition of KeepingApi names Documented',
    ],
    ['MismatchedApi GET /orders', 'UNDEFINED Users', 'DefaultAuthorizer of MismatchedApi names Users'],
    ['ManagedApi GET /orders', 'COGNITO Users', 'DefaultAuthorizer of ManagedApi names Users'],
    ['ManagedApi GET /http', 'COGNITO Users', 'DefaultAuthorizer of ManagedApi names Users'],
  ],
  'merge-definitions.yaml': [
    ['OrdersApi GET /orders', 'COGNITO Users [orders/read]', 'the event Get of OrdersFunction names Users'],
    ['OrdersApi POST /orders', 'COGNITO Staff', 'security of POST /orders in the definition of OrdersApi names Staff'],
    [
      'OrdersApi PUT /orders (not served)',
      'COGNITO Staff',
      'security of PUT /orders in the definition of OrdersApi names Staff',
    ],
    [
      'OrdersApi GET /only-in-definition (not served)',
      'COGNITO Staff',
      'security of GET /only-in-definition in the definition of OrdersApi names Staff',
    ],
    ['OrdersApi PUT /orders', 'open', 'neither the event Put of OrdersFunction nor its API names an authorizer'],
    ['OrdersApi GET /new', 'COGNITO Staff', 'the event New of OrdersFunction names Staff'],
    ['OrdersApi GET /keyed', 'UNDEFINED api_key', 'the event Keyed of OrdersFunction names api_key'],
    ['OrdersApi GET /signed', 'UNDEFINED AWS_IAM', 'the event Signed of OrdersFunction names AWS_IAM'],
    ['MachineApi GET /checkout', 'open + key', 'the event Checkout of CheckoutMachine names api_key'],
  ],
  'api-keys.yaml': [
    ['BodyApi GET /both', 'open + key', 'Auth of BodyApi names api_key'],
    ['BodyApi GET /apart', 'COGNITO Users + key', 'security of GET /apart in the definition of BodyApi names Users'],
    ['KeyedApi GET /orders', 'COGNITO Users + key', 'DefaultAuthorizer of KeyedApi names Users'],
    ['KeyedApi GET /without', 'COGNITO Users', 'DefaultAuthorizer of KeyedApi names Users'],
    ['KeyedApi GET /with', 'COGNITO Users + key', 'DefaultAuthorizer of KeyedApi names Users'],
    ['KeyedApi GET /public', 'open + key', 'the event Public of OrdersFunction names NONE'],
    ['KeyedApi GET /neither', 'open', 'neither the event Neither of OrdersFunction nor its API names an authorizer'],
    ['FalseTextApi GET /orders', 'open + key', 'Auth of FalseTextApi names api_key'],
    ['PlannedApi GET /orders', 'open', 'neither the event Planned of OrdersFunction nor its API names an authorizer'],
    ['PlannedApi GET /keyed', 'open + key', 'the event PlannedKey of OrdersFunction names api_key'],
  ],
  'preflights.yaml': [
    ['GuardedApi OPTIONS /orders', 'COGNITO Users + key', 'DefaultAuthorizer of GuardedApi names Users'],
    ['OpenApi OPTIONS /orders', 'open', 'AddDefaultAuthorizerToCorsPreflight of OpenApi is off'],
    ['NullApi OPTIONS /orders', 'open + key', 'Auth of NullApi names api_key'],
    ['PlainApi OPTIONS /orders', 'open', 'neither Cors of PlainApi nor its API names an authorizer'],
    ['SlashedApi OPTIONS /orders', 'open', 'neither Cors of SlashedApi nor its API names an authorizer'],
    ['SlashedApi OPTIONS /users/', 'open', 'neither Cors of SlashedApi nor its API names an authorizer'],
    ['RootApi OPTIONS /orders', 'AWS_IAM Own', 'security of the definition of RootApi names Own'],
    ['StagedApi OPTIONS /orders if IsProd', 'open', 'neither Cors of StagedApi nor its API names an authorizer'],
    [
      'StagedApi OPTIONS /orders unless IsProd if IsTest',
      'open',
      'neither Cors of StagedApi nor its API names an authorizer',
    ],
    ['StagedApi OPTIONS /reports', 'open', 'neither Cors of StagedApi nor its API names an authorizer'],
    [
      'StagedApi GET /orders if IsProd',
      'open',
      'neither the event StagedList of ProdFunction nor its API names an authorizer',
    ],
    [
      'StagedApi GET /reports if IsProd',
      'open',
      'neither the event StagedReport of ProdFunction nor its API names an authorizer',
    ],
    [
      'StagedApi POST /orders if IsTest',
      'open',
      'neither the event StagedPlace of TestFunction nor its API names an authorizer',
    ],
    [
      'StagedApi POST /reports',
      'open',
      'neither the event StagedUpload of OrdersFunction nor its API names an authorizer',
    ],
    ['GuardedApi GET /orders', 'COGNITO Users + key', 'DefaultAuthorizer of GuardedApi names Users'],
    ['OpenApi GET /orders', 'COGNITO Users + key', 'DefaultAuthorizer of OpenApi names Users'],
    ['OpenApi OPTIONS /own', 'open', 'AddDefaultAuthorizerToCorsPreflight of OpenApi is off'],
    ['OpenApi OPTIONS /guarded', 'COGNITO Users', 'the event GuardedOptions of OrdersFunction names Users'],
    ['NullApi GET /orders', 'COGNITO Users + key', 'DefaultAuthorizer of NullApi names Users'],
    ['PlainApi GET /orders', 'open', 'neither the event Plain of OrdersFunction nor its API names an authorizer'],
  ],
  'met-operations.yaml': [
    ['OrdersApi GET /orders if IsProd', 'JWT Tokens', 'DefaultAuthorizer of OrdersApi names Tokens'],
    ['OrdersApi POST /orders', 'JWT Tokens', 'DefaultAuthorizer of OrdersApi names Tokens'],
    ['OrdersApi GET /reports if IsProd', 'JWT Tokens', 'DefaultAuthorizer of OrdersApi names Tokens'],
    ['OrdersApi PUT /orders', 'JWT Tokens', 'DefaultAuthorizer of OrdersApi names Tokens'],
    [
      'OrdersApi DELETE /orders (not served)',
      'open',
      'neither the operation in the definition of OrdersApi nor its API names an authorizer',
    ],
    [
      'OrdersApi GET /reports unless IsProd (not served)',
      'open',
      'neither the operation in the definition of OrdersApi nor its API names an authorizer',
    ],
    ['OrdersApi GET /items if IsProd', 'JWT Tokens', 'DefaultAuthorizer of OrdersApi names Tokens'],
    [
      'MergedApi GET /orders if IsProd',
      'open',
      'neither the event Merged of OrdersFunction nor its API names an authorizer',
    ],
    [
      'MergedApi PUT /orders if IsProd',
      'open',
      'neither the event Conditional of OrdersFunction nor its API names an authorizer',
    ],
    [
      'TwiceApi ANY /any (not served)',
      'open',
      'neither the event Any of OrdersFunction nor its API names an authorizer',
    ],
    [
      'MergedApi POST /orders if IsProd',
      'open',
      'neither the event Empty of OrdersFunction nor its API names an authorizer',
    ],
    ['OrdersApi DELETE /orders', 'JWT Tokens', 'DefaultAuthorizer of OrdersApi names Tokens'],
    ['OrdersApi GET /items unless IsProd', 'JWT Tokens', 'DefaultAuthorizer of OrdersApi names Tokens'],
    [
      'OverriddenApi GET /orders (not served)',
      'open',
      'neither the operation in the definition of OverriddenApi nor its API names an authorizer',
    ],
    ['OverriddenApi POST /orders', 'COGNITO Users', 'the event Served of OverridingFunction names Users'],
    [
      'OverriddenApi PUT /orders',
      'AWS_IAM AWS_IAM + COGNITO Users',
      'security of PUT /orders in the definition of OverriddenApi names AWS_IAM',
    ],
    ['TwiceApi GET /any', 'open', 'neither the event Get of TwiceFunction nor its API names an authorizer'],
    ['TwiceApi GET /twice', 'COGNITO Users', 'the event First of TwiceFunction names Users'],
    ['TwiceApi ANY /started', 'COGNITO Users', 'the event Start of StartMachine names Users'],
    ['TwiceApi POST /twice', 'COGNITO Users', 'the event Posted of TwiceFunction names Users'],
  ],
  'http-api.yaml': [
    ['OrdersApi GET /inherits', 'JWT Tokens [orders/read]', 'DefaultAuthorizer of OrdersApi names Tokens'],
    ['OrdersApi GET /own-scopes', 'JWT Tokens [orders/write]', 'the event OwnScopes of OrdersFunction names Tokens'],
    ['OrdersApi GET /no-scopes', 'JWT Tokens [orders/read]', 'the event NoScopes of OrdersFunction names Tokens'],
    ['OrdersApi GET /staff', 'LAMBDA Staff [orders/staff]', 'the event Staff of OrdersFunction names Staff'],
    ['OrdersApi GET /signed', 'AWS_IAM AWS_IAM', 'the event Signed of OrdersFunction names AWS_IAM'],
    ['OrdersApi GET /public', 'open', 'the event Public of OrdersFunction names NONE'],
    ['OrdersApi GET /keyed', 'JWT Tokens [orders/read]', 'the event Keyed of OrdersFunction names Tokens'],
    ['OrdersApi GET /chosen', 'JWT Tokens [orders/read]', 'the event Chosen of OrdersFunction names Tokens'],
    [
      'OrdersApi OPTIONS /inherits',
      'open',
      'neither the event Options of OrdersFunction nor its API names an authorizer',
    ],
    ['OrdersApi OPTIONS /staff', 'LAMBDA Staff', 'the event OwnOptions of OrdersFunction names Staff'],
    ['OrdersApi ANY $default', 'JWT Tokens [orders/read]', 'DefaultAuthorizer of OrdersApi names Tokens'],
    [
      'NotSignedApi GET /orders',
      'open',
      'neither the event NotSigned of OrdersFunction nor its API names an authorizer',
    ],
    ['SignedApi ANY /orders', 'AWS_IAM AWS_IAM', 'DefaultAuthorizer of SignedApi names AWS_IAM'],
    ['NamedIamApi GET /orders', 'JWT AWS_IAM [orders/read]', 'DefaultAuthorizer of NamedIamApi names AWS_IAM'],
    ['NamedIamApi GET /own', 'JWT AWS_IAM', 'the event NamedIamEvent of OrdersFunction names AWS_IAM'],
    ['RenamedApi ANY $default', 'open', 'neither the event Renamed of OrdersFunction nor its API names an authorizer'],
  ],
  'http-body.yaml': [
    ['OrdersApi GET /plain', 'JWT Tokens', 'DefaultAuthorizer of OrdersApi names Tokens'],
    ['OrdersApi OPTIONS /plain', 'JWT Own', 'security of the definition of OrdersApi names Own'],
    ['OrdersApi GET /empty', 'JWT Tokens', 'DefaultAuthorizer of OrdersApi names Tokens'],
    ['OrdersApi GET /none', 'open', 'security of GET /none in the definition of OrdersApi names NONE'],
    ['OrdersApi GET /own', 'JWT Own [orders/read]', 'security of GET /own in the definition of OrdersApi names Own'],
    ['OrdersApi GET /unserved (not served)', 'JWT Own', 'security of the definition of OrdersApi names Own'],
    ['OrdersApi GET /from-event', 'JWT Own', 'security of GET /from-event in the definition of OrdersApi names Own'],
    [
      'OrdersApi GET /own-and-event',
      'JWT Own + JWT Tokens',
      'security of GET /own-and-event in the definition of OrdersApi names Own',
    ],
    ['OrdersApi POST /new', 'JWT Tokens', 'DefaultAuthorizer of OrdersApi names Tokens'],
  ],
  'websocket.yaml': [
    ['SignedApi $connect', 'AWS_IAM', 'AuthType of SignedApi is AWS_IAM'],
    ['SignedApi $default', 'open + key', 'SignedApi has no AuthType'],
    ['SignedApi send', 'open', 'SignedApi has no AuthType'],
    ['CheckedApi $connect', 'LAMBDA', 'AuthType of CheckedApi is CUSTOM'],
    ['LowerCaseApi $connect', 'open', 'AuthType of LowerCaseApi is custom'],
    ['CollidingApi connect', 'open', 'CollidingApi has no AuthType'],
    ['OpenApi $connect', 'open', 'OpenApi has no AuthType'],
  ],
  'function-urls.yaml': [
    ['InheritingFunctionUrl', 'open', 'AuthType of InheritingFunction is NONE'],
    ['SignedFunctionUrl if IsProd', 'AWS_IAM', 'AuthType of SignedFunction is AWS_IAM'],
    ['ParameterFunctionUrl', 'UNKNOWN', 'AuthType of ParameterFunction is not known'],
    ['RawUrl', 'open', 'AuthType of RawUrl is NONE'],
  ],
  'targets.yaml': [
    ['OrdersApi POST /start', 'COGNITO Users [orders/read]', 'DefaultAuthorizer of OrdersApi names Users'],
    ['OrdersApi POST /public', 'open', 'the event Public of OrdersMachine names NONE'],
    ['OrdersApi POST /override', 'COGNITO Users [orders/start]', 'the event Override of OrdersMachine names Users'],
    [
      'ServerlessRestApi POST /implicit',
      'open',
      'neither the event Implicit of OrdersMachine nor its API names an authorizer',
    ],
  ],
  'conditions.yaml': [
    ['BodyApi GET /either if IsProd', 'JWT Tokens', 'DefaultAuthorizer of BodyApi names Tokens'],
    ['BodyApi GET /either unless IsProd', 'open', 'security of GET /either in the definition of BodyApi names NONE'],
    ['BodyApi POST /in-development if IsDev', 'JWT Tokens', 'DefaultAuthorizer of BodyApi names Tokens'],
    ['OrdersApi GET /orders if IsProd if HasOrders', 'COGNITO Users', 'DefaultAuthorizer of OrdersApi names Users'],
    [
      'ServerlessRestApi GET /orders if HasOrders',
      'open',
      'neither the event Implicit of OrdersFunction nor its API names an authorizer',
    ],
    ['OrdersApi GET /never if IsProd if IsDev (not served)', 'open', 'the event Never of DevFunction names NONE'],
    [
      'ServerlessRestApi GET /debug if IsDev',
      'open',
      'neither the event Implicit of DevFunction nor its API names an authorizer',
    ],
  ],
  'branches.yaml': [
    ['NestedApi GET /orders if IsProd', 'COGNITO Users', 'DefaultAuthorizer of NestedApi names Users'],
    [
      'NestedApi GET /orders unless IsProd if IsTest',
      'open',
      'neither the operation in the definition of NestedApi nor its API names an authorizer',
    ],
    [
      'HttpApi GET /prices if IsProd',
      'UNDEFINED Tokens',
      'security of GET /prices in the definition of HttpApi names Tokens',
    ],
    [
      'HttpApi GET /reports if IsProd',
      'open',
      'neither the event Get of ReportsFunction nor its API names an authorizer',
    ],
    [
      'HttpApi GET /prices unless IsProd',
      'open',
      'neither the event Prices of ReportsFunction nor its API names an authorizer',
    ],
    ['BranchedApi GET /orders if IsProd', 'COGNITO Users', 'security of the definition of BranchedApi names Users'],
    [
      'BranchedApi GET /reports if IsProd unless IsProd (not served)',
      'COGNITO Users',
      'security of the definition of BranchedApi names Users',
    ],
    [
      'BranchedApi GET /orders unless IsProd',
      'open',
      'neither the operation in the definition of BranchedApi nor its API names an authorizer',
    ],
    [
      'LateApi GET /orders unless IsProd',
      'AWS_IAM Signed',
      'security of GET /orders in the definition of LateApi names Signed',
    ],
    [
      'MisplacedApi GET /orders if IsProd',
      'UNDEFINED Signed',
      'security of GET /orders in the definition of MisplacedApi names Signed',
    ],
  ],
  'graphql.yaml': [
    ['OrdersApi', 'COGNITO + AWS_IAM + API_KEY + OIDC + LAMBDA', 'Auth of OrdersApi'],
    ['RawApi', 'API_KEY + AWS_IAM', 'AuthenticationType of RawApi'],
  ],
};

/** What is not so yet. */
const wanted: Readonly<Record<string, readonly Row[]>> = {
  'iam-or-none.yaml': [
    [
      'OrdersApi GET /orders',
      'UNDEFINED AWS_IAM',
      'security of GET /orders in the definition of OrdersApi names AWS_IAM',
    ],
  ],
  'websocket-condition.yaml': [['ChatApi $connect', 'open', 'ChatApi has no AuthType']],
  'same-condition.yaml': [
    [
      'OrdersApi GET /orders if IsProd',
      'open',
      'neither the event Orders of OrdersFunction nor its API names an authorizer',
    ],
  ],
};

describe('every endpoint, who guards it, and what decides', () => {
  test.each(Object.entries(matrices))('%s', async (fixture, rows) => {
    expect(await endpointRows(fixture)).toEqual(rows);
  });

  test.each(Object.entries(wanted))('%s', async (fixture, rows) => {
    expect(await endpointRows(fixture)).toEqual(rows);
  });

  test('no fixture is without a matrix', () => {
    expect(readdirSync(fixtures).sort()).toEqual(Object.keys({ ...matrices, ...wanted }).sort());
  });
});
