import { Command, CommanderError, Option } from 'commander';
import { type AuditOptions, audit } from './audit.ts';
import { type CommandLineIo, type Output, type OutputOptions, print, usesColor } from './command-line-io.ts';
import type { Severity } from './model/finding.ts';
import { placeText } from './model/place.ts';
import { nearest } from './nearest.ts';
import { collectParameter, collectRule, collectText } from './option-values.ts';
import { terminalText } from './report/escape.ts';
import { type Format, formats, reporters } from './report/index.ts';
import type { AuditReport } from './report/report.ts';
import { addScanCommands } from './scan-commands.ts';
import { type FailOn, failing, failOnValues } from './threshold.ts';
import { isUserError, UserError } from './user-error.ts';
import { version } from './version.ts';

/** The options of the audit and of `endpoints`, as commander hands them over. */
interface Options extends SharedOptions {
  readonly format: Format;
}

interface AccessOptions extends SharedOptions {
  readonly format: 'text' | 'json' | 'mermaid';
}

interface SharedOptions extends OutputOptions {
  readonly failOn: FailOn;
  readonly rule?: Readonly<Record<string, Severity | 'off'>>;
  readonly parameter?: Readonly<Record<string, string>>;
  readonly parameterFile?: readonly string[];
  readonly stackName?: string;
  readonly region?: string;
  readonly configEnv?: string;
  readonly config?: string;
  readonly quiet?: true;
  readonly why?: string;
  readonly fix?: true;
  readonly fixDryRun?: true;
}

/**
 * Runs the command line and returns the exit status: 0 for nothing at or above the threshold, 1 for findings, 2 where
 * the audit could not be done.
 */
export async function main(args: readonly string[], io: CommandLineIo): Promise<number> {
  let status = 0;
  const program = commands(io, exit => {
    status = exit;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!isUserError(error)) throw error;
    for (const line of [...error.message.split('\n'), error.hint]) io.stderr.write(`${terminalText(line)}\n`);
    return 2;
  }
}

function commands(io: CommandLineIo, exit: (status: number) => void): Command {
  const program = new Command('cfn-auth-audit')
    .description(
      'Who can call each endpoint? Audits SAM and CloudFormation templates: the effective authorization of every endpoint, and whether the Cognito and OAuth set-up works once deployed.',
    )
    .version(version, '--version', 'print the version')
    .helpOption('--help', 'print this help')
    .helpCommand(false)
    .showHelpAfterError('Run `cfn-auth-audit --help` for what it takes.')
    .configureOutput({
      writeOut: text => io.stdout.write(text),
      writeErr: text => io.stderr.write(text),
      getOutHelpWidth: () => io.stdout.columns ?? 80,
      getErrHelpWidth: () => io.stderr.columns ?? 80,
    })
    .exitOverride()
    .enablePositionalOptions();
  addAuditOptions(program)
    .addOption(new Option('--format <format>', 'how findings are printed').choices([...formats]).default('text'))
    .addOption(
      new Option('--fail-on <severity>', 'the mildest severity that gives exit status 1')
        .choices(failOnValues)
        .default('error'),
    )
    .option('--quiet', 'print findings only, without the summary')
    .option('--fix', 'write what can be mended by an edit into the templates, and print what remains')
    .addOption(
      new Option('--fix-dry-run', 'print what --fix would change as a unified diff, and write nothing').conflicts([
        'fix',
        'format',
      ]),
    )
    .addHelpText('after', examples)
    .action(async (paths: string[], options: Options) => exit(await runAudit(paths, options, io)));
  addAuditOptions(program.command('endpoints').description('print who guards each endpoint, and the line that decides'))
    .addOption(
      new Option('--format <format>', 'how the endpoints are printed').choices(['text', 'json']).default('text'),
    )
    .option('--why <endpoint>', "explain one, such as 'GET /orders': the settings that decide, with their lines")
    .action(async (paths: string[], options: Options) => exit(await printEndpoints(paths, options, io)));
  addAuditOptions(program.command('access').description('print which clients can get a token for which endpoint'))
    .addOption(
      new Option('--format <format>', 'how that is printed').choices(['text', 'json', 'mermaid']).default('text'),
    )
    .action(async (paths: string[], options: AccessOptions) => exit(await printAccess(paths, options, io)));
  addScanCommands(program, io, exit);
  program
    .command('rules')
    .description('list the rules')
    .action(async () => {
      const { ruleList } = await import('./rule-pages.ts');
      io.stdout.write(ruleList());
    });
  program
    .command('explain')
    .argument('<rule>', "a rule's id")
    .description("print a rule's page")
    .action(async (id: string) => {
      const { rulePage } = await import('./rule-pages.ts');
      io.stdout.write(rulePage(id));
    });
  for (const command of program.commands) command.helpOption('--help', 'print this help');
  program.hook('preSubcommand', (_program, command) => refuseEarlyOptions(program, command.name()));
  return program;
}

