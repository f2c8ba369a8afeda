import { filtered } from '../iterables.ts';
import type { Finding } from '../model/finding.ts';
import type { Report } from './report.ts';

/** The findings that nothing suppresses. */
export function openFindings({ findings }: Report): Iterable<Finding> {
  return filtered(findings, ({ suppression }) => suppression === undefined);
}
