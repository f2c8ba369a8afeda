import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    {
      finding:
        '23:36 `orders/read` The client ShopClient names the scope orders/read, but nothing makes CloudFormation create OrdersServer before it.',
      related: ['9:3 `OrdersServer` OrdersServer is declared here'],
      fix: 'Add OrdersServer to DependsOn of ShopClient.',
      diff: ['+    DependsOn: OrdersServer'],
    },
    {
      finding:
        '30:28 `orders/read` The client StoreClient names the scope orders/read, but nothing makes CloudFormation create OrdersServer before it.',
      related: ['9:3 `OrdersServer` OrdersServer is declared here'],
      fix: 'Add OrdersServer to DependsOn of StoreClient.',
      diff: ['-    DependsOn: UsersDomain', '+    DependsOn: [UsersDomain, OrdersServer]'],
    },
    {
      finding:
        '38:28 `orders/read` The client PartnerClient names the scope orders/read, but nothing makes CloudFormation create OrdersServer before it.',
      related: ['9:3 `OrdersServer` OrdersServer is declared here'],
      fix: 'Add OrdersServer to DependsOn of PartnerClient.',
      diff: ['+      - OrdersServer'],
    },
    {
      finding:
        '45:28 `orders/read` The client CourierClient names the scope orders/read, but nothing makes CloudFormation create OrdersServer before it.',
      related: ['9:3 `OrdersServer` OrdersServer is declared here'],
      fix: 'Add OrdersServer to DependsOn of CourierClient.',
      diff: ['-    DependsOn: [UsersDomain]', '+    DependsOn: [UsersDomain, OrdersServer]'],
    },
  ],
  'good.yaml': [],
  'references.yaml': [],
  'unknown.yaml': {
    findings: [],
    unknowns: [
      '17:16 `SharedDomain` Whether the stack has a resource SharedDomain is not known: the template is a part of one, or a loop or a macro may make it.',
      '20:28 `orders/read` Whether OrdersServer is created before ShopClient is not known: the template is only a part of the stack.',
    ],
  },
  'misspelt.yaml': [
    {
      finding:
        '19:28 `orders/read` The client ShopClient names the scope orders/read, but nothing makes CloudFormation create OrdersServer before it.',
      related: ['5:3 `OrdersServer` OrdersServer is declared here'],
      fix: 'Depend on OrdersServer instead of OrderServer.',
      diff: ["-    DependsOn: 'OrderServer'", "+    DependsOn: 'OrdersServer'"],
    },
  ],
  'conditions.yaml': {
    findings: [
      {
        finding:
          '54:28 `orders/read` The client StoreClient names the scope orders/read, but nothing makes CloudFormation create OrdersServer before it.',
        related: ['12:3 `OrdersServer` OrdersServer is declared here'],
      },
      {
        finding:
          '54:28 `orders/read` The client StoreClient names the scope orders/read, but nothing makes CloudFormation create OrdersTestServer before it.',
        related: ['22:3 `OrdersTestServer` OrdersTestServer is declared here'],
      },
      {
        finding:
          '70:28 `payments/take` The client TillClient names the scope payments/take, but PaymentsServer is not created when IsProd is false.',
        related: ['32:3 `PaymentsServer` PaymentsServer is declared here'],
      },
    ],
    unknowns: [
      "47:27 `[!If [IsProd, !Sub '${OrdersServer}/read', !Sub '${OrdersTestServer}/read']]` Which AllowedOAuthScopes the client ShopClient has is decided when it is deployed.",
      '76:7 `AllowedOAuthScopes` Which AllowedOAuthScopes the client DeskClient has is decided when it is deployed.',
    ],
  },
  'empty-depends-on.yaml': [
    {
      finding:
        '19:28 `orders/read` The client ShopClient names the scope orders/read, but nothing makes CloudFormation create OrdersServer before it.',
      related: ['5:3 `OrdersServer` OrdersServer is declared here'],
      fix: 'Add OrdersServer to DependsOn of ShopClient.',
      diff: ['-    DependsOn:', '+    DependsOn: OrdersServer'],
    },
    {
      finding:
        '26:28 `orders/read` The client StoreClient names the scope orders/read, but nothing makes CloudFormation create OrdersServer before it.',
      related: ['5:3 `OrdersServer` OrdersServer is declared here'],
      fix: 'Add OrdersServer to DependsOn of StoreClient.',
      diff: ['-    DependsOn: []', '+    DependsOn: ["OrdersServer"]'],
    },
  ],
  'identity-providers.yaml': [
    {
      finding:
        '22:11 `Google` The client ShopClient names the identity provider Google, but nothing makes CloudFormation create UsersGoogle before it.',
      related: ['8:3 `UsersGoogle` UsersGoogle is declared here'],
      fix: 'Add UsersGoogle to DependsOn of ShopClient.',
      diff: ['+    DependsOn: UsersGoogle'],
    },
  ],
  'template.json': [
    {
      finding:
        '21:42 `"orders/read"` The client ShopClient names the scope orders/read, but nothing makes CloudFormation create OrdersServer before it.',
      related: ['4:5 `"OrdersServer"` OrdersServer is declared here'],
      fix: 'Add OrdersServer to DependsOn of ShopClient.',
      diff: ['+      "DependsOn": "OrdersServer",'],
    },
    {
      finding:
        '29:32 `"orders/read"` The client StoreClient names the scope orders/read, but nothing makes CloudFormation create OrdersServer before it.',
      related: ['4:5 `"OrdersServer"` OrdersServer is declared here'],
      fix: 'Add OrdersServer to DependsOn of StoreClient.',
      diff: ['-      "DependsOn": "UsersDomain",', '+      "DependsOn": ["UsersDomain", "OrdersServer"],'],
    },
  ],
  'across-stacks': [
    {
      finding:
        'shop.yaml:25:28 `payments/take` The client TillClient names the scope payments/take, but nothing makes CloudFormation create PaymentsServer before it.',
      related: ['shop.yaml:12:3 `PaymentsServer` PaymentsServer is declared here'],
      fix: 'Add PaymentsServer to DependsOn of TillClient.',
      diff: ['+    DependsOn: PaymentsServer'],
    },
  ],
});
