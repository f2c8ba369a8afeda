import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type Expected, expectFixed, type Workspace, workspaceOf } from './workspace.ts';

const opened: Workspace[] = [];
afterEach(() => {
  for (const each of opened.splice(0)) each.remove();
});

function copyOf(source: string): Workspace {
  const made = workspaceOf(fileURLToPath(new URL(source, import.meta.url)));
  opened.push(made);
  return made;
}

describe('--fix and --fix-dry-run', () => {
  test('mend the example, whose findings have two causes', async () => {
    await expectFixed(copyOf('../../examples/cognito-m2m'), {
      diff: [
        '--- a/api.yaml',
        '+++ b/api.yaml',
        '@@ -25,7 +25,7 @@',
        '   CognitoTestAutomationClient:',
        '     Type: AWS::Cognito::UserPoolClient',
        '     DependsOn:',
        '-      - PostmanResourceServer',
        '+      - LayerlessESBuildResourceServer',
        '     Properties:',
        '       UserPoolId: !Ref CognitoUserPoolId',
        '       GenerateSecret: true',
        '@@ -45,7 +45,7 @@',
        '           ClientCognitoAuthorizer:',
        '             UserPoolArn: !Ref CognitoUserPoolArn',
        '             AuthorizationScopes:',
        '-              - layerless-esbuild/echo',
        '+              - layerless-esbuild/api',
        ' ',
        '   EchoFunction:',
        '     Type: AWS::Serverless::Function',
      ],
      dryRun: ['Would fix 3 findings in 1 file.'],
      fixed: ['Fixed 3 findings in 1 file.'],
      remaining: [
        'Inferred, since no other template fits and no samconfig or --stack-name tells:',
        '  auth.yaml is taken for the stack example-auth, from which api.yaml reads.',
        '',
        'No problems found.',
        '2 templates, 1 endpoint, 0 open; 0 errors, 0 warnings, 0 notes',
      ],
      status: 0,
    });
  });

  const blockDiff = [
    '--- a/template.yaml',
    '+++ b/template.yaml',
    '@@ -2,9 +2,6 @@',
    ' Parameters:',
    '   Stage: { Type: String } # dev or prod',
    ' ',
    '-  TableName:',
    '-    Type: AWS::SSM::Parameter::Value<String>',
    '-    Default: /orders/TableName',
    ' ',
    '   # Of the platform team.',
    '   ImageId:',
    '@@ -39,12 +36,13 @@',
    ' ',
    '   ShopClient:',
    '     Type: AWS::Cognito::UserPoolClient # of the web shop',
    '+    DependsOn: [OrdersServer, PaymentsServer]',
    '     # Everything below is what the shop asks for.',
    '     Properties:',
    '       UserPoolId: !Ref Users',
    '       AllowedOAuthFlows: [client_credentials]',
    '-      AllowedOAuthFlowsUserPoolClient: false # for now',
    '+      AllowedOAuthFlowsUserPoolClient: true # for now',
    '       GenerateSecret: true',
    '       AllowedOAuthScopes:',
    '-        - "orders/raed" # see orders',
    '+        - "orders/read" # see orders',
    "         - 'payments/take' # take payments",
  ];
  const lostComment = 'ssm-parameter-unused is left as it is. The comment "# nobody asks for it" would be lost.';
  const block: Expected = {
    diff: blockDiff,
    dryRun: [`template.yaml:7:3: ${lostComment}`, 'Would fix 6 findings in 1 file.'],
    fixed: [`template.yaml:7:3: ${lostComment}`, 'Fixed 6 findings in 1 file.'],
    remaining: [
      'template.yaml:7:3  warning  ssm-parameter-unused',
      '  The parameter ImageId is read from /orders/ImageId in SSM, but nothing uses it.',
      '',
      '    6 |   # Of the platform team.',
      '  > 7 |   ImageId:',
      '      |   ^^^^^^^',
      '    8 |     Type: AWS::SSM::Parameter::Value<String> # nobody asks for it',
      '',
      '  Fix: Remove ImageId.',
      '',
      '1 template, 0 endpoints, 0 open; 0 errors, 1 warning, 0 notes',
    ],
    status: 0,
  };

  test('keep comments, quotes and indentation of block style, and add to one DependsOn twice', async () => {
    await expectFixed(copyOf('fixtures/block'), block);
  });

  test('keep line breaks of Windows and a byte order mark', async () => {
    const workspace = copyOf('fixtures/block');
    workspace.rewrite(text => `\uFEFF${text.replaceAll('\n', '\r\n')}`);
    const isOfTheFile = (line: string) => !/^(?:---|\+\+\+|@@) /.test(line);
    await expectFixed(workspace, { ...block, diff: blockDiff.map(line => (isOfTheFile(line) ? `${line}\r` : line)) });
    const text = workspace.texts()['template.yaml'] ?? '';
    expect([text.startsWith('\uFEFF#'), text.replaceAll('\r\n', '').match(/[\r\n]/)]).toEqual([true, null]);
  });

  test('keep flow style', async () => {
    await expectFixed(copyOf('fixtures/flow'), {
      diff: [
        '--- a/template.yaml',
        '+++ b/template.yaml',
        '@@ -6,12 +6,12 @@',
        '   ShopClient:',
        '     {',
        '       Type: AWS::Cognito::UserPoolClient, # of the web shop',
        '-      DependsOn: [ OrderServer ],',
        '+      DependsOn: [ OrdersServer ],',
        '       Properties: {',
        '         UserPoolId: !Ref Users,',
        '         GenerateSecret: true,',
        '         AllowedOAuthFlows: [ client_credentials ],',
        '         AllowedOAuthFlowsUserPoolClient: true,',
        "-        AllowedOAuthScopes: [ 'orders/reed' ],",
        "+        AllowedOAuthScopes: [ 'orders/read' ],",
        '       },',
        '     }',
      ],
      dryRun: ['Would fix 4 findings in 1 file.'],
      fixed: ['Fixed 4 findings in 1 file.'],
      remaining: ['No problems found.', '1 template, 0 endpoints, 0 open; 0 errors, 0 warnings, 0 notes'],
      status: 0,
    });
  });

  test('keep JSON as it is, tabs included', async () => {
    const workspace = copyOf('fixtures/json');
    await expectFixed(workspace, {
      diff: [
        '--- a/template.json',
        '+++ b/template.json',
        '@@ -1,7 +1,6 @@',
        ' {',
        ' \t"Parameters": {',
        '-\t\t"Stage": { "Type": "String" },',
        '-\t\t"TableName": { "Type": "AWS::SSM::Parameter::Value<String>", "Default": "/orders/TableName" }',
        '+\t\t"Stage": { "Type": "String" }',
        ' \t},',
        ' \t"Resources": {',
        ' \t\t"Users": { "Type": "AWS::Cognito::UserPool", "Properties": { "UserPoolName": { "Ref": "Stage" } } },',
        '@@ -20,11 +19,13 @@',
        ' \t\t},',
        ' \t\t"ShopClient": {',
        ' \t\t\t"Type": "AWS::Cognito::UserPoolClient",',
        '+\t\t\t"DependsOn": "OrdersServer",',
        ' \t\t\t"Properties": {',
        ' \t\t\t\t"UserPoolId": { "Ref": "Users" },',
        ' \t\t\t\t"AllowedOAuthFlows": ["client_credentials"],',
        ' \t\t\t\t"GenerateSecret": true,',
        '-\t\t\t\t"AllowedOAuthScopes": ["orders/read"]',
        '+\t\t\t\t"AllowedOAuthScopes": ["orders/read"],',
        '+\t\t\t\t"AllowedOAuthFlowsUserPoolClient": true',
        ' \t\t\t}',
        ' \t\t}',
        ' \t}',
      ],
      dryRun: ['Would fix 3 findings in 1 file.'],
      fixed: ['Fixed 3 findings in 1 file.'],
      remaining: ['No problems found.', '1 template, 0 endpoints, 0 open; 0 errors, 0 warnings, 0 notes'],
      status: 0,
    });
    expect(() => JSON.parse(workspace.texts()['template.json'] ?? '')).not.toThrow();
  });
});
