import { fileURLToPath } from 'node:url';
import { afterEach, describe, test } from '@jest/globals';
import { expectFixed, type Workspace, workspaceOf } from './workspace.ts';

const opened: Workspace[] = [];
afterEach(() => {
  for (const each of opened.splice(0)) each.remove();
});

function copyOf(source: string): Workspace {
  const made = workspaceOf(fileURLToPath(new URL(source, import.meta.url)));
  opened.push(made);
  return made;
}

describe('--fix and --fix-dry-run, in rounds', () => {
  test('make a fix together with the one that it calls for', async () => {
    await expectFixed(copyOf('fixtures/follow-up'), {
      diff: [
        '--- a/template.yaml',
        '+++ b/template.yaml',
        '@@ -17,9 +17,10 @@',
        ' ',
        '   ShopClient:',
        '     Type: AWS::Cognito::UserPoolClient',
        '+    DependsOn: OrdersServer',
        '     Properties:',
        '       UserPoolId: !Ref Users',
        '       GenerateSecret: true',
        '       AllowedOAuthFlows: [client_credentials]',
        '       AllowedOAuthFlowsUserPoolClient: true',
        '-      AllowedOAuthScopes: [order/read]',
        '+      AllowedOAuthScopes: [orders/read]',
      ],
      dryRun: ['Would fix 2 findings in 1 file.'],
      fixed: ['Fixed 2 findings in 1 file.'],
      remaining: ['No problems found.', '1 template, 0 endpoints, 0 open; 0 errors, 0 warnings, 0 notes'],
      status: 0,
    });
  });

  test('leave suppressed findings as they are', async () => {
    await expectFixed(copyOf('fixtures/suppressed'), {
      diff: [
        '--- a/template.yaml',
        '+++ b/template.yaml',
        '@@ -4,9 +4,6 @@',
        '     Type: AWS::SSM::Parameter::Value<String>',
        '     Default: /orders/TableName',
        ' ',
        '-  ImageId:',
        '-    Type: AWS::SSM::Parameter::Value<String>',
        '-    Default: /orders/ImageId',
        ' ',
        ' Resources:',
        '   OrdersQueue:',
        '@@ -16,4 +13,4 @@',
        ' ',
        '   OrdersTable:',
        '     Type: AWS::SNS::Topic',
        '-    DependsOn: OrdersQueu',
        '+    DependsOn: OrdersQueue',
      ],
      dryRun: ['Would fix 2 findings in 1 file.'],
      fixed: ['Fixed 2 findings in 1 file.'],
      remaining: [
        'No problems found beyond the suppressed.',
        '1 template, 0 endpoints, 0 open; 0 errors, 0 warnings, 0 notes; 2 suppressed',
      ],
      status: 0,
    });
  });

  test('remove parameters only as long as one remains', async () => {
    await expectFixed(copyOf('fixtures/last-parameter'), {
      diff: [
        '--- a/template.yaml',
        '+++ b/template.yaml',
        '@@ -1,7 +1,4 @@',
        ' Parameters:',
        '-  TableName:',
        '-    Type: AWS::SSM::Parameter::Value<String>',
        '-    Default: /orders/TableName',
        '   # Of the platform team.',
        '   ImageId:',
        '     Type: AWS::SSM::Parameter::Value<String>',
      ],
      dryRun: ['Would fix 1 finding in 1 file.'],
      fixed: ['Fixed 1 finding in 1 file.'],
      remaining: [
        'template.yaml:3:3  warning  ssm-parameter-unused',
        '  The parameter ImageId is read from /orders/ImageId in SSM, but nothing uses it.',
        '',
        '    1 | Parameters:',
        '    2 |   # Of the platform team.',
        '  > 3 |   ImageId:',
        '      |   ^^^^^^^',
        '    4 |     Type: AWS::SSM::Parameter::Value<String>',
        '',
        '  Fix: Use the parameter where its value belongs, or remove it from Parameters.',
        '',
        '1 template, 0 endpoints, 0 open; 0 errors, 1 warning, 0 notes',
      ],
      status: 0,
    });
  });
});
