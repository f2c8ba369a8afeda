import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { Finding } from '../../src/model/finding.ts';
import { sarif } from '../../src/report/sarif.ts';
import { findings, fullReport, place, printed, reportOf, rule } from './sample.ts';

function fingerprint(subject: readonly string[]): Record<string, string> {
  const hash = createHash('sha256').update(JSON.stringify(subject)).digest('hex');
  return { 'cfnAuthAudit/v1': `${hash}:1` };
}

const ordersYaml = { uri: 'orders.yaml', uriBaseId: '%SRCROOT%' };

function onLine(line: number, startColumn: number, endColumn: number): object {
  return { artifactLocation: ordersYaml, region: { startLine: line, startColumn, endLine: line, endColumn } };
}

function location(line: number, startColumn: number, endColumn: number, fullyQualifiedName: string): object {
  return { physicalLocation: onLine(line, startColumn, endColumn), logicalLocations: [{ fullyQualifiedName }] };
}

const pages = 'https://github.com/cfn-auth-audit/cfn-auth-audit/blob/main/docs/rules';

test('prints rules, results and what could not be determined', () => {
  const report = {
    ...fullReport,
    findings: findings.slice(1),
    rules: fullReport.rules.filter(({ rule }) => /^(api|endpoint)-/.test(rule.id)),
  };
  const expected = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'cfn-auth-audit',
            semanticVersion: '0.1.0',
            informationUri: 'https://github.com/cfn-auth-audit/cfn-auth-audit',
            rules: [
              {
                id: 'api-without-default-authorizer',
                shortDescription: { text: 'Title of api-without-default-authorizer.' },
                fullDescription: { text: 'Why api-without-default-authorizer matters.' },
                help: {
                  text: 'Why api-without-default-authorizer matters.\n\nHow to mend it: Set DefaultAuthorizer.',
                  markdown: 'Why api-without-default-authorizer matters.\n\n**How to mend it:** Set DefaultAuthorizer.',
                },
                helpUri: `${pages}/api-without-default-authorizer.md`,
                defaultConfiguration: { level: 'warning' },
              },
              {
                id: 'endpoint-without-authorizer',
                shortDescription: { text: 'Every endpoint has an authorizer.' },
                fullDescription: { text: 'An open endpoint can be called by anyone who knows its address.' },
                help: {
                  text: "An open endpoint can be called by anyone who knows its address.\n\nHow to mend it: Set the API's DefaultAuthorizer,\n    or list the endpoint as public.\n\nIn an account: Set its AuthorizationType.\n\nExceptions: OPTIONS methods.\n\nhttps://docs.aws.amazon.com/apigateway/",
                  markdown:
                    "An open endpoint can be called by anyone who knows its address.\n\n**How to mend it:** Set the API's DefaultAuthorizer,\n    or list the endpoint as public.\n\n**In an account:** Set its AuthorizationType.\n\n**Exceptions:** OPTIONS methods.\n\n- <https://docs.aws.amazon.com/apigateway/>",
                },
                helpUri: `${pages}/endpoint-without-authorizer.md`,
                defaultConfiguration: { level: 'error' },
              },
            ],
          },
        },
        invocations: [
          {
            executionSuccessful: true,
            ruleConfigurationOverrides: [
              { descriptor: { id: 'api-without-default-authorizer', index: 0 }, configuration: { level: 'note' } },
            ],
            toolExecutionNotifications: [
              {
                level: 'note',
                message: {
                  text: 'Which pool Users trusts cannot be determined: UserPoolArn is read from SSM at deployment.',
                },
                locations: [location(15, 26, 42, 'Resources.OrdersApi.Properties.Auth.Authorizers.Users.UserPoolArn')],
              },
            ],
          },
        ],
        columnKind: 'utf16CodeUnits',
        results: [
          {
            ruleId: 'endpoint-without-authorizer',
            ruleIndex: 1,
            level: 'error',
            message: { text: 'GET /orders accepts any caller: no authorizer guards it.' },
            locations: [location(23, 9, 13, 'Resources.OrdersFunction.Properties.Events.List')],
            relatedLocations: [
              {
                id: 1,
                ...location(12, 7, 11, 'Resources.OrdersApi.Properties.Auth'),
                message: { text: 'OrdersApi defines the authorizer Users, but no DefaultAuthorizer.' },
              },
            ],
            suppressions: [],
            partialFingerprints: fingerprint([
              'endpoint-without-authorizer',
              'orders.yaml',
              'Resources.OrdersFunction.Properties.Events.List',
              'List',
            ]),
          },
          {
            ruleId: 'endpoint-without-authorizer',
            ruleIndex: 1,
            level: 'error',
            message: { text: 'GET /health accepts any caller: no authorizer guards it.' },
            locations: [location(26, 9, 15, 'Resources.OrdersFunction.Properties.Events.Create')],
            relatedLocations: [],
            suppressions: [
              {
                kind: 'external',
                status: 'accepted',
                justification: 'A load balancer asks for it.',
                location: {
                  physicalLocation: {
                    artifactLocation: { uri: 'cfn-auth-audit.yml', uriBaseId: '%SRCROOT%' },
                    region: { startLine: 3, startColumn: 5, endLine: 3, endColumn: 20 },
                  },
                  logicalLocations: [{ fullyQualifiedName: 'public.0' }],
                },
              },
            ],
            partialFingerprints: fingerprint([
              'endpoint-without-authorizer',
              'orders.yaml',
              'Resources.OrdersFunction.Properties.Events.Create',
              'Create',
            ]),
          },
          {
            ruleId: 'scope-not-declared',
            level: 'error',
            message: { text: 'POST /orders asks for the scope "orders/wirte", which no resource server declares.' },
            locations: [
              location(
                34,
                37,
                49,
                'Resources.OrdersFunction.Properties.Events.Create.Properties.Auth.AuthorizationScopes.0',
              ),
            ],
            relatedLocations: [],
            suppressions: [
              {
                kind: 'inSource',
                status: 'accepted',
                justification: 'Wip.',
                location: {
                  physicalLocation: onLine(34, 51, 60),
                },
              },
            ],
            partialFingerprints: fingerprint([
              'scope-not-declared',
              'orders.yaml',
              'Resources.OrdersFunction.Properties.Events.Create.Properties.Auth.AuthorizationScopes.0',
              'orders/wirte',
            ]),
          },
          {
            ruleId: 'depends-on-undefined',
            level: 'warning',
            message: { text: 'OrdersClient depends on "OrdersServer", which the template does not define.' },
            locations: [location(38, 16, 28, 'Resources.OrdersClient.DependsOn')],
            relatedLocations: [],
            fixes: [
              {
                description: { text: 'Remove the DependsOn.' },
                artifactChanges: [
                  {
                    artifactLocation: ordersYaml,
                    replacements: [
                      {
                        deletedRegion: { startLine: 38, startColumn: 1, endLine: 39, endColumn: 1 },
                        insertedContent: { text: '' },
                      },
                    ],
                  },
                ],
              },
            ],
            suppressions: [],
            partialFingerprints: fingerprint([
              'depends-on-undefined',
              'orders.yaml',
              'Resources.OrdersClient.DependsOn',
              'OrdersServer',
            ]),
          },
        ],
      },
    ],
  };
  expect(printed(sarif(report))).toBe(`${JSON.stringify(expected, undefined, 2)}\n`);
});

test('a template can make neither a link in a message nor an address of its own', () => {
  const file = '../a b/ü%?#:[x]\\\ud83d.yaml';
  const finding: Finding = {
    ruleId: 'x',
    severity: 'error',
    message: 'GET [here](https://evil.example)\u001b[0m accepts any caller.',
    place: { ...place(1, 1, 2, ''), file },
  };
  const log = JSON.parse(
    printed(sarif(reportOf({ findings: [finding], rules: [{ rule: rule('y'), severity: 'error' }] }))),
  );
  expect(log.runs[0].results).toEqual([
    {
      ruleId: 'x',
      level: 'error',
      message: { text: 'GET [here] (https://evil.example)␛[0m accepts any caller.' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: {
              uri: '../a%20b/%C3%BC%25%3F%23%3A%5Bx%5D%5C%EF%BF%BD.yaml',
              uriBaseId: '%SRCROOT%',
            },
            region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 },
          },
        },
      ],
      relatedLocations: [],
      suppressions: [],
      partialFingerprints: fingerprint(['x', file, '', '']),
    },
  ]);
});
