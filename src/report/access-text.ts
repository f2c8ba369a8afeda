import picocolors from 'picocolors';
import {
  type Access,
  type ClientAccess,
  type ClientFlow,
  computeAccess,
  type EndpointAccess,
} from '../access/access.ts';
import type { Verdict } from '../access/verdict.ts';
import { sharedDoubts, type Way } from '../access/ways.ts';
import { type Endpoint, endpointName } from '../model/endpoint.ts';
import type { OAuthClient } from '../model/oauth.ts';
import { lineText, systemOf } from '../model/place.ts';
import { type AccessSource, type TokenRequest, tokenRequest } from './access-request.ts';
import { terminalText, withoutWorkflowCommands } from './escape.ts';
import { apiText, conditionsText } from './guard.ts';
import { inferredBlocks } from './inferred-links.ts';
import type { ReporterOptions } from './report.ts';
import { counted } from './summary.ts';
import { padToWidth, terminalWidth } from './width.ts';

type Colors = ReturnType<typeof picocolors.createColors>;

/** What needs a look comes first. */
const groups: readonly { readonly verdict: Verdict; readonly heading: string; readonly count: string }[] = [
  { verdict: 'open', heading: 'Anyone can call', count: 'open' },
  { verdict: 'nobody', heading: 'Nobody can call', count: 'that nobody can call' },
  { verdict: 'unknown', heading: 'Not known who can call', count: 'not known' },
  { verdict: 'reachable', heading: 'Clients can call', count: 'that clients can call' },
  { verdict: 'other', heading: 'Others than Cognito decide who can call', count: 'that others guard' },
];

/** Who can call what, for a person at a terminal: the endpoints by verdict, the clients, and how machines get tokens. */
export function accessText(source: AccessSource, options: ReporterOptions): string {
  const colors = picocolors.createColors(options.color);
  const access = computeAccess(source.model);
  const blocks = [
    ...groups.map(group => endpointsBlock(group, access, colors)),
    clientsBlock(access, colors),
    requestsBlock(access, source, colors),
    ...(options.quiet
      ? []
      : inferredBlocks(source.model.inferredLinks).map(block => block.map(line => colors.dim(line)))),
    ...(options.quiet ? [] : [[countLine(access)]]),
  ];
  const text = blocks.filter(block => block.length > 0).map(block => `${block.join('\n')}\n`);
  return withoutWorkflowCommands(text.join('\n'));
}

function endpointsBlock({ verdict, heading }: (typeof groups)[number], access: Access, colors: Colors): string[] {
  const endpoints = access.endpoints.filter(each => each.verdict === verdict);
  if (endpoints.length === 0) return [];
  return [verdictColor(verdict, colors)(`${heading}:`), ...endpoints.flatMap(each => endpointLines(each, colors))];
}

function verdictColor(verdict: Verdict, colors: Colors): (text: string) => string {
  switch (verdict) {
    case 'open':
      return colors.red;
    case 'nobody':
      return colors.magenta;
    case 'unknown':
      return colors.yellow;
    case 'reachable':
    case 'other':
      return colors.bold;
  }
}

function endpointLines({ endpoint, reason, ways }: EndpointAccess, colors: Colors): string[] {
  const key = endpoint.apiKeyRequired && endpoint.auth.length > 0 ? '+ API key' : '';
  const title = [endpointSubject(endpoint), key, conditionsText(endpoint.conditions)].filter(Boolean).join(' ');
  return [
    `  ${terminalText(title)}  ${colors.dim(terminalText(lineText(endpoint.place)))}`,
    `    ${colors.dim(terminalText(reason))}`,
    ...table(ways.filter(way => way.isCertain).map(wayCells)).map(line => `    ${line}`),
    ...possibleLines(
      ways.filter(way => !way.isCertain),
      reason,
    ).map(line => `    ${line}`),
  ];
}

/** More clients than these are counted: where a user pool is not known, it could be each one's. */
const shownPossible = 5;

/** A line for each client that may reach an endpoint; what the reason says already is not said again. */
function possibleLines(ways: readonly Way[], reason: string): readonly string[] {
  if (ways.length === 0) return [];
  const shared = sharedDoubts(ways);
  const unsaid = shared.filter(doubt => !reason.includes(doubt));
  const clients = [...new Set(ways.map(way => way.client))];
  const rows = clients.slice(0, shownPossible).map(client => {
    const own = ways.filter(way => way.client === client);
    const doubts = sharedDoubts(own).filter(doubt => !shared.includes(doubt));
    const flows = [...new Set(own.map(({ flow }) => flow))];
    return [clientName(client, clients), flows.join(', '), doubts.length === 0 ? '' : `if: ${doubts.join('; ')}`];
  });
  const left = clients.length - rows.length;
  return [
    terminalText(['possibly:', unsaid.join('; ')].filter(Boolean).join(' ')),
    ...table(rows).map(line => `  ${line}`),
    ...(left > 0 ? [`  and ${counted(left, 'more client')}`] : []),
  ];
}

