import { fileURLToPath } from 'node:url';
import { audit } from '../../src/audit.ts';
import type { EffectiveAuthorizer, Endpoint } from '../../src/model/endpoint.ts';

export const fixtures = fileURLToPath(new URL('fixtures', import.meta.url));

/** An endpoint with its conditions, who guards it, and what decides that. */
export type Row = readonly [endpoint: string, guard: string, because: string];

/** What is expected of fixtures, by their names. */
export type Matrices = Readonly<Record<string, readonly Row[]>>;

/** Every endpoint of a fixture: `OrdersApi GET /orders if IsProd`, `COGNITO Users [orders/read] + key`, and why. */
export async function endpointRows(fixture: string): Promise<Row[]> {
  const report = await audit({
    workingFolder: fixtures,
    paths: [fixture],
    readStandardInput: () => Promise.reject(new Error('No fixture is read from standard input.')),
    ruleSeverities: {},
    parameters: {},
  });
  return report.endpoints.map(endpoint => [nameOf(endpoint), guardOf(endpoint), endpoint.because]);
}

function nameOf({ api, method, path, conditions, isServed }: Endpoint): string {
  const terms = conditions.map(({ condition, is }) => `${is ? 'if' : 'unless'} ${condition}`);
  return [api.id ?? '?', method, path, ...terms, ...(isServed ? [] : ['(not served)'])].filter(Boolean).join(' ');
}

function guardOf({ auth, apiKeyRequired }: Endpoint): string {
  const guards = auth.map(authorizerText);
  if (guards.length === 0) guards.push('open');
  return [...guards, ...(apiKeyRequired ? ['key'] : [])].join(' + ');
}

function authorizerText({ type, name, scopes }: EffectiveAuthorizer): string {
  const list = scopes.length > 0 ? ` [${scopes.join(', ')}]` : '';
  return `${type}${name === null ? '' : ` ${name}`}${list}`;
}
