import type { Matrices } from '../endpoint-rows.ts';

/** What comes together: Globals, events and the APIs that they land on, and definitions that they are written into. */
export const merging: Matrices = {
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
    ['ReferringApi GET /kept', 'open', 'neither the event Kept of OrdersFunction nor its API names an authorizer'],
    ['MachineApi GET /checkout', 'open + key', 'the event Checkout of CheckoutMachine names api_key'],
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
};
