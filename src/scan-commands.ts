import { readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { type CommandLineIo, type OutputOptions, print, usesColor } from './command-line-io.ts';
import type { Severity } from './model/finding.ts';
import { collectParameter, collectRule, collectText } from './option-values.ts';
import { terminalText } from './report/escape.ts';
import { type Format, formats, reporters } from './report/index.ts';
import type { Report } from './report/report.ts';
import { incompleteText, isIncomplete } from './report/summary.ts';
import { type FailOn, failing, failOnValues } from './threshold.ts';
import { UserError } from './user-error.ts';

/** What becomes of a report of a scan. */
interface ReportOptions extends OutputOptions {
  readonly format: Format;
  readonly failOn: FailOn;
  readonly allowIncomplete?: true;
  readonly quiet?: true;
}

/** The options of `scan`, as commander hands them over. */
interface ScanCommandOptions extends ReportOptions {
  readonly region?: readonly string[];
  readonly allRegions?: true;
  readonly profile?: string;
  readonly roleArn?: readonly string[];
  readonly organization?: true;
  readonly roleName?: string;
  readonly include?: readonly string[];
  readonly shard?: string;
  readonly compare?: readonly string[];
  readonly stackName?: string;
  readonly configEnv?: string;
  readonly parameter?: Readonly<Record<string, string>>;
  readonly parameterFile?: readonly string[];
  readonly rule?: Readonly<Record<string, Severity | 'off'>>;
  readonly config?: string;
}

/** Adds `scan`, which reads AWS accounts, and `merge`, which puts reports of its shards together. */
export function addScanCommands(program: Command, io: CommandLineIo, exit: (status: number) => void): void {
  const scan = program
    .command('scan')
    .description('read AWS accounts, and audit what is deployed there; nothing is written to them')
    .option(
      '--region <region>',
      'a Region to read (repeatable; default: the one of your AWS configuration)',
      collectText,
    )
    .addOption(new Option('--all-regions', 'read all Regions that are enabled').conflicts('region'))
    .option('--profile <name>', 'a profile of your AWS configuration')
    .option('--role-arn <arn>', 'a role to assume, and read its account (repeatable)', collectText)
    .addOption(
      new Option(
        '--organization',
        'read all accounts of the organization, each by its role of the --role-name',
      ).conflicts('roleArn'),
    )
    .option('--role-name <name>', "the role's name in each account of the organization")
    .option('--include <glob>', 'read only APIs of such a name (repeatable)', collectText)
    .option('--shard <i/n>', 'read only this share of the accounts and Regions, such as 1/4')
    .option('--compare <path...>', 'templates, or folders of some, to compare with what is deployed')
    .option('--stack-name <name>', 'with --compare: the name of the stack that the templates are deployed as')
    .option('--config-env <name>', "with --compare: the environment of each template's samconfig")
    .option(
      '--parameter <name=value>',
      'with --compare: the value of a template parameter (repeatable)',
      collectParameter,
    )
    .option('--parameter-file <file>', 'with --compare: parameter values in JSON or YAML (repeatable)', collectText)
    .option('--rule <id=severity>', 'set a rule to off, note, warning or error (repeatable)', collectRule)
    .option('--config <file>', 'the config file (default: cfn-auth-audit.yml, looked for upward from here)');
  addReportOptions(scan)
    .addHelpText('after', scanExamples)
    .action(async (options: ScanCommandOptions) => exit(await runScan(options, io)));
  const merge = program
    .command('merge')
    .argument('<file...>', 'reports of the shards of one scan, as --format json writes them')
    .description('put the reports of the shards of a scan together');
  addReportOptions(merge).action(async (files: string[], options: ReportOptions) =>
    exit(await runMerge(files, options, io)),
  );
}

function addReportOptions(command: Command): Command {
  return command
    .addOption(new Option('--format <format>', 'how it is printed').choices([...formats]).default('text'))
    .option('--output <file>', 'write to a file instead of standard output')
    .addOption(
      new Option('--fail-on <severity>', 'the mildest severity that gives exit status 1')
        .choices(failOnValues)
        .default('error'),
    )
    .option('--allow-incomplete', 'do not exit with 2 where something could not be read')
    .option('--quiet', 'print findings only, without the summary')
    .option('--no-color', 'print without colours');
}

const scanExamples = `
Exit status: 0 nothing at or above --fail-on, 1 findings, 2 the scan could not be done, or is incomplete.

Examples:
  cfn-auth-audit scan --region eu-west-1 --region us-east-1
  cfn-auth-audit scan --profile prod --all-regions --include 'orders-*'
  cfn-auth-audit scan --organization --role-name cfn-auth-audit --shard 1/4 --format json --output 1.json
  cfn-auth-audit scan --compare template.yaml --stack-name orders-prod
`;

async function runScan(options: ScanCommandOptions, io: CommandLineIo): Promise<number> {
  const { organization, roleName, compare } = options;
  if (organization && roleName === undefined)
    throw new UserError('--organization needs a role to read each account by.', 'Name it with --role-name NAME.');
  if (!organization && roleName !== undefined)
    throw new UserError('--role-name is for --organization.', 'Give --organization too, or a role by --role-arn ARN.');
  const strays = (['stackName', 'configEnv', 'parameter', 'parameterFile'] as const).filter(name => options[name]);
  if (!compare && strays.length > 0) {
    const flag = `--${strays[0]?.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`;
    throw new UserError(`${flag} is for --compare.`, 'Give the templates too: --compare PATH.');
  }
  const { parseShard, scan, scanProgress } = await import('./scan/index.ts');
  const interruption = new AbortController();
  const progress = options.quiet ? undefined : scanProgress(io.stderr);
  const say = progress?.say ?? ((line: string) => io.stderr.write(`${line}\n`));
  const forget = io.onInterrupt?.(() => {
    say('Interrupted: what has been read, if anything, is reported. Press Ctrl-C again to stop at once.');
    interruption.abort();
  });
  try {
    const report = await scan({
      workingFolder: io.workingFolder,
      regions: options.region ?? [],
      allRegions: options.allRegions === true,
      roleArns: options.roleArn ?? [],
      include: options.include ?? [],
      ruleSeverities: options.rule ?? {},
      signal: interruption.signal,
      onNotice: message => say(terminalText(message)),
      ...(progress && { onProgress: progress.show }),
      ...(options.profile !== undefined && { profile: options.profile }),
      ...(roleName !== undefined && { organizationRole: roleName }),
      ...(options.shard !== undefined && { shard: parseShard(options.shard) }),
      ...(options.config !== undefined && { config: options.config }),
      ...(compare && { compare: comparison(compare, options, io) }),
    });
    progress?.stop();
    return await printReport(report, options, io);
  } finally {
    progress?.stop();
    forget?.();
  }
}

function comparison(paths: readonly string[], options: ScanCommandOptions, io: CommandLineIo) {
  const { stackName, configEnv, parameterFile } = options;
  return {
    workingFolder: io.workingFolder,
    paths,
    parameters: options.parameter ?? {},
    ...(stackName !== undefined && { stackName }),
    ...(configEnv !== undefined && { configEnv }),
    ...(parameterFile !== undefined && { parameterFiles: parameterFile }),
  };
}

async function runMerge(files: readonly string[], options: ReportOptions, io: CommandLineIo): Promise<number> {
  const { merge } = await import('./scan/index.ts');
  return await printReport(merge(files.map(name => ({ name, read: () => readReport(name) }))), options, io);
}

function readReport(name: string): string {
  try {
    return readFileSync(name, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    const hint =
      error.code === 'ERR_STRING_TOO_LONG'
        ? 'It is too large: scan in more shards.'
        : 'Name the files that `scan --output` has written.';
    throw new UserError(`${name} cannot be read (${error.code}).`, hint);
  }
}

/** No partial data looks like a pass: what could not be read gives 2, whatever was found. */
async function printReport(report: Report, options: ReportOptions, io: CommandLineIo): Promise<number> {
  const reporter = await reporters[options.format]();
  await print(reporter(report, { color: usesColor(options, io), quiet: options.quiet === true }), options, io);
  if (isIncomplete(report.summary) && !options.allowIncomplete) {
    io.stderr.write(
      `The scan is incomplete: ${incompleteText(report.summary)}. With --allow-incomplete, that is no failure.\n`,
    );
    return 2;
  }
  return failing(report.summary, options.failOn).length > 0 ? 1 : 0;
}
