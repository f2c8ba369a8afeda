import picocolors from 'picocolors';
import type { Finding, Severity } from '../model/finding.ts';
import type { Unknown } from '../model/model.ts';
import { isTextPlace, placeText } from '../model/place.ts';
import { consoleUri } from './console.ts';
import { terminalText, withoutWorkflowCommands } from './escape.ts';
import { codeFrame } from './frame.ts';
import { inferredBlocks } from './inferred-links.ts';
import { openFindings } from './open-findings.ts';
import { remedies } from './remedy.ts';
import type { Report, ReporterOptions, Summary, Unread } from './report.ts';
import { type SourceLines, sourceLines } from './source-lines.ts';
import { cleanLine, summaryLine } from './summary.ts';

type Colors = ReturnType<typeof picocolors.createColors>;

/** The report for a person at a terminal: each finding with its lines and its remedy, then what is not known, then counts. */
export function* text(report: Report, options: ReporterOptions): Generator<string> {
  let between = '';
  for (const block of blocks(report, options)) {
    let before = between;
    for (const line of block) {
      yield withoutWorkflowCommands(`${before}${line}\n`);
      before = '';
      between = '\n';
    }
  }
}

/** The report's parts, which a blank line parts; one without lines is left out. */
function* blocks(report: Report, options: ReporterOptions): Generator<Iterable<string>> {
  const colors = picocolors.createColors(options.color);
  const lines = sourceLines(report.sourceText);
  const remedyOf = remedies(report);
  for (const finding of openFindings(report)) yield findingBlock(finding, remedyOf(finding), lines, colors);
  if (options.quiet) return;
  yield unreadBlock(report.unread ?? [], colors);
  yield unknownsBlock(report.unknowns, colors);
  for (const block of inferredBlocks(report.inferredLinks)) yield block.map(line => colors.dim(line));
  yield summaryBlock(report.summary, colors);
}

function findingBlock(
  finding: Finding,
  remedy: string | undefined,
  lines: SourceLines,
  colors: Colors,
): readonly string[] {
  const color = severityColor(finding.severity, colors);
  const related = finding.related ?? [];
  const block = [
    `${colors.bold(terminalText(placeText(finding.place)))}  ${color(finding.severity)}  ${colors.dim(terminalText(finding.ruleId))}`,
    `  ${colors.bold(terminalText(finding.message))}`,
  ];
  const page = isTextPlace(finding.place) ? undefined : consoleUri(finding.place);
  if (page !== undefined) block.push(`  ${colors.dim(page)}`);
  const frame = codeFrame(lines, finding.place).map(line => `  ${colorFrameLine(line, color, colors)}`);
  if (frame.length > 0) block.push('', ...frame);
  if (related.length > 0 || remedy !== undefined) block.push('');
  for (const { place, message } of related) {
    block.push(`  ${colors.dim(`${terminalText(placeText(place))}:`)} ${terminalText(message)}`);
  }
  if (remedy !== undefined) block.push(`  ${colors.green('Fix:')} ${terminalText(remedy)}`);
  return block;
}

function severityColor(severity: Severity, colors: Colors): (text: string) => string {
  switch (severity) {
    case 'error':
      return colors.red;
    case 'warning':
      return colors.yellow;
    case 'note':
      return colors.cyan;
  }
}

/** Colours a line of a code frame: `> 12 | text`, `  13 | text`, or blanks, `|` and the underline. */
function colorFrameLine(line: string, color: (text: string) => string, colors: Colors): string {
  const [, mark = '', gutter = '', rest = ''] = /^([> ]?)([ \d]*\|)(.*)$/u.exec(line) ?? [];
  const isUnderline = !/\d/.test(gutter);
  return `${mark === '>' ? color(mark) : mark}${colors.dim(gutter)}${isUnderline ? color(rest) : rest}`;
}

/** What of an account could not be read: nothing is known of it, so that it can hide anything. */
function unreadBlock(unread: readonly Unread[], colors: Colors): readonly string[] {
  if (unread.length === 0) return [];
  const listed = unread.flatMap(part => [
    `  ${terminalText(`${placeText(part.place)}: ${part.what}: ${failureText(part)}`)}`,
    ...(part.reason === 'interrupted' ? [] : [`    ${terminalText(part.detail)}`]),
  ]);
  return [colors.yellow('Could not be read:'), ...listed.map(line => colors.dim(line))];
}

function failureText({ reason, action }: Unread): string {
  switch (reason) {
    case 'denied':
      return `${action} is not allowed`;
    case 'throttled':
      return `throttled to the end (${action})`;
    case 'gone':
      return `gone when it came to be read (${action})`;
    case 'timed-out':
      return `no answer in time (${action})`;
    case 'failed':
      return `the call failed (${action})`;
    case 'interrupted':
      return `interrupted (${action})`;
  }
}

function* unknownsBlock(unknowns: Iterable<Unknown>, colors: Colors): Generator<string> {
  let isFirst = true;
  for (const { place, message } of unknowns) {
    if (isFirst) yield colors.dim('Could not be determined:');
    isFirst = false;
    yield colors.dim(`  ${terminalText(`${placeText(place)}: ${message}`)}`);
  }
}

function summaryBlock(summary: Summary, colors: Colors): readonly string[] {
  const clean = cleanLine(summary);
  return [...(clean === undefined ? [] : [colors.green(clean)]), colors.bold(summaryLine(summary))];
}
