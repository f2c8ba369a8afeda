import { fileURLToPath } from 'node:url';
import { type AuditOptions, audit } from '../../src/audit.ts';
import { lineText } from '../../src/model/place.ts';

export const fixtures = fileURLToPath(new URL('fixtures', import.meta.url));

/** What an audit of a folder of fixtures says, each in a line. */
export interface AuditOutcome {
  readonly findings: readonly string[];
  readonly unknowns: readonly string[];
  readonly inferred: readonly string[];
  readonly notices: readonly string[];
}

/** Audits a folder of fixtures. */
export async function outcome(folder: string, options: Partial<AuditOptions> = {}): Promise<AuditOutcome> {
  const notices: string[] = [];
  const report = await audit({
    workingFolder: `${fixtures}/${folder}`,
    paths: ['.'],
    readStandardInput: () => Promise.reject(new Error('The fixtures are files.')),
    ruleSeverities: { 'scope-unused': 'off' },
    parameters: {},
    onNotice: message => notices.push(message),
    ...options,
  });
  return {
    findings: report.findings.map(({ place, message }) => `${lineText(place)} ${message}`),
    unknowns: report.unknowns.map(({ place, message }) => `${lineText(place)} ${message}`),
    inferred: report.inferredLinks.map(
      ({ kind, name, reader, writer, stackName, because }) =>
        `${kind} ${name}: ${reader} from ${lineText(writer)}${stackName === undefined ? '' : `, ${stackName}`}${because === 'nearest' ? ' (nearest)' : ''}`,
    ),
    notices,
  };
}
