import type * as core from '@actions/core';
import { reporters } from '../report/index.ts';
import { stepSummary } from '../report/markdown.ts';
import type { Report } from '../report/report.ts';
import { counted, summaryLine } from '../report/summary.ts';
import { annotations } from './annotation.ts';
import { type CheckRunOutcome, summaryLimit, writeCheckRun } from './check-run.ts';
import { commitOf, type Environment } from './commit.ts';
import type { ActionInputs } from './inputs.ts';
import { logLines } from './log.ts';
import type { Verdict } from './verdict.ts';

/** What the action needs of the runner: its variables, and the toolkit that talks to it. */
export interface Runner {
  readonly environment: Environment;
  readonly core: Pick<typeof core, 'getInput' | 'info' | 'notice' | 'setFailed' | 'setOutput' | 'warning'>;
}

/** How many annotations of one level GitHub makes of a step's workflow commands; it logs the others. */
const commandsPerLevel = 10;

/** Puts the findings on the pull request's lines in the way that the inputs ask for, or else by workflow commands. */
export async function annotate(
  report: Report,
  verdict: Verdict,
  inputs: Pick<ActionInputs, 'annotations' | 'token'>,
  runner: Runner,
): Promise<void> {
  switch (inputs.annotations) {
    case 'none':
      return;
    case 'commands':
      return printCommands(report, runner);
    case 'check-run': {
      const outcome = await checkRun(report, verdict, inputs.token, runner.environment);
      switch (outcome.kind) {
        case 'written':
          return;
        case 'incomplete':
          return runner.core.warning(outcome.sentence);
        case 'refused':
          return fallBack(report, outcome.sentence, runner);
      }
    }
  }
}

async function checkRun(
  report: Report,
  verdict: Verdict,
  token: string,
  environment: Environment,
): Promise<CheckRunOutcome> {
  const commit = commitOf(environment);
  if (commit === undefined) {
    return { kind: 'refused', sentence: 'There is no commit to write a check run for: this is no run of a workflow.' };
  }
  if (token === '') return { kind: 'refused', sentence: 'There is no token to write a check run with.' };
  return writeCheckRun(
    {
      apiUrl: environment.GITHUB_API_URL || 'https://api.github.com',
      token,
      commit,
      userAgent: `cfn-auth-audit/${report.toolVersion}`,
      retryMilliseconds: 1_000,
      timeoutMilliseconds: 60_000,
    },
    {
      title: summaryLine(report.summary),
      summary: stepSummary(report, summaryLimit),
      conclusion: verdict.conclusion,
      annotations: annotations(report),
    },
  );
}

async function fallBack(report: Report, sentence: string, runner: Runner): Promise<void> {
  const { errors, warnings, notes } = report.summary;
  if (errors + warnings + notes === 0) return runner.core.info(sentence);
  await printCommands(report, runner);
  runner.core.notice(`${sentence} The findings are annotated by workflow commands instead.`);
}

async function printCommands(report: Report, runner: Runner): Promise<void> {
  const { errors, warnings, notes } = report.summary;
  if (errors + warnings + notes === 0) return;
  const github = await reporters.github();
  logLines(github(report, { color: false, quiet: true }), runner.core);
  const hidden = [errors, warnings, notes]
    .map(count => Math.max(count - commandsPerLevel, 0))
    .reduce((sum, count) => sum + count);
  if (hidden === 0) return;
  runner.core.info(
    `GitHub shows the first ${commandsPerLevel} annotations of each severity: ` +
      `${counted(hidden, 'finding is', 'findings are')} in this log, but not annotated.`,
  );
}
