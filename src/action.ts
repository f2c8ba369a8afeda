import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { inspect, types } from 'node:util';
import * as core from '@actions/core';
import { audit } from './audit.ts';
import { annotate, type Runner } from './github/annotate.ts';
import { readInputs, type ScanInputs } from './github/inputs.ts';
import { logLines } from './github/log.ts';
import { verdict } from './github/verdict.ts';
import { inLargePieces } from './iterables.ts';
import { terminalText, withoutWorkflowCommands } from './report/escape.ts';
import { type Format, reporters } from './report/index.ts';
import { stepSummary } from './report/markdown.ts';
import type { Report } from './report/report.ts';
import type { ScanOptions } from './scan/scan.ts';
import { isUserError, UserError } from './user-error.ts';

/** Runs the action: reads its inputs, audits the workspace, and reports to GitHub. Returns the exit status. */
export async function main(runner: Runner): Promise<number> {
  try {
    return await auditWorkspace(runner);
  } catch (error) {
    if (!isUserError(error)) throw error;
    runner.core.setFailed(`${error.message}\n${error.hint}`);
    return 2;
  }
}

async function auditWorkspace(runner: Runner): Promise<number> {
  const inputs = readInputs(name => runner.core.getInput(name));
  const workspace = runner.environment.GITHUB_WORKSPACE || process.cwd();
  const options = {
    workingFolder: workspace,
    ruleSeverities: inputs.ruleSeverities,
    onNotice: (message: string) => runner.core.info(withoutWorkflowCommands(terminalText(message))),
    ...(inputs.config === undefined ? {} : { config: inputs.config }),
  };
  const deployment = {
    parameters: inputs.parameters,
    parameterFiles: inputs.parameterFiles,
    ...(inputs.configEnv === undefined ? {} : { configEnv: inputs.configEnv }),
  };
  const report: Report = inputs.scan
    ? await scanAccounts(inputs.scan, options, deployment)
    : await audit({ ...options, ...deployment, paths: inputs.paths, readStandardInput: async () => '' });
  const judged = verdict(report.summary, inputs.failOn, inputs.scan?.allowIncomplete);

  await writeReport(report, 'sarif', workspace, inputs.sarifFile);
  await writeReport(report, 'json', workspace, inputs.jsonFile);
  const text = await reporters.text();
  logLines(text(report, { color: !runner.environment.NO_COLOR, quiet: false }), runner.core);
  // What stands in an account has no line that could be annotated.
  if (!inputs.scan) await annotate(report, judged, inputs, runner);
  if (inputs.summary) await writeStepSummary(report, runner);

  const { errors, warnings, notes, openEndpoints } = report.summary;
  runner.core.setOutput('findings', errors + warnings + notes);
  runner.core.setOutput('errors', errors);
  runner.core.setOutput('warnings', warnings);
  runner.core.setOutput('open-endpoints', openEndpoints);
  runner.core.setOutput('sarif-file', inputs.sarifFile ?? '');
  runner.core.setOutput('json-file', inputs.jsonFile ?? '');

  runner.core.setOutput('unread', report.summary.scan?.unread ?? 0);

  if (judged.failure === undefined) return 0;
  runner.core.setFailed(judged.failure);
  return 1;
}

/** Reads accounts by the credentials that the job has. */
async function scanAccounts(
  { regions, roleArns, include, compare, shard }: ScanInputs,
  options: Pick<ScanOptions, 'workingFolder' | 'ruleSeverities' | 'onNotice'>,
  deployment: Pick<NonNullable<ScanOptions['compare']>, 'parameters' | 'parameterFiles' | 'configEnv'>,
): Promise<Report> {
  const { parseShard, scan } = await import('./scan/index.ts');
  return scan({
    ...options,
    regions: regions === 'all' ? [] : regions,
    allRegions: regions === 'all',
    roleArns,
    include,
    ...(shard !== undefined && { shard: parseShard(shard) }),
    ...(compare.length > 0 && {
      compare: { workingFolder: options.workingFolder, paths: compare, ...deployment },
    }),
  });
}

async function writeReport(report: Report, format: Format, workspace: string, file: string | undefined): Promise<void> {
  if (file === undefined) return;
  const reporter = await reporters[format]();
  const path = resolve(workspace, file);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, inLargePieces(reporter(report, { color: false, quiet: false })));
  } catch (error) {
    if (!types.isNativeError(error) || !('code' in error)) throw error;
    throw new UserError(
      `${file} cannot be written (${error.code}).`,
      `Give the input ${format}-file the path of a file that can be.`,
    );
  }
}

/** Fails nothing: a runner without step summaries, or a container that cannot reach the file, still gets its audit. */
async function writeStepSummary(report: Report, runner: Runner): Promise<void> {
  const path = runner.environment.GITHUB_STEP_SUMMARY;
  if (!path) return runner.core.info('This runner shows no step summary: GITHUB_STEP_SUMMARY is not set.');
  try {
    await appendFile(path, stepSummary(report));
  } catch (error) {
    if (!types.isNativeError(error) || !('code' in error)) throw error;
    runner.core.info(`The step summary could not be written (${error.code}).`);
  }
}

try {
  process.exitCode = await main({ environment: process.env, core });
} catch (error) {
  // The toolkit escapes it, so that no line of a message or stack, which may quote a template, is a workflow command.
  core.setFailed(inspect(error));
  process.exitCode = 2;
}
