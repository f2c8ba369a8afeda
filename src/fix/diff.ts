import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import picocolors from 'picocolors';
import { terminalText, withoutWorkflowCommands } from '../report/escape.ts';
import type { Change } from './mend.ts';

/** A unified diff of changes, which `git apply` and `patch -p1` take; '' where there are none. */
export function unifiedDiff(changes: readonly Change[]): string {
  return changes
    .toSorted((a, b) => (a.file.name < b.file.name ? -1 : 1))
    .map(({ file, text }) =>
      createTwoFilesPatch(`a/${file.name}`, `b/${file.name}`, file.text, text, undefined, undefined, {
        context: 3,
        headerOptions: FILE_HEADERS_ONLY,
      }),
    )
    .join('');
}

/**
 * A diff for a terminal, a pipe or a log: characters that would act there are made visible, as in reports. A diff
 * without such characters stays as it is.
 */
export function printableDiff(diff: string, options: { readonly color: boolean }): string {
  const colors = picocolors.createColors(options.color);
  const lines = withoutWorkflowCommands(diff.split('\n').map(printableLine).join('\n')).split('\n');
  return lines.map(line => colored(line, colors)).join('\n');
}

/** Tabs and the line breaks of Windows are the file's own. */
function printableLine(line: string): string {
  const end = line.endsWith('\r') ? '\r' : '';
  return (
    line
      .slice(0, line.length - end.length)
      .split('\t')
      .map(terminalText)
      .join('\t') + end
  );
}

function colored(line: string, colors: ReturnType<typeof picocolors.createColors>): string {
  if (/^(?:---|\+\+\+) [ab"]/.test(line)) return colors.bold(line);
  if (line.startsWith('@@')) return colors.cyan(line);
  if (line.startsWith('-')) return colors.red(line);
  return line.startsWith('+') ? colors.green(line) : line;
}
