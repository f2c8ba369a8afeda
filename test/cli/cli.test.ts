import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type RunOptions, type Workspace, workspace } from './run.ts';

let here: Workspace;
beforeAll(() => {
  here = workspace();
});
afterAll(() => here.remove());

const clean = 'No problems found.\n1 template, 0 endpoints, 0 open; 0 errors, 0 warnings, 0 notes\n';

const findings = `queue.yaml:4:3  warning  ssm-parameter-unused
  The parameter Pool is read from /orders/pool in SSM, but nothing uses it.

    2 |   Zone:
    3 |     Type: String
  > 4 |   Pool:
      |   ^^^^
    5 |     Type: AWS::SSM::Parameter::Value<String>

  Fix: Remove Pool.

queue.yaml:11:16  error  depends-on-undefined
  OrdersQueue depends on OrdersTopik, which the template does not have (OrdersTopic may be meant).

     9 |   OrdersQueue:
    10 |     Type: AWS::SQS::Queue
  > 11 |     DependsOn: OrdersTopik
       |                ^^^^^^^^^^^
    12 |     Properties:

  Fix: Depend on OrdersTopic instead.
`;
const summary = '\n1 template, 0 endpoints, 0 open; 1 error, 1 warning, 0 notes\n';

describe('help and version', () => {
  test('--help is read by a person', async () => {
    expect(await here.run(['--help'])).toEqual({
      status: 0,
      stderr: '',
      stdout: `Usage: cfn-auth-audit [options] [command] [path...]

Who can call each endpoint? Audits SAM and CloudFormation templates: the
effective authorization of every endpoint, and whether the Cognito and OAuth
set-up works once deployed.

Arguments:
  path                           templates, or folders that hold some; - reads
                                 one from standard input (default: this folder)

Options:
  --version                      print the version
  --output <file>                write to a file instead of standard output
  --rule <id=severity>           set a rule to off, note, warning or error
                                 (repeatable)
  --parameter <name=value>       the value of a template parameter (repeatable)
  --parameter-file <file>        parameter values in JSON or YAML (repeatable)
  --config-env <name>            the environment of each template's samconfig
                                 (default: default)
  --stack-name <name>            the name under which the templates are deployed
  --region <region>              the Region that they are deployed to
  --config <file>                the config file (default: cfn-auth-audit.yml,
                                 looked for upward from here)
  --no-color                     print without colours
  --format <format>              how findings are printed (choices: "text",
                                 "json", "github", "sarif", "markdown", default:
                                 "text")
  --fail-on <severity>           the mildest severity that gives exit status 1
                                 (choices: "error", "warning", "note", "never",
                                 default: "error")
  --quiet                        print findings only, without the summary
  --fix                          write what can be mended by an edit into the
                                 templates, and print what remains
  --fix-dry-run                  print what --fix would change as a unified
                                 diff, and write nothing
  --help                         print this help

Commands:
  endpoints [options] [path...]  print who guards each endpoint, and the line
                                 that decides
  access [options] [path...]     print which clients can get a token for which
                                 endpoint
  scan [options]                 read AWS accounts, and audit what is deployed
                                 there; nothing is written to them
  merge [options] <file...>      put the reports of the shards of a scan
                                 together
  rules                          list the rules
  explain <rule>                 print a rule's page

Exit status: 0 nothing at or above --fail-on, 1 findings, 2 the audit could not be done.

Examples:
  cfn-auth-audit                              audit all templates below this folder
  cfn-auth-audit auth.yaml api/template.yaml  audit two templates as one system
  cfn-auth-audit endpoints                    who can call what
  cfn-auth-audit --fix-dry-run                what --fix would change
  cfn-auth-audit --format sarif --output audit.sarif
  cfn-auth-audit --rule api-without-default-authorizer=off --parameter Stage=prod
  cat template.yaml | cfn-auth-audit -

`,
    });
  });

  test('--help of a command', async () => {
    expect(await here.run(['explain', '--help'])).toEqual({
      status: 0,
      stderr: '',
      stdout: `Usage: cfn-auth-audit explain [options] <rule>

print a rule's page

Arguments:
  rule    a rule's id

Options:
  --help  print this help
`,
    });
  });

  test("--version is package.json's", async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(await here.run(['--version'])).toEqual({ status: 0, stderr: '', stdout: `${version}\n` });
  });
});

