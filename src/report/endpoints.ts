import picocolors from 'picocolors';
import type { EffectiveAuthorizer, Endpoint } from '../model/endpoint.ts';
import { lineText, systemOf } from '../model/place.ts';
import { terminalText, withoutWorkflowCommands } from './escape.ts';
import {
  apiText,
  authorizerText,
  conditionsText,
  type Guard,
  guardOf,
  guardText,
  pathText,
  scopeText,
} from './guard.ts';
import type { ReporterOptions } from './report.ts';
import { counted } from './summary.ts';
import { padToWidth, terminalWidth } from './width.ts';

const headings = ['API', 'METHOD', 'PATH', 'GUARDED BY', 'DECIDED AT'];

/** Wider cells stick out, so that one long list of scopes does not push every other row's last column away. */
const widestColumn = 60;

/** The authorization matrix for a person at a terminal: a row an endpoint, an API's rows together, and a count. */
export function endpointsText(endpoints: readonly Endpoint[], options: ReporterOptions): string {
  const colors = picocolors.createColors(options.color);
  const rows = groupedByApi(endpoints).map(endpoint => ({ guard: guardOf(endpoint), cells: cells(endpoint) }));
  const widths = headings.map((heading, column) =>
    Math.max(...[heading, ...rows.map(row => row.cells[column] ?? '')].map(terminalWidth).map(limit)),
  );
  const guardColor = {
    open: colors.red,
    unknown: colors.yellow,
    exempt: String,
    guarded: String,
    unserved: colors.dim,
  };
  const lines = rows.map(({ guard, cells }) =>
    line(cells, widths, (cell, column) => {
      if (column === 3) return guardColor[guard](cell);
      return column >= 4 ? colors.dim(cell) : cell;
    }),
  );
  if (lines.length > 0) lines.unshift(line(headings, widths, colors.bold));
  if (lines.length > 0 && !options.quiet) lines.push('');
  if (!options.quiet) lines.push(countLine(rows.map(row => row.guard)));
  return withoutWorkflowCommands(lines.map(text => `${text}\n`).join(''));
}

/** Brings the endpoints of an API together, without other change to their order. */
function groupedByApi(endpoints: readonly Endpoint[]): readonly Endpoint[] {
  const groups = new Map<string, Endpoint[]>();
  for (const endpoint of endpoints) {
    const { id, type, place } = endpoint.api;
    const key = JSON.stringify([systemOf(place), id, type]);
    const group = groups.get(key);
    if (group) group.push(endpoint);
    else groups.set(key, [endpoint]);
  }
  return [...groups.values()].flat();
}

function limit(width: number): number {
  return Math.min(width, widestColumn);
}

function cells(endpoint: Endpoint): readonly string[] {
  const guard = endpoint.isServed ? guardText(endpoint, authorizerWithScopes) : 'never served';
  return [
    apiText(endpoint),
    endpoint.method === '' ? '-' : endpoint.method,
    pathText(endpoint),
    endpoint.apiKeyRequired ? `${guard} + API key` : guard,
    lineText(endpoint.place),
    ...(endpoint.conditions.length === 0 ? [] : [conditionsText(endpoint.conditions)]),
  ].map(terminalText);
}

function authorizerWithScopes(authorizer: EffectiveAuthorizer): string {
  const scopes = authorizer.scopes.map(scopeText);
  return scopes.length === 0 ? authorizerText(authorizer) : `${authorizerText(authorizer)} (${scopes.join(', ')})`;
}

/** Colours are added to the text alone, so that they do not count as columns and blanks stay plain. */
function line(
  cells: readonly string[],
  widths: readonly number[],
  color: (cell: string, column: number) => string,
): string {
  return cells
    .map((cell, column) => {
      const padded = column === cells.length - 1 ? cell : padToWidth(cell, widths[column] ?? 0);
      return color(cell, column) + padded.slice(cell.length);
    })
    .join('  ');
}

function countLine(guards: readonly Guard[]): string {
  const count = (wanted: Guard) => guards.filter(guard => guard === wanted).length;
  const parts = [counted(guards.length, 'endpoint'), `${count('open')} open`];
  if (count('unknown') > 0) parts.push(`${count('unknown')} unknown`);
  if (count('unserved') > 0) parts.push(`${count('unserved')} never served`);
  return parts.join(', ');
}
