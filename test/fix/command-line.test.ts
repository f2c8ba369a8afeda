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

describe('--fix and --fix-dry-run', () => {
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