const helpHint = 'Run `cfn-auth-audit --help` for what it takes.\n';
const pathHint = 'Check the path; it is relative to the working folder.\n';
const rulesHint = '`cfn-auth-audit rules` lists the rules.\n';
const templateHint = 'Name a template: a map whose Resources have each a Type, such as AWS::Serverless::Function.\n';
const folderHint =
  'Name the folder or the file that holds one. Build output (cdk.out, .aws-sam) and node_modules are looked into only where they are named.\n';

describe('what cannot be done is said on stderr, with status 2', () => {
  test.each<[args: string, stderr: string]>([
    ['--versions', `error: unknown option '--versions'\n(Did you mean --version?)\n${helpHint}`],
    ['--strict clean.yaml', `error: unknown option '--strict'\n${helpHint}`],
    ['endpoints --quiet', `error: unknown option '--quiet'\n${helpHint}`],
    [
      '--format xml clean.yaml',
      `error: option '--format <format>' argument 'xml' is invalid. Allowed choices are text, json, github, sarif, markdown.\n${helpHint}`,
    ],
    [
      '--fail-on high clean.yaml',
      `error: option '--fail-on <severity>' argument 'high' is invalid. Allowed choices are error, warning, note, never.\n${helpHint}`,
    ],
    ['--output', `error: option '--output <file>' argument missing\n${helpHint}`],
    [
      '--rule depends-on-undefined clean.yaml',
      `error: option '--rule <id=severity>' argument 'depends-on-undefined' is invalid. Give a name, an equals sign and a value.\n${helpHint}`,
    ],
    [
      '--rule depends-on-undefined=loud clean.yaml',
      `error: option '--rule <id=severity>' argument 'depends-on-undefined=loud' is invalid. Give a rule and off, note, warning or error: --rule ssm-parameter-unused=off.\n${helpHint}`,
    ],
    [
      '--rule depends-on-undefind=off clean.yaml',
      `"depends-on-undefind" is not a rule; the nearest is "depends-on-undefined".\n${rulesHint}`,
    ],
    ['--rule loud=off clean.yaml', `"loud" is not a rule.\n${rulesHint}`],
    [
      '--parameter Stage clean.yaml',
      `error: option '--parameter <name=value>' argument 'Stage' is invalid. Give a name, an equals sign and a value.\n${helpHint}`,
    ],
    [
      '--parameter =prod clean.yaml',
      `error: option '--parameter <name=value>' argument '=prod' is invalid. Give a name, an equals sign and a value.\n${helpHint}`,
    ],
    ['rules queue.yaml', `error: too many arguments for 'rules'. Expected 0 arguments but got 1.\n${helpHint}`],
    ['explain', `error: missing required argument 'rule'\n${helpHint}`],
    ['explain loud', `"loud" is not a rule.\n${rulesHint}`],
    ['missing.yaml', `There is no file or folder missing.yaml.\n${pathHint}`],
    ['clean.yaml missing', `There is no file or folder missing.\n${pathHint}`],
    ['empty', `There is no SAM or CloudFormation template in empty.\n${folderHint}`],
    ['empty other', `There is no SAM or CloudFormation template in empty, other.\n${folderHint}`],
    ['list.yaml', `list.yaml is not a SAM or CloudFormation template: its top level is a list.\n${templateHint}`],
    [
      'no-template.yaml',
      `no-template.yaml is not a SAM or CloudFormation template: it has no Resources with a Type.\n${templateHint}`,
    ],
    [
      'list.yaml no-template.yaml',
      `list.yaml is not a SAM or CloudFormation template: its top level is a list.\nno-template.yaml is not a SAM or CloudFormation template: it has no Resources with a Type.\n${templateHint}`,
    ],
    [
      'jinja.yaml cookiecutter.yaml',
      `There is no SAM or CloudFormation template in jinja.yaml, cookiecutter.yaml, only 2 that Jinja, cookiecutter or the like has to fill in first.\n${folderHint}`,
    ],
    [
      '--config missing.yml clean.yaml',
      'The config file missing.yml does not exist.\nCorrect the path; it is relative to the working folder.\n',
    ],
    [
      'endpoints --why /orders clean.yaml',
      'There is no endpoint /orders.\n`cfn-auth-audit endpoints` lists them; name one by method and path.\n',
    ],
  ])('%s', async (args, stderr) => {
    here.write('empty/notes.txt', 'Resources: none\n');
    here.write('other/orders.yaml', 'orders: 3\n');
    expect(await here.run(args.split(' '))).toEqual({ status: 2, stdout: '', stderr });
  });

  test('a path below a file', async () => {
    expect(await here.run(['clean.yaml/below'])).toEqual({
      status: 2,
      stdout: '',
      stderr: `There is no file or folder clean.yaml/below.\n${pathHint}`,
    });
  });

  test.each([
    ['a folder', '.', 'EISDIR'],
    ['below a file', 'clean.yaml/audit.txt', 'ENOTDIR'],
    ['in a folder that is not there', 'missing/audit.txt', 'ENOENT'],
  ])('--output %s', async (_, path, code) => {
    const output = join(here.folder, path);
    expect(await here.run(['--output', output, 'clean.yaml'])).toEqual({
      status: 2,
      stdout: '',
      stderr: `${output} cannot be written (${code}).\nGive --output the path of a file that can be.\n`,
    });
  });
});

