/* From an HTTP request to a call. The signature's scope says for whom, where and of which service it is. */
import type { IncomingMessage } from 'node:http';
import type { StandInAccount } from './account.ts';
import type { Call, Protocol } from './call.ts';
import { accountOfKey } from './identities.ts';
import { type Operation, operationOfName, operationOfPath } from './operations.ts';

/** A call, and what answers it. */
export interface Request {
  readonly call: Call;
  readonly operation: Operation;
}

/**
 * Why a request is no call: the key is of no account or of one in which the Region is not enabled, the stand-in does not
 * know the operation, or the client has gone before it had said what it wants.
 */
export interface NoCall {
  readonly why: 'no-account' | 'no-operation' | 'aborted';
  readonly protocol: Protocol;
}

/** Reads a request to its end. */
export async function readRequest(
  message: IncomingMessage,
  accounts: readonly StandInAccount[],
): Promise<Request | NoCall> {
  const scope = /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)\/aws4_request/.exec(message.headers.authorization ?? '');
  const protocol = protocolIn(message);
  const body = await bodyOf(message);
  if (body === undefined) return { why: 'aborted', protocol };
  const [, key = '', region = '', service = ''] = scope ?? [];
  const id = accountOfKey(key);
  const account = accounts.find(each => each.id === id);
  if (account === undefined || account.disabledRegions?.includes(region)) return { why: 'no-account', protocol };
  const named = nameIn(message, body, service);
  const found = named ?? inPath(message, body);
  if (found === undefined) return { why: 'no-operation', protocol };
  const { operation, names, parameters, subject } = found;
  return {
    operation,
    call: {
      service: operation.service,
      operation: operation.operation,
      account,
      region,
      contents: account.regions[region] ?? {},
      subject,
      path: new URL(message.url ?? '/', 'http://127.0.0.1').pathname,
      names,
      parameter: name => parameters(name)[0],
      parameters,
      repeatsPage: false,
    },
  };
}

/** Undefined where the client has gone. */
async function bodyOf(message: IncomingMessage): Promise<string | undefined> {
  let body = '';
  try {
    for await (const chunk of message.setEncoding('utf8')) body += chunk;
  } catch (error) {
    if (message.complete) throw error;
    return undefined;
  }
  return body;
}

function protocolIn({ headers }: IncomingMessage): Protocol {
  if (headers['x-amz-target'] !== undefined) return 'json';
  return headers['content-type'] === 'application/x-www-form-urlencoded' ? 'query' : 'rest-json';
}

interface Found {
  readonly operation: Operation;
  readonly subject: string;
  readonly names: readonly string[];
  readonly parameters: (name: string) => readonly string[];
}

/** An operation that the header X-Amz-Target or the form's Action names. */
function nameIn(message: IncomingMessage, body: string, service: string): Found | undefined {
  const target = message.headers['x-amz-target'];
  const form = new URLSearchParams(body);
  const name = typeof target === 'string' ? target.split('.')[1] : form.get('Action');
  const operation = operationOfName(service, name ?? '');
  if (operation === undefined) return undefined;
  const parameters = typeof target === 'string' ? jsonParameters(body) : formParameters(form);
  const subject = operation.subject === undefined ? '' : nameOf(parameters(operation.subject)[0] ?? '');
  return { operation, subject, names: [], parameters };
}

function inPath(message: IncomingMessage, body: string): Found | undefined {
  const { pathname, searchParams } = new URL(message.url ?? '/', 'http://127.0.0.1');
  const found = operationOfPath(message.method ?? '', pathname);
  if (found === undefined) return undefined;
  const [subject = '', ...names] = found.names.map(
    name => /^arn:[^:]+:lambda:.*:function:([^:]+)/.exec(name)?.[1] ?? name,
  );
  const parameters = body === '' ? (name: string) => searchParams.getAll(name) : jsonParameters(body);
  return { operation: found.operation, subject, names, parameters };
}

/** The name of a function or a stack, which can be given by its ARN too. */
function nameOf(text: string): string {
  return /^arn:[^:]+:(?:lambda:.*:function:|cloudformation:.*:stack\/)([^:/]+)/.exec(text)?.[1] ?? text;
}

function formParameters(form: URLSearchParams): Found['parameters'] {
  return name =>
    [...form].filter(([key]) => key === name || key.startsWith(`${name}.member.`)).map(([, value]) => value);
}

function jsonParameters(body: string): Found['parameters'] {
  const parsed: unknown = JSON.parse(body);
  const values = new Map(typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : []);
  return name => {
    const value: unknown = values.get(name);
    if (value === undefined || value === null) return [];
    return Array.isArray(value) ? value.map(String) : [String(value)];
  };
}
