/** What AWS answers instead of what was asked for: thrown by operations, put into words by the server. */
export class Refusal extends Error {
  /** The error's code, such as `NotFoundException`. */
  readonly code: string;
  /** The status, where the protocol does not make it 400 for all. */
  readonly status: number;
  /** Seconds of the stand-in's clock, as the header says. */
  readonly retryAfter: number | undefined;

  constructor(code: string, status: number, message: string, retryAfter?: number) {
    super(message);
    this.code = code;
    this.status = status;
    this.retryAfter = retryAfter;
  }
}
