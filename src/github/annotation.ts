import type { Finding, Severity } from '../model/finding.ts';
import { isTextPlace, placeText } from '../model/place.ts';
import { terminalText } from '../report/escape.ts';
import { openFindings } from '../report/open-findings.ts';
import { remedies } from '../report/remedy.ts';
import type { Report } from '../report/report.ts';

/** An annotation as the REST API takes it. */
export interface Annotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly start_column?: number;
  readonly end_column?: number;
  readonly annotation_level: 'failure' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  readonly raw_details?: string;
}

const titleLimit = 255;
const textLimitBytes = 64 * 1024;

/**
 * The findings that nothing suppresses, as annotations of the pull request's lines.
 *
 * @see https://docs.github.com/en/rest/checks/runs#create-a-check-run
 */
export function annotations(report: Report): readonly Annotation[] {
  const remedyOf = remedies(report);
  return [...openFindings(report)].flatMap(finding => annotation(finding, remedyOf(finding)));
}

/** Only what stands in a file can be annotated. */
function annotation(finding: Finding, remedy: string | undefined): Annotation[] {
  if (!isTextPlace(finding.place)) return [];
  const { file, line, column, endLine, endColumn } = finding.place;
  const details = detailsOf(finding, remedy);
  const shown: Annotation = {
    path: file,
    start_line: line,
    end_line: endLine,
    // The API refuses columns of an annotation that spans lines.
    ...(line === endLine ? { start_column: column, end_column: endColumn } : {}),
    annotation_level: level(finding.severity),
    title: cut(terminalText(finding.ruleId), titleLimit, text => text.length),
    message: cut(terminalText(finding.message), textLimitBytes, byteLength),
    ...(details === '' ? {} : { raw_details: cut(details, textLimitBytes, byteLength) }),
  };
  return [shown];
}

/** The places that have to do with it, and how to mend it: what the pull request shows below the message. */
function detailsOf(finding: Finding, remedy: string | undefined): string {
  const related = (finding.related ?? []).map(({ place, message }) => `${placeText(place)}: ${message}`);
  const lines = remedy === undefined ? related : [...related, `Fix: ${remedy}`];
  return lines.map(terminalText).join('\n');
}

function level(severity: Severity): Annotation['annotation_level'] {
  switch (severity) {
    case 'error':
      return 'failure';
    case 'warning':
      return 'warning';
    case 'note':
      return 'notice';
  }
}

/** The text, or as much of it as `limit` allows of what `measure` counts, with an ellipsis in place of the rest. */
export function cut(text: string, limit: number, measure: (text: string) => number): string {
  if (measure(text) <= limit) return text;
  const ellipsis = '…';
  let size = measure(ellipsis);
  let kept = '';
  for (const character of text) {
    size += measure(character);
    if (size > limit) break;
    kept += character;
  }
  return kept + ellipsis;
}

/** The text's size as it is sent. */
export function byteLength(text: string): number {
  return Buffer.byteLength(text);
}
