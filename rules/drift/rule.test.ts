import { accountCases } from '../../test/account-rule-tester.ts';

const orders = '123456789012 arn:aws:apigateway:eu-west-1::/restapis/a1b2c3';
const shop = '123456789012 arn:aws:apigateway:eu-west-1::/apis/d4e5f6';
const method = (name: string) => `${orders}/resources/r1/methods/${name}`;
const looser = 'so that the account lets more callers through than the template.';
const pools = 'it trusts the user pools eu-west-1_Guests, eu-west-1_Users instead of the user pool eu-west-1_Users';

accountCases(import.meta.url, {
  bad: [
    {
      finding: `(error) GET /orders of orders differs from its template: it asks for no scope instead of the scope orders/read; ${pools}, ${looser}`,
      place: `${method('GET')} AuthorizationType`,
      related: ['template.yaml:29:26: AuthorizationType of ListOrders is COGNITO_USER_POOLS'],
    },
    {
      finding: `(error) POST /orders of orders differs from its template: it asks for one of the scopes orders/admin, orders/read, orders/write instead of one of the scopes orders/admin, orders/write; ${pools}, ${looser}`,
      place: `${method('POST')} AuthorizationType`,
      related: ['template.yaml:38:26: AuthorizationType of CreateOrder is COGNITO_USER_POOLS'],
    },
    {
      finding: `(error) DELETE /orders of orders differs from its template: it asks for no API key, which the template does, ${looser}`,
      place: `${method('DELETE')} AuthorizationType`,
      related: ['template.yaml:47:26: AuthorizationType of DeleteOrder is AWS_IAM'],
    },
    {
      finding: `(error) PUT /orders of orders differs from its template: it has no authorizer instead of AWS_IAM, ${looser}`,
      place: `${method('PUT')} AuthorizationType`,
      related: ['template.yaml:55:26: AuthorizationType of ReplaceOrder is AWS_IAM'],
    },
    {
      finding: '(error) PATCH /orders of orders is in the account, where anyone can call it, but not in the template.',
      place: method('PATCH'),
      related: ['template.yaml:5:3: the template declares OrdersApi, without it'],
    },
    {
      finding: 'HEAD /orders of orders is in the account but not in the template.',
      place: method('HEAD'),
      related: ['template.yaml:5:3: the template declares OrdersApi, without it'],
    },
    {
      finding: 'GET /products of shop is in the account but not in the template.',
      place: `${shop}/routes/route1`,
      related: ['template.yaml:56:3: the template declares ShopApi, without it'],
    },
    {
      finding: 'GET /items of ShopApi is in the template but not in the account.',
      place: shop,
      related: ['template.yaml:66:26: AuthorizationType of ShopRoute is AWS_IAM'],
    },
    {
      finding: `(error) The function URL report differs from its template: it has no authorizer instead of AWS_IAM, ${looser}`,
      place: 'arn:aws:lambda:eu-west-1:123456789012:function:report AuthType',
      related: ['template.yaml:71:17: AuthType of ReportUrl is AWS_IAM'],
    },
  ],
  good: [],
  tables: [
    {
      finding: `(error) GET /invoices of invoices-prod differs from its template: it has no authorizer instead of AWS_IAM, ${looser}`,
      place: '123456789012 arn:aws:apigateway:eu-west-1::/apis/a1b2c3/routes/route1 AuthorizationType',
      related: ['template.yaml:8:88: AuthorizationType of InvoicesRoute is AWS_IAM'],
    },
  ],
  unknown: [],
});
