/** What the user can mend: printed as one message and a hint, without a stack, and exit status 2. */
export class UserError extends Error {
  override readonly name = 'UserError';

  /** @param hint What to do about it, as a sentence. */
  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}
