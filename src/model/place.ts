/** Where something stands: in a text, or in an account. */
export type Place = TextPlace | AccountPlace;

/** A span of a file, 1-based; `endColumn` is the column after the last character. */
export interface TextPlace {
  /** Relative to the working folder, `/` separators; `-` is standard input. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** The logical way there, such as `Resources.OrdersApi.Properties.Auth`; '' for a document as a whole. */
  readonly path: string;
}

/** A resource of an account, or one of its settings. */
export interface AccountPlace {
  readonly arn: string;
  /** Its id, 12 digits, which not every ARN has. */
  readonly account: string;
  readonly region: string;
  /** The setting, as CloudFormation names it, such as `AuthorizationType`; '' for the resource as a whole. */
  readonly path: string;
}

export function isTextPlace(place: Place): place is TextPlace {
  return 'file' in place;
}

/** What a place is a part of: a file, or what an account has in a Region. */
export function systemOf(place: TextPlace | Pick<AccountPlace, 'account' | 'region'>): string {
  return 'file' in place ? place.file : `${place.account}/${place.region}`;
}

/**
 * How people find a place: `template.yaml:12:7`, or an ARN and the setting's name, after the account where the ARN does
 * not say it, as those of API Gateway do not.
 */
export function placeText(place: Place): string {
  if (isTextPlace(place)) return `${place.file}:${place.line}:${place.column}`;
  return place.path === '' ? resourceText(place) : `${resourceText(place)} ${place.path}`;
}

function resourceText({ arn, account }: AccountPlace): string {
  return arn.split(':')[4] === '' ? `${account} ${arn}` : arn;
}

/** How people find the line of a place: `template.yaml:12`, or an ARN. */
export function lineText(place: Place): string {
  return isTextPlace(place) ? `${place.file}:${place.line}` : resourceText(place);
}

/** Why a setting is not known, as the predicate of a sentence: templates leave it to the deployment. */
export function undecided(place: Place): string {
  return isTextPlace(place) ? 'is decided when it is deployed' : 'could not be read';
}

/** Whether two places are shown together: by one line of a text, or as one resource. */
export function isOneLine(a: Place, b: Place): boolean {
  if (isTextPlace(a) && isTextPlace(b)) return a.file === b.file && a.line === b.line;
  return !isTextPlace(a) && !isTextPlace(b) && systemOf(a) === systemOf(b) && a.arn === b.arn;
}

/** Equal for what begins at one place, and only for that. */
export function placeKey(place: Place): string {
  return isTextPlace(place) ? placeText(place) : JSON.stringify([systemOf(place), place.arn, place.path]);
}

/** The order of places: by file, line and column; what stands in accounts comes after, by account, Region and ARN. */
export function comparePlaces(a: Place, b: Place): number {
  if (isTextPlace(a) && isTextPlace(b)) return compare(a.file, b.file) || a.line - b.line || a.column - b.column;
  if (isTextPlace(a) || isTextPlace(b)) return isTextPlace(a) ? -1 : 1;
  return compare(systemOf(a), systemOf(b)) || compare(a.arn, b.arn) || compare(a.path, b.path);
}

/** The order of texts by their UTF-16 units, whatever the locale. */
export function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** A place that a message refers to beside its own, and what it shows there. */
export interface RelatedPlace {
  readonly place: Place;
  readonly message: string;
}

/** The replacement of a span of a file by other text. */
export interface TextEdit {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
}

/** A mend that can be made as text: what it does, in the imperative, and how. */
export interface Fix {
  readonly description: string;
  readonly edits: readonly TextEdit[];
}
