import { expect, test } from '@jest/globals';
import { type JsonReport, json } from '../../src/report/json.ts';
import type { Report } from '../../src/report/report.ts';
import { fullReport, printed, reportOf } from './sample.ts';

const inferredLinks: Report['inferredLinks'] = [
  {
    kind: 'ssm',
    name: '/shop-auth/CognitoUserPoolId',
    reader: 'orders.yaml',
    writer: {
      file: 'auth.yaml',
      line: 9,
      column: 13,
      endLine: 9,
      endColumn: 52,
      path: 'Resources.PoolIdParameter.Properties.Name',
    },
    because: 'nearest',
    stackName: 'shop-auth',
  },
];

test('prints the contract, keys in their order', () => {
  const expected: JsonReport = {
    version: 1,
    findings: [
      {
        ruleId: 'api-without-default-authorizer',
        severity: 'note',
        message: 'OrdersApi has no default authorizer, so that each new endpoint is open until it names one.',
        file: 'orders.yaml',
        line: 12,
        column: 7,
        endLine: 15,
        endColumn: 42,
        path: 'Resources.OrdersApi.Properties.Auth',
        related: [],
      },
      {
        ruleId: 'endpoint-without-authorizer',
        severity: 'error',
        message: 'GET /orders accepts any caller: no authorizer guards it.',
        file: 'orders.yaml',
        line: 23,
        column: 9,
        endLine: 23,
        endColumn: 13,
        path: 'Resources.OrdersFunction.Properties.Events.List',
        related: [
          {
            message: 'OrdersApi defines the authorizer Users, but no DefaultAuthorizer.',
            file: 'orders.yaml',
            line: 12,
            column: 7,
            endLine: 12,
            endColumn: 11,
            path: 'Resources.OrdersApi.Properties.Auth',
          },
        ],
      },
      {
        ruleId: 'endpoint-without-authorizer',
        severity: 'error',
        message: 'GET /health accepts any caller: no authorizer guards it.',
        file: 'orders.yaml',
        line: 26,
        column: 9,
        endLine: 26,
        endColumn: 15,
        path: 'Resources.OrdersFunction.Properties.Events.Create',
        related: [],
        suppression: {
          kind: 'public',
          reason: 'A load balancer asks for it.',
          file: 'cfn-auth-audit.yml',
          line: 3,
          column: 5,
          endLine: 3,
          endColumn: 20,
          path: 'public.0',
        },
      },
      {
        ruleId: 'scope-not-declared',
        severity: 'error',
        message: 'POST /orders asks for the scope "orders/wirte", which no resource server declares.',
        file: 'orders.yaml',
        line: 34,
        column: 37,
        endLine: 34,
        endColumn: 49,
        path: 'Resources.OrdersFunction.Properties.Events.Create.Properties.Auth.AuthorizationScopes.0',
        related: [],
        suppression: {
          kind: 'comment',
          reason: 'Wip.',
          file: 'orders.yaml',
          line: 34,
          column: 51,
          endLine: 34,
          endColumn: 60,
          path: '',
        },
      },
      {
        ruleId: 'depends-on-undefined',
        severity: 'warning',
        message: 'OrdersClient depends on "OrdersServer", which the template does not define.',
        file: 'orders.yaml',
        line: 38,
        column: 16,
        endLine: 38,
        endColumn: 28,
        path: 'Resources.OrdersClient.DependsOn',
        related: [],
        fix: {
          description: 'Remove the DependsOn.',
          edits: [{ file: 'orders.yaml', line: 38, column: 1, endLine: 39, endColumn: 1, text: '' }],
        },
      },
    ],
    unknowns: [
      {
        message: 'Which pool Users trusts cannot be determined: UserPoolArn is read from SSM at deployment.',
        file: 'orders.yaml',
        line: 15,
        column: 26,
        path: 'Resources.OrdersApi.Properties.Auth.Authorizers.Users.UserPoolArn',
      },
    ],
    inferredLinks: [
      {
        kind: 'ssm',
        name: '/shop-auth/CognitoUserPoolId',
        reader: 'orders.yaml',
        because: 'nearest',
        stackName: 'shop-auth',
        file: 'auth.yaml',
        line: 9,
        column: 13,
        path: 'Resources.PoolIdParameter.Properties.Name',
      },
    ],
    summary: {
      templates: 2,
      skippedTemplates: 3,
      endpoints: 2,
      openEndpoints: 1,
      errors: 1,
      warnings: 1,
      notes: 1,
      suppressed: 2,
      unknowns: 1,
    },
  };
  expect(printed(json({ ...fullReport, inferredLinks }))).toBe(`${JSON.stringify(expected, undefined, 2)}\n`);
});

test('prints the contract of an empty audit', () => {
  expect(printed(json(reportOf()))).toBe(`{
  "version": 1,
  "findings": [],
  "unknowns": [],
  "inferredLinks": [],
  "summary": {
    "templates": 1,
    "skippedTemplates": 0,
    "endpoints": 0,
    "openEndpoints": 0,
    "errors": 0,
    "warnings": 0,
    "notes": 0,
    "suppressed": 0,
    "unknowns": 0
  }
}
`);
});
