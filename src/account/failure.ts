import type { UnreadPart } from './declared.ts';
import { isThrottling, statusOf } from './watch.ts';

/**
 * What the failure of a call means for the part that it was to tell.
 *
 * @throws the error itself where it is a mistake of this program, which must not pass for an answer of AWS.
 */
export function failureOf(error: unknown, signal?: AbortSignal): Pick<UnreadPart, 'reason' | 'detail'> {
  if (error instanceof Error && isMistake(error)) throw error;
  if (signal?.aborted) return { reason: 'interrupted', detail: 'the scan was interrupted' };
  if (!(error instanceof Error)) throw error;
  const reason = reasonOf(error);
  if (reason === undefined) throw error;
  return { reason, detail: detailOf(error) };
}

const ownMistakes = [TypeError, RangeError, ReferenceError, EvalError, URIError];

function isMistake(error: Error): boolean {
  return ownMistakes.some(kind => error instanceof kind);
}

function reasonOf(error: Error): UnreadPart['reason'] | undefined {
  const status = statusOf(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (isThrottling(error)) return 'throttled';
  if (/^(?:AccessDenied|NotAuthorized|UnauthorizedOperation|AuthorizationError|Forbidden)/.test(error.name))
    return 'denied';
  if (/NotFound(?:Exception)?$|^NoSuch/.test(error.name)) return 'gone';
  // CloudFormation's word for it.
  if (error.name === 'ValidationError' && error.message.endsWith('does not exist')) return 'gone';
  // The SDK names a connection that is lost like one that takes too long.
  if (code === 'ECONNRESET' || code === 'EPIPE') return 'failed';
  if (/Timeout|TimedOut/i.test(error.name) || code === 'ETIMEDOUT') return 'timed-out';
  // An answer that is none of these, one that is no answer of AWS, no connection, or no credentials.
  const isAnswer = status !== undefined || '$fault' in error || '$response' in error;
  const isNetwork = (code !== '' && !/^ERR_(?!TLS|SSL|SOCKET|HTTP)/.test(code)) || error.name === 'AggregateError';
  const isOther = /^(?:CredentialsProviderError|TokenProviderError|ProviderError|RepeatedPage)$/.test(error.name);
  return isAnswer || isNetwork || isOther || error.message.startsWith(wrapped) ? 'failed' : undefined;
}

/** How the SDK begins what it makes of something thrown that is no Error. */
const wrapped = 'AWS SDK error wrapper for ';

const longestDetail = 400;

/** What AWS said, with the error's name, on one line. */
function detailOf(error: Error): string {
  if (error instanceof SyntaxError) return `the answer, HTTP ${statusOf(error) ?? '?'}, is none of AWS's`;
  const message = error.message.replace(/\s+/g, ' ').trim();
  if (message.startsWith(wrapped)) return cut(message.slice(wrapped.length));
  const text = message === '' || message === 'UnknownError' ? '' : `: ${message}`;
  return cut(`${error.name}${text}`);
}

function cut(text: string): string {
  return text.length > longestDetail ? `${text.slice(0, longestDetail - 1)}…` : text;
}
