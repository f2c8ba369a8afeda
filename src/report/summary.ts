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
  if (isIncomplete(summary)) parts.push(incompleteText(summary));
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
  const could = [...(isIncomplete(summary) ? ['read'] : []), ...(summary.unknowns > 0 ? ['determined'] : [])];
  const limits = [
    ...(could.length > 0 ? [`in what could be ${could.join(' and ')}`] : []),
    ...(summary.suppressed > 0 ? ['beyond the suppressed'] : []),
  ];
  return `${['No problems found', ...limits].join(' ')}.`;
}

/** Whether a scan has not read all that it was to read. */
export function isIncomplete({ scan }: Summary): boolean {
  return scan !== undefined && (scan.unread > 0 || scan.missingShards !== undefined);
}

/** What a scan has not read; for one that is incomplete. */
export function incompleteText({ scan }: Summary): string {
  const unread = scan?.unread ?? 0;
  return [
    ...(unread > 0 ? [`${counted(unread, 'part')} could not be read`] : []),
    ...(scan?.missingShards ? [missingText(scan.missingShards)] : []),
  ].join(', and ');
}

const namedShards = 10;

function missingText(shards: readonly string[]): string {
  if (shards.length === 1) return `the shard ${shards[0]} is missing`;
  const others = shards.length > namedShards ? ` and ${shards.length - namedShards} more` : '';
  return `the shards ${shards.slice(0, namedShards).join(', ')}${others} are missing`;
}
