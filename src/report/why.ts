import picocolors from 'picocolors';
import { type Endpoint, endpointName, type Reason } from '../model/endpoint.ts';
import { placeKey, placeText } from '../model/place.ts';
import { terminalText, withoutWorkflowCommands } from './escape.ts';
import { codeFrame } from './frame.ts';
import { apiText, conditionsText, guardText, scopeText } from './guard.ts';
import type { Report, ReporterOptions } from './report.ts';
import { type SourceLines, sourceLines } from './source-lines.ts';

/** The endpoints that a person means by `GET /orders`, `$connect`, a path alone, or the id of a URL or an API. */
export function endpointsNamed(endpoints: readonly Endpoint[], name: string): readonly Endpoint[] {
  const wanted = name.trim().replace(/\s+/g, ' ').toLowerCase();
  return endpoints.filter(({ api, method, path }) => {
    const isOneThing = api.type === 'FUNCTION_URL' || api.type === 'APPSYNC';
    const names = isOneThing ? [api.id ?? ''] : [`${method} ${path}`.trim(), path];
    return names.some(each => each.toLowerCase() === wanted);
  });
}

/** Explains who may call endpoints: for each, the settings that decide, most specific first, with their lines. */
export function whyText(
  endpoints: readonly Endpoint[],
  sourceText: Report['sourceText'],
  options: Pick<ReporterOptions, 'color'>,
): string {
  const colors = picocolors.createColors(options.color);
  const lines = sourceLines(sourceText);
  const blocks = endpoints.map(endpoint => {
    const conditions = conditionsText(endpoint.conditions);
    const name = endpointName(endpoint);
    const id = apiText(endpoint);
    const subject = name.endsWith(id) ? name : `${name} of ${id}`;
    const title = [`${subject}:`, guards(endpoint), conditions].filter(Boolean);
    const steps: readonly Reason[] = [
      ...endpoint.reasons,
      { message: `${endpointName(endpoint)} is declared here`, place: endpoint.declaredAt },
    ];
    const text = distinct(steps).flatMap((step, index) => stepLines(step, index + 1, lines));
    return [colors.bold(terminalText(title.join(' '))), ...text].join('\n');
  });
  return withoutWorkflowCommands(`${blocks.join('\n\n')}\n`);
}

function guards(endpoint: Endpoint): string {
  const scopes = endpoint.auth.flatMap(authorizer => authorizer.scopes).map(scopeText);
  const key = endpoint.apiKeyRequired ? ' + API key' : '';
  return `${guardText(endpoint)}${scopes.length === 0 ? '' : ` with any of the scopes ${scopes.join(', ')}`}${key}`;
}

/** A place is shown once, with the first thing that is said of it. */
function distinct(steps: readonly Reason[]): readonly Reason[] {
  const seen = new Set<string>();
  return steps.filter(({ place }) => {
    const key = placeKey(place);
    return !seen.has(key) && seen.add(key);
  });
}

function stepLines({ message, place }: Reason, number: number, lines: SourceLines): readonly string[] {
  const heading = `  ${number}. ${message}  ${placeText(place)}`;
  return [terminalText(heading), ...codeFrame(lines, place).map(line => `     ${line}`)];
}
