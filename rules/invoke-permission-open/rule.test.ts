import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    '2:3 `OrdersPermission` OrdersPermission lets any API of any AWS account invoke shop-orders.',
    '12:18 `arn:aws:execute-api:*:*:*` PaymentsPermission lets any API of any AWS account invoke shop-payments.',
    '14:3 `PricesPermission` (warning) PricesPermission lets any API of the account invoke PricesFunction.',
    '28:18 `!Sub arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:*/prod/GET/reports` (warning) ReportsPermission lets any API of the account invoke PricesFunction.',
  ],
  'good.yaml': [],
  'unknown.yaml': [],
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
});
