import { describe, expect, test } from '@jest/globals';
import { failureOf } from '../../src/account/failure.ts';

/** An error as the SDK throws it for an answer of AWS. */
function answered(name: string, httpStatusCode: number, message = 'AWS says why.'): Error {
  return Object.assign(new Error(message), { name, $fault: 'client', $metadata: { httpStatusCode } });
}

function ofSystem(code: string): Error {
  return Object.assign(new Error(`connect ${code} 127.0.0.1:443`), { code });
}

describe('what AWS answers is', () => {
  test.each([
    ['denied', answered('AccessDeniedException', 403)],
    ['denied', answered('AccessDenied', 403)],
    ['denied', answered('NotAuthorizedException', 400)],
    ['throttled', answered('TooManyRequestsException', 429)],
    ['throttled', answered('ThrottlingException', 400)],
    ['throttled', answered('Throttling', 400)],
    ['throttled', answered('LimitExceededException', 429)],
    ['gone', answered('NotFoundException', 404)],
    ['gone', answered('ResourceNotFoundException', 400)],
    ['timed-out', answered('TimeoutError', 0)],
    ['timed-out', ofSystem('ETIMEDOUT')],
    ['failed', answered('InternalServerException', 500)],
    ['failed', answered('UnrecognizedClientException', 403)],
    ['failed', answered('ExpiredTokenException', 403)],
    ['failed', answered('UnknownError', 404)],
    ['failed', ofSystem('ECONNRESET')],
    ['failed', ofSystem('ENOTFOUND')],
    ['failed', Object.assign(new Error('No credentials.'), { name: 'CredentialsProviderError' })],
  ])('%s: %s', (reason, error) => {
    expect(failureOf(error).reason).toBe(reason);
  });

  test('told with its name, on one line of bounded length', () => {
    const error = answered('AccessDeniedException', 403, `User:\n  arn is not\tauthorized ${'x'.repeat(1000)}`);
    const { detail } = failureOf(error);
    expect(detail).toMatch(/^AccessDeniedException: User: arn is not authorized x+…$/);
    expect(detail).toHaveLength(400);
  });

  test("told without the answer itself where that is none of AWS's", () => {
    const error = Object.assign(new SyntaxError(`Unexpected token '<', "<html>"`), {
      $metadata: { httpStatusCode: 502 },
      $response: {},
    });
    expect(failureOf(error)).toEqual({ reason: 'failed', detail: "the answer, HTTP 502, is none of AWS's" });
  });
});

describe('a mistake of this program', () => {
  test.each([
    new TypeError('x is not a function'),
    new RangeError('Invalid array length'),
    new Error('Unreachable.'),
    // The SDK gives errors of any kind this property.
    Object.assign(new TypeError('x is not a function'), { $metadata: { attempts: 1 } }),
    Object.assign(new Error('Unreachable.'), { $metadata: { attempts: 1 } }),
  ])('crashes: %s', error => {
    expect(() => failureOf(error)).toThrow(error);
  });

  test('crashes where it is thrown as something else', () => {
    expect(() => failureOf('text')).toThrow('text');
  });
});

test('after an interruption, all failures are that but mistakes', () => {
  expect(() => failureOf(new TypeError('x is not a function'), AbortSignal.abort())).toThrow('x is not a function');
  expect(failureOf(new Error('Unreachable.'), AbortSignal.abort())).toEqual({
    reason: 'interrupted',
    detail: 'the scan was interrupted',
  });
});
