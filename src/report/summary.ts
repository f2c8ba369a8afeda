import type { Summary } from './report.ts';

/** "1 endpoint", "2 endpoints". */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}

/** One line of plain text that counts what an audit saw and found; nothing in it comes from a template. */
export function summaryLine(summary: Summary): string {
  const { scan } = summary;
  const parts = [
    [
      ...(scan
        ? [counted(scan.accounts, 'account'), counted(scan.regions, 'Region'), counted(scan.apis, 'API')]
        : [counted(summary.templates, 'template')]),
      counted(summary.endpoints, 'endpoint'),
      `${summary.openEndpoints} open`,
    ].join(', '),
    [counted(summary.errors, 'error'), counted(summary.warnings, 'warning'), counted(summary.notes, 'note')].join(', '),
  ];
  if (scan && scan.unread > 0) parts.push(`${counted(scan.unread, 'part')} could not be read`);
  if (summary.unknowns > 0) parts.push(`${summary.unknowns} could not be determined`);
  if (summary.suppressed > 0) parts.push(`${summary.suppressed} suppressed`);
  if (summary.skippedTemplates > 0) {
    const skipped = counted(summary.skippedTemplates, 'template source');
    parts.push(`${skipped} (Jinja, cookiecutter) skipped`);
  }
  return parts.join('; ');
}

/** What to say of an audit without open findings; undefined where there are some. */
export function cleanLine(summary: Summary): string | undefined {
  if ((summary.templates === 0 && !summary.scan) || summary.errors + summary.warnings + summary.notes > 0)
    return undefined;
  const limits = [
    ...((summary.scan?.unread ?? 0) > 0 ? ['in what could be read'] : []),
    ...(summary.unknowns > 0 ? ['in what could be determined'] : []),
    ...(summary.suppressed > 0 ? ['beyond the suppressed'] : []),
  ];
  return `${['No problems found', ...limits].join(' ')}.`;
}
