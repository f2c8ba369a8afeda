import pLimit from 'p-limit';
import { rules } from '../../rules/index.ts';
import { findTargets, type TargetOptions } from '../account/accounts.ts';
import { includesByName } from '../account/include.ts';
import { type Progress, readAccountRegion } from '../account/read.ts';
import type { Severity } from '../model/finding.ts';
import { loadPolicy } from '../policy/config.ts';
import type { Report } from '../report/report.ts';
import { type AccountAudit, auditReading } from './audit-reading.ts';
import { type ComparisonOptions, readComparedTemplates } from './compared-templates.ts';
import { keptAudit, scanReport, unreadOf } from './scan-report.ts';

/** What to scan, and how. */
export interface ScanOptions extends TargetOptions {
  /** Absolute; where the config file is looked for. */
  readonly workingFolder: string;
  readonly config?: string;
  readonly ruleSeverities: Readonly<Record<string, Severity | 'off'>>;
  /** Globs of the names of the APIs to read; without any, all are. */
  readonly include: readonly string[];
  /** The templates to compare with what is deployed. */
  readonly compare?: ComparisonOptions;
  readonly onProgress?: (progress: ScanProgress) => void;
  readonly onNotice: (message: string) => void;
}

/** How far a scan has come. */
export interface ScanProgress {
  /** Of the accounts' Regions. */
  readonly done: number;
  readonly total: number;
  /** What is being read; absent where an account's Region is done. */
  readonly reading?: Progress;
  readonly finished?: AccountAudit;
}

/** Accounts' Regions that are read at once. What each takes is quota and waiting, which do not add up, and memory, which does. */
const regionsAtOnce = 64;

/**
 * Reads accounts, models each of their Regions, runs the rules and applies the policy. Of a Region nothing is kept but
 * its findings, endpoints and unknowns, compressed.
 *
 * @throws UserError where there are no credentials, no Region, a config file that is wrong, or no API of the names asked for.
 */
export async function scan(options: ScanOptions): Promise<Report> {
  const { workingFolder, config, ruleSeverities, include, signal, onProgress } = options;
  const ruleIds = rules.map(rule => rule.id);
  const policy = await loadPolicy({ workingFolder, config, ruleIds });
  const compared = options.compare && (await readComparedTemplates(options.compare, policy, options.onNotice));
  const { targets, unread } = await findTargets(options);
  const includes = includesByName(include);
  const limit = pLimit(regionsAtOnce);
  const used = new Set<object>();
  let done = 0;
  const audits = await Promise.all(
    targets.map(target =>
      limit(async () => {
        const reading = await readAccountRegion(target, {
          includes,
          ...(signal && { signal }),
          withStacks: compared !== undefined,
          onProgress: progress => onProgress?.({ done, total: targets.length, reading: progress }),
          ...(options.patience && { patience: options.patience }),
        });
        const audit = auditReading(reading, { policy, ruleSeverities, used, ...(compared && { compared }) });
        done += 1;
        onProgress?.({ done, total: targets.length, finished: audit });
        return keptAudit(audit);
      }),
    ),
  );
  return scanReport({
    audits,
    unread: unread.map(part => unreadOf(part)),
    policy,
    ruleSeverities,
    used,
    compared,
    shard: options.shard,
    include,
  });
}