/** Options before a command would belong to the audit, and be lost. */
function refuseEarlyOptions(program: Command, command: string): void {
  const given = program.options.filter(option => program.getOptionValueSource(option.attributeName()) === 'cli');
  const flags = given.map(option => option.long ?? option.flags);
  if (flags.length === 0) return;
  throw new UserError(
    `${flags.join(' and ')} ${flags.length === 1 ? 'stands' : 'stand'} before the command ${command}.`,
    `Write options after the command: cfn-auth-audit ${command} ${flags[0]} …`,
  );
}

const examples = `
Exit status: 0 nothing at or above --fail-on, 1 findings, 2 the audit could not be done.

Examples:
  cfn-auth-audit                              audit all templates below this folder
  cfn-auth-audit auth.yaml api/template.yaml  audit two templates as one system
  cfn-auth-audit endpoints                    who can call what
  cfn-auth-audit --fix-dry-run                what --fix would change
  cfn-auth-audit --format sarif --output audit.sarif
  cfn-auth-audit --rule api-without-default-authorizer=off --parameter Stage=prod
  cat template.yaml | cfn-auth-audit -
`;

function addAuditOptions(command: Command): Command {
  return command
    .argument(
      '[path...]',
      'templates, or folders that hold some; - reads one from standard input (default: this folder)',
    )
    .option('--output <file>', 'write to a file instead of standard output')
    .option('--rule <id=severity>', 'set a rule to off, note, warning or error (repeatable)', collectRule)
    .option('--parameter <name=value>', 'the value of a template parameter (repeatable)', collectParameter)
    .option('--parameter-file <file>', 'parameter values in JSON or YAML (repeatable)', collectText)
    .option('--config-env <name>', "the environment of each template's samconfig (default: default)")
    .option('--stack-name <name>', 'the name under which the templates are deployed')
    .option('--region <region>', 'the Region that they are deployed to')
    .option('--config <file>', 'the config file (default: cfn-auth-audit.yml, looked for upward from here)')
    .option('--no-color', 'print without colours');
}

async function runAudit(paths: readonly string[], options: Options, io: CommandLineIo): Promise<number> {
  const auditing = auditOptions(paths, options, io);
  const report = options.fix || options.fixDryRun ? await fixed(auditing, options, io) : await audit(auditing);
  if (!options.fixDryRun) {
    const reporter = await reporters[options.format]();
    await print(reporter(report, { color: usesColor(options, io), quiet: options.quiet === true }), options, io);
  }
  // What could not be read was not audited, whatever counts as a failure.
  if (report.summary.templates === 0) return 2;
  return failing(report.summary, options.failOn).length > 0 ? 1 : 0;
}

/** Fixes what can be, or prints how, and returns the report of what remains. */
async function fixed(auditing: AuditOptions, options: Options, io: CommandLineIo): Promise<AuditReport> {
  const { fix } = await import('./fix/fix.ts');
  const { onNotice: _, onProgress: __, ...quietly } = auditing;
  const { report, changes, messages } = await fix({
    ...auditing,
    audit: overlay => audit(overlay ? { ...quietly, overlay } : auditing),
    isDryRun: options.fixDryRun === true,
  });
  if (options.fixDryRun) {
    const { printableDiff, unifiedDiff } = await import('./fix/diff.ts');
    const diff = unifiedDiff(changes);
    // A file gets the very bytes, to be applied.
    const color = usesColor(options, io);
    await print(options.output === undefined ? printableDiff(diff, { color }) : diff, options, io);
  }
  if (!options.quiet) for (const message of messages) io.stderr.write(`${terminalText(message)}\n`);
  return report;
}

