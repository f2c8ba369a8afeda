import type { Files } from '../template/files.ts';
import { placeOfSpan } from '../template/place.ts';
import type { TextProblem } from './model.ts';

/** What is wrong with the text of the templates and of the files that they name. */
export function textProblemsOf(files: Files): TextProblem[] {
  return [...files.parsed()].flatMap(({ file, problems }) =>
    problems.map(({ kind, message, start, end, path, related }) => ({
      kind,
      message,
      place: placeOfSpan(file, start, end, path),
      related: related
        ? [{ place: placeOfSpan(file, related.start, related.end, path), message: 'the first one stands here' }]
        : [],
    })),
  );
}
