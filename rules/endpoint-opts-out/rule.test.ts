import { ruleCases } from '../../test/rule-tester.ts';

ruleCases(import.meta.url, {
  'bad.yaml': [
    '20:19 `NONE` GET /orders opts out of the default authorizer of OrdersApi and accepts any caller.',
    '39:33 `NONE` GET /prices opts out of the default authorizer of ServerlessHttpApi and accepts any caller.',
  ],
  'good.yaml': [],
  'unknown.yaml': {
    findings: [],
    unknowns: [
      '13:13 `Fn::Transform: { Name: AWS::Include, Parameters: { Location: s3://shop-definitions/orders.yaml } }` A part of the definition of OrdersApi is made by a macro or stands in a file that could not be read, so its endpoints are not known.',
    ],
  },
  'guarded-all-the-same.yaml': [],
});
