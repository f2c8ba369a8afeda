import type { Finding } from '../model/finding.ts';
import type { TextEdit } from '../model/place.ts';
import { walk } from './node.ts';
import { positionAt } from './source.ts';
import type { Template } from './template.ts';

/**
 * Takes away fixes that would change the text of a loop, which stands for more than what the finding is about, or of a
 * function whose value was put in its place.
 */
export function withoutFixesOfMadeText(findings: readonly Finding[], templates: Iterable<Template>): Finding[] {
  const lines = madeLines(templates);
  const isMade = ({ file, line, endLine }: TextEdit) => {
    const made = lines.get(file);
    for (let at = line; made && at <= endLine; at += 1) if (made.has(at)) return true;
    return false;
  };
  return findings.map(finding => {
    if (!finding.fix?.edits.some(isMade)) return finding;
    const { fix: _, ...rest } = finding;
    return rest;
  });
}

/** The lines of each file on which there is text that loops or functions make something of. */
function madeLines(templates: Iterable<Template>): ReadonlyMap<string, ReadonlySet<number>> {
  const lines = new Map<string, Set<number>>();
  for (const template of templates) {
    if (!template.isExpanded) continue;
    for (const { isMade, parent, file, key, start, end } of walk(template.root)) {
      if (!isMade || parent?.isMade) continue;
      const found = lines.get(file.name) ?? new Set();
      lines.set(file.name, found);
      const last = positionAt(file, end).line;
      for (let at = positionAt(file, key?.start ?? start).line; at <= last; at += 1) found.add(at);
    }
  }
  return lines;
}
