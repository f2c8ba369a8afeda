/* The words of AWS's three protocols. */
import type { Protocol } from './call.ts';
import type { Refusal } from './refusal.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const requestId = '2d5e1c3a-5f0f-4b0e-9a57-0f6c8f3a7b11';

/** An operation's answer. */
export function answer(protocol: Protocol, operation: string, value: object): Reply {
  if (protocol !== 'query') return { status: 200, headers: headersOf(protocol), body: JSON.stringify(value) };
  const result = `<${operation}Result>${xml(value)}</${operation}Result>`;
  const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
  return {
    status: 200,
    headers: headersOf(protocol),
    body: `<${operation}Response>${result}${metadata}</${operation}Response>`,
  };
}

/** A refusal. AWS's JSON protocol knows no other status than 400 for what is the client's fault. */
export function refusal(protocol: Protocol, { code, status, message, retryAfter }: Refusal): Reply {
  const retry = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  const headers = { ...headersOf(protocol), ...retry };
  switch (protocol) {
    case 'rest-json':
      return { status, headers: { ...headers, 'x-amzn-errortype': code }, body: JSON.stringify({ message }) };
    case 'json':
      return { status: status < 500 ? 400 : status, headers, body: JSON.stringify({ __type: code, message }) };
    case 'query': {
      const error = { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message };
      return { status, headers, body: `<ErrorResponse>${xml({ Error: error, RequestId: requestId })}</ErrorResponse>` };
    }
    default:
      return protocol satisfies never;
  }
}

function headersOf(protocol: Protocol): Record<string, string> {
  switch (protocol) {
    case 'rest-json':
      return { 'content-type': 'application/json', 'x-amzn-requestid': requestId };
    case 'json':
      return { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': requestId };
    case 'query':
      return { 'content-type': 'text/xml', 'x-amzn-requestid': requestId };
    default:
      return protocol satisfies never;
  }
}

/** Lists are of `member`, and what is undefined is not there. */
function xml(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(item => `<member>${xml(item)}</member>`).join('');
  if (typeof value !== 'object') return escaped(String(value));
  return Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .map(([name, each]) => `<${name}>${xml(each)}</${name}>`)
    .join('');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
