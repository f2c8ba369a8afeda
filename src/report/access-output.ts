import { accessJson } from './access-json.ts';
import { accessMermaid } from './access-mermaid.ts';
import type { AccessSource } from './access-request.ts';
import { accessText } from './access-text.ts';
import type { ReporterOptions } from './report.ts';

export { isDrawable } from './access-mermaid.ts';

/** Who can call what, in one of the formats of `access --format`. */
export function accessOutput(
  source: AccessSource,
  format: 'text' | 'json' | 'mermaid',
  options: ReporterOptions,
): string {
  switch (format) {
    case 'text':
      return accessText(source, options);
    case 'json':
      return accessJson(source);
    case 'mermaid':
      return accessMermaid(source);
  }
}
