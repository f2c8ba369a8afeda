import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { type DeploymentOptions, readDeployments } from '../../src/deployment/deployments.ts';
import { readOverrides } from '../../src/deployment/overrides.ts';
import { readSamconfig } from '../../src/deployment/samconfig.ts';
import { workspaceFiles } from '../../src/template/files.ts';
import { unlimitedRoom } from '../../src/template/room.ts';
import type { DeploymentSettings } from '../../src/template/settings.ts';
import { sourceFile } from '../../src/template/source.ts';
import { UserError } from '../../src/user-error.ts';
import { fixtures, outcome } from './outcome.ts';

/** What is known of the deployment of templates of a folder, and what was noticed. */
async function deployments(
  folder: string,
  templates: readonly string[],
  options: Partial<DeploymentOptions> = {},
): Promise<{ settings: readonly DeploymentSettings[]; notices: readonly string[] }> {
  const root = `${fixtures}/${folder}`;
  const notices: string[] = [];
  const files = workspaceFiles(root, [root], unlimitedRoom);
  const all = { parameters: {}, ...options };
  const settingsOf = await readDeployments(all, root, templates, files, message => notices.push(message));
  return { settings: templates.map(settingsOf), notices };
}

describe('parameter_overrides are read', () => {
  test.each([
    ['Stage=prod Name="two words"', { Stage: 'prod', Name: 'two words' }],
    ["Stage='prod  eu' Url=https://example.com/?a=b", { Stage: 'prod  eu', Url: 'https://example.com/?a=b' }],
    ['Name=two\\ words Quote=a\\"b Path=C:\\temp', { Name: 'two words', Quote: 'a"b', Path: 'C:\\temp' }],
    [
      'ParameterKey=Stage,ParameterValue=prod ParameterKey="Zones",ParameterValue="a,b c"',
      { Stage: 'prod', Zones: 'a,b c' },
    ],
    [['Stage=dev', 'Stage=prod', 'Name="two words"'], { Stage: 'prod', Name: 'two words' }],
    [
      { Stage: 'prod', Count: 3, IsLive: true, Zones: ['a', 'b'] },
      { Stage: 'prod', Count: '3', IsLive: 'true', Zones: 'a,b' },
    ],
    ['Empty="" Stage=prod', { Empty: '', Stage: 'prod' }],
    ['', {}],
    [undefined, {}],
  ])('%j', (value, parameters) => {
    expect(readOverrides(value)).toEqual({ parameters, files: [], faults: [] });
  });

  test.each([
    ['Stage=prod eu', { Stage: 'prod' }, ['parameter_overrides has "eu", which is no NAME=VALUE']],
    ['Stage= =prod', {}, ['Stage=', '=prod'].map(word => `parameter_overrides has "${word}", which is no NAME=VALUE`)],
    [['Stage=prod', 7], { Stage: 'prod' }, ['an item of parameter_overrides is no text']],
    [{ Stage: { deep: 'prod' } }, {}, ['the value of "Stage" in parameter_overrides is no text']],
    [7, {}, ['parameter_overrides is no text, list or map']],
  ])('%j has faults', (value, parameters, faults) => {
    expect(readOverrides(value)).toEqual({ parameters, files: [], faults });
  });

  test('in a time that does not explode with an open quote', () => {
    const { faults } = readOverrides(`Name="${'\\a'.repeat(20_000)}`);
    expect(faults).toEqual([]);
  });
});

