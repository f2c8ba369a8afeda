/*
 * A stand-in for AWS on 127.0.0.1, of which real SDK clients are given the URL: it has accounts, gives pages, keeps AWS's
 * quotas, fails by rule, and logs every call.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { StandInAccount } from './account.ts';
import type { Call } from './call.ts';
import { type CallFilter, CallLog, type LoggedCall } from './call-log.ts';
import { broken, denied, type Fault, type FaultRule, Faults, gone, throttled } from './faults.ts';
import { type Keys, keysOf } from './identities.ts';
import { protocolOf } from './operations.ts';
import { QuotaBuckets } from './quotas.ts';
import { Refusal } from './refusal.ts';
import { type NoCall, type Request, readRequest } from './request.ts';
import { answer, type Reply, refusal } from './wire.ts';

export interface StandInOptions {
  /** They are one organization, and the first is its management account. */
  readonly accounts: readonly StandInAccount[];
  /** Keeps AWS's quotas, in a time that runs so many times as fast; keeps none where absent. */
  readonly quotas?: { readonly speed: number };
  /** The time of quotas and latency, in milliseconds; the machine's where absent. */
  readonly clock?: StandInClock;
  /** Milliseconds until a call is answered. */
  readonly latencyMs?: number | ((call: Call) => number);
}

export interface StandInClock {
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

const machineClock: StandInClock = {
  now: () => performance.now(),
  sleep: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds)),
};

export interface AwsStandIn {
  /** For AWS_ENDPOINT_URL, or a client's `endpoint`. */
  readonly url: string;
  /** All calls in the order in which they arrived. */
  readonly calls: readonly LoggedCall[];
  /** What was asked for that the stand-in does not know, as `GET /path`. */
  readonly unknown: readonly string[];
  /** What a client of an account and Region is to be given. No retries, so that each fault shows. */
  client(account: string, region: string): ClientSettings;
  fail(rule: FaultRule): void;
  /** Calls by `service:Operation`, sorted. */
  counts(filter?: CallFilter): Record<string, number>;
  count(filter?: CallFilter): number;
  /** Calls that have arrived, are not answered yet, and do not wait for their latency. */
  underWay(): number;
  /** The most calls at a time: of all, of an account, of one of its Regions, of a service in that. */
  highWater: CallLog['highWater'];
  close(): Promise<void>;
}

export interface ClientSettings {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: Keys;
  readonly maxAttempts: number;
}

/** Starts it, on a port that is free. */
export async function startAwsStandIn({
  accounts,
  quotas,
  latencyMs = 0,
  clock = machineClock,
}: StandInOptions): Promise<AwsStandIn> {
  const log = new CallLog();
  const faults = new Faults();
  const buckets = quotas === undefined ? undefined : new QuotaBuckets(quotas.speed, clock.now);
  const unknown: string[] = [];
  let delayed = 0;

  const server = createServer(async (message, response) => {
    const request = await readRequest(message, accounts);
    if ('why' in request) {
      if (request.why === 'no-operation') {
        unknown.push(`${message.method} ${message.url} ${message.headers['x-amz-target'] ?? ''}`.trim());
      }
      return send(response, refusal(request.protocol, noCall(request)));
    }
    const { call } = request;
    response.once('close', log.begin(call));
    const wait = buckets?.take({ ...call, account: call.account.id });
    // AWS gives whole seconds, which pass as fast as all the others.
    const retryAfter = Math.ceil(wait ?? 1) / (quotas?.speed ?? 1);
    const { outcome, reply } =
      wait === undefined ? respond(request, accounts, faults.hit(call), retryAfter) : overQuota(call, retryAfter);
    log.add(call, outcome);
    const latency = typeof latencyMs === 'number' ? latencyMs : latencyMs(call);
    if (latency > 0) {
      delayed += 1;
      await clock.sleep(latency);
      delayed -= 1;
    }
    if (reply !== undefined) return send(response, reply);
    if (outcome === 'reset') message.socket.resetAndDestroy();
  });
  // Clients may keep a connection for as long as a test runs.
  server.keepAliveTimeout = 600_000;
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The stand-in has no port.');
  const url = `http://127.0.0.1:${address.port}`;
  return {
    url,
    calls: log.calls,
    unknown,
    client: (account, region) => ({ endpoint: url, region, credentials: keysOf(account), maxAttempts: 1 }),
    fail: rule => faults.add(rule),
    counts: filter => log.counts(filter),
    count: filter => log.count(filter),
    underWay: () => log.underWay() - delayed,
    highWater: (account, region, service) => log.highWater(account, region, service),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Outcome {
  readonly outcome: LoggedCall['outcome'];
  /** Undefined where there is none. */
  readonly reply: Reply | undefined;
}

function noCall({ why }: NoCall): Refusal {
  switch (why) {
    case 'no-account':
      return new Refusal('UnrecognizedClientException', 403, 'The security token included in the request is invalid.');
    case 'aborted':
    case 'no-operation':
      return new Refusal('UnknownOperationException', 404, 'The stand-in does not know this operation.');
    default:
      return why satisfies never;
  }
}

function overQuota(call: Call, retryAfter: number): Outcome {
  return { outcome: 'over-quota', reply: refusal(protocolOf(call.service), throttled(call, retryAfter)) };
}

function respond(
  { call, operation }: Request,
  accounts: readonly StandInAccount[],
  fault: Fault | undefined,
  retryAfter: number,
): Outcome {
  const protocol = protocolOf(call.service);
  switch (fault) {
    case 'hang':
    case 'reset':
      return { outcome: fault, reply: undefined };
    case 'denied':
      return { outcome: fault, reply: refusal(protocol, denied(call)) };
    case 'throttled':
      return { outcome: fault, reply: refusal(protocol, throttled(call, retryAfter)) };
    case 'broken':
      return { outcome: fault, reply: refusal(protocol, broken(call)) };
    case 'gone':
      return { outcome: fault, reply: refusal(protocol, gone(call)) };
    case 'repeat-page':
    case undefined:
      break;
    default:
      return fault satisfies never;
  }
  try {
    const value = operation.respond({ ...call, repeatsPage: fault === 'repeat-page' }, accounts);
    return { outcome: fault ?? 'answered', reply: answer(protocol, call.operation, value) };
  } catch (error) {
    if (error instanceof Refusal) return { outcome: 'refused', reply: refusal(protocol, error) };
    throw error;
  }
}

function send(response: ServerResponse, { status, headers, body }: Reply): void {
  response.writeHead(status, headers).end(body);
}
