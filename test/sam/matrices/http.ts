import type { Matrices } from '../endpoint-rows.ts';

/** What SAM makes of Auth of HTTP APIs. */
export const http: Matrices = {
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
    [
      'OrdersApi OPTIONS /plain',
      'UNKNOWN',
      "whether security at the root of the definition of OrdersApi counts in an HTTP API, API Gateway's documentation does not say",
    ],
    ['OrdersApi GET /empty', 'JWT Tokens', 'DefaultAuthorizer of OrdersApi names Tokens'],
    ['OrdersApi GET /none', 'open', 'security of GET /none in the definition of OrdersApi names NONE'],
    ['OrdersApi GET /own', 'JWT Own [orders/read]', 'security of GET /own in the definition of OrdersApi names Own'],
    [
      'OrdersApi GET /unserved (not served)',
      'open',
      'neither the operation in the definition of OrdersApi nor its API names an authorizer',
    ],
    ['OrdersApi GET /from-event', 'JWT Own', 'security of GET /from-event in the definition of OrdersApi names Own'],
    [
      'OrdersApi GET /own-and-event',
      'JWT Own + JWT Tokens',
      'security of GET /own-and-event in the definition of OrdersApi names Own',
    ],
    ['OrdersApi POST /new', 'JWT Tokens', 'DefaultAuthorizer of OrdersApi names Tokens'],
  ],
};
