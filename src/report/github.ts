import type { Finding, Severity } from '../model/finding.ts';
import { isTextPlace, type Place, placeText } from '../model/place.ts';
import { workflowCommandData, workflowCommandProperty } from './escape.ts';
import { openFindings } from './open-findings.ts';
import { remedies } from './remedy.ts';
import type { Report, ReporterOptions } from './report.ts';
import { cleanLine, summaryLine } from './summary.ts';

/** Workflow commands, which GitHub Actions turns into annotations, and the summary as a line of the log. */
export function* github(report: Report, options: ReporterOptions): Generator<string> {
  const remedyOf = remedies(report);
  for (const finding of openFindings(report)) yield `${annotation(finding, remedyOf(finding))}\n`;
  if (options.quiet) return;
  const clean = cleanLine(report.summary);
  yield `${clean === undefined ? '' : `${clean} `}${summaryLine(report.summary)}\n`;
}

function annotation(finding: Finding, remedy: string | undefined): string {
  const properties = Object.entries({ ...spanProperties(finding.place), title: finding.ruleId })
    .map(([name, value]) => `${name}=${workflowCommandProperty(String(value))}`)
    .join(',');
  const message = [
    finding.message,
    ...(finding.related ?? []).map(({ place, message }) => `${placeText(place)}: ${message}`),
    ...(remedy === undefined ? [] : [`Fix: ${remedy}`]),
  ];
  return `::${commandName(finding.severity)} ${properties}::${message.map(workflowCommandData).join('%0A')}`;
}

/** GitHub takes columns only where a place is on one line. */
function spanProperties(place: Place): Record<string, string | number> {
  if (!isTextPlace(place)) return {};
  const { file, line, column, endLine, endColumn } = place;
  return line === endLine ? { file, line, endLine, col: column, endColumn } : { file, line, endLine };
}

function commandName(severity: Severity): string {
  return severity === 'note' ? 'notice' : severity;
}