describe('the samconfig of a template', () => {
  const templates = [
    'template.yaml',
    'other.yaml',
    'named/stack.yaml',
    'alone/stack.yaml',
    'built/template.yaml',
    'built/old.yaml',
  ];
  const names = async (options: Partial<DeploymentOptions>) =>
    (await deployments('choice', templates, options)).settings.map(({ stackName }) => stackName);

  test("is the one beside it that deploys it, SAM's default template where none is named", async () => {
    expect(await names({})).toEqual(['root', undefined, undefined, 'alone', 'built', undefined]);
  });

  test('is the one above it that names it, for the environment', async () => {
    expect(await names({ configEnv: 'prod' })).toEqual([
      undefined,
      undefined,
      'named-prod',
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('is outranked by the command line', async () => {
    const own = { stackName: 'mine', region: 'eu-north-1', parameters: { UserPoolId: 'mine' } };
    expect(
      await deployments('system', ['auth/template.yaml', 'users/service.yaml'], { ...own, configEnv: 'prod' }),
    ).toEqual({
      settings: [own, own],
      notices: [],
    });
  });

  test('gives options of deploy in place of those of all commands', async () => {
    expect(await deployments('system', ['auth/template.yaml', 'orders/template.yaml'], { configEnv: 'prod' })).toEqual({
      settings: [
        { stackName: 'auth-prod', region: 'eu-central-1', parameters: {} },
        {
          stackName: 'orders-prod',
          region: 'eu-central-1',
          parameters: { UserPoolId: '/auth-prod/CognitoUserPoolId' },
        },
      ],
      notices: [],
    });
  });

  test('is left out with a notice where it cannot be read, as far as that goes', async () => {
    const folders = ['broken', 'wrong', 'list'];
    expect(
      await deployments(
        'faults',
        folders.map(folder => `${folder}/template.yaml`),
      ),
    ).toEqual({
      settings: [
        { parameters: {} },
        { region: 'eu-west-1', parameters: { UserPoolId: '/auth-dev/CognitoUserPoolId' } },
        { parameters: {} },
      ],
      notices: [
        'broken/samconfig.toml:4: This is not valid TOML (control characters are not allowed in strings); the samconfig was left out.',
        'list/samconfig.yml:1: This is not a map of environments; the samconfig was left out.',
        'wrong/samconfig.toml:7: In the environment default, stack_name is no text; it was left out.',
        'wrong/samconfig.toml:9: In the environment default, parameter_overrides has "Stage", which is no NAME=VALUE; it was left out.',
        'wrong/samconfig.toml:9: In the environment default, parameter_overrides has "prod", which is no NAME=VALUE; it was left out.',
      ],
    });
  });

  test('is said to be left out by an audit as well', async () => {
    const { notices } = await outcome('faults', { paths: ['broken'] });
    expect(notices).toEqual([
      'broken/samconfig.toml:4: This is not valid TOML (control characters are not allowed in strings); the samconfig was left out.',
    ]);
  });

  test('is read from TOML and YAML alike', () => {
    const read = (name: string) =>
      readSamconfig(sourceFile(name, readFileSync(`${fixtures}/system/${name}`, 'utf8')), message => {
        throw new Error(message);
      });
    expect(read('samconfig.toml').names).toEqual(['default', 'prod']);
    expect(read('orders/samconfig.yaml').names).toEqual(['default', 'prod']);
    expect(read('orders/samconfig.yaml').environment('prod')).toEqual({
      stackName: 'orders-prod',
      region: 'eu-central-1',
      parameters: { UserPoolId: '/auth-prod/CognitoUserPoolId' },
      parameterFiles: [],
      templates: [],
    });
    expect(read('samconfig.toml').environment('__proto__')).toBeUndefined();
  });
});

describe('parameter files', () => {
  const parametersOf = async (options: Partial<DeploymentOptions>) =>
    (await deployments('parameters', ['template.yaml'], options)).settings[0]?.parameters;
  const samconfig = { Stage: 'samconfig', Shard: 'samconfig', UserPoolId: 'samconfig', Zone: 'beside' };

  test.each([
    [[], {}],
    [['list.json'], { Stage: 'list' }],
    [['pipeline.json'], { Stage: 'pipeline', Shard: 'pipeline' }],
    [['plain.yaml'], { Stage: 'plain', Code: '0012', Zones: 'a,b' }],
    [['pipeline.json', 'list.json'], { Stage: 'list', Shard: 'pipeline' }],
  ])('%j outrank the samconfig, the last one first', async (parameterFiles, values) => {
    expect(await parametersOf({ parameterFiles })).toEqual({ ...samconfig, ...values });
  });

  test('are outranked by single parameters', async () => {
    const options = { parameterFiles: ['list.json'], parameters: { Stage: 'command line' } };
    expect(await parametersOf(options)).toEqual({ ...samconfig, Stage: 'command line' });
  });

  test.each([
    ['nowhere.json', 'The parameter file nowhere.json does not exist.'],
    ['wrong.yaml', 'wrong.yaml:1:8: The value of "Stage" is no text.'],
    [
      'wrong-list.json',
      [
        'wrong-list.json:1:2: The item has no ParameterKey with a ParameterValue.',
        'wrong-list.json:1:29: The item has no ParameterKey with a ParameterValue.',
      ].join('\n'),
    ],
  ])('%s is refused', async (name, message) => {
    const error = await parametersOf({ parameterFiles: [name] }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ message });
  });

  test('that are not JSON or YAML are refused', async () => {
    await expect(parametersOf({ parameterFiles: ['unreadable.json'] })).rejects.toThrow(/^unreadable\.json:\d+:\d+: /);
  });
});
