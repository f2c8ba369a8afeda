import picomatch from 'picomatch';

/** Whether a text is one of those that a glob stands for. */
export type Matcher = (text: string) => boolean;

/**
 * A glob over `/`-separated segments, for paths of endpoints and of files, methods and logical ids: `*` stands for one
 * segment or part of one, `**` for any number of segments, none included. All else is literal, as `{id}` and `{proxy+}`.
 */
export function pathGlob(glob: string): Matcher {
  return segmentGlob(glob, text => text.split('/'));
}

/** A glob over logical paths such as `Resources.*.Properties.DefinitionBody.paths./orders/{id}.get.**`. */
export function logicalPathGlob(glob: string): Matcher {
  return segmentGlob(glob, logicalSegments);
}

function segmentGlob(glob: string, segmentsOf: (text: string) => readonly string[]): Matcher {
  const pattern = segmentsOf(glob)
    .map(segment => (segment === '**' ? segment : encodeSegment(segment.replace(/\*{2,}/g, '*'))))
    .filter((segment, index, all) => segment !== '**' || all[index - 1] !== '**');
  // To picomatch `A/**` includes A, but `A*/**` does not include A1.
  const stem = pattern.at(-1) === '**' ? pattern.slice(0, -1) : [];
  const patterns = [pattern, stem].filter(segments => segments.length > 0).map(segments => segments.join('/'));
  const matches = picomatch(patterns, { dot: true, windows: false });
  return text => matches(segmentsOf(text).map(encodeSegment).join('/'));
}

const emptySegment = '\uE0FF';

/**
 * A segment with its punctuation, separators included, as letters of Unicode's private use area, and never empty: there
 * is nothing left in it that means something to picomatch but `*`.
 */
function encodeSegment(segment: string): string {
  if (segment === '') return emptySegment;
  return segment.replace(/[^\w*\u0080-\uFFFF]/g, character => String.fromCharCode(0xe000 + character.charCodeAt(0)));
}

/** Keys of an OpenAPI path item, and what else can follow an OpenAPI path in a logical path or its glob. */
const pathItemKey =
  /^(?:get|put|post|delete|options|head|patch|trace|parameters|servers|summary|description|\$ref|x-.*|Fn::.*|\*\*?)$/i;

/** The keys of a logical path. The dots in an OpenAPI path, which begins with `/`, do not end it: `/v1.0/orders`. */
function logicalSegments(path: string): readonly string[] {
  const segments: string[] = [];
  for (const piece of path.split('.')) {
    const last = segments.at(-1);
    if (last?.startsWith('/') && !pathItemKey.test(piece)) segments[segments.length - 1] = `${last}.${piece}`;
    else segments.push(piece);
  }
  return segments;
}
