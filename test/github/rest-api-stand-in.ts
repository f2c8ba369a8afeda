/*
 * A stand-in for GitHub's REST API on 127.0.0.1: it records what it is sent, and answers as it is told. It knows the
 * two requests that a check run takes, and refuses what the API is known to refuse.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { Connection } from '../../src/github/check-run.ts';

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: CheckRunBody;
}

/** The part of a request's body that tests look into. */
export interface CheckRunBody {
  readonly status?: string;
  readonly conclusion?: string;
  readonly output: {
    readonly title: string;
    readonly summary: string;
    readonly annotations: readonly { readonly message: string }[];
  };
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export interface StandIn {
  readonly url: string;
  readonly requests: readonly RecordedRequest[];
  close(): Promise<void>;
}

/**
 * What the stand-in does with a request, by its number from 1 on: fail it, never answer it, or, where it is undefined,
 * accept it.
 */
export type Refuse = (request: number) => Answer | 'silence' | undefined;

/** Starts it, on a port that is free. */
export async function startStandIn(refuse: Refuse = () => undefined): Promise<StandIn> {
  const requests: RecordedRequest[] = [];
  const server = createServer(async (message, response) => {
    const request = await recorded(message);
    requests.push(request);
    const answer = refuse(requests.length) ?? accepted(request);
    if (answer === 'silence') return;
    const { status, body } = answer;
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The stand-in has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    close: () =>
      new Promise(resolve => {
        // Also where it is closed already, which is no error here.
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** How to write to the stand-in's only repository, with retries that do not wait. */
export function connectionTo({ url }: StandIn): Connection {
  // The toolkit decides by it whether to go through a proxy.
  process.env.GITHUB_API_URL = url;
  return {
    apiUrl: url,
    token: 'ghs_stand_in',
    commit: { owner: 'acme', repo: 'orders', sha: 'c0ffee' },
    userAgent: 'cfn-auth-audit/0.1.0',
    retryMilliseconds: 1,
    timeoutMilliseconds: 10_000,
  };
}

/** What a token that may only read is told. */
export const forbidden: Answer = {
  status: 403,
  body: {
    message: 'Resource not accessible by integration',
    documentation_url: 'https://docs.github.com/rest/checks/runs#create-a-check-run',
  },
};

export const serverError: Answer = { status: 502, body: { message: 'Server Error' } };

function accepted({ method, path, body }: RecordedRequest): Answer {
  if (body.output.annotations.length > 50 || body.output.summary.length > 65_535) {
    return { status: 422, body: { message: 'Validation Failed' } };
  }
  if (method === 'POST' && path === '/repos/acme/orders/check-runs') return { status: 201, body: { id: 7 } };
  if (method === 'PATCH' && path === '/repos/acme/orders/check-runs/7') return { status: 200, body: { id: 7 } };
  return { status: 404, body: { message: 'Not Found' } };
}

async function recorded(message: IncomingMessage): Promise<RecordedRequest> {
  let text = '';
  for await (const chunk of message.setEncoding('utf8')) text += chunk;
  return {
    method: message.method ?? '',
    path: message.url ?? '',
    authorization: message.headers.authorization,
    body: JSON.parse(text),
  };
}
