import { concatenated, filtered } from '../iterables.ts';
import type { Endpoint } from '../model/endpoint.ts';
import type { Finding } from '../model/finding.ts';
import type { Unknown } from '../model/model.ts';
import { isTextPlace, lineText, type Place, placeText } from '../model/place.ts';
import { readableMermaid } from './access-mermaid.ts';
import { consoleUri } from './console.ts';
import { markdownCode, markdownText } from './escape.ts';
import { apiText, authorizerText, conditionsText, guardOf, guardText, pathText, scopeText } from './guard.ts';
import { rulePageUri } from './links.ts';
import { openFindings } from './open-findings.ts';
import type { Report, Unread } from './report.ts';
import { cleanLine, counted, summaryLine } from './summary.ts';

/** GitHub takes 1 MiB of a step's summary; the margin is for what else the step may write. */
export const stepSummaryLimit = 1024 * 1024 - 4096;

/** GitHub takes 65,536 characters of an issue or a comment; the margin is for what stands around the report. */
const commentLimit = 65_536 - 1_536;

/** The report for an issue or a comment. */
export function markdown(report: Report): Iterable<string> {
  return [stepSummary(report, commentLimit, '64 KiB')];
}

/** A longer table is folded. */
const unfoldedRows = 20;

/** Longer texts are cut: a name of a megabyte must not take the place of every other row. */
const longestText = 500;

/**
 * The report as a GitHub Actions step summary: counts, findings, the authorization matrix with the open endpoints first,
 * and what could not be determined. Rows are left out, and counted, where its UTF-8 text would exceed `limitBytes`.
 */
export function stepSummary(report: Report, limitBytes = stepSummaryLimit, limitName = '1 MiB'): string {
  const sections = [
    unreadSection(report, limitBytes),
    findingsSection(report, limitBytes),
    endpointsSection(report, limitBytes),
    accessSection(report),
    unknownsSection(report, limitBytes),
  ];
  const head = headText(report);
  const whole = head + sections.map(section => sectionText(section, section.rows)).join('');
  if (byteLength(whole) <= limitBytes) return whole;

  const fixed = [
    head,
    noteOfLeftOut(
      sections,
      sections.map(() => 0),
      limitName,
    ),
    ...sections.map(({ start, end }) => start + end),
  ];
  const budgets = shares(
    sections.map(({ rows }) => byteLength(rows.join(''))),
    limitBytes - byteLength(fixed.join('')),
  );
  const kept = sections.map(({ rows }, index) => rowsWithin(rows, budgets[index] ?? 0));
  const note = noteOfLeftOut(sections, kept, limitName);
  return (
    head + note + sections.map((section, index) => sectionText(section, section.rows.slice(0, kept[index]))).join('')
  );
}

/** A part of the summary, made of rows that can be left out one by one; each text ends its lines. */
interface Section {
  /** What a row is, for the count of those left out. */
  readonly row: string;
  readonly plural: string;
  readonly start: string;
  /** All of them, or as many as exceed the limit by themselves. */
  readonly rows: readonly string[];
  readonly count: number;
  readonly end: string;
}

/** Makes rows until they exceed the limit, and counts the others: of an organization there can be millions. */
function rowsOf<T>(items: Iterable<T>, row: (item: T) => string, limitBytes: number): Pick<Section, 'rows' | 'count'> {
  const rows: string[] = [];
  let bytes = 0;
  let count = 0;
  for (const item of items) {
    count += 1;
    if (bytes > limitBytes) continue;
    const text = row(item);
    rows.push(text);
    bytes += byteLength(text);
  }
  return { rows, count };
}

function headText({ summary }: Report): string {
  const clean = cleanLine(summary);
  return `## cfn-auth-audit\n\n${clean === undefined ? '' : `**${clean}** `}${summaryLine(summary)}.\n`;
}

function sectionText({ start, end, count }: Section, rows: readonly string[]): string {
  return count === 0 ? '' : start + rows.join('') + end;
}

function findingsSection(report: Report, limitBytes: number): Section {
  return {
    row: 'finding',
    plural: 'findings',
    start: `\n### Findings\n\n${tableHead(['Severity', 'Rule', 'Place', 'Message'])}`,
    ...rowsOf(openFindings(report), findingRow, limitBytes),
    end: '',
  };
}

function findingRow({ severity, ruleId, place, message }: Finding): string {
  const rule = `[${markdownText(ruleId)}](${rulePageUri(ruleId)})`;
  return tableRow([severity, rule, placeCell(place), prose(message)]);
}

/** A place, with a link to the AWS console for what stands in an account. */
function placeCell(place: Place): string {
  const page = isTextPlace(place) ? undefined : consoleUri(place);
  return page === undefined ? code(placeText(place)) : `[${code(placeText(place))}](${page})`;
}

function endpointsSection({ endpoints, summary }: Report, limitBytes: number): Section {
  const isOpen = (endpoint: Endpoint) => guardOf(endpoint) === 'open';
  const openFirst = concatenated<Endpoint>([
    filtered(endpoints, isOpen),
    filtered(endpoints, endpoint => !isOpen(endpoint)),
  ]);
  const title = `${counted(summary.endpoints, 'endpoint')}, ${summary.openEndpoints} open`;
  const head = tableHead(['API', 'Method', 'Path', 'Guarded by', 'Scopes', 'API key', 'Decided at']);
  return folded('### Endpoints', title, {
    row: 'endpoint',
    plural: 'endpoints',
    start: head,
    ...rowsOf(openFirst, endpointRow, limitBytes),
    end: '',
  });
}

