import type { Severity } from './model/finding.ts';
import type { Report } from './report/report.ts';

/** What to audit, and how. */
export interface AuditOptions {
  /** Absolute; places are named relative to it, and no file outside of it is followed. */
  readonly workingFolder: string;
  /** Files and folders, absolute or relative to the working folder; `-` is standard input. */
  readonly paths: readonly string[];
  readonly readStandardInput: () => Promise<string>;
  /** The config file; without it, `cfn-auth-audit.yml` is looked for upward from the working folder. */
  readonly config?: string;
  /** Severities by rule id, which outrank the config file's. */
  readonly ruleSeverities: Readonly<Record<string, Severity | 'off'>>;
  /** Values of template parameters by name. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly stackName?: string;
  readonly region?: string;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Finds the templates, models them together, runs the rules and applies the policy.
 *
 * @throws UserError where there is nothing to audit, or the options or the config file are wrong.
 */
export async function audit(options: AuditOptions): Promise<Report> {
  throw new Error(`not yet: ${options.paths}`);
}
