import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    {
      finding:
        '25:11 `orders/raed` The client ShopClient may request the scope orders/raed, but the resource server OrdersServer declares no scope raed; orders/read is declared.',
      related: ['12:24 `read` OrdersServer declares this scope', '13:24 `write` OrdersServer declares this scope'],
      fix: 'Ask for orders/read instead.',
      diff: ['-        - orders/raed', '+        - orders/read'],
    },
    {
      finding:
        '26:11 `order/write` The client ShopClient may request the scope order/write, but no resource server of Users has the identifier order; orders/write is declared.',
      fix: 'Ask for orders/write instead.',
      diff: ['-        - order/write', '+        - orders/write'],
    },
    '27:11 `payments/take` The client ShopClient may request the scope payments/take, but no resource server of Users has the identifier payments.',
  ],
  'good.yaml': [],
  'unknown.yaml': {
    findings: [],
    unknowns: [
      '34:27 `!Ref ShopScopes` Which AllowedOAuthScopes the client ShopClient has is decided when it is deployed.',
      '41:28 `orders/read` Whether the scope orders/read is declared is not known: a resource server of its user pool is decided when it is deployed.',
      '47:28 `orders/read` Whether the scope orders/read is declared is not known: its user pool comes from UserPoolId, which is not known.',
      '47:41 `payments/take` Whether the scope payments/take is declared is not known: its user pool comes from UserPoolId, which is not known.',
      '53:28 `accounts/read` Whether the scope accounts/read is declared is not known: its user pool comes from the SSM parameter /accounts/UserPoolId, which no audited template writes.',
    ],
  },
  'url-identifier.yaml': [
    {
      finding:
        '21:11 `https://shop.example.com/orders/write` The client ShopClient may request the scope https://shop.example.com/orders/write, but the resource server OrdersServer declares no scope write; https://shop.example.com/orders/read is declared.',
      related: ['12:24 `read` OrdersServer declares this scope'],
      fix: 'Ask for https://shop.example.com/orders/read instead.',
      diff: ['-        - https://shop.example.com/orders/write', '+        - https://shop.example.com/orders/read'],
    },
    {
      finding:
        '22:11 `https://shop.example.com/orders` The client ShopClient may request the scope https://shop.example.com/orders, but no resource server of Users has the identifier https://shop.example.com; https://shop.example.com/orders/read is declared.',
      fix: 'Ask for https://shop.example.com/orders/read instead.',
      diff: ['-        - https://shop.example.com/orders', '+        - https://shop.example.com/orders/read'],
    },
  ],
  'same-intrinsic.yaml': {
    findings: [
      {
        finding:
          '25:11 `!Sub ${Prefix}-orders/write` The client ShopClient may request the scope ${Prefix}-orders/write, but the resource server OrdersServer declares no scope write.',
        related: ['16:24 `read` OrdersServer declares this scope'],
      },
      {
        finding:
          '26:11 `!Join [/, [!Ref OrdersServer, cancel]]` The client ShopClient may request the scope ${Prefix}-orders/cancel, but the resource server OrdersServer declares no scope cancel.',
        related: ['16:24 `read` OrdersServer declares this scope'],
      },
    ],
    unknowns: [
      '28:11 `!Sub ${PartnerPrefix}-orders/read` Whether the scope ${PartnerPrefix}-orders/read is declared is not known: a resource server of its user pool is decided when it is deployed.',
    ],
  },
  'open-identifiers.yaml': {
    findings: [
      '34:11 `refunds/give` The client ShopClient may request the scope refunds/give, but no resource server of Users has the identifier refunds.',
    ],
    unknowns: [
      "32:11 `!Sub 'or${Prefix}/read'` Whether the scope or${Prefix}/read is declared is not known: a resource server of its user pool is decided when it is deployed.",
      '33:11 `payments/take` Whether the scope payments/take is declared is not known: a resource server of its user pool is decided when it is deployed.',
    ],
  },
  'malformed.yaml': [
    "21:11 `orders.read` The client ShopClient may request the scope orders.read, which is neither one of Cognito's own nor of the form IDENTIFIER/NAME.",
    "22:11 `orders/` The client ShopClient may request the scope orders/, which is neither one of Cognito's own nor of the form IDENTIFIER/NAME.",
    "23:11 `/read` The client ShopClient may request the scope /read, which is neither one of Cognito's own nor of the form IDENTIFIER/NAME.",
    "24:11 `OpenID` The client ShopClient may request the scope OpenID, which is neither one of Cognito's own nor of the form IDENTIFIER/NAME.",
  ],
  'two-pools.yaml': [
    {
      finding:
        '47:41 `orders/cancel` The client PartnerClient may request the scope orders/cancel, but the resource server PartnersServer declares no scope cancel; orders/read is declared.',
      related: ['24:24 `read` PartnersServer declares this scope'],
      fix: 'Ask for orders/read instead.',
      diff: [
        '-      AllowedOAuthScopes: [orders/read, orders/cancel, payments/take]',
        '+      AllowedOAuthScopes: [orders/read, orders/read, payments/take]',
      ],
    },
    '47:56 `payments/take` The client PartnerClient may request the scope payments/take, but no resource server of Partners has the identifier payments.',
  ],
  'endpoints.yaml': [
    {
      finding:
        '28:35 `orders/list` The authorizer Users of OrdersApi asks for the scope orders/list, but the resource server OrdersServer declares no scope list; orders/read is declared.',
      related: ['17:24 `read` OrdersServer declares this scope'],
      fix: 'Ask for orders/read instead.',
      diff: ['-            AuthorizationScopes: [orders/list]', '+            AuthorizationScopes: [orders/read]'],
    },
    {
      finding:
        '61:62 `orders/pay` The event TakePayment of ShopFunction asks for the scope orders/pay, but the resource server OrdersServer declares no scope pay; orders/read is declared.',
      related: ['17:24 `read` OrdersServer declares this scope'],
      fix: 'Ask for orders/read instead.',
      diff: [
        '-            Auth: { Authorizer: Users, AuthorizationScopes: [orders/pay] }',
        '+            Auth: { Authorizer: Users, AuthorizationScopes: [orders/read] }',
      ],
    },
    {
      finding:
        '84:29 `orders/report` The method ListReports asks for the scope orders/report, but the resource server OrdersServer declares no scope report; orders/read is declared.',
      related: ['17:24 `read` OrdersServer declares this scope'],
      fix: 'Ask for orders/read instead.',
      diff: ['-      AuthorizationScopes: [orders/report]', '+      AuthorizationScopes: [orders/read]'],
    },
    {
      finding:
        '96:27 `orders/refund` Security of POST /refunds in the definition of RefundsApi asks for the scope orders/refund, but the resource server OrdersServer declares no scope refund; orders/read is declared.',
      related: ['17:24 `read` OrdersServer declares this scope'],
      fix: 'Ask for orders/read instead.',
      diff: ['-                - Users: [orders/refund]', '+                - Users: [orders/read]'],
    },
  ],
  'parameter-list.yaml': {
    parameters: { ShopScopes: 'orders/read,orders/write' },
    findings: [
      {
        finding:
          '22:27 `!Ref ShopScopes` The client ShopClient may request the scope orders/write, but the resource server OrdersServer declares no scope write; orders/read is declared.',
        related: ['15:24 `read` OrdersServer declares this scope'],
      },
    ],
  },
  'exact-and-inferred': {
    findings: [
      'orders.yaml:12:41 `payments/take` The client ShopClient may request the scope payments/take, but no resource server of Users has the identifier payments.',
    ],
    unknowns: [
      'checkout.yaml:10:28 `coupons/use` Whether the scope coupons/use is declared is not known: that its user pool is Users is inferred, and no resource server of that has the identifier.',
      'orders.yaml:19:41 `refunds/give` Whether the scope refunds/give is declared is not known: that its user pool is Users is inferred, and no resource server of that has the identifier.',
    ],
  },
  'across-stacks': [
    {
      finding:
        'orders.yaml:12:41 `orders/write` The client ShopClient may request the scope orders/write, but the resource server OrdersServer declares no scope write; orders/read is declared.',
      related: ['accounts.yaml:12:24 `read` OrdersServer declares this scope'],
      fix: 'Ask for orders/read instead.',
      diff: [
        '-      AllowedOAuthScopes: [orders/read, orders/write]',
        '+      AllowedOAuthScopes: [orders/read, orders/read]',
      ],
    },
    {
      finding:
        'orders.yaml:21:73 `order/read` The authorizer Users of OrdersApi asks for the scope order/read, but no resource server of Users has the identifier order; orders/read is declared.',
      fix: 'Ask for orders/read instead.',
      diff: [
        '-          Users: { UserPoolArn: !Ref UserPoolArn, AuthorizationScopes: [order/read] }',
        '+          Users: { UserPoolArn: !Ref UserPoolArn, AuthorizationScopes: [orders/read] }',
      ],
    },
  ],
});
