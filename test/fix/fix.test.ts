import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from '@jest/globals';
import { applyPatch } from 'diff';
import { type Workspace, workspaceOf } from './workspace.ts';

const opened: Workspace[] = [];
afterEach(() => {
  for (const each of opened.splice(0)) each.remove();
});

function copyOf(source: string): Workspace {
  const made = workspaceOf(fileURLToPath(new URL(source, import.meta.url)));
  opened.push(made);
  return made;
}

interface Expected {
  readonly diff: readonly string[];
  readonly dryRun: readonly string[];
  readonly fixed: readonly string[];
  readonly remaining: readonly string[];
  readonly status: number;
}

/** That a dry run prints a diff and writes nothing, that --fix makes just that change, and that it has no more to do. */
async function expectFixed(workspace: Workspace, expected: Expected): Promise<void> {
  const before = workspace.texts();
  const dryRun = await workspace.run(['--fix-dry-run']);
  expect([dryRun, workspace.texts()]).toEqual([
    { status: expected.status, stdout: expected.diff, stderr: expected.dryRun },
    before,
  ]);
  const fixed = await workspace.run(['--fix']);
  expect(fixed).toEqual({ status: expected.status, stdout: expected.remaining, stderr: expected.fixed });
  const after = workspace.texts();
  const [name = ''] = Object.keys(after).filter(each => after[each] !== before[each]);
  expect(after).toEqual({ ...before, [name]: applyPatch(before[name] ?? '', `${expected.diff.join('\n')}\n`) });
  const again = await workspace.run(['--fix']);
  expect([again.status, again.stdout, workspace.texts()]).toEqual([expected.status, expected.remaining, after]);
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
      remaining: ['No problems found.', '2 templates, 1 endpoint, 0 open; 0 errors, 0 warnings, 0 notes'],
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

  test('leave alone what a named template includes from outside of the working folder', async () => {
    const workspace = copyOf('fixtures/outside');
    const before = workspace.texts();
    cpSync(fileURLToPath(new URL('fixtures/flow', import.meta.url)), join(workspace.folder, 'work'), {
      recursive: true,
    });
    const { status, stderr } = await workspace.run(['--fix', '../stacks/template.yaml'], 'work');
    expect({ status, stderr, shared: workspace.texts()['stacks/shared.yaml'] }).toEqual({
      status: 1,
      stderr: [
        '../stacks/shared.yaml:5:14: depends-on-undefined is left as it is. ../stacks/shared.yaml lies outside of the working folder and of the paths given.',
        'Fixed 1 finding in 1 file.',
      ],
      shared: before['stacks/shared.yaml'],
    });
    expect((await workspace.run(['--fix', '../stacks'], 'work')).stderr).toEqual(['Fixed 1 finding in 1 file.']);
  });

  test('say so where there is nothing that they can fix', async () => {
    const workspace = copyOf('fixtures/last-parameter');
    await workspace.run(['--fix']);
    const { stdout, stderr } = await workspace.run(['--fix-dry-run']);
    expect([stdout, stderr]).toEqual([[], ['No finding could be fixed.']]);
  });

  test('do not make resources wait for each other', async () => {
    const workspace = copyOf('fixtures/circle');
    const { status, stdout, stderr } = await workspace.run(['--fix-dry-run']);
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: [],
      stderr: [
        'template.yaml:4:16: depends-on-undefined is left as it is. It would make resources wait for each other: OrdersTopic, OrdersQueue, OrdersAlarm, OrdersTopic.',
        'No finding could be fixed.',
      ],
    });
  });

  test('are silent with --quiet', async () => {
    const workspace = copyOf('fixtures/follow-up');
    expect(await workspace.run(['--fix', '--quiet'])).toEqual({ status: 0, stdout: [], stderr: [] });
  });

  test('write the diff, or what remains, to a file', async () => {
    const workspace = copyOf('fixtures/last-parameter');
    const diff = join(workspace.folder, 'fix.diff');
    const report = join(workspace.folder, 'audit.json');
    expect((await workspace.run(['--fix-dry-run', '--output', diff])).stdout).toEqual([]);
    const before = workspace.texts();
    expect((await workspace.run(['--fix', '--format', 'json', '--output', report])).stdout).toEqual([]);
    const after = workspace.texts();
    expect(applyPatch(before['template.yaml'] ?? '', before['fix.diff'] ?? '')).toBe(after['template.yaml']);
    expect(JSON.parse(after['audit.json'] ?? '').summary).toMatchObject({ errors: 0, warnings: 1 });
  });

  test.each([
    [
      ['--fix', '-'],
      [
        'Standard input cannot be fixed: there is no file to write to.',
        'Name the file of the template instead of -; --fix-dry-run prints what would change in it.',
      ],
    ],
    [
      ['--fix-dry-run', 'template.yaml', '-'],
      [
        'Standard input cannot be fixed: there is no file to write to.',
        'Name the file of the template instead of -; --fix-dry-run prints what would change in it.',
      ],
    ],
    [
      ['--fix', '--fix-dry-run'],
      [
        "error: option '--fix-dry-run' cannot be used with option '--fix'",
        'Run `cfn-auth-audit --help` for what it takes.',
      ],
    ],
    [
      ['--fix-dry-run', '--format', 'sarif'],
      [
        "error: option '--fix-dry-run' cannot be used with option '--format <format>'",
        'Run `cfn-auth-audit --help` for what it takes.',
      ],
    ],
  ])('refuse %j', async (args, stderr) => {
    const workspace = copyOf('fixtures/block');
    const before = workspace.texts();
    expect([await workspace.run(args), workspace.texts()]).toEqual([{ status: 2, stdout: [], stderr }, before]);
  });
});
