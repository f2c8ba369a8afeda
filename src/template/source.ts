/** A file's text and the way from an offset in it to the line and column that people see. */
export interface SourceFile {
  /** As given or found: relative to the working folder, `/` separators. */
  readonly name: string;
  readonly text: string;
  /** Offset of each line's first character. */
  readonly lineStarts: readonly number[];
  /** Of what was read from an account instead of a file. */
  readonly origin?: AccountOrigin;
}

/** An account and Region, whose resources stand in a document as CloudFormation would declare them. */
export interface AccountOrigin {
  readonly account: string;
  readonly region: string;
  /** Of the account as a whole. */
  readonly arn: string;
  /** The ARN of the resource under a logical id of the document. */
  readonly arnOf: (id: string) => string | undefined;
}

/** Makes a source of `text`; a byte order mark is not part of it. */
export function sourceFile(name: string, text: string): SourceFile {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const lineStarts = [0];
  for (let at = body.indexOf('\n'); at >= 0; at = body.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return { name, text: body, lineStarts };
}

/** The 1-based line and column (in UTF-16 units) of an offset. */
export function positionAt(file: SourceFile, offset: number): { line: number; column: number } {
  let low = 0;
  let high = file.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((file.lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (file.lineStarts[low] ?? 0) + 1 };
}
