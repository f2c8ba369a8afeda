import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    '2:3 `OrdersPermission` OrdersPermission lets any API of any AWS account invoke shop-orders.',
    '12:18 `arn:aws:execute-api:*:*:*` PaymentsPermission lets any API of any AWS account invoke shop-payments.',
    '14:3 `PricesPermission` (warning) PricesPermission lets any API of the account invoke PricesFunction.',
    '28:18 `!Sub arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:*/prod/GET/reports` (warning) ReportsPermission lets any API of the account invoke PricesFunction.',
  ],
  'good.yaml': [],
  'unknown.yaml': {
    findings: [],
    unknowns: [
      '15:18 `!Ref OrdersArn` Which APIs OrdersPermission lets invoke shop-orders is decided when it is deployed.',
      '23:18 `!If [IsProd, !ImportValue payments-Arn, !Ref AWS::NoValue]` Which APIs PaymentsPermission lets invoke shop-payments is decided when it is deployed.',
    ],
  },
  'whole-api.yaml': [
    '11:18 `!Sub arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${OrdersApi}/*/*/*` (note) OrdersPermission lets every method and path, or route, of its API invoke shop-orders.',
  ],
  'whole-apis.yaml': [
    {
      finding:
        "19:18 `!Join ['', ['arn:aws:execute-api:', !Ref AWS::Region, ':', !Ref AWS::AccountId, ':', !Ref ShopApi, /*/*]]` (note) OrdersPermission and 1 other permission let every method and path, or route, of an API invoke a function.",
      related: [
        '11:18 `!Sub arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${ShopApi}/*` PaymentsPermission does as well',
      ],
    },
  ],
  'across-stacks': {
    findings: [
      'functions.yaml:29:18 `!ImportValue orders-ApiArn` (note) PlacePermission lets every method and path, or route, of its API invoke shop-place.',
      'functions.yaml:37:18 `!Ref AnyApi` CancelPermission lets any API of any AWS account invoke shop-cancel.',
    ],
    unknowns: [
      'functions.yaml:45:18 `!ImportValue partner-ApiArn` Which APIs PartnerPermission lets invoke shop-partner is decided when it is deployed.',
    ],
  },
});
