import type { InferredLink } from '../model/model.ts';
import { systemOf } from '../model/place.ts';
import { terminalText } from './escape.ts';
import { counted } from './summary.ts';

/** The links that are not certain, for people: by their reason, a line for each stack that something is read from. */
export function inferredBlocks(links: readonly InferredLink[]): readonly (readonly string[])[] {
  return (['only-fit', 'nearest'] as const).flatMap(because => {
    const own = links.filter(link => link.because === because);
    return own.length === 0 ? [] : [[heading(because), ...lines(own).map(line => `  ${line}`)]];
  });
}

function heading(because: InferredLink['because']): string {
  switch (because) {
    case 'only-fit':
      return 'Inferred, since no other template fits and no samconfig or --stack-name tells:';
    case 'nearest':
      return 'Inferred, since several templates fit and no other is as near by its folder:';
  }
}

function lines(links: readonly InferredLink[]): readonly string[] {
  const readers = new Map<string, Set<string>>();
  for (const { writer, stackName, name, reader } of links) {
    const taken = `${systemOf(writer)} is taken for the ${stackName === undefined ? `one that has ${name}` : `stack ${stackName}`}`;
    readers.set(taken, (readers.get(taken) ?? new Set()).add(reader));
  }
  return [...readers].map(([taken, [first = '', ...others]]) => {
    const more = others.length > 0 ? ` and ${counted(others.length, 'other template')} read` : ' reads';
    return terminalText(`${taken}, from which ${first}${more}.`);
  });
}
