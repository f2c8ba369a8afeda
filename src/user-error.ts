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

/** Whether an error is one; those of a part of the program that is bundled by itself are of a class of their own. */
export function isUserError(error: unknown): error is UserError {
  return error instanceof UserError || (error instanceof Error && error.name === 'UserError' && 'hint' in error);
}