describe('text that cannot be read is a finding, with status 2 where nothing else was audited', () => {
  const remedy =
    '  Fix: Correct the text at this place. A template that another program fills in first (Jinja, cookiecutter, Rain) is best audited in the form that is deployed.\n';
  const nothing = '\n0 templates, 0 endpoints, 0 open; 1 error, 0 warnings, 0 notes\n';

  test('invalid YAML', async () => {
    expect(await here.run(['broken.yaml'])).toEqual({
      status: 2,
      stderr: '',
      stdout: `broken.yaml:4:1  error  template-unreadable
  The text is not valid YAML: unexpected end of the stream within a flow collection.

    2 |   Orders: [
    3 |     Type: AWS::SQS::Queue
  > 4 |
      | ^

${remedy}${nothing}`,
    });
  });

  test('an alias inside its own anchor', async () => {
    expect(await here.run(['cyclic.yaml'])).toEqual({
      status: 2,
      stderr: '',
      stdout: `cyclic.yaml:4:17  error  template-unreadable
  An alias stands inside the value that it stands for.

    2 |   Orders:
    3 |     Type: AWS::SQS::Queue
  > 4 |     Properties: *all
      |                 ^^^^

${remedy}${nothing}`,
    });
  });

  test('a billion laughs', async () => {
    const lines = ['Resources:', '  Orders:', '    Type: AWS::SQS::Queue', '    Properties:', '      a0: &a0 [ha, ha]'];
    for (let n = 1; n < 40; n += 1) lines.push(`      a${n}: &a${n} [*a${n - 1}, *a${n - 1}]`);
    here.write('laughs.yaml', lines.join('\n'));
    expect(await here.run(['laughs.yaml'])).toEqual({
      status: 2,
      stderr: '',
      stdout: `laughs.yaml:20:24  error  template-unreadable
  The aliases expand to more than 200000 values, more than a template can hold.

    18 |       a13: &a13 [*a12, *a12]
    19 |       a14: &a14 [*a13, *a13]
  > 20 |       a15: &a15 [*a14, *a14]
       |                        ^^^^
    21 |       a16: &a16 [*a15, *a15]

${remedy}${nothing}`,
    });
  });

  test('nothing on standard input', async () => {
    expect(await here.run(['-'], { input: '' })).toEqual({
      status: 2,
      stderr: '',
      stdout: `-:1:1  error  template-unreadable
  The file is empty.

  > 1 |
      | ^

${remedy}${nothing}`,
    });
  });

  test('beside a template it is one finding, with status 1', async () => {
    const run = await here.run(['broken.yaml', 'clean.yaml']);
    expect([run.status, run.stderr, run.stdout.split('\n').at(-2)]).toEqual([
      1,
      '',
      '1 template, 0 endpoints, 0 open; 1 error, 0 warnings, 0 notes',
    ]);
  });

  test('endpoints says it on stderr', async () => {
    expect(await here.run(['endpoints', 'broken.yaml', 'clean.yaml'])).toEqual({
      status: 2,
      stderr: 'broken.yaml:4:1: The text is not valid YAML: unexpected end of the stream within a flow collection.\n',
      stdout: '0 endpoints, 0 open\n',
    });
  });

  test('endpoints ends with status 2 where nothing was audited, whatever the rule is set to', async () => {
    const run = await here.run(['endpoints', '--rule', 'template-unreadable=off', 'broken.yaml']);
    expect(run.status).toBe(2);
  });

  test('nothing that was not audited is without problems', async () => {
    const run = await here.run(['--rule', 'template-unreadable=off', 'broken.yaml']);
    expect(run.stdout).not.toContain('No problems found.');
  });
});

