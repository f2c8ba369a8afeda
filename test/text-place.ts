import { isTextPlace, type Place, type TextPlace } from '../src/model/place.ts';

/** The place in a file that a place of a template's is. */
export function textPlace(place: Place): TextPlace {
  if (!isTextPlace(place)) throw new Error(`${place.arn} stands in no file.`);
  return place;
}
