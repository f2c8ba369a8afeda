import { type AccountPlace, isTextPlace, type Place, type TextPlace } from '../model/place.ts';
import { consoleUri } from './console.ts';

/** A place in the JSON report: a span of a file, 1-based, or a resource of an account. */
export type JsonPlace = TextPlace | JsonAccountPlace;

/** Where something begins: in a file, or a resource of an account. */
export type JsonPoint = Pick<TextPlace, 'file' | 'line' | 'column'> | JsonAccountPlace;

/** A resource of an account, and where the AWS console shows it, where there is such a page. */
export interface JsonAccountPlace extends AccountPlace {
  readonly console?: string;
}

/** A place as a whole, its fields in the report's order. */
export function jsonPlace(place: Place): JsonPlace {
  if (!isTextPlace(place)) return jsonAccountPlace(place);
  const { file, line, column, endLine, endColumn, path } = place;
  return { file, line, column, endLine, endColumn, path };
}

/** Where a place begins. */
export function jsonPoint(place: Place): JsonPoint {
  if (!isTextPlace(place)) return jsonAccountPlace(place);
  const { file, line, column } = place;
  return { file, line, column };
}

function jsonAccountPlace(place: AccountPlace): JsonAccountPlace {
  const { arn, account, region, path } = place;
  const console = consoleUri(place);
  return { arn, account, region, path, ...(console !== undefined && { console }) };
}