describe('an audit', () => {
  test.each<
    [name: string, args: string, options: RunOptions, expected: [status: number, stdout: string, stderr: string]]
  >([
    ['with nothing to say', 'clean.yaml', {}, [0, clean, '']],
    ['with findings', 'queue.yaml', {}, [1, findings + summary, '']],
    ['--quiet', '--quiet queue.yaml', {}, [1, findings, '']],
    ['--quiet with nothing to say', '--quiet clean.yaml', {}, [0, '', '']],
    [
      'of standard input',
      '-',
      { input: 'Resources:\n  Orders:\n    Type: AWS::SQS::Queue\n    DependsOn: Users\n' },
      [
        1,
        `-:4:16  error  depends-on-undefined
  Orders depends on Users, which the template does not have.

    2 |   Orders:
    3 |     Type: AWS::SQS::Queue
  > 4 |     DependsOn: Users
      |                ^^^^^

  Fix: Name a resource of the template, or remove the entry.

1 template, 0 endpoints, 0 open; 1 error, 0 warnings, 0 notes
`,
        '',
      ],
    ],
    [
      'of JSON on standard input, beside a file',
      '- clean.yaml',
      { input: '\uFEFF{"Resources": {"Orders": {"Type": "AWS::SQS::Queue"}}}' },
      [0, clean.replace('1 template', '2 templates'), ''],
    ],
    ['of a file that is named three times', 'clean.yaml ./clean.yaml sub/../clean.yaml', {}, [0, clean, '']],
    [
      'of a template beside what is none',
      'list.yaml clean.yaml',
      {},
      [0, clean, 'list.yaml is not a SAM or CloudFormation template: its top level is a list. It was left out.\n'],
    ],
    [
      'of a template beside sources of templates',
      'jinja.yaml clean.yaml cookiecutter.yaml',
      {},
      [0, clean.replace(/\n$/, '; 2 template sources (Jinja, cookiecutter) skipped\n'), ''],
    ],
  ])('%s', async (_, args, options, [status, stdout, stderr]) => {
    here.write('sub/notes.txt', '');
    expect(await here.run(args.split(' '), options)).toEqual({ status, stdout, stderr });
  });

  test('of a template of 1 MB', async () => {
    const queues = Array.from({ length: 9000 }, (_, n) =>
      [
        `  Queue${n}:`,
        '    Type: AWS::SQS::Queue',
        '    Properties:',
        `      QueueName: !Sub orders-${n}-\${AWS::Region}`,
      ].join('\n'),
    );
    const text = `Resources:\n${queues.join('\n')}\n`;
    expect(text.length).toBeGreaterThan(900_000);
    expect(await here.run(['-'], { input: text })).toEqual({ status: 0, stdout: clean, stderr: '' });
  });

  test('of nothing named is of the working folder', async () => {
    here.copy('queue.yaml', 'alone/stacks/queue.yaml');
    const run = await here.run([], { from: 'alone' });
    expect([run.status, run.stdout]).toEqual([1, (findings + summary).replaceAll('queue.yaml', 'stacks/queue.yaml')]);
  });
});

describe('--fail-on and --rule', () => {
  test.each([
    ['error', [], 1],
    ['warning', [], 1],
    ['never', [], 0],
    ['error', ['depends-on-undefined=warning'], 0],
    ['warning', ['depends-on-undefined=warning'], 1],
    ['warning', ['depends-on-undefined=note', 'ssm-parameter-unused=note'], 0],
    ['note', ['depends-on-undefined=note', 'ssm-parameter-unused=off'], 1],
    ['note', ['depends-on-undefined=off', 'ssm-parameter-unused=off'], 0],
    ['error', ['depends-on-undefined=off', 'ssm-parameter-unused=error'], 1],
    // The last one counts.
    ['error', ['depends-on-undefined=error', 'depends-on-undefined=note'], 0],
  ])('--fail-on %s with %j', async (failOn, rules, status) => {
    const args = rules.flatMap(rule => ['--rule', rule]);
    expect((await here.run([...args, '--fail-on', failOn, 'queue.yaml'])).status).toBe(status);
  });

  test('the severity of a rule is what is printed', async () => {
    const args = ['--rule', 'depends-on-undefined=note', '--rule', 'ssm-parameter-unused=off', 'queue.yaml'];
    const { stdout } = await here.run(args);
    expect([stdout.split('\n')[0], stdout.split('\n').at(-2)]).toEqual([
      'queue.yaml:11:16  note  depends-on-undefined',
      '1 template, 0 endpoints, 0 open; 0 errors, 0 warnings, 1 note',
    ]);
  });
});