function endpointRow(endpoint: Endpoint): string {
  const conditions = conditionsText(endpoint.conditions);
  const scopes = endpoint.auth.flatMap(authorizer => authorizer.scopes).map(scope => code(scopeText(scope)));
  return tableRow([
    code(apiText(endpoint)),
    prose(endpoint.method),
    code(pathText(endpoint)) + (conditions === '' ? '' : ` ${prose(conditions)}`),
    guardCell(endpoint),
    scopes.slice(0, 20).join(', ') + (scopes.length > 20 ? `, and ${scopes.length - 20} more` : ''),
    endpoint.apiKeyRequired ? 'required' : '',
    code(lineText(endpoint.place)),
  ]);
}

function guardCell(endpoint: Endpoint): string {
  const text = prose(guardText(endpoint, authorizerText));
  switch (guardOf(endpoint)) {
    case 'open':
      return `**${text}**`;
    case 'unserved':
      // What stands in an account may be served by the next deployment.
      return isTextPlace(endpoint.place) ? 'never served' : 'not served';
    case 'exempt':
    case 'guarded':
    case 'unknown':
      return text;
  }
}

/** A drawing has no fence within it, since its labels have no backticks. */
function accessSection({ access }: Report): Section {
  const drawing = access && readableMermaid(access);
  const legend =
    'Anyone can call what is red, nobody what is dashed and violet; yellow is not known, and a dotted arrow may not hold.';
  return {
    row: 'drawing',
    plural: 'drawings',
    start: '',
    rows: drawing === undefined ? [] : [`\n### Who can call what\n\n\`\`\`mermaid\n${drawing}\`\`\`\n\n${legend}\n`],
    count: drawing === undefined ? 0 : 1,
    end: '',
  };
}

/** What could not be read comes first: it can hide anything. */
function unreadSection({ unread = [] }: Report, limitBytes: number): Section {
  return folded('### Could not be read', counted(unread.length, 'part'), {
    row: 'part that could not be read',
    plural: 'parts that could not be read',
    start: tableHead(['Place', 'What', 'IAM action', 'Why']),
    ...rowsOf(unread, unreadRow, limitBytes),
    end: '',
  });
}

function unreadRow({ place, what, action, reason, detail }: Unread): string {
  return tableRow([placeCell(place), prose(what), code(action), prose(`${reason}: ${detail}`)]);
}

function unknownsSection({ unknowns, summary }: Report, limitBytes: number): Section {
  return folded('### Could not be determined', counted(summary.unknowns, 'setting'), {
    row: 'unknown',
    plural: 'unknowns',
    start: tableHead(['Place', 'What']),
    ...rowsOf(unknowns, unknownRow, limitBytes),
    end: '',
  });
}

function unknownRow({ place, message }: Unknown): string {
  return tableRow([code(placeText(place)), prose(message)]);
}

/** Puts a heading above a section and, where it is long, folds it under a line that says what it holds. */
function folded(heading: string, title: string, section: Section): Section {
  if (section.count <= unfoldedRows) return { ...section, start: `\n${heading}\n\n${section.start}` };
  return {
    ...section,
    start: `\n${heading}\n\n<details>\n<summary>${title}</summary>\n\n${section.start}`,
    end: `${section.end}\n</details>\n`,
  };
}

function tableHead(headings: readonly string[]): string {
  return tableRow(headings) + tableRow(headings.map(() => '---'));
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

function code(text: string): string {
  return text === '' ? '' : markdownCode(shorten(text));
}

function prose(text: string): string {
  return markdownText(shorten(text));
}

function shorten(text: string): string {
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}

/** Says how many rows of each section there was no room for. */
function noteOfLeftOut(sections: readonly Section[], kept: readonly number[], limitName: string): string {
  const counts = sections.flatMap(({ row, plural, count }, index) => {
    const left = count - (kept[index] ?? 0);
    return left === 0 ? [] : [counted(left, row, plural)];
  });
  return `\n**Left out, since GitHub shows no more than ${limitName}: ${counts.join(', ')}.**\n`;
}

/** Divides a budget: who needs less than an equal share gets what it needs, and the rest is for the others. */
function shares(needs: readonly number[], budget: number): readonly number[] {
  const given = needs.map(() => 0);
  const smallestFirst = needs.map((_, index) => index).sort((a, b) => (needs[a] ?? 0) - (needs[b] ?? 0));
  let rest = Math.max(0, budget);
  smallestFirst.forEach((index, position) => {
    const share = Math.min(needs[index] ?? 0, Math.floor(rest / (needs.length - position)));
    given[index] = share;
    rest -= share;
  });
  return given;
}

/** How many rows, from the first one, fit into a budget of bytes. */
function rowsWithin(rows: readonly string[], budget: number): number {
  let used = 0;
  const tooMuch = rows.findIndex(row => {
    used += byteLength(row);
    return used > budget;
  });
  return tooMuch === -1 ? rows.length : tooMuch;
}

function byteLength(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}
