import { placeText } from '../model/place.ts';
import type { AuditReport } from '../report/report.ts';
import { counted } from '../report/summary.ts';
import type { Overlay } from '../template/files.ts';
import { UserError } from '../user-error.ts';
import { editableFiles } from './editable-files.ts';
import { type Mended, mendWorkspace } from './mend.ts';
import { writeChanges } from './write.ts';

/** What is to be fixed. */
export interface FixRequest {
  /** Absolute. */
  readonly workingFolder: string;
  readonly paths: readonly string[];
  /** Audits the paths, with texts in place of what files hold. */
  readonly audit: (overlay?: Overlay) => Promise<AuditReport>;
  /** Whether to write nothing. */
  readonly isDryRun: boolean;
}

/** What was fixed, or would be, and a line for each thing to say of it. */
export interface Fixed extends Mended {
  readonly messages: readonly string[];
}

/**
 * Audits, makes the fixes of findings that are not suppressed, and writes the files that come out better.
 *
 * @throws UserError where there is nothing to audit, standard input is to be fixed, or a file cannot be written.
 */
export async function fix({ workingFolder, paths, audit, isDryRun }: FixRequest): Promise<Fixed> {
  if (paths.includes('-')) {
    throw new UserError(
      'Standard input cannot be fixed: there is no file to write to.',
      'Name the file of the template instead of -; --fix-dry-run prints what would change in it.',
    );
  }
  const initial = await audit();
  const open = editableFiles(workingFolder, paths, initial.sourceText);
  const mended = await mendWorkspace(initial, { audit, open });
  if (!isDryRun) await writeChanges(mended.changes);
  return { ...mended, messages: messagesOf(initial, mended, isDryRun) };
}

/** What was fixed and what was not, a line each. */
function messagesOf(initial: AuditReport, { report, changes, refusals }: Mended, isDryRun: boolean): string[] {
  const refused = refusals.map(
    ({ finding: { place, ruleId }, reason }) => `${placeText(place)}: ${ruleId} is left as it is. ${reason}`,
  );
  const [before, after] = [openFindings(initial), openFindings(report)];
  if (before === 0) return [];
  const fixed = `${isDryRun ? 'Would fix' : 'Fixed'} ${counted(before - after, 'finding')} in ${counted(changes.length, 'file')}.`;
  return [...refused, changes.length === 0 ? 'No finding could be fixed.' : fixed];
}

/** How many findings are not suppressed. */
function openFindings({ summary }: AuditReport): number {
  return summary.errors + summary.warnings + summary.notes;
}