describe('--parameter, --region and --stack-name decide conditions', () => {
  const header = 'API        METHOD  PATH            GUARDED BY';
  test.each([
    [
      [],
      `${header}  DECIDED AT
OrdersUrl  -       (function URL)  AWS_IAM     stages.yaml:22  (if IsProd)
OrdersUrl  -       (function URL)  open        stages.yaml:22  (unless IsProd)

2 endpoints, 1 open
`,
    ],
    [
      ['--parameter', 'Stage=dev', '--parameter', 'Stage=prod'],
      `${header}    DECIDED AT
OrdersUrl  -       (function URL)  AWS_IAM       stages.yaml:22  (if IsProd)
OrdersUrl  -       (function URL)  never served  stages.yaml:22  (unless IsProd)

2 endpoints, 0 open, 1 never served
`,
    ],
    [
      ['--parameter', 'Stage=dev'],
      `${header}    DECIDED AT
OrdersUrl  -       (function URL)  never served  stages.yaml:22  (if IsProd)
OrdersUrl  -       (function URL)  open          stages.yaml:22  (unless IsProd)

2 endpoints, 1 open, 1 never served
`,
    ],
  ])('%j', async (args, stdout) => {
    expect(await here.run(['endpoints', ...args, 'stages.yaml'])).toEqual({ status: 0, stderr: '', stdout });
  });

  test('what names a Region or a stack', async () => {
    const open = async (...args: string[]) =>
      (await here.run([...args, 'pseudo-parameters.yaml'])).stdout.split('\n').at(-2);
    expect([
      await open(),
      await open('--region', 'us-east-1'),
      await open('--region', 'eu-west-1'),
      await open('--region', 'us-east-1', '--stack-name', 'users'),
    ]).toEqual([
      '1 template, 1 endpoint, 1 open; 1 error, 0 warnings, 0 notes',
      '1 template, 1 endpoint, 1 open; 1 error, 0 warnings, 0 notes',
      '1 template, 1 endpoint, 0 open; 0 errors, 0 warnings, 0 notes',
      '1 template, 1 endpoint, 0 open; 0 errors, 0 warnings, 0 notes',
    ]);
  });

  test('an option before the command is not swallowed', async () => {
    const run = await here.run(['--format', 'json', 'endpoints', 'stages.yaml']);
    expect(run.status === 2 || run.stdout.startsWith('{')).toBe(true);
  });
});

