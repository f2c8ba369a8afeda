/* The methods of a REST API as its stages serve them: what they were when it was last deployed to each. */
import { expect, test } from '@jest/globals';
import { asServed } from '../../src/account/as-served.ts';
import type { AccountReading, StageSnapshot, UnreadPart } from '../../src/account/declared.ts';
import type { AuthorizerType, Endpoint } from '../../src/model/endpoint.ts';
import type { AccountPlace } from '../../src/model/place.ts';
import { authorizerText } from '../../src/report/guard.ts';
import { restEndpoint } from './rest-endpoint.ts';

const account = '123456789012';
const region = 'eu-west-1';
const api: AccountPlace = { arn: 'arn:aws:apigateway:eu-west-1::/restapis/orders1', account, region, path: '' };
const method: AccountPlace = { ...api, arn: `${api.arn}/resources/r1/methods/GET`, path: 'AuthorizationType' };

/** A stage that serves methods by their guards, such as `GET /orders` by `NONE key`. */
function stage(name: string, methods: Readonly<Record<string, string>> = {}): StageSnapshot {
  const served = Object.entries(methods).map(([method, guard]) => {
    const [verb = '', path = ''] = method.split(' ');
    const [authorizationType = '', key] = guard.split(' ');
    return [path, { [verb]: { authorizationType, apiKeyRequired: key !== undefined } }] as const;
  });
  return {
    api: 'orders',
    apiArn: api.arn,
    stage: name,
    stageArn: `${api.arn}/stages/${name}`,
    methods: Object.fromEntries(served),
  };
}

/** GET /orders, as the API says it is guarded. */
function configured(type?: AuthorizerType, apiKeyRequired = false): Endpoint {
  const auth = type === undefined ? [] : [{ type, name: 'Users', scopes: ['orders/read'], place: method }];
  return restEndpoint(api, { path: '/orders', auth, apiKeyRequired, place: method, declaredAt: method });
}

function readingOf(snapshots: readonly StageSnapshot[], unread: readonly UnreadPart[] = []): AccountReading {
  const nothing = { resources: [], stackResources: [], calls: {} };
  return { account, region, partition: 'aws', ...nothing, snapshots, unread };
}

function servedAs(endpoint: Endpoint, reading: AccountReading): string {
  const [served] = asServed([endpoint], reading);
  if (!served?.isServed) return 'not served';
  const guards = served.auth.map(authorizerText).join(', ') || 'open';
  return [guards, ...(served.apiKeyRequired ? ['key'] : []), ...(served.isStale ? ['stale'] : [])].join(', ');
}

const denied = { action: 'apigateway:GET', reason: 'denied', detail: 'AccessDeniedException' } as const;
const deployment: UnreadPart = { ...denied, arn: `${api.arn}/deployments/d2`, what: 'what orders has deployed' };
const authorizers: UnreadPart = { ...denied, arn: api.arn, what: 'the authorizers of orders' };
const elsewhere: UnreadPart = { ...deployment, arn: `${api.arn}23/deployments/d1` };

const [open, users, key] = [configured(), configured('COGNITO'), configured(undefined, true)];
const live = (guard: string, method = 'GET /orders') => stage('live', { [method]: guard });

test.each<[string, string, Endpoint, readonly StageSnapshot[], ...(readonly UnreadPart[])[]]>([
  ['as the API says', 'COGNITO Users', users, [live('COGNITO_USER_POOLS')]],
  ['still without an authorizer', 'open, stale', users, [live('NONE')]],
  ['still with an API key alone', 'open, key, stale', users, [live('NONE key')]],
  ['still without its API key', 'open, stale', key, [live('NONE')]],
  ['still by another authorizer', 'LAMBDA, stale', users, [live('CUSTOM')]],
  ['still by an authorizer that has been taken away', 'AWS_IAM, stale', open, [live('AWS_IAM')]],
  ['with a key that has been taken away', 'COGNITO Users, key, stale', users, [live('COGNITO_USER_POOLS key')]],
  ['open at one of two stages', 'open', users, [live('COGNITO_USER_POOLS'), stage('v1', { 'GET /orders': 'NONE' })]],
  [
    'at two stages, of which one is as the API says',
    'AWS_IAM Users',
    configured('AWS_IAM'),
    [live('CUSTOM'), stage('v1', { 'GET /orders': 'AWS_IAM' })],
  ],
  ['otherwise at both of two stages', 'open, stale', users, [live('AWS_IAM'), stage('v1', { 'GET /orders': 'NONE' })]],
  ['where it is open in part by ANY', 'open, stale', { ...users, method: 'ANY' }, [live('NONE')]],
  ['by a key where it could be read', 'open, key, stale', users, [live('NONE key')], [deployment]],
  ['by ANY of its path', 'open, stale', users, [live('NONE', 'ANY /orders')]],
  ['by none but ANY of another path', 'not served', open, [live('NONE', 'ANY /')]],
  ['by none but another method of its path', 'not served', open, [live('NONE', 'POST /orders')]],
  ['by one of two stages', 'open', open, [stage('test'), live('NONE')]],
  ['by neither of two stages', 'not served', open, [stage('test'), stage('live')]],
  ['by none that could be read', 'open', open, [stage('live')], [deployment]],
  ['by none that is known', 'open', open, []],
  ['guarded where it could be read', 'open', open, [live('AWS_IAM')], [deployment]],
  ['open where it could be read', 'open, stale', users, [live('NONE')], [deployment]],
  ['by none, while only authorizers could not be read', 'not served', open, [stage('live')], [authorizers]],
  ['by none, while what could not be read is of another API', 'not served', open, [stage('live')], [elsewhere]],
  ['open, while what the API says could not be read', 'open', configured('UNKNOWN'), [live('NONE')]],
])('served %s: %s', (_, expected, endpoint, snapshots, unread = []) => {
  expect(servedAs(endpoint, readingOf(snapshots, unread))).toBe(expected);
});

test('what decides is the stage', () => {
  const [served] = asServed([users], readingOf([live('NONE')]));
  const place = { ...api, arn: `${api.arn}/stages/live` };
  const because = 'the stage live serves it as it was last deployed, without an authorizer';
  expect(served).toMatchObject({ place, because, reasons: [{ message: because, place }], declaredAt: method });
});
