/* What can go wrong by rule, and how AWS puts it. */
import { functionArn, partitionOf, stackArn, userPoolArn } from './account.ts';
import type { Call, Service } from './call.ts';
import { callerArn } from './identities.ts';
import { Refusal } from './refusal.ts';

/**
 * `denied`: the caller may not. `throttled`: too many requests, although they are within the quota. `broken`: status
 * 500. `gone`: what the call is about does not exist. `hang`: no answer ever. `reset`: the connection ends without one.
 * `repeat-page`: a list's token leads to the same page again.
 */
export type Fault = 'denied' | 'throttled' | 'broken' | 'gone' | 'hang' | 'reset' | 'repeat-page';

/** Which calls fail, and how; what is absent restricts nothing. */
export interface FaultRule {
  readonly fault: Fault;
  readonly service?: Service;
  readonly operation?: string;
  readonly account?: string;
  readonly region?: string;
  /** The API, user pool, function, stack or domain, by its id or name. */
  readonly subject?: string;
  readonly when?: (call: Call) => boolean;
  /** The first of the calls that match which fails, from 1 on. */
  readonly from?: number;
  /** How many fail from there on; all where absent. */
  readonly times?: number;
}

/** Rules in the order in which they were made. A call that one fails is not seen by those after it. */
export class Faults {
  private readonly rules: { readonly rule: FaultRule; matched: number }[] = [];

  add(rule: FaultRule): void {
    this.rules.push({ rule, matched: 0 });
  }

  /** What is to happen to a call, which counts as one that the rules matched. */
  hit(call: Call): Fault | undefined {
    for (const each of this.rules) {
      if (!matches(each.rule, call)) continue;
      each.matched += 1;
      const { from = 1, times = Number.POSITIVE_INFINITY, fault } = each.rule;
      if (each.matched >= from && each.matched < from + times) return fault;
    }
    return undefined;
  }
}

function matches({ service, operation, account, region, subject, when }: FaultRule, call: Call): boolean {
  return (
    (service ?? call.service) === call.service &&
    (operation ?? call.operation) === call.operation &&
    (account ?? call.account.id) === call.account.id &&
    (region ?? call.region) === call.region &&
    (subject ?? call.subject) === call.subject &&
    (when?.(call) ?? true)
  );
}

/** What a caller is told whose policies do not allow the call's action. */
export function denied(call: Call): Refusal {
  const action = actionOf(call);
  const message = `User: ${callerArn(call.account.id, call.region)} is not authorized to perform: ${action} on resource: ${resourceOf(call)} because no identity-based policy allows the ${action} action`;
  switch (call.service) {
    case 'organizations':
      return new Refusal('AccessDeniedException', 400, "You don't have permissions to access this resource.");
    case 'cloudformation':
    case 'sts':
      return new Refusal('AccessDenied', 403, message);
    case 'apigateway':
    case 'apigatewayv2':
    case 'cognito-idp':
    case 'lambda':
    case 'appsync':
    case 'account':
      return new Refusal('AccessDeniedException', 403, message);
    default:
      return call.service satisfies never;
  }
}

/** The IAM action that a call takes. */
export function actionOf({ service, operation }: Call): string {
  return service === 'apigateway' || service === 'apigatewayv2' ? 'apigateway:GET' : `${service}:${operation}`;
}

/** The ARN that a denial names; those of API Gateway's second API have no `/v2`. */
function resourceOf({ service, account, region, subject, path, parameter }: Call): string {
  switch (service) {
    case 'apigateway':
    case 'apigatewayv2':
      return `arn:${partitionOf(region)}:apigateway:${region}::${path.replace(/^\/v2/, '')}`;
    case 'cognito-idp':
      return subject === '' ? '*' : userPoolArn(account.id, region, subject);
    case 'lambda':
      return subject === '' ? '*' : functionArn(account.id, region, subject);
    case 'cloudformation':
      return subject === '' ? '*' : stackArn(account.id, region, subject);
    case 'sts':
      return parameter('RoleArn') ?? '*';
    case 'appsync':
    case 'organizations':
    case 'account':
      return '*';
    default:
      return service satisfies never;
  }
}

/** What a caller is told that makes too many requests. `retryAfter` is in seconds. */
export function throttled({ service }: Call, retryAfter: number): Refusal {
  switch (service) {
    case 'apigateway':
    case 'apigatewayv2':
      return new Refusal('TooManyRequestsException', 429, 'Too Many Requests', retryAfter);
    case 'lambda':
      return new Refusal('TooManyRequestsException', 429, 'Rate exceeded', retryAfter);
    case 'account':
      return new Refusal('TooManyRequestsException', 429, 'Rate exceeded');
    case 'cognito-idp':
    case 'organizations':
      return new Refusal('TooManyRequestsException', 400, 'Rate exceeded');
    case 'appsync':
      return new Refusal('ThrottlingException', 400, 'Rate exceeded');
    case 'cloudformation':
    case 'sts':
      return new Refusal('Throttling', 400, 'Rate exceeded');
    default:
      return service satisfies never;
  }
}

/** What a service says that is out of order. */
export function broken({ service }: Call): Refusal {
  switch (service) {
    case 'apigateway':
    case 'apigatewayv2':
    case 'cloudformation':
    case 'sts':
      return new Refusal('InternalFailure', 500, 'Internal error');
    case 'cognito-idp':
      return new Refusal('InternalErrorException', 500, 'Internal error');
    case 'lambda':
    case 'organizations':
      return new Refusal('ServiceException', 500, 'Internal error');
    case 'appsync':
      return new Refusal('InternalFailureException', 500, 'Internal error');
    case 'account':
      return new Refusal('InternalServerException', 500, 'Internal error');
    default:
      return service satisfies never;
  }
}

/** What is said of an API, a user pool or the like that is not there any more. */
export function gone({ service, account, region, subject }: Call): Refusal {
  switch (service) {
    case 'apigateway':
      return new Refusal('NotFoundException', 404, `Invalid API identifier specified ${account.id}:${subject}`);
    case 'apigatewayv2':
    case 'appsync':
      return new Refusal('NotFoundException', 404, `Invalid API identifier specified ${subject}`);
    case 'cognito-idp':
      return new Refusal('ResourceNotFoundException', 404, `User pool ${subject} does not exist.`);
    case 'lambda': {
      const arn = functionArn(account.id, region, subject);
      return new Refusal('ResourceNotFoundException', 404, `Function not found: ${arn}`);
    }
    case 'cloudformation':
    case 'sts':
      return new Refusal('ValidationError', 400, `Stack with id ${subject} does not exist`);
    case 'organizations':
      return new Refusal('AWSOrganizationsNotInUseException', 400, 'Your account is not a member of an organization.');
    case 'account':
      return new Refusal('ResourceNotFoundException', 404, 'The account does not exist.');
    default:
      return service satisfies never;
  }
}