/** A client's name, with its template where another of them has the name too. */
function clientName({ name, place }: OAuthClient, clients: readonly OAuthClient[]): string {
  return clients.filter(each => each.name === name).length > 1 ? `${name} (${systemOf(place)})` : name;
}

/** How people name an endpoint, and which API it is of. */
export function endpointSubject(endpoint: Endpoint): string {
  const name = endpointName(endpoint);
  const id = apiText(endpoint);
  return name.endsWith(id) ? name : `${name} of ${id}`;
}

function wayCells({ client, flow, token, scopes }: Way, _: number, ways: readonly Way[]): readonly string[] {
  const clients = [...new Set(ways.map(way => way.client))];
  return [clientName(client, clients), flow, token === 'id' ? 'ID token' : 'access token', scopes.join(' or ')];
}

/** Cells of a column below each other, safe to print; without blanks at a line's end. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const safe = rows.map(row => row.map(terminalText));
  const widths = (safe[0] ?? []).map((_, column) => Math.max(...safe.map(row => terminalWidth(row[column] ?? ''))));
  return safe.map(row =>
    row
      .map((cell, column) => padToWidth(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function clientsBlock({ clients }: Access, colors: Colors): string[] {
  if (clients.length === 0) return [];
  return [colors.bold('Clients:'), ...clients.flatMap(each => clientLines(each, colors))];
}

function clientLines({ client, flows, reaches }: ClientAccess, colors: Colors): string[] {
  const { name, pool, conditions, place } = client;
  const of = pool.kind === 'pool' ? `of ${pool.name}` : 'of a user pool that is not among the templates';
  const title = [name, of, conditionsText(conditions)].filter(Boolean).join(' ');
  const reached = reaches.map(({ endpoint, ways }) => {
    const isCertain = ways.some(way => way.isCertain);
    return `${endpointSubject(endpoint)}${isCertain ? '' : ' (possible)'}`;
  });
  return [
    `  ${terminalText(title)}  ${colors.dim(terminalText(lineText(place)))}`,
    ...table(flows.map(flowCells)).map(line => `    ${line}`),
    ...(flows.length === 0 ? ['    gets no tokens'] : []),
    ...(reached.length === 0 ? ['    reaches nothing'] : reached.map(each => `    reaches ${terminalText(each)}`)),
  ];
}

function flowCells({ flow, works, scopes }: ClientFlow): readonly string[] {
  if (works.is === 'no') return [flow, `does not work: ${works.because.join('; ')}`];
  const usable = scopes === 'unknown' ? 'any scopes' : scopes.filter(({ can }) => can.is !== 'no');
  const names = typeof usable === 'string' ? usable : usable.map(({ scope }) => scope).join(', ');
  return [flow, works.is === 'yes' ? names : `${names}, possible: ${works.because.join('; ')}`];
}

function requestsBlock({ clients }: Access, source: AccessSource, colors: Colors): string[] {
  const requests = clients.flatMap(each => {
    const request = tokenRequest(each, source);
    return request ? requestLines(each, request) : [];
  });
  return requests.length === 0 ? [] : [colors.bold('How machines get a token:'), ...requests];
}

function requestLines({ client }: ClientAccess, { url, grant, scopes, curl }: TokenRequest): string[] {
  const details = [
    `token endpoint  ${url}`,
    `grant           ${grant}`,
    ...(scopes.length === 0 ? [] : [`scopes          ${scopes.join(' ')}`]),
    curl,
  ];
  return [`  ${terminalText(client.name)}`, ...details.map(line => `    ${terminalText(line)}`)];
}

function countLine({ endpoints, clients }: Access): string {
  const counts = groups.map(({ verdict, count }) => {
    const all = endpoints.filter(each => each.verdict === verdict).length;
    return all === 0 && verdict !== 'open' ? [] : [`${all} ${count}`];
  });
  return [counted(endpoints.length, 'endpoint'), ...counts.flat(), counted(clients.length, 'client')].join(', ');
}
