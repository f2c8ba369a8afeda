import type { FinalizeRequestMiddleware, HandlerExecutionContext, MiddlewareStack } from '@smithy/types';
import type { LimitFunction } from 'p-limit';
import { quotasOf, type Service } from './quotas.ts';
import type { Throttle } from './throttle.ts';

/** What the requests of one account and Region pass through on their way. */
export interface Passage {
  readonly region: string;
  readonly throttle: Throttle;
  /** Bounds how many requests are under way at once. */
  readonly limit: LimitFunction;
  readonly signal: AbortSignal | undefined;
  /** Called for every request that is sent, a retry too. */
  readonly onRequest: (service: Service, operation: string) => void;
}

/** A client of the SDK, as far as every one is the same. */
interface Client<Input extends object, Output extends object> {
  readonly middlewareStack: MiddlewareStack<Input, Output>;
}

/**
 * Makes every request of a client wait for its quotas: the first one before credentials are looked up, which could
 * expire in a long queue, and each retry of the SDK before it is signed. Requests are counted as they are sent.
 */
export function watch<Input extends object, Output extends object, C extends Client<Input, Output>>(
  client: C & Client<Input, Output>,
  service: Service,
  passage: Passage,
): C {
  const { region, throttle, limit, signal, onRequest } = passage;
  const admitted = new WeakSet<HandlerExecutionContext>();
  client.middlewareStack.add(
    (next, context) => async args => {
      await throttle.acquire(quotasOf(service, operationOf(context), region, args.input), signal);
      admitted.add(context);
      return next(args);
    },
    { step: 'initialize', priority: 'low', name: 'waitForQuota' },
  );
  const waitAgain: FinalizeRequestMiddleware<Input, Output> = (next, context) => async args => {
    const operation = operationOf(context);
    const quotas = quotasOf(service, operation, region, args.input);
    if (!admitted.delete(context)) await throttle.acquire(quotas, signal);
    return limit(async () => {
      signal?.throwIfAborted();
      onRequest(service, operation);
      try {
        const answer = await next(args);
        throttle.recover(quotas);
        return answer;
      } catch (error) {
        if (isThrottling(error)) throttle.slowDown(quotas);
        throw error;
      }
    });
  };
  client.middlewareStack.addRelativeTo(waitAgain, {
    relation: 'after',
    toMiddleware: 'retryMiddleware',
    name: 'waitForQuotaAgain',
  });
  return client;
}

function operationOf({ commandName }: HandlerExecutionContext): string {
  return (commandName ?? '').replace(/Command$/, '');
}

/** Whether AWS refuses a call as one too many; the services have different names for it. */
export function isThrottling(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (/^(?:TooManyRequests|Throttl|ThrottledException|RequestLimitExceeded|RequestThrottled)/.test(error.name))
    return true;
  return statusOf(error) === 429;
}

/** The HTTP status of what AWS answered; undefined where there was no answer. */
export function statusOf(error: Error): number | undefined {
  if (!('$metadata' in error) || typeof error.$metadata !== 'object' || error.$metadata === null) return undefined;
  const { httpStatusCode } = error.$metadata as { readonly httpStatusCode?: unknown };
  return typeof httpStatusCode === 'number' ? httpStatusCode : undefined;
}
