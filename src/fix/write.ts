import { randomBytes } from 'node:crypto';
import { chmod, chown, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UserError } from '../user-error.ts';
import type { Change } from './mend.ts';
import { systemCodeOf } from './system-code.ts';

/**
 * Writes files whole or not at all: each under another name beside its place first, then renamed to it. None is replaced
 * before all are written.
 *
 * @throws UserError where one cannot be written, or has been changed since it was read.
 */
export async function writeChanges(changes: readonly Change[]): Promise<void> {
  const written: { readonly change: Change; readonly temporary: string }[] = [];
  try {
    for (const change of changes) {
      const temporary = join(dirname(change.file.path), `.cfn-auth-audit-${randomBytes(6).toString('hex')}.tmp`);
      written.push({ change, temporary });
      await orUserError(change, () => writeBeside(change, temporary));
    }
    for (const { change, temporary } of written) await orUserError(change, () => rename(temporary, change.file.path));
  } finally {
    for (const { temporary } of written) await rm(temporary, { force: true });
  }
}

async function writeBeside({ file, text }: Change, temporary: string): Promise<void> {
  const { mode, uid, gid } = await stat(file.path);
  await writeFile(temporary, text, { flag: 'wx', mode: 0o600 });
  // Only the superuser may give files away; what others write is theirs.
  if (process.getuid?.() === 0) await chown(temporary, uid, gid);
  await chmod(temporary, mode & 0o7777);
  if ((await readFile(file.path, 'utf8')) !== file.text) {
    throw new UserError(`${file.name} was changed while it was being fixed.`, 'Nothing was written; run it again.');
  }
}

async function orUserError({ file }: Change, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    const code = systemCodeOf(error);
    if (code === undefined) throw error;
    throw new UserError(`${file.name} cannot be written (${code}).`, 'Give write access to it and to its folder.');
  }
}
