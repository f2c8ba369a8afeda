/** Where something stands: a span of a file, 1-based; `endColumn` is the column after the last character. */
export interface Place {
  /** Relative to the working folder, `/` separators; `-` is standard input. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** The logical way there, such as `Resources.OrdersApi.Properties.Auth`; '' for a document as a whole. */
  readonly path: string;
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