describe('formats', () => {
  test('json', async () => {
    const { status, stdout, stderr } = await here.run(['--format', 'json', 'queue.yaml']);
    const report = JSON.parse(stdout) as {
      version: number;
      findings: { ruleId: string; line: number }[];
      summary: object;
    };
    expect([status, stderr, report.version]).toEqual([1, '', 1]);
    expect(report.findings.map(({ ruleId, line }) => [ruleId, line])).toEqual([
      ['ssm-parameter-unused', 4],
      ['depends-on-undefined', 11],
    ]);
    expect(report.summary).toEqual({
      templates: 1,
      skippedTemplates: 0,
      endpoints: 0,
      openEndpoints: 0,
      errors: 1,
      warnings: 1,
      notes: 0,
      suppressed: 0,
      unknowns: 0,
    });
  });

  test('github', async () => {
    expect(await here.run(['--format', 'github', 'queue.yaml'])).toEqual({
      status: 1,
      stderr: '',
      stdout: `::warning file=queue.yaml,line=4,endLine=4,col=3,endColumn=7,title=ssm-parameter-unused::The parameter Pool is read from /orders/pool in SSM, but nothing uses it.%0AFix: Remove Pool.
::error file=queue.yaml,line=11,endLine=11,col=16,endColumn=27,title=depends-on-undefined::OrdersQueue depends on OrdersTopik, which the template does not have (OrdersTopic may be meant).%0AFix: Depend on OrdersTopic instead.
1 template, 0 endpoints, 0 open; 1 error, 1 warning, 0 notes
`,
    });
  });

  test('sarif', async () => {
    const { status, stdout, stderr } = await here.run(['--format', 'sarif', 'queue.yaml']);
    const log = JSON.parse(stdout) as import('sarif').Log;
    expect([status, stderr, log.version]).toEqual([1, '', '2.1.0']);
    expect(log.runs[0]?.results?.map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ['ssm-parameter-unused', 'warning'],
      ['depends-on-undefined', 'error'],
    ]);
  });

  test('endpoints as json', async () => {
    const { status, stdout, stderr } = await here.run(['endpoints', '--format', 'json', 'stages.yaml']);
    expect([status, stderr]).toEqual([0, '']);
    const endpoint = {
      file: 'stages.yaml',
      line: 22,
      apiId: 'OrdersUrl',
      apiType: 'FUNCTION_URL',
      method: '',
      path: '',
      apiKeyRequired: false,
    };
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      endpoints: [
        {
          ...endpoint,
          column: 30,
          auth: [{ type: 'AWS_IAM', name: null, scopes: [] }],
          conditions: [{ condition: 'IsProd', is: true }],
          because: 'AuthType of OrdersUrl is AWS_IAM',
        },
        {
          ...endpoint,
          column: 39,
          auth: [],
          conditions: [{ condition: 'IsProd', is: false }],
          because: 'AuthType of OrdersUrl is NONE',
        },
      ],
    });
  });

  test('--output writes what would be printed, and prints nothing', async () => {
    const output = join(here.folder, 'audit.txt');
    const run = await here.run(['--output', output, 'queue.yaml'], { terminals: ['stdout'] });
    expect([run, here.read('audit.txt')]).toEqual([{ status: 1, stdout: '', stderr: '' }, findings + summary]);
  });
});

const escapeCharacter = '\u001B';

describe('colour is for terminals, and for those that ask for it', () => {
  test.each<[string[], RunOptions, boolean]>([
    [[], {}, false],
    [[], { terminals: ['stderr'] }, false],
    [[], { terminals: ['stdout'] }, true],
    [['--no-color'], { terminals: ['stdout'] }, false],
    [[], { terminals: ['stdout'], environment: { NO_COLOR: '1' } }, false],
    [[], { terminals: ['stdout'], environment: { NO_COLOR: '' } }, true],
    [[], { environment: { FORCE_COLOR: '1' } }, true],
    [[], { environment: { FORCE_COLOR: '1', NO_COLOR: '1' } }, false],
    [['--no-color'], { environment: { FORCE_COLOR: '1' } }, false],
  ])('%j %j', async (args, options, isColoured) => {
    for (const command of [[], ['endpoints']]) {
      const { stdout } = await here.run([...command, ...args, 'stages.yaml'], options);
      expect(stdout.includes(escapeCharacter)).toBe(isColoured);
    }
  });

  test('without its colours the text is the same', async () => {
    const { stdout } = await here.run(['queue.yaml'], { terminals: ['stdout'] });
    expect(stdout.replaceAll(new RegExp(`${escapeCharacter}\\[\\d+m`, 'g'), '')).toBe(findings + summary);
  });
});

describe('where templates are looked for', () => {
  test('below folders, by what files contain; build output and packages only where they are named', async () => {
    const paths = [
      'stack.txt',
      '.github/hidden.yml',
      'node_modules/package/template.yaml',
      '.aws-sam/build/template.yaml',
      'cdk.out/Stack.template.json',
      'deep/node_modules/package/template.yaml',
      'deep/er/template.json',
    ];
    for (const path of paths) here.copy('queue.yaml', `tree/${path}`);
    here.write('tree/notes.md', 'Resources: none\n');
    here.write('tree/values.yaml', 'Resources:\n  limits: {cpu: 1}\n');
    here.write('tree/image.png', 'Resources:\n\u0000AWS::');
    const files = async (...args: string[]) => {
      const { stdout } = await here.run(['--format', 'json', ...args], { from: 'tree' });
      const report = JSON.parse(stdout) as { findings: { file: string }[] };
      return [...new Set(report.findings.map(finding => finding.file))];
    };
    expect(await files()).toEqual(['.github/hidden.yml', 'deep/er/template.json', 'stack.txt']);
    expect(await files('deep', 'stack.txt')).toEqual(['deep/er/template.json', 'stack.txt']);
    expect(await files('cdk.out', '.aws-sam', 'node_modules')).toEqual([
      '.aws-sam/build/template.yaml',
      'cdk.out/Stack.template.json',
      'node_modules/package/template.yaml',
    ]);
    expect(await files('deep/node_modules/package/template.yaml')).toEqual(['deep/node_modules/package/template.yaml']);
    expect(await files(join(here.folder, 'tree/deep'))).toEqual(['deep/er/template.json']);
    expect(await files('../queue.yaml')).toEqual(['../queue.yaml']);
  });

  test('a text that shows a part of a template is none that cannot be read', async () => {
    here.copy('clean.yaml', 'shown/template.yaml');
    here.write(
      'shown/README.md',
      "# Orders\n\nIt's simple:\n\n```yaml\nResources:\n  Orders:\n    Type: AWS::SQS::Queue\n```\n",
    );
    here.write('shown/stack.ts', 'const template = `\nResources:\n  Orders:\n    Type: AWS::SQS::Queue\n`;\n');
    expect(await here.run(['shown'])).toEqual({ status: 0, stdout: clean, stderr: '' });
  });
});

