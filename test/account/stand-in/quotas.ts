/*
 * AWS's quotas of requests, as token buckets for each account and, but for GetResources, Region. Sources: the quotas of API Gateway's management
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html), which are the same for both of its APIs
 * together; Cognito's by category and, 5 a second, by operation and
 * user pool (https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html); Lambda's
 * control plane (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html); ListRegions
 * (https://docs.aws.amazon.com/accounts/latest/reference/quotas.html). What is documented nowhere has none here.
 */
import type { Service } from './call.ts';

interface Quota {
  readonly name: string;
  /** Requests a second. */
  readonly rate: number;
  /** Requests at once, after a pause. */
  readonly burst: number;
  /** Whether it is one for all the account's Regions. */
  readonly everywhere?: boolean;
}

/** The call that is counted. */
export interface Counted {
  readonly account: string;
  readonly region: string;
  readonly service: Service;
  readonly operation: string;
  /** The API, user pool or the like that it is about. */
  readonly subject: string;
}

const management: Quota = { name: 'API Gateway management', rate: 10, burst: 40 };
const getResources: Quota = { name: 'GetResources', rate: 2.5, burst: 5, everywhere: true };

/** A request has to be within all of these. */
function quotasOf({ service, operation, subject }: Counted): readonly Quota[] {
  switch (service) {
    case 'apigateway':
      return operation === 'GetResources' ? [management, getResources] : [management];
    case 'apigatewayv2':
      return [management];
    case 'cognito-idp':
      return subject === ''
        ? [cognitoCategory(operation)]
        : [cognitoCategory(operation), { name: `${operation} of ${subject}`, rate: 5, burst: 5 }];
    case 'lambda':
      return [{ name: operation === 'GetPolicy' ? 'GetPolicy' : 'Lambda control plane', rate: 15, burst: 15 }];
    case 'account':
      return [{ name: 'ListRegions', rate: 5, burst: 5 }];
    case 'appsync':
    case 'cloudformation':
    case 'sts':
    case 'organizations':
      return [];
    default:
      return service satisfies never;
  }
}

function cognitoCategory(operation: string): Quota {
  if (operation.includes('ResourceServer')) return { name: 'UserPoolResourceRead', rate: 20, burst: 20 };
  if (operation.includes('Client')) return { name: 'UserPoolClientRead', rate: 15, burst: 15 };
  return { name: 'UserPoolRead', rate: 15, burst: 15 };
}

/** The buckets. Time runs `speed` times as fast as the clock's, so that a test of minutes takes seconds. */
export class QuotaBuckets {
  private readonly buckets = new Map<string, { tokens: number; at: number }>();
  private readonly speed: number;
  private readonly clock: () => number;

  /** The clock gives milliseconds. */
  constructor(speed: number, clock: () => number) {
    this.speed = speed;
    this.clock = clock;
  }

  /** Takes a request from all its quotas, and is undefined; or takes none, and is the seconds until all have one. */
  take(call: Counted): number | undefined {
    const now = (this.clock() / 1000) * this.speed;
    const filled = quotasOf(call).map(quota => {
      const key = `${call.account} ${quota.everywhere ? '' : call.region} ${quota.name}`;
      const { tokens, at } = this.buckets.get(key) ?? { tokens: quota.burst, at: now };
      const bucket = { tokens: Math.min(quota.burst, tokens + (now - at) * quota.rate), at: now };
      this.buckets.set(key, bucket);
      return { bucket, rate: quota.rate };
    });
    const wait = Math.max(0, ...filled.map(({ bucket, rate }) => (1 - bucket.tokens) / rate));
    // A token that rounding has made a little less than one is one.
    if (wait > 1e-9) return wait;
    for (const { bucket } of filled) bucket.tokens -= 1;
    return undefined;
  }
}
