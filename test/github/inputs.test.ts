import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { load } from 'js-yaml';
import { readInputs } from '../../src/github/inputs.ts';
import { UserError } from '../../src/user-error.ts';

function inputs(given: Readonly<Record<string, string>> = {}) {
  return readInputs(name => given[name] ?? '');
}

/** The message and hint of the UserError that reading the inputs ends with. */
function refusal(given: Readonly<Record<string, string>>): readonly [string, string] {
  try {
    inputs(given);
  } catch (error) {
    if (error instanceof UserError) return [error.message, error.hint];
    throw error;
  }
  throw new Error('The inputs were accepted.');
}

describe('the inputs', () => {
  test('have defaults', () => {
    expect(inputs()).toEqual({
      paths: ['.'],
      failOn: 'error',
      ruleSeverities: {},
      parameters: {},
      parameterFiles: [],
      token: '',
      annotations: 'check-run',
      summary: true,
    });
  });

  test('are read as a workflow gives them', () => {
    expect(
      inputs({
        paths: 'stacks/auth\r\n\n  stacks/api  \n',
        'fail-on': 'note',
        rules: 'endpoint-without-authorizer = note\nssm-parameter-unused=off',
        parameters: 'Stage=prod\nCallback=https://example.com/?a=b\nEmpty=\n__proto__=odd',
        'parameter-files': 'deploy/common.json\n deploy/prod.yaml\n',
        'config-env': ' prod ',
        config: 'policy/cfn-auth-audit.yml',
        token: 'ghs_secret',
        annotations: 'commands',
        'sarif-file': 'out/audit.sarif',
        'json-file': 'out/audit.json',
        summary: 'False',
      }),
    ).toEqual({
      paths: ['stacks/auth', 'stacks/api'],
      failOn: 'note',
      ruleSeverities: { 'endpoint-without-authorizer': 'note', 'ssm-parameter-unused': 'off' },
      parameters: Object.fromEntries([
        ['Stage', 'prod'],
        ['Callback', 'https://example.com/?a=b'],
        ['Empty', ''],
        ['__proto__', 'odd'],
      ]),
      parameterFiles: ['deploy/common.json', 'deploy/prod.yaml'],
      configEnv: 'prod',
      config: 'policy/cfn-auth-audit.yml',
      token: 'ghs_secret',
      annotations: 'commands',
      sarifFile: 'out/audit.sarif',
      jsonFile: 'out/audit.json',
      summary: false,
    });
  });

  test('of a scan say what to read', () => {
    const scan = { scan: 'true', regions: 'eu-west-1\nus-east-1', 'role-arns': 'arn:aws:iam::123456789012:role/audit' };
    expect(
      inputs({ ...scan, include: 'orders-*', compare: 'stacks\n', shard: '1/4', 'allow-incomplete': 'TRUE' }).scan,
    ).toEqual({
      regions: ['eu-west-1', 'us-east-1'],
      roleArns: ['arn:aws:iam::123456789012:role/audit'],
      include: ['orders-*'],
      compare: ['stacks'],
      shard: '1/4',
      allowIncomplete: true,
    });
    expect(inputs({ scan: 'true', regions: 'all' }).scan).toEqual({
      regions: 'all',
      roleArns: [],
      include: [],
      compare: [],
      allowIncomplete: false,
    });
  });

  test.each([
    [
      { regions: 'eu-west-1' },
      'The input regions is for a scan of accounts.',
      'Set the input scan to true, or leave it out.',
    ],
    [{ scan: 'yes' }, 'The input scan cannot be "yes".', 'Make it true or false.'],
    [{ 'fail-on': 'high' }, 'The input fail-on cannot be "high".', 'Make it error, warning, note or never.'],
    [{ annotations: 'yes' }, 'The input annotations cannot be "yes".', 'Make it check-run, commands or none.'],
    [{ summary: 'on' }, 'The input summary cannot be "on".', 'Make it true or false.'],
    [
      { rules: 'scope-not-declared=fatal' },
      'The input rules, for scope-not-declared, cannot be "fatal".',
      'Make it off, note, warning or error.',
    ],
    [
      { rules: 'scope-not-declared=' },
      'The input rules, for scope-not-declared, cannot be "".',
      'Make it off, note, warning or error.',
    ],
    [
      { rules: 'scope-not-declared: off' },
      'The input rules has the line "scope-not-declared: off", which is not a name, an equals sign and a value.',
      'Write one a line, such as "endpoint-without-authorizer=warning".',
    ],
    [
      { parameters: '=prod' },
      'The input parameters has the line "=prod", which is not a name, an equals sign and a value.',
      'Write one a line, such as "Stage=prod".',
    ],
    [{ parameters: 'Stage=prod\nStage=test' }, 'The input parameters sets Stage twice.', 'Leave one of the lines out.'],
    [
      { paths: 'stacks\n-' },
      'The input paths names `-`, standard input, which an action does not have.',
      'Name files or folders of the workspace.',
    ],
  ])('%j are refused, and what they can be is said', (given, message, hint) => {
    expect(refusal(given)).toEqual([message, hint]);
  });
});

describe('action.yml', () => {
  const action = parsed('action.yml');

  test('has the inputs and outputs that the action reads and sets', () => {
    expect([Object.keys(action.inputs), Object.keys(action.outputs), action.runs]).toEqual([
      [
        'paths',
        'fail-on',
        'rules',
        'parameters',
        'parameter-files',
        'config-env',
        'config',
        'token',
        'annotations',
        'sarif-file',
        'json-file',
        'summary',
        'scan',
        'regions',
        'role-arns',
        'include',
        'compare',
        'shard',
        'allow-incomplete',
      ],
      ['findings', 'errors', 'warnings', 'open-endpoints', 'unread', 'sarif-file', 'json-file'],
      { using: 'node24', main: 'dist/action.js' },
    ]);
  });

  test('gives the defaults that the action has', () => {
    const defaults = Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, input.default]));
    expect(inputs(defaults)).toEqual({ ...inputs(), token: '${{ github.token }}' });
  });
});

function parsed(file: string) {
  return load(readFileSync(file, 'utf8')) as {
    readonly inputs: Readonly<Record<string, { readonly default: string }>>;
    readonly outputs: Readonly<Record<string, unknown>>;
    readonly runs: unknown;
  };
}
