import type { Matrices } from '../endpoint-rows.ts';

/** What is there under conditions only, and definitions whose parts stand in Fn::If. */
export const conditions: Matrices = {
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
  'same-condition.yaml': [
    [
      'OrdersApi GET /orders if IsProd',
      'open',
      'neither the event Orders of OrdersFunction nor its API names an authorizer',
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
    [
      'BranchedApi GET /orders if IsProd',
      'open',
      'security at the root of the definition of BranchedApi counts for nothing in Swagger 2',
    ],
    [
      'BranchedApi GET /reports if IsProd unless IsProd (not served)',
      'open',
      'security at the root of the definition of BranchedApi counts for nothing in Swagger 2',
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
    [
      'LostApi GET /orders if IsProd',
      'open',
      'neither the operation in the definition of LostApi nor its API names an authorizer',
    ],
  ],
  'chosen-definitions.yaml': [
    [
      'OrdersApi GET /orders if IsProd',
      'AWS_IAM Signed',
      'security of GET /orders in the definition of OrdersApi names Signed',
    ],
    [
      'OrdersApi GET /orders unless IsProd',
      'AWS_IAM Caller',
      'security of GET /orders in the definition of OrdersApi names Caller',
    ],
    [
      'UsersApi GET /users if IsProd',
      'AWS_IAM Signed',
      'security of GET /users in the definition of UsersApi names Signed',
    ],
    [
      'UsersApi GET /users unless IsProd',
      'UNDEFINED Signed',
      'security of GET /users in the definition of UsersApi names Signed',
    ],
  ],
};
