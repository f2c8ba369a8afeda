import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    '32:25 `custom` AuthType of UpdatesApi is custom, and SAM applies only CUSTOM: $connect stays open.',
    {
      finding:
        '46:19 `{ Authorizer: Users }` Auth of the event ListOrders of ShopFunction has no effect, since the definition of OrdersApi decides.',
      related: ['14:7 `DefinitionBody` OrdersApi has a definition of its own, which events do not change'],
    },
    '53:19 `!If [IsProd, { Authorizer: AWS_IAM }, !Ref AWS::NoValue]` Auth of the event TakePayment of ShopFunction is an intrinsic function, which SAM does not look into.',
    '60:19 `{ Authorizer: AWS_IAM }` Auth of the event ListPrices of ShopFunction has no effect, since LegacyApi gets no route from events.',
  ],
  'good.yaml': [],
  'unknown.yaml': {
    findings: [],
    unknowns: ['11:25 `!Ref Guard` Who may call $connect of UpdatesApi is decided when it is deployed.'],
  },
  'definitions.yaml': [
    "20:13 `Partners` The security scheme Partners is lost: SAM puts the authorizers of OrdersApi in the place of the definition's own, so that Partners guards nothing.",
    '36:13 `post` (note) POST /orders in the definition of OrdersApi has no integration: SAM does not give it the DefaultAuthorizer, and API Gateway does not serve it.',
    '53:19 `Users` The authorizer Users of POST /payments in the definition of PaymentsApi is lost: SAM replaces its security entry when it adds what the Auth of PaymentsApi asks for.',
  ],
});