async function printEndpoints(paths: readonly string[], options: Options, io: CommandLineIo): Promise<number> {
  const report: AuditReport = await audit(auditOptions(paths, options, io));
  await print(await endpointsOutput(report, options, usesColor(options, io)), options, io);
  return warnOfUnreadable(report, io);
}

async function printAccess(paths: readonly string[], options: AccessOptions, io: CommandLineIo): Promise<number> {
  const report = await audit(auditOptions(paths, options, io));
  const { accessOutput, isDrawable } = await import('./report/access-output.ts');
  const text = accessOutput(report.access, options.format, { color: usesColor(options, io), quiet: false });
  await print(text, options, io);
  if (options.format === 'mermaid' && !isDrawable(text)) {
    io.stderr.write('Mermaid does not draw that much, as GitHub has it; give fewer templates.\n');
  }
  return warnOfUnreadable(report, io);
}

/** What could not be read has endpoints that are not in the output. */
function warnOfUnreadable(report: AuditReport, io: CommandLineIo): number {
  const unreadable = report.findings.filter(finding => finding.ruleId === 'template-unreadable');
  for (const { message, place } of unreadable) {
    io.stderr.write(`${terminalText(`${placeText(place)}: ${message}`)}\n`);
  }
  const isIncomplete = report.summary.templates === 0 || unreadable.some(finding => finding.severity === 'error');
  return isIncomplete ? 2 : 0;
}

async function endpointsOutput(report: AuditReport, options: Options, color: boolean): Promise<string> {
  const { endpointsText } = await import('./report/endpoints.ts');
  const { endpointsJson } = await import('./report/endpoints-json.ts');
  const { endpointsNamed, whyText } = await import('./report/why.ts');
  const endpoints = options.why === undefined ? report.endpoints : endpointsNamed(report.endpoints, options.why);
  if (options.why !== undefined && endpoints.length === 0) {
    const names = report.endpoints.map(({ method, path }) => `${method} ${path}`.trim());
    const likely = nearest(options.why, names);
    throw new UserError(
      `There is no endpoint ${options.why}${likely === undefined ? '' : `; ${likely} is the nearest`}.`,
      '`cfn-auth-audit endpoints` lists them; name one by method and path.',
    );
  }
  if (options.format === 'json') return endpointsJson(endpoints);
  if (options.why !== undefined) return whyText(endpoints, report.sourceText, { color });
  return endpointsText(endpoints, { color, quiet: false });
}

function auditOptions(paths: readonly string[], options: SharedOptions, io: CommandLineIo): AuditOptions {
  const { stackName, region, config, configEnv, parameterFile } = options;
  return {
    workingFolder: io.workingFolder,
    paths: paths.length === 0 ? ['.'] : paths,
    readStandardInput: io.readStandardInput,
    ruleSeverities: options.rule ?? {},
    parameters: options.parameter ?? {},
    onNotice: message => io.stderr.write(`${terminalText(message)}\n`),
    ...(stackName !== undefined && { stackName }),
    ...(region !== undefined && { region }),
    ...(configEnv !== undefined && { configEnv }),
    ...(parameterFile !== undefined && { parameterFiles: parameterFile }),
    ...(config !== undefined && { config }),
    ...(io.stderr.isTTY && !options.quiet && { onProgress: progressLine(io.stderr) }),
  };
}

const milliseconds = { untilShown: 500, between: 100 };

/** One line that counts, on a terminal, when the work takes long. */
function progressLine(stderr: Output): (done: number, total: number) => void {
  const start = Date.now();
  let last = start;
  let isShown = false;
  return (done, total) => {
    const now = Date.now();
    if (done === total) {
      if (isShown) stderr.write('\r\u001B[K');
    } else if (now - start > milliseconds.untilShown && now - last > milliseconds.between) {
      stderr.write(`\r\u001B[KReading templates: ${done} of ${total}`);
      [last, isShown] = [now, true];
    }
  };
}