describe('the config file', () => {
  const config = 'rules:\n  depends-on-undefined: off\n';

  test('is looked for upward from the working folder', async () => {
    here.write('project/cfn-auth-audit.yml', config);
    here.copy('queue.yaml', 'project/stacks/orders/queue.yaml');
    const run = await here.run([], { from: 'project/stacks/orders' });
    expect([run.status, run.stdout.split('\n').at(-2)]).toEqual([
      0,
      '1 template, 0 endpoints, 0 open; 0 errors, 1 warning, 0 notes',
    ]);
  });

  test('is the one that --config names, and the command line outranks it', async () => {
    here.write('audit.yml', config);
    const status = async (...args: string[]) => (await here.run([...args, 'queue.yaml'])).status;
    expect(await status('--config', 'audit.yml')).toBe(0);
    expect(await status('--config', 'audit.yml', '--rule', 'depends-on-undefined=error')).toBe(1);
  });

  test('with an unknown key is refused, with the keys that there are', async () => {
    here.write('wrong.yml', 'rule:\n  depends-on-undefined: off\n');
    const { status, stdout, stderr } = await here.run(['--config', 'wrong.yml', 'queue.yaml']);
    expect([status, stdout, stderr.split('\n')[0]]).toEqual([
      2,
      '',
      'wrong.yml:1:1: The config file has no key "rule"; "rules" is the nearest of rules, public, ignore, external and complete.',
    ]);
  });
});

describe('a line of progress', () => {
  afterEach(() => {
    jest.restoreAllMocks();
  });

  /** Each look at the clock is 300 ms after the one before. */
  function slowClock(): void {
    let now = 0;
    jest.spyOn(Date, 'now').mockImplementation(() => {
      now += 300;
      return now;
    });
  }

  const paths = ['clean.yaml', 'queue.yaml', 'stages.yaml', 'pseudo-parameters.yaml', '--fail-on', 'never'];

  test('is for a terminal and long work, and is wiped out', async () => {
    slowClock();
    const { stderr } = await here.run(paths, { terminals: ['stderr'] });
    const wipe = `\r${escapeCharacter}\\[K`;
    expect(stderr).toMatch(new RegExp(`^(?:${wipe}Reading templates: \\d of 4)+${wipe}$`));
  });

  test('is not for a file, short work or --quiet', async () => {
    expect((await here.run(paths, { terminals: ['stderr'] })).stderr).toBe('');
    slowClock();
    expect((await here.run(paths)).stderr).toBe('');
    expect((await here.run([...paths, '--quiet'], { terminals: ['stderr'] })).stderr).toBe('');
  });
});

test('rules lists every rule, and explain prints the page of each', async () => {
  const list = await here.run(['rules']);
  expect([list.status, list.stderr]).toEqual([0, '']);
  const lines = list.stdout.trimEnd().split('\n');
  expect(lines[0]).toBe('endpoint-without-authorizer       error    Every endpoint is guarded by an authorizer');
  for (const line of lines) {
    const [id = '', severity, ...title] = line.split(/ +/);
    const page = await here.run(['explain', id]);
    expect([page.status, page.stderr]).toEqual([0, '']);
    expect(page.stdout).toMatch(`${id} (${severity})\n${title.join(' ')}.\n\nWhy it matters\n  `);
  }
});
